/** The only place in the tests that knows the engine's API. Everything else is data. */

import {
  applyEdits,
  createEngine,
  editFile,
  type FileFinding,
  inFile,
  type JudgedFix,
  korean,
  lineIndex,
  type OptionProblem,
  type Options,
  openFile,
  parseConfig,
  parseOptions,
  ruleIds,
  type SourceFile,
  type Where,
} from '../../server/core/index.ts';
import { knowledge } from '../../server/core/knowledge.ts';
import { code } from '../../server/core/text/markdown.ts';
import { pathAt } from './fieldPath.ts';

/** A finding as tests see it. Lines and columns count from 1. */
export interface Seen {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  /** The text under the squiggle. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Titles of the offered fixes, the preferred one first. */
  readonly fixes: readonly string[];
}

const engine = createEngine(
  (rule, error) => {
    throw new Error(`rule ${rule} threw`, { cause: error });
  },
  () => knowledge,
);

export const rules = knowledge.rules;

export const newWorkspace = engine.createWorkspace;

export const { survey } = engine;

/** By what they were made of: the engine remembers its answers by the very same options. */
const made = new Map<string, Options>();

/** Settings as a user writes them → options; a value that cannot be used fails the test. */
export function options(settings: unknown = {}, locale: 'en' | 'ko' = 'en'): Options {
  const key = JSON.stringify([settings, locale]);
  const known = made.get(key);
  if (known) return known;
  const { options, problems } = readSettings(settings, locale);
  if (problems.length > 0) throw new Error(problems.map((problem) => problem.message).join('\n'));
  made.set(key, options);
  return options;
}

/** Settings with the words about those that cannot be used. */
export function readSettings(
  settings: unknown,
  locale: 'en' | 'ko' = 'en',
): { options: Options; problems: readonly OptionProblem[] } {
  return parseOptions(settings, locale, ruleIds);
}

/** All findings of a text. */
export function analyze(text: string, settings: Options = options()): readonly Seen[] {
  const { seen } = open(text);
  const found =
    seen.get(settings) ??
    (isSeveral(text) ? analyzeSeveral(text, settings) : seenIn(text, raw(text, settings)));
  seen.set(settings, found);
  return found;
}

/** A text as a file of a workspace, and what was found in it. */
interface Opened {
  readonly file: SourceFile;
  readonly where: Where | undefined;
  readonly seen: Map<Options, readonly Seen[]>;
}

/** The texts that were last opened: a fixture is looked at from many sides. */
const opened = new Map<string, Opened>();

/** A text as a file; the very same file where it was opened a short while ago, with what is remembered of it. */
function open(text: string): Opened {
  const one = opened.get(text) ?? { file: openFile(text), where: whereOf(text), seen: new Map() };
  opened.delete(text);
  opened.set(text, one);
  for (const oldest of opened.keys()) {
    if (opened.size <= 32) break;
    opened.delete(oldest);
  }
  return one;
}

const marker = /^# file: (\S+)$/gm;

/** Whether a fixture holds several files, each below a line `# file: <path>`. */
export function isSeveral(text: string): boolean {
  return /^# file: /m.test(text);
}

/** The findings of all files of a fixture, with the lines of the fixture. */
function analyzeSeveral(text: string, settings: Options): Seen[] {
  const workspace = newWorkspace();
  const marks = [...text.matchAll(marker)];
  const files = marks.map((mark, i) => {
    const content = text.slice(mark.index + mark[0].length + 1, marks[i + 1]?.index);
    const file = openFile(content);
    const path = `/${mark[1]}`;
    workspace.put(path, file.documents);
    return { file, path, line: text.slice(0, mark.index).split('\n').length };
  });
  workspace.complete = true;
  workspace.folders = [''];
  return files.flatMap(({ file, path, line }) =>
    analyzeIn(file, settings, { workspace, path }).map((seen) => ({ ...seen, line: seen.line + line })),
  );
}

/** All findings of a file of a workspace. */
export function analyzeIn(file: SourceFile, settings: Options, where: Where): Seen[] {
  return seenIn(file.text, engine.findings(file, settings, where));
}

export const findingsIn = engine.findings;

function seenIn(text: string, findings: readonly FileFinding[]): Seen[] {
  const index = lineIndex(text);
  return findings.map((found) => {
    const span = inFile(found, found.finding.at);
    const { line, character } = index.position(span.start);
    return {
      rule: found.finding.rule,
      severity: found.finding.severity,
      message: found.finding.message,
      text: text.slice(span.start, span.end),
      line: line + 1,
      column: character + 1,
      fixes: found.finding.fixes.map((fix) => fix.title),
    };
  });
}

/** All findings, each with the path of the field it stands on: `spec`, `acme`, `solvers`, `[0]`, `http01`. */
export function analyzeWithPaths(
  text: string,
  settings: Options = options(),
): { rule: string; severity: string; path: readonly string[]; message: string }[] {
  return raw(text, settings).map((found) => {
    const { rule, severity, message } = found.finding;
    return { rule, severity, message, path: pathAt(found.document.parsed().root, found.finding.at) };
  });
}

/** What fix-all makes of a text; with `unsafe`, where it makes fixes too that somebody should look at. */
export function fixAll(
  text: string,
  settings: Options = options(),
  reach: 'safe' | 'unsafe' = 'safe',
): { text: string; applied: number; left: number } {
  const { file, where } = open(text);
  const fixed = engine.fixAll(file, settings, where, undefined, reach);
  return { text: fixed.text, applied: fixed.applied.length, left: fixed.left.length };
}

/** The text after the one fix whose title contains `title`, applied to every finding that offers it. */
export function applyFix(text: string, title: string, settings: Options = options()): string {
  const edits = raw(text, settings).flatMap((found) => {
    const fix = offered(found).find((fix) => slug(fix.title).includes(title));
    return (fix?.edits ?? []).map((edit) => ({ ...edit, span: inFile(found, edit.span) }));
  });
  if (edits.length === 0) throw new Error(`no finding offers a fix titled …${title}…`);
  return applyEdits(text, edits);
}

/** Every fix of every finding, each applied alone: its title and the text after it. */
export function eachFix(
  text: string,
  settings: Options = options(),
): { title: string; safe: boolean; text: string }[] {
  return raw(text, settings).flatMap((found) =>
    offered(found).map((fix) => ({
      title: fix.title,
      safe: fix.safety === 'safe',
      text: applyEdits(
        text,
        fix.edits.map((edit) => ({ ...edit, span: inFile(found, edit.span) })),
      ),
    })),
  );
}

/** Follows a text through its versions the way the server does; answers how many documents each one shares with the last. */
export function follow(texts: readonly string[]): number[] {
  let file: SourceFile | undefined;
  return texts.map((text) => {
    const before = new Set(file?.documents.map(({ document }) => document));
    file = openFile(text, file);
    if (file.documents.map(({ document }) => document.text).join('') !== text)
      throw new Error('the documents are not the text');
    return file.documents.filter(({ document }) => before.has(document)).length;
  });
}

/** The texts of a file's documents. */
export function documentsOf(text: string, before?: string): string[] {
  const known = before === undefined ? undefined : openFile(before);
  return openFile(text, known).documents.map(({ document }) => document.text);
}

/** The documents of `text` after one edit, made from those before it. */
export function documentsAfter(
  text: string,
  span: { start: number; end: number },
  newText: string,
): { parts: string[]; starts: number[]; text: string } {
  const file = editFile(openFile(text), span, newText);
  return {
    parts: file.documents.map(({ document }) => document.text),
    starts: file.documents.map(({ start }) => start),
    text: file.text,
  };
}

/** A text as the hover functions take it. */
export function documentsIn(text: string): SourceFile {
  return openFile(text);
}

/** What the text of a configuration file says: its settings, and a line `line:column message` for each problem. */
export function readConfig(
  text: string,
  locale: 'en' | 'ko' = 'en',
): ReturnType<typeof parseConfig>['config'] & { readonly problems: readonly string[] } {
  const ids = ruleIds;
  const { config, problems } = parseConfig(text, locale, ids);
  const lines = lineIndex(text);
  return {
    ...config,
    problems: problems.map(({ at, message }) => {
      const { line, character } = lines.position(at.start);
      return `${line + 1}:${character + 1} ${message}`;
    }),
  };
}

export { code, korean };

/** A title as it stands in a file name. */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function offered({ finding }: FileFinding): JudgedFix[] {
  return [...finding.fixes, ...(finding.silence ? [finding.silence] : [])];
}

function raw(text: string, settings: Options): readonly FileFinding[] {
  const { file, where } = open(text);
  return engine.findings(file, settings, where);
}

/** A fixture that says so is all that its workspace has: then rules may tell what is missing. */
function whereOf(text: string): Where | undefined {
  if (!/^# the whole workspace\r?$/m.test(text)) return undefined;
  const workspace = newWorkspace();
  workspace.complete = true;
  return { workspace, path: '/file.yaml' };
}
