/**
 * Comments that silence findings, in one document: `# cert-manager-lint-disable-next-line <rule> -- reason`,
 * `…-disable-line`, `…-disable-file`, and `…-disable` up to `…-enable` or the end of the document. Also in comments of
 * templates, of Go and of Jinja.
 */
import { lineEnd, lineStart } from '../text/lineIndex.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';

const directives =
  /(?:#[ \t]*)?\{\{-?[ \t]*\/\*[ \t]*cert-manager-lint-|\{#-?[ \t]*cert-manager-lint-|#[ \t]*cert-manager-lint-/g;
const word = /([a-z][a-z-]*):?(?=[\s*]|$)/y;
const forms = ['disable-next-line', 'disable-line', 'disable-file', 'disable', 'enable'] as const;

/** A rule that a directive names. */
export interface Name extends Span {
  readonly id: string;
}

export interface Directive {
  /** Undefined where no comment is called so. */
  readonly form: (typeof forms)[number] | undefined;
  /** What stands behind `cert-manager-lint-`. */
  readonly word: string;
  /** `cert-manager-lint-…` itself, without names and reason. */
  readonly at: Span;
  /** The rules that it speaks of, all of them where it names none. */
  readonly names: readonly Name[];
  /** The comment that it stands in. */
  readonly comment: Span;
  /** The line that it reaches, where it is a directive of one line. */
  readonly line: Span | undefined;
  /** Where the block ends that it starts. */
  readonly blockEnd: (rule: string) => number;
}

/** A place where a rule found something that a comment may silence. */
export interface Hit {
  readonly rule: string;
  readonly at: Span;
}

/** What the comments of one document silence. */
export interface Silences {
  readonly directives: readonly Directive[];
  /** Whether a finding at this place is silenced; `byName`: only a comment that names the rule does it. */
  readonly here: (rule: string, at: Span, byName?: boolean) => boolean;
  /** The rules that are silenced in the whole file, all of them where the list is empty. */
  readonly file: readonly string[] | undefined;
}

/** A directive, or a name in it, that does nothing. */
export interface Idle {
  readonly directive: Directive;
  readonly name: Name | undefined;
  /** `unknown-…`: there is no such rule or directive; `meant` is the one that is meant, where that can be told. */
  readonly why: 'nothing-silenced' | 'nothing-ended' | 'unknown-rule' | 'unknown-directive';
  readonly meant: string | undefined;
  /** Whether the directive does nothing at all; then it can go, and `partner`, the directive that ends it, as well. */
  readonly wholly: boolean;
  readonly partner: Directive | undefined;
}

/** Reads the comments of one document. A directive without a rule silences all rules. */
export function silencesOf(text: string): Silences {
  const found: Directive[] = [];
  for (const match of text.matchAll(directives)) {
    const directive = directiveAt(text, match.index, match.index + match[0].length, found);
    if (directive) found.push(directive);
  }
  const file = found.filter(({ form }) => form === 'disable-file');
  const blocks = found.filter(({ form }) => form === 'disable');
  const byLine = new Map<number, Directive[]>();
  for (const directive of found) {
    if (!directive.line) continue;
    const others = byLine.get(directive.line.start) ?? [];
    byLine.set(directive.line.start, [...others, directive]);
  }
  const silenced = (directive: Directive, rule: string, { start }: Span, byName: boolean) =>
    !(byName && isBare(directive)) && silences(directive, rule, start);
  return {
    directives: found,
    here: (rule, at, byName = false) =>
      [...(byLine.get(lineStart(text, at.start)) ?? []), ...blocks].some((directive) =>
        silenced(directive, rule, at, byName),
      ),
    file: file.length === 0 ? undefined : file.some(isBare) ? [] : file.flatMap(idsOf),
  };
}

/** Whether a directive with these rules speaks of `rule`. */
export function covers(ids: readonly string[] | undefined, rule: string): boolean {
  return ids !== undefined && (ids.length === 0 || ids.includes(rule));
}

/** The text of the comment that silences `rule` on the next line. */
export function silencingComment(rule: string): string {
  return `cert-manager-lint-disable-next-line ${rule}`;
}

/** What may be known of rules by a name in a comment. */
export interface KnownRules {
  /** A rule that is off is not missed: a comment may wait for it. */
  readonly state: (id: string) => 'on' | 'off' | 'unknown';
  readonly anyOff: boolean;
  readonly nearest: (id: string) => string | undefined;
}

/**
 * The directives of a document that do nothing. `here`: what its rules found, silenced or not; `inFile`: the same of
 * all documents, undefined where one of them could not be read whole.
 */
export function idleOf(
  { directives }: Silences,
  here: readonly Hit[] | undefined,
  inFile: readonly Hit[] | undefined,
  rules: KnownRules,
): readonly Idle[] {
  return directives.flatMap((directive, i): readonly Idle[] => {
    const hits = directive.form === 'disable-file' ? inFile : here;
    if (!hits) return [];
    if (!directive.form) return [unknownDirective(directive)];
    const before = directives.slice(0, i);
    const isIdle = (id: string | undefined) =>
      directive.form === 'enable'
        ? !before.some((other) => other.form === 'disable' && (id === undefined || speaksOf(other, id)))
        : !hits.some(({ rule, at }) => (id ?? rule) === rule && silences(directive, rule, at.start, true));
    const why = directive.form === 'enable' ? 'nothing-ended' : 'nothing-silenced';
    if (isBare(directive)) {
      if (!isIdle(undefined) || (why === 'nothing-silenced' && rules.anyOff)) return [];
      return [
        {
          directive,
          name: undefined,
          why,
          meant: undefined,
          wholly: true,
          partner: partnerOf(i, directives),
        },
      ];
    }
    const idle = directive.names.filter(({ id }) => rules.state(id) !== 'off' && isIdle(id));
    const wholly = idle.length === directive.names.length;
    const partner = wholly ? partnerOf(i, directives) : undefined;
    return idle.map((name) => {
      const unknown = rules.state(name.id) === 'unknown';
      const meant = unknown ? rules.nearest(name.id) : undefined;
      return { directive, name, why: unknown ? 'unknown-rule' : why, meant, wholly, partner };
    });
  });
}

function unknownDirective(directive: Directive): Idle {
  const meant = nearest(directive.word, forms);
  const why = 'unknown-directive';
  return { directive, name: undefined, why, meant, wholly: true, partner: undefined };
}

const isBare = ({ names }: Directive) => names.length === 0;
const speaksOf = ({ names }: Directive, rule: string) =>
  names.length === 0 || names.some(({ id }) => id === rule);
const idsOf = ({ names }: Directive) => names.map(({ id }) => id);

/** Whether the directive silences `rule` at `offset` of its document; `anywhere`: one of the whole file counts too. */
function silences(directive: Directive, rule: string, offset: number, anywhere = false): boolean {
  const { form, line, at } = directive;
  if (!form || form === 'enable' || (form === 'disable-file' && !anywhere)) return false;
  if (line && (offset < line.start || line.end < offset)) return false;
  if (form === 'disable' && (offset < at.start || directive.blockEnd(rule) <= offset)) return false;
  return speaksOf(directive, rule);
}

/** The directive that ends the block of the `i`th one and nothing else. */
function partnerOf(i: number, all: readonly Directive[]): Directive | undefined {
  const same = (a: Directive, b: Directive) => idsOf(a).sort().join() === idsOf(b).sort().join();
  const directive = all[i];
  if (directive?.form !== 'disable') return undefined;
  const partner = all.slice(i + 1).find(({ form }) => form === 'enable' || form === 'disable');
  return partner?.form === 'enable' && same(directive, partner) ? partner : undefined;
}

function directiveAt(
  text: string,
  start: number,
  from: number,
  all: readonly Directive[],
): Directive | undefined {
  word.lastIndex = from;
  const [behind = '', called] = word.exec(text) ?? [];
  if (called === undefined) return undefined;
  const form = forms.find((known) => known === called);
  const at = { start: text.indexOf('cert-manager-lint-', start), end: from + called.length };
  const comment = { start, end: endOfComment(text, start, from) };
  const behindAt = from + behind.length;
  const rest = /^(?:(?!--|#|\*\/).)*/.exec(text.slice(behindAt, comment.end))?.[0] ?? '';
  const names = [...rest.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => ({
    id,
    start: behindAt + index,
    end: behindAt + index + id.length,
  }));
  const line =
    form === 'disable-line'
      ? lineStart(text, start)
      : form === 'disable-next-line'
        ? nextContentLine(text, comment.end)
        : undefined;
  return {
    form,
    word: called,
    at,
    names,
    comment,
    line: line === undefined ? undefined : { start: line, end: lineEnd(text, line) },
    blockEnd(rule) {
      const ends = (other: Directive) =>
        other.form === 'enable' && other.at.start > start && speaksOf(other, rule);
      return all.find(ends)?.at.start ?? text.length + 1;
    },
  };
}

function endOfComment(text: string, start: number, from: number): number {
  const line = lineEnd(text, from);
  if (text[start] === '#') return line;
  const close = text.startsWith('{#', start) ? '#}' : '}}';
  const end = text.indexOf(close, from);
  return end < 0 || end > line ? line : end + close.length;
}

/** Start of the first line after `offset`'s that is neither blank nor a comment only. */
function nextContentLine(text: string, offset: number): number {
  for (let start = offset; ; ) {
    const newline = text.indexOf('\n', start);
    if (newline < 0) return text.length;
    start = newline + 1;
    const line = text.slice(start, lineEnd(text, start));
    if (!/^[ \t]*(?:#.*|\{\{-?\s*\/\*.*\*\/\s*-?\}\}[ \t]*|\{#.*#\}[ \t]*)?$/.test(line)) return start;
  }
}
