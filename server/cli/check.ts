/** Files → report: reads, judges and, where asked, fixes each one. */
import { type FileProblem, isProblem, readText, replaceFile, type TextContent } from '../adapters/files.ts';
import { byName, type InputFile, type Inputs } from '../adapters/inputs.ts';
import {
  createEngine,
  type Engine,
  editsInFile,
  type FileFinding,
  inFile,
  lineIndex,
  type Options,
  openFile,
  rulePage,
  type SourceFile,
  type Span,
  whyUnread,
} from '../core/index.ts';
import { judgement } from '../core/knowledge.ts';
import { editsBetween, type Parts } from './edits.ts';
import type {
  FileFix,
  FileReport,
  Place,
  Range,
  Report,
  ReportedFinding,
  Skipped,
  SkipReason,
} from './report.ts';

export type FixMode = 'none' | 'write' | 'dry-run';

/** A text to check that no file holds. */
export interface StandardInput {
  readonly name: string;
  readonly content: TextContent | FileProblem;
}

/** The options of a file (absolute path). The very same object where they are the same. */
export type OptionsFor = (path: string) => Options;

/** Checks `inputs` one after the other; a file that cannot be used does not stop the others. */
export function checkFiles(inputs: Inputs, optionsFor: OptionsFor, fix: FixMode): Report {
  const run = new Run(fix);
  for (const { name, reason, detail } of inputs.unusable) run.skip(name, reason, detail);
  for (const file of inputs.files) run.file(file, optionsFor(file.path));
  return run.report();
}

/** Checks standard input; a fixed text is found in the report, nothing is written. */
export function checkStandardInput({ name, content }: StandardInput, options: Options, fix: FixMode): Report {
  const run = new Run(fix);
  if (isProblem(content)) run.skip(name, content.fault, content.detail);
  else run.content(name, content, options, () => undefined);
  return run.report();
}

class Run {
  readonly #fix: FixMode;
  readonly #engine: Engine;
  readonly #files: FileReport[] = [];
  readonly #skipped: Skipped[] = [];
  readonly #crashes: { rule: string; error: string }[] = [];

  constructor(fix: FixMode) {
    this.#fix = fix;
    this.#engine = createEngine(
      (rule, error) => void this.#crashes.push({ rule, error: String(error) }),
      () => judgement,
    );
  }

  /** Whether `--fix` would take it away, not only whether somebody hopes so. */
  #isFixable(options: Options): (found: FileFinding) => boolean {
    return (found) => this.#engine.preferred(found, options) !== undefined;
  }

  skip(name: string, reason: SkipReason, detail: string, line?: number): void {
    this.#skipped.push({ name, line, reason, detail });
  }

  file({ path, name }: InputFile, options: Options): void {
    const content = readText(path);
    if (isProblem(content)) this.skip(name, content.fault, content.detail);
    else
      this.content(name, content, options, (after) =>
        replaceFile(path, content.bytes, new TextEncoder().encode(after)),
      );
  }

  /** `write` stores the fixed text, byte order mark included. */
  content(
    name: string,
    { text, bom }: TextContent,
    options: Options,
    write: (after: string) => FileProblem | undefined,
  ): void {
    const file = openFile(text);
    const found = this.#engine.findings(file, options);
    this.#note(name, file);
    const fix = this.#fix === 'none' || found.length === 0 ? undefined : this.#fixOf(file, bom, options);
    const problem = fix && this.#fix === 'write' ? write(fix.after.join('')) : undefined;
    if (problem) this.skip(name, problem.fault, problem.detail);
    this.#files.push({
      name,
      findings:
        fix && this.#fix === 'write' && !problem ? fix.left : reported(file, found, this.#isFixable(options)),
      fix: problem ? undefined : fix,
    });
  }

  #fixOf(file: SourceFile, bom: boolean, options: Options): FileFix | undefined {
    const { text, applied, left } = this.#engine.fixAll(file, options);
    if (text === file.text) return undefined;
    const fixed = openFile(text, file);
    const [before, after] = [partsOf(file), partsOf(fixed)];
    const withMark = (parts: Parts) =>
      bom ? parts.map((part, i) => (i === 0 ? `\uFEFF${part}` : part)) : parts;
    return {
      applied,
      edits: editsBetween(before, after),
      before: withMark(before),
      after: withMark(after),
      left: reported(fixed, left, this.#isFixable(options)),
    };
  }

  /** Names the documents that the engine could not judge, or not wholly. */
  #note(name: string, { text, documents }: SourceFile): void {
    for (const { document, start } of documents) {
      const reason = whyUnread(document);
      if (reason) this.skip(name, reason, '', lineIndex(text).position(start).line + 1);
    }
  }

  report(): Report {
    return {
      files: this.#files,
      skipped: [...this.#skipped].sort((a, b) => byName(a, b) || (a.line ?? 0) - (b.line ?? 0)),
      crashes: this.#crashes,
    };
  }
}

const partsOf = (file: SourceFile): Parts => file.documents.map(({ document }) => document.text);

function reported(
  file: SourceFile,
  findings: readonly FileFinding[],
  isFixable: (found: FileFinding) => boolean,
): readonly ReportedFinding[] {
  if (findings.length === 0) return [];
  const lines = lineIndex(file.text);
  const place = (offset: number): Place => {
    const { line, character } = lines.position(offset);
    return { line: line + 1, column: character + 1 };
  };
  const range = ({ start, end }: Span): Range => ({ start: place(start), end: place(end) });
  return findings.map((found) => {
    const { rule, severity, message, at, fixes, related } = found.finding;
    const span = inFile(found, at);
    const line = lines.position(span.start).line;
    return {
      rule,
      severity,
      message,
      ...range(span),
      url: rulePage(rule),
      fixable: isFixable(found),
      fixes: fixes.map(({ title, safety, edits }) => ({
        title,
        safety,
        edits: editsInFile(found, edits).map((edit) => ({ ...range(edit.span), newText: edit.newText })),
      })),
      related: (related ?? []).map((other) => ({
        message: other.message,
        ...range(inFile(found, other.at)),
      })),
      source: file.text
        .slice(lines.offset({ line, character: 0 }), lines.offset({ line: line + 1, character: 0 }))
        .replace(/[\r\n]+$/, ''),
    };
  });
}
