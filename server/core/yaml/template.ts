/**
 * Sees through text that is YAML only after something else has run: Helm (Go templates), Jinja, ERB, ytt, Flux
 * `${VAR}`, `<TOKEN>` and other placeholders, Git conflict markers. Masked text has the same length, so that places stay.
 */
import type { Span } from '../text/span.ts';
import { breaksFlow, placeholder } from './placeholders.ts';

/** A place where a template may write lines that nobody can see; `column` where `nindent N` tells it. */
export interface Hole {
  readonly at: number;
  readonly column: number | undefined;
}

export interface Masked {
  /** As long as the original; actions are `x` inside a line, blanks where they have a line to themselves. */
  readonly text: string;
  /** What a template or a placeholder stands for: values that touch one of these are unknown. */
  readonly masks: readonly Span[];
  /** Where more lines may appear. */
  readonly holes: readonly Hole[];
  /** Where control flow (`if`, `else`, `end`, `range`, …) stands: lines on both sides may or may not be there. */
  readonly controls: readonly number[];
  /** What control flow encloses, from the opening action to the closing one, in the order of their starts. */
  readonly blocks: readonly Span[];
  /** Those of `blocks` that are bodies of named templates (`define`, `macro`). */
  readonly bodies: readonly Span[];
  /** Git conflict markers stand in it. */
  readonly conflict: boolean;
}

const suspicious =
  /\{\{|\{%|\{#|\$\{|#@|<[A-Za-z%]|^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)|[ \t]\.\.\.[ \t]*(?:#|\r?$)/m;
const marked =
  /\{\{|\{%|\{#|\$\{|<%|(?<=^|[ \t])#@.*$|<[A-Za-z][^<>@\n]*>|(?<=[:-][ \t]+)\.\.\.(?=[ \t]*\r?$)|^(?:<{7}|={7}|>{7}|\|{7})(?=\s|$).*$|^[ \t]+\.\.\.(?=[ \t]*(?:#.*)?\r?$)/;
const opening = new RegExp(`${marked.source}|${placeholder.source}`, 'gm');

interface Action extends Span {
  readonly kind: 'go' | 'jinja' | 'erb' | 'ytt' | 'comment' | 'variable' | 'token' | 'conflict' | 'ellipsis';
}

/** Masks `text`; without anything to mask the answer holds the very same text and costs one scan. */
export function mask(text: string): Masked {
  if (!suspicious.test(text) && !placeholder.test(text)) {
    return { text, masks: [], holes: [], controls: [], blocks: [], bodies: [], conflict: false };
  }
  const actions = findActions(text);
  const pieces: string[] = [];
  const masks: Span[] = [];
  const holes: Hole[] = [];
  const controls: number[] = [];
  const nesting = new Nesting(text.length);
  let at = 0;
  for (const line of groupByLine(text, actions)) {
    const place = placeOf(text, line);
    if (place === 'switched') {
      // All of the line may or may not be there.
      pieces.push(text.slice(at, line.start), blank(text.slice(line.start, line.end)));
      at = line.end;
      holes.push({ at: line.start, column: undefined });
      for (const action of line.actions) nesting.see(action, text.slice(action.start, action.end), 'control');
      continue;
    }
    for (const action of line.actions) {
      const source = text.slice(action.start, action.end);
      const role = roleOf(action.kind, source, place);
      pieces.push(text.slice(at, action.start), masked(action.kind, source, place));
      at = action.end;
      // Amid a value it switches that value only, which is masked.
      if (place !== 'inline' && (role === 'body' || role === 'control')) controls.push(action.start);
      nesting.see(action, source, role);
      const writesLines =
        place === 'alone' || place === 'value' || (place === 'inline' && spills(text, line, action, source));
      if (role === 'output' && writesLines) {
        holes.push({ at: action.start, column: columnOfOutput(action.kind, source) });
      }
      if (place === 'inline' || place === 'comment') masks.push({ start: action.start, end: action.end });
    }
  }
  pieces.push(text.slice(at));
  const conflict = actions.some((action) => action.kind === 'conflict');
  const { blocks, bodies } = nesting;
  return { text: pieces.join(''), masks, holes, controls, blocks, bodies, conflict };
}

const blank = (source: string) => source.replace(/[^\r\n]/g, ' ');

function masked(kind: Action['kind'], source: string, place: Place): string {
  if (place === 'alone' || place === 'value' || kind === 'ytt') return blank(source);
  return kind === 'token' ? source : 'x'.repeat(source.length);
}

/** What control flow encloses. A block that is not closed reaches to the end. */
class Nesting {
  readonly blocks: { start: number; end: number }[] = [];
  readonly bodies: { start: number; end: number }[] = [];
  readonly #open: { start: number; end: number }[] = [];
  readonly #end: number;

  constructor(end: number) {
    this.#end = end;
  }

  see({ kind, start }: Action, source: string, role: Role): void {
    if (openings[kind]?.test(source)) {
      const block = { start, end: this.#end };
      this.blocks.push(block);
      this.#open.push(block);
      if (role === 'body') this.bodies.push(block);
    } else if (closings[kind]?.test(source)) {
      const block = this.#open.pop();
      if (block) block.end = start;
    }
  }
}

function findActions(text: string): Action[] {
  const actions: Action[] = [];
  // How far the text is known to hold no end for an opening: keeps the search linear.
  const hopeless = new Map<string, number>();
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const [found] = match;
    if (match.index < (hopeless.get(found) ?? 0)) continue;
    const { kind, end } = endOfAction(text, match.index, found);
    if (end < 0) hopeless.set(found, found === '${' ? endOfLine(text, match.index) : text.length);
    if (end < 0) continue;
    actions.push({ start: match.index, end, kind });
    opening.lastIndex = end;
  }
  return actions;
}

/** What opens at `start`, and the offset behind its end; -1 where it has none. */
function endOfAction(text: string, start: number, found: string): { kind: Action['kind']; end: number } {
  const behind = (close: string, from: number) => {
    const at = from < 0 ? -1 : text.indexOf(close, from);
    return at < 0 ? -1 : at + close.length;
  };
  switch (found) {
    case '{{':
      return /^\{\{-?\s*\/\*/.test(text.slice(start, start + 16))
        ? { kind: 'comment', end: behind('}}', behind('*/', start)) }
        : { kind: 'go', end: endOfGo(text, start + 2) };
    case '{%':
      return { kind: 'jinja', end: behind('%}', start + 2) };
    case '<%':
      return { kind: 'erb', end: behind('%>', start + 2) };
    case '{#':
      return { kind: 'comment', end: behind('#}', start + 2) };
    case '${': {
      const end = behind('}', start + 2);
      return { kind: 'variable', end: end > endOfLine(text, start) ? -1 : end };
    }
    default:
      return { kind: kindOfLine(found), end: start + found.length };
  }
}

/** A Go template action ends at the first `}}` outside of its own strings. */
function endOfGo(text: string, from: number): number {
  const token = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|\}\}/g;
  token.lastIndex = from;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === '}}') return match.index + 2;
  }
  return -1;
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

interface Line extends Span {
  readonly actions: readonly Action[];
}

/** Actions that share a line belong together; one that spans lines joins them. */
function groupByLine(text: string, actions: readonly Action[]): Line[] {
  const lines: { start: number; end: number; actions: Action[] }[] = [];
  for (const action of actions) {
    const last = lines.at(-1);
    const newline = text.indexOf('\n', action.end);
    const end = newline < 0 ? text.length : newline;
    if (last && action.start < last.end) {
      last.actions.push(action);
      last.end = end;
    } else {
      lines.push({ start: text.lastIndexOf('\n', action.start - 1) + 1, end, actions: [action] });
    }
  }
  return lines;
}

/**
 * Where the actions of a line stand: on a line of their own, in a comment, as the one value behind a key that goes on
 * in further lines (`nindent`), around the very line (control flow), or amid other text.
 */
type Place = 'alone' | 'comment' | 'value' | 'switched' | 'inline';

function placeOf(text: string, line: Line): Place {
  const first = text.slice(line.start, line.actions[0]?.start);
  if (/^\s*#/.test(first)) return 'comment';
  let before = '';
  let at = line.start;
  for (const action of line.actions) {
    before += text.slice(at, action.start);
    at = action.end;
  }
  const behind = text.slice(at, line.end);
  const mixed = before.trim() !== '' || !/^\s*(#|$)/.test(behind);
  const flow = line.actions.some(
    ({ kind, start, end }) => kind !== 'ytt' && roleOf(kind, text.slice(start, end), 'inline') === 'control',
  );
  if (mixed && flow && !isValue(text, line)) return 'switched';
  if (!/^\s*(#|$)/.test(behind) || line.actions.some(({ kind }) => kind === 'token')) return 'inline';
  if (before.trim() === '') return 'alone';
  const source = text.slice(line.actions[0]?.start, at);
  const goesOn = nindent(source) !== undefined || line.actions[0]?.kind === 'ytt';
  return line.actions.length === 1 && behindKey.test(before) && goesOn ? 'value' : 'inline';
}

/** A key with its colon, and nothing behind it yet. */
const behindKey = /^[\s-]*[\w./-]+:\s+$/;

/** Whether an action switches only what stands behind a key on its line. */
function isValue(text: string, line: Line): boolean {
  return /^[\s-]*[\w./-]+:\s/.test(text.slice(line.start, line.actions[0]?.start));
}

function kindOfLine(found: string): Action['kind'] {
  if (/^\s/.test(found)) return 'ellipsis';
  if (found.startsWith('#@')) return 'ytt';
  if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(found)) return 'conflict';
  return breaksFlow(found) ? 'variable' : 'token';
}

type Role = 'output' | 'control' | 'body' | 'nothing';

function roleOf(kind: Action['kind'], source: string, place: Place): Role {
  if (kind === 'comment') return 'nothing';
  if (kind === 'conflict') return 'control';
  if (kind === 'erb')
    return source.startsWith('<%=') ? 'output' : source.startsWith('<%#') ? 'nothing' : 'control';
  if (kind === 'ytt') {
    if (/^#@\s*(if|elif|else|for|while|def|with|end)\b/.test(source)) return 'control';
    return place === 'value' ? 'output' : 'nothing';
  }
  if (kind === 'variable' || kind === 'token' || kind === 'ellipsis') return 'output';
  const word = /^\{[{%][-+~]?\s*(\$\w*\s*:?=|\w+)?/.exec(source)?.[1] ?? '';
  if (word.startsWith('$')) return 'nothing';
  if (/^(define|block|macro|call|raw)$/.test(word)) return place === 'comment' ? 'nothing' : 'body';
  if (kind === 'jinja')
    return word === 'include' ? 'output' : word === 'set' && source.includes('=') ? 'nothing' : 'control';
  return /^(if|else|end|range|with|break|continue)$/.test(word) ? 'control' : 'output';
}

/** What opens and closes control flow, by kind. */
const openings: Partial<Record<Action['kind'], RegExp>> = {
  go: /^\{\{-?\s*(if|range|with|define|block)\b/,
  jinja: /^\{%[-+~]?\s*(if|for|filter|macro|call|block|raw|with)\b/,
  erb: /^<%-?\s*(if|unless|case|for|while|begin)\b|\bdo\b(\s*\|[^|]*\|)?\s*-?%>$/,
  ytt: /^#@\s*(if|for|while|def|with)\b/,
};
const closings: Partial<Record<Action['kind'], RegExp>> = {
  go: /^\{\{-?\s*end\b/,
  jinja: /^\{%[-+~]?\s*end(?!set)/,
  erb: /^<%-?\s*end\b/,
  ytt: /^#@\s*end\b/,
};

/**
 * Whether an action inside a line may write lines of its own beside the value that it stands in:
 * a value that is more than this one action, and an action that writes several lines.
 */
function spills(text: string, line: Line, action: Action, source: string): boolean {
  if (!/\b(nindent|include|template|toYaml|tpl)\b/.test(source)) return false;
  return (
    !/(^|[\s:-])["']?$/.test(text.slice(line.start, action.start)) ||
    !/^["']?\s*(#.*)?$/.test(text.slice(action.end, line.end))
  );
}

/** The column of the lines that an action writes: `nindent N`, where an ellipsis stands, below its key (ytt). */
function columnOfOutput(kind: Action['kind'], source: string): number | undefined {
  if (kind === 'ytt') return Number.MAX_SAFE_INTEGER;
  return kind === 'ellipsis' ? source.indexOf('.') : nindent(source);
}

function nindent(source: string): number | undefined {
  const found = /\bnindent\s+(\d+)/.exec(source)?.[1];
  return found === undefined ? undefined : Number(found);
}
