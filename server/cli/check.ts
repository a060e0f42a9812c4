/** Files → report: reads, judges and, where asked, fixes each one. */
import { resolve } from 'node:path';
import { type FileProblem, isProblem, replaceFile, type TextContent } from '../adapters/files.ts';
import { byName, type Inputs, printedName } from '../adapters/inputs.ts';
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
  shift,
  type TextEdit,
  type Where,
  type Workspace,
  type YamlDocument,
} from '../core/index.ts';
import { judgement } from '../core/judgement.ts';
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
import { type LoadedFile, loadWorkspace, workspacePath } from './workspace.ts';

export type FixMode = 'none' | 'write' | 'dry-run';

/** Whether and which fixes are made. */
export interface Fixing {
  readonly fix: FixMode;
  readonly unsafeFixes: boolean;
}

/** A text to check that no file holds. */
export interface StandardInput {
  readonly name: string;
  readonly content: TextContent | FileProblem;
}

/** The options of a file (absolute path). The very same object where they are the same. */
export type OptionsFor = (path: string) => Options;

/** Checks `inputs` one after the other; a file that cannot be used does not stop the others. */
export function checkFiles(inputs: Inputs, optionsFor: OptionsFor, fixing: Fixing, cwd: string): Report {
  const run = new Run(fixing, cwd);
  for (const { name, reason, detail } of inputs.unusable) run.skip(name, reason, detail);
  for (const file of loadWorkspace(run.workspace, inputs.files)) run.file(file, optionsFor(file.input.path));
  run.survey(new Set(inputs.files.map(({ path }) => workspacePath(path))));
  return run.report();
}

/** Checks standard input; a fixed text is found in the report, nothing is written. */
export function checkStandardInput(
  { name, content }: StandardInput,
  options: Options,
  fixing: Fixing,
  cwd: string,
): Report {
  const run = new Run(fixing, cwd);
  if (isProblem(content)) run.skip(name, content.fault, content.detail);
  else {
    const path = workspacePath(resolve(cwd, name));
    run.content(name, openFile(content.text), content.bom, options, path);
    run.survey(new Set([path]));
  }
  return run.report();
}

class Run {
  readonly workspace: Workspace;
  readonly #fix: FixMode;
  readonly #reach: 'safe' | 'unsafe';
  readonly #cwd: string;
  readonly #engine: Engine;
  readonly #files: FileReport[] = [];
  readonly #skipped: Skipped[] = [];
  readonly #crashes: { rule: string; error: string }[] = [];
  #analysed = 0;

  constructor({ fix, unsafeFixes }: Fixing, cwd: string) {
    this.#fix = fix;
    this.#reach = unsafeFixes ? 'unsafe' : 'safe';
    this.#cwd = cwd;
    this.#engine = createEngine(
      (rule, error) => void this.#crashes.push({ rule, error: String(error) }),
      () => judgement,
    );
    this.workspace = this.#engine.createWorkspace();
  }

  /** Whether `--fix` would take it away, not only whether somebody hopes so. */
  #isFixable(options: Options): (found: FileFinding) => boolean {
    return (found) => this.#engine.preferred(found, options) !== undefined;
  }

  skip(name: string, reason: SkipReason, detail: string, line?: number): void {
    this.#skipped.push({ name, line, reason, detail });
  }

  /** Counts what was analysed in some files, and names what could not be, or not wholly. */
  survey(paths: ReadonlySet<string>): void {
    const { analysed, notAnalysed } = this.#engine.survey(this.workspace, (path) => paths.has(path));
    this.#analysed = analysed;
    for (const { path, start, reason, detail } of notAnalysed) {
      const text = (this.workspace.documents(path) ?? []).map(({ document }) => document.text).join('');
      this.skip(printedName(this.#cwd, path), reason, detail, lineIndex(text).position(start).line + 1);
    }
  }

  file({ input: { path, name }, content, file }: LoadedFile, options: Options): void {
    if (isProblem(content)) this.skip(name, content.fault, content.detail);
    else if (!file) this.#files.push({ name, findings: [], fix: undefined });
    else
      this.content(name, file, content.bom, options, workspacePath(path), (after) =>
        replaceFile(path, content.bytes, new TextEncoder().encode(after)),
      );
  }

  /** `write` stores the fixed text, byte order mark included. */
  content(
    name: string,
    file: SourceFile,
    bom: boolean,
    options: Options,
    path: string,
    write: (after: string) => FileProblem | undefined = () => undefined,
  ): void {
    const where = { workspace: this.workspace, path };
    const found = this.#engine.findings(file, options, where);
    const fix =
      this.#fix === 'none' || found.length === 0 ? undefined : this.#fixOf(file, bom, options, where);
    const problem = fix && this.#fix === 'write' ? write(fix.after.join('')) : undefined;
    if (problem) this.skip(name, problem.fault, problem.detail);
    const written = fix && this.#fix === 'write' && !problem;
    // Files that come after it see what stands there now.
    if (written) this.workspace.put(path, openFile(fix.text, file).documents);
    this.#files.push({
      name,
      findings: written ? fix.left : this.#reported(file, found, options),
      fix: problem ? undefined : fix,
    });
  }

  #fixOf(
    file: SourceFile,
    bom: boolean,
    options: Options,
    where: Where,
  ): (FileFix & { text: string }) | undefined {
    const { text, applied, left } = this.#engine.fixAll(file, options, where, undefined, this.#reach);
    if (text === file.text) return undefined;
    const fixed = openFile(text, file);
    const [before, after] = [partsOf(file), partsOf(fixed)];
    const withMark = (parts: Parts) =>
      bom ? parts.map((part, i) => (i === 0 ? `\uFEFF${part}` : part)) : parts;
    return {
      text,
      applied,
      edits: editsBetween(before, after),
      before: withMark(before),
      after: withMark(after),
      left: this.#reported(fixed, left, options),
    };
  }

  report(): Report {
    return {
      files: this.#files,
      analysed: this.#analysed,
      skipped: [...this.#skipped].sort((a, b) => byName(a, b) || (a.line ?? 0) - (b.line ?? 0)),
      crashes: this.#crashes,
    };
  }

  #reported(
    file: SourceFile,
    findings: readonly FileFinding[],
    options: Options,
  ): readonly ReportedFinding[] {
    return reported(file, findings, this.#isFixable(options), (path, document) => {
      const found = this.workspace.documents(path);
      const start = found?.find((one) => one.document === document)?.start;
      if (!found || start === undefined) return undefined;
      const range = rangeIn(found.map((one) => one.document.text).join(''));
      return { name: printedName(this.#cwd, path), range: (span) => range(shift(span, start)) };
    });
  }
}

const partsOf = (file: SourceFile): Parts => file.documents.map(({ document }) => document.text);

type ToRange = (span: Span) => Range;

function rangeIn(text: string): ToRange {
  const lines = lineIndex(text);
  const place = (offset: number): Place => {
    const { line, character } = lines.position(offset);
    return { line: line + 1, column: character + 1 };
  };
  return ({ start, end }) => ({ start: place(start), end: place(end) });
}

/** Another document of the workspace: the name of its file, and what makes its places places of that file. */
type Elsewhere = (
  path: string,
  document: YamlDocument,
) => { readonly name: string; readonly range: ToRange } | undefined;

function reported(
  file: SourceFile,
  findings: readonly FileFinding[],
  isFixable: (found: FileFinding) => boolean,
  elsewhere: Elsewhere,
): readonly ReportedFinding[] {
  if (findings.length === 0) return [];
  const lines = lineIndex(file.text);
  const range = rangeIn(file.text);
  const editsOf = (edits: readonly TextEdit[], to: ToRange) =>
    edits.map((edit) => ({ ...to(edit.span), newText: edit.newText }));
  return findings.map((found): ReportedFinding => {
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
      fixes: fixes.map((fix) => ({
        title: fix.title,
        safety: fix.safety,
        edits: editsOf(editsInFile(found, fix.edits), range),
        ...(fix.elsewhere && {
          elsewhere: fix.elsewhere.flatMap(({ path, document, edits }) => {
            const other = elsewhere(path, document);
            return other ? [{ path: other.name, edits: editsOf(edits, other.range) }] : [];
          }),
        }),
      })),
      related: related.flatMap((one) => {
        if (!one.elsewhere) return [{ message: one.message, ...range(inFile(found, one.at)) }];
        const other = elsewhere(one.elsewhere.path, one.elsewhere.document);
        return other ? [{ message: one.message, ...other.range(one.at), path: other.name }] : [];
      }),
      source: file.text
        .slice(lines.offset({ line, character: 0 }), lines.offset({ line: line + 1, character: 0 }))
        .replace(/[\r\n]+$/, ''),
    };
  });
}
