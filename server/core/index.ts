/**
 * The engine: text in → findings, edits, hovers out. No vscode, LSP, Node or DOM; it never throws.
 * Hosts (language server, command line) use what this file exports and nothing else.
 */
import { type Assist, createAssist } from './features/assist.ts';
import type { Knowledge } from './knowledge.ts';
import { mayHoldResource } from './model/resource.ts';
import type { Options } from './options.ts';
import type { Judged, OnRuleCrash } from './rules/apply.ts';
import type { Fix } from './rules/rule.ts';
import { createRunner, type Runner } from './rules/run.ts';
import { covers } from './rules/suppress.ts';
import { applyEdits, collides, type TextEdit } from './text/edit.ts';
import { type Span, shift } from './text/span.ts';
import {
  createDocument,
  type PlacedDocument,
  spliceDocuments,
  splitDocuments,
  type YamlDocument,
} from './yaml/documents.ts';
import type { Problem } from './yaml/parse.ts';

export {
  type Config,
  type ConfigProblem,
  type ConfigSettings,
  configName,
  mergeSettings,
  parseConfig,
} from './config.ts';
export { newestRelease, type Release, releases } from './facts.ts';
export type { Question } from './features/assist.ts';
export { bodyWith, literal } from './features/completion/layout.ts';
export type { Neighbours, Offer } from './features/completion/offer.ts';
export { docsOf, type FieldAt, type FieldDocs, fieldAt, type Hover, hover } from './features/hover.ts';
export type { Knowledge } from './knowledge.ts';
export { everyKind } from './model/resource.ts';
export {
  defaultOptions,
  localeFor,
  type NodeLabel,
  type OptionProblem,
  type Options,
  parseNodeLabel,
  parseOptions,
} from './options.ts';
export type { Judged, OnRuleCrash } from './rules/apply.ts';
export type { Fix, Locale, Related, Rule, Severity, Texts } from './rules/rule.ts';
export { ruleIds } from './rules/ruleIds.gen.ts';
export { silencingComment } from './rules/suppress.ts';
export { texts } from './rules/texts.ts';
export { applyEdits, collides, sortEdits, type TextEdit } from './text/edit.ts';
export { type LineIndex, lineEnd, lineIndex, lineStart, type Position } from './text/lineIndex.ts';
export { nearest } from './text/nearest.ts';
export type { Span } from './text/span.ts';
export { indexAt, type PlacedDocument, type YamlDocument } from './yaml/documents.ts';

/** A whole text, split into its documents. Immutable. */
export interface SourceFile {
  /** Shared by all states of one file: what is remembered of one state helps with the next. */
  readonly lineage: object;
  readonly text: string;
  readonly documents: readonly PlacedDocument[];
}

/** A finding of a file; every place in it is relative to `start`, the start of its document. */
export interface FileFinding {
  readonly finding: Judged;
  readonly document: YamlDocument;
  readonly start: number;
  readonly file: SourceFile;
}

/** What fix-all did: the new text, the fixes taken and the findings that are left. */
export interface Fixed {
  readonly text: string;
  readonly applied: readonly { readonly rule: string; readonly title: string }[];
  readonly left: readonly FileFinding[];
}

export interface Engine extends Assist {
  /** All findings of a file in text order. A document that did not change costs nothing. */
  findings(file: SourceFile, options: Options): readonly FileFinding[];
  /** Applies the preferred safe fix of every finding until nothing changes. A fix that would harm the text is left out. */
  fixAll(file: SourceFile, options: Options): Fixed;
  /** Whether a fix does what it says: with it the text is whole, and this is said once less. */
  cures(found: FileFinding, fix: Fix, options: Options): boolean;
  /** The fix that fix-all takes: the first that is safe and cures. */
  preferred(found: FileFinding, options: Options): Fix | undefined;
}

/** Splits `text`; with the file's previous state, documents that are still there are taken over. */
export function openFile(text: string, before?: SourceFile): SourceFile {
  return { text, documents: splitDocuments(text, before), lineage: before?.lineage ?? {} };
}

/** The file after one edit; `span` is replaced by `newText`. Its text is put together only when somebody asks for it. */
export function editFile({ documents, lineage }: SourceFile, span: Span, newText: string): SourceFile {
  return fileOf(spliceDocuments(documents, span, newText), lineage);
}

function fileOf(documents: readonly PlacedDocument[], lineage: object): SourceFile {
  let text: string | undefined;
  return {
    documents,
    lineage,
    get text() {
      text ??= documents.map(({ document }) => document.text).join('');
      return text;
    },
  };
}

/** Places in a file: `span` of a finding's document → of the file. */
export function inFile(finding: FileFinding, span: Span): Span {
  return shift(span, finding.start);
}

/** The edits of a fix with places in the file. */
export function editsInFile(finding: FileFinding, edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.map((edit) => ({ ...edit, span: shift(edit.span, finding.start) }));
}

/** The link of a rule's page. */
export function rulePage(rule: string): string {
  return `${docsHome}/docs/rules/${rule}.md`;
}
const docsHome = 'https://github.com/vscode-cert-manager/vscode-cert-manager/blob/main';

/** Rounds of fixing after which a file counts as unstable; a fix may bring to light what another rule can fix. */
const maxRounds = 50;

/**
 * Creates an engine. `onRuleCrash` is told once of each rule that throws; the other rules go on. `load` gives what is to
 * be known (`knowledge.ts`); it is called once, when the first resource is met.
 */
export function createEngine(onRuleCrash: OnRuleCrash, load: () => Knowledge): Engine {
  let known: Knowledge | undefined;
  const knowledge = () => {
    known ??= load();
    return known;
  };
  const runner = createRunner(onRuleCrash, knowledge);
  const findings = (file: SourceFile, options: Options) => findingsOf(runner, file, options);
  const cures: Engine['cures'] = ({ file, document, finding, start }, { edits }, options) => {
    const after = createDocument(applyEdits(document.text, edits));
    if (!after.parsed().sound) return false;
    const count = (found: readonly Judged[]) =>
      found.filter(({ rule, message }) => rule === finding.rule && message === finding.message).length;
    const judge = runner.judgeWith(options).document;
    const alone = count(judge(document).findings);
    if (alone > 0) return count(judge(after).findings) < alone;
    const edited = editFile(file, { start, end: start + document.text.length }, after.text);
    const all = (some: SourceFile) => count(findings(some, options).map((found) => found.finding));
    return all(edited) < all(file);
  };
  const preferred: Engine['preferred'] = (found, options) =>
    found.finding.fixes.find((fix) => fix.safety === 'safe' && cures(found, fix, options));
  return {
    ...createAssist(() => ({ assistance: knowledge().assistance, schemas: runner.schemas() })),
    findings,
    cures,
    preferred,
    fixAll(file, options) {
      const applied: { rule: string; title: string }[] = [];
      let current = file;
      for (let round = 0; round < maxRounds; round++) {
        const edits: TextEdit[] = [];
        for (const [document, found] of byDocument(findings(current, options))) {
          const takings = takeTogether(
            document,
            takingsOf(found, (one) => preferred(one, options)),
            (other) => runner.judgeWith(options).document(other).findings,
          );
          for (const taking of takings) {
            edits.push(
              ...taking.edits.map((edit) => ({ ...edit, span: shift(edit.span, taking.found.start) })),
            );
            applied.push({ rule: taking.found.finding.rule, title: taking.title });
          }
        }
        if (edits.length === 0) break;
        current = openFile(applyEdits(current.text, edits), current);
      }
      return { text: current.text, applied, left: findings(current, options) };
    },
  };
}

/** A fix that fix-all may make. */
interface Taking {
  readonly found: FileFinding;
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Findings by document: fixes of different documents cannot be in each other's way. */
function byDocument(all: readonly FileFinding[]): ReadonlyMap<YamlDocument, readonly FileFinding[]> {
  const groups = new Map<YamlDocument, FileFinding[]>();
  for (const found of all) {
    const group = groups.get(found.document);
    if (group) group.push(found);
    else groups.set(found.document, [found]);
  }
  return groups;
}

/** The preferred fixes that do not touch the same text. */
function takingsOf(
  findings: readonly FileFinding[],
  preferred: (found: FileFinding) => Fix | undefined,
): Taking[] {
  const takings: Taking[] = [];
  const taken: TextEdit[] = [];
  for (const found of findings) {
    const fix = preferred(found);
    if (!fix || collides(taken, fix.edits)) continue;
    taken.push(...fix.edits);
    takings.push({ found, title: fix.title, edits: fix.edits });
  }
  return takings;
}

/** All of them, unless together they do what none does alone (write one key twice): then the first, for this round. */
function takeTogether(
  document: YamlDocument,
  takings: readonly Taking[],
  judge: (document: YamlDocument) => readonly Judged[],
): readonly Taking[] {
  if (takings.length < 2) return takings;
  const after = createDocument(
    applyEdits(
      document.text,
      takings.flatMap(({ edits }) => edits),
    ),
  );
  const expected = countOf(judge(document));
  for (const { found } of takings)
    expected.set(nameOf(found.finding), (expected.get(nameOf(found.finding)) ?? 0) - 1);
  const fine =
    after.parsed().sound &&
    [...countOf(judge(after))].every(([name, count]) => count <= (expected.get(name) ?? 0));
  return fine ? takings : takings.slice(0, 1);
}

const nameOf = ({ rule, message }: Judged) => `${rule} ${message}`;

function countOf(findings: readonly Judged[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(nameOf(finding), (counts.get(nameOf(finding)) ?? 0) + 1);
  return counts;
}

/** Why a document was not read, or not read whole (then it has findings, but no fixes). */
export type Unread = Problem;

/** See `Problem` in `yaml/parse.ts`; undefined where all is well or where the document is none of our business. */
export function whyUnread({ text, parsed }: YamlDocument): Unread | undefined {
  return mayHoldResource(text) ? parsed().problem : undefined;
}

function findingsOf(runner: Runner, file: SourceFile, options: Options): readonly FileFinding[] {
  const judge = runner.judgeWith(options);
  const all: FileFinding[] = [];
  const silenced: (readonly string[])[] = [];
  const verdicts = file.documents.map(({ document }) => judge.document(document));
  const index = runner.indexOf(file.lineage, options);
  index.update(verdicts);
  for (const [i, { document, start }] of file.documents.entries()) {
    const verdict = verdicts[i];
    if (!verdict) continue;
    if (verdict.silencedInFile) silenced.push(verdict.silencedInFile);
    for (const finding of verdict.findings) all.push({ finding, document, start, file });
    if (verdict.resources.length === 0) continue;
    for (const finding of judge.workspace(document, index)) all.push({ finding, document, start, file });
  }
  const speaking = file.documents.filter((_, i) => (verdicts[i]?.silences.directives.length ?? 0) > 0);
  if (speaking.length === 0) return all;
  const documents = file.documents.map(({ document }) => document);
  const left = all.filter(({ finding }) => !silenced.some((ids) => covers(ids, finding.rule)));
  for (const { document, start } of speaking) {
    for (const finding of judge.comments(document, documents)) {
      // Only by its name: a comment that silences all rules does not silence what is said of itself.
      if (!silenced.some((ids) => ids.includes(finding.rule))) left.push({ finding, document, start, file });
    }
  }
  return left.sort((a, b) => a.start + a.finding.at.start - b.start - b.finding.at.start);
}
