/** What a check found, as plain data: the formats print it, the exit code is read from it. */

import type { InputFault } from '../adapters/inputs.ts';
import type { NotAnalysed, Severity } from '../core/index.ts';
import type { Parts } from './edits.ts';

/** Line and column, both from 1; the column counts UTF-16 units, a byte order mark not included. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** From `start` up to `end`, which is the place just behind. */
export interface Range {
  readonly start: Place;
  readonly end: Place;
}

export interface ReportedEdit extends Range {
  readonly newText: string;
}

export interface ReportedFix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly ReportedEdit[];
  /** What it changes in other files. */
  readonly elsewhere?: readonly { readonly path: string; readonly edits: readonly ReportedEdit[] }[];
}

export interface ReportedFinding extends Range {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly url: string;
  /** Whether `--fix` takes its first fix. */
  readonly fixable: boolean;
  readonly fixes: readonly ReportedFix[];
  /** Places that belong to it; `path` where one is in another file. */
  readonly related: readonly (Range & { readonly message: string; readonly path?: string })[];
  /** The source line of `start`, without its line break. */
  readonly source: string;
}

/** What `--fix` did to a file, or would do with `--dry-run`. */
export interface FileFix {
  readonly applied: readonly { readonly rule: string; readonly title: string }[];
  /** From the text before to the text after; empty where nothing changed. */
  readonly edits: readonly ReportedEdit[];
  /** Both by document, with the byte order mark where the file has one. */
  readonly before: Parts;
  readonly after: Parts;
  /** With `--dry-run`: the findings that would be left, with places in the text after. */
  readonly left: readonly ReportedFinding[];
}

export interface FileReport {
  readonly name: string;
  /** Of the text as it now stands on disk. */
  readonly findings: readonly ReportedFinding[];
  readonly fix: FileFix | undefined;
}

/** Why something was not checked, or not wholly. */
export type SkipReason = InputFault | NotAnalysed['reason'];

/** Reasons that cost nothing but a note; all others are errors (exit code 2). */
const notes: readonly SkipReason[] = [
  'linked-folder',
  'special-file',
  'document-too-long',
  'template-body',
  'not-parsed',
  'not-whole',
  'templated-field',
  'templated-resource',
  'unknown-field',
  'remote',
  'unseen-resources',
  'unreadable-kustomization',
  'missing-file',
  'not-usable',
  'cycle',
  'patch-without-target',
  'resource-not-there',
  'resource-not-unique',
  'workload-not-there',
  'replacement-not-applicable',
  'patch-not-applicable',
  'duplicate-resource',
];

export interface Skipped {
  readonly name: string;
  /** The line where the document that was skipped starts. */
  readonly line: number | undefined;
  readonly reason: SkipReason;
  readonly detail: string;
}

export interface Report {
  readonly files: readonly FileReport[];
  /** Resources of the kinds that rules judge, as they are applied. */
  readonly analysed: number;
  readonly skipped: readonly Skipped[];
  /** Rules that threw, with what they threw: a fault of this product. */
  readonly crashes: readonly { readonly rule: string; readonly error: string }[];
}

export interface Counts {
  readonly files: number;
  readonly findings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Findings that `--fix` takes care of. */
  readonly fixable: number;
  /** Findings with a fix that somebody has to choose. */
  readonly offered: number;
  /** Fixes made, or to be made with `--dry-run`, and in how many files. */
  readonly fixed: number;
  readonly fixedFiles: number;
  readonly skipped: number;
}

/** Whether something that was skipped makes the run fail with exit code 2. */
export function isError(skipped: { readonly reason: SkipReason }): boolean {
  return !notes.includes(skipped.reason);
}

export function countsOf(report: Report): Counts {
  const findings = report.files.flatMap((file) => file.findings);
  const changed = report.files.filter((file) => (file.fix?.applied.length ?? 0) > 0);
  const of = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    files: report.files.length,
    findings: findings.length,
    errors: of('error'),
    warnings: of('warning'),
    infos: of('info'),
    fixable: findings.filter((finding) => finding.fixable).length,
    offered: findings.filter((finding) => !finding.fixable && finding.fixes.length > 0).length,
    fixed: changed.reduce((sum, file) => sum + (file.fix?.applied.length ?? 0), 0),
    fixedFiles: changed.length,
    skipped: report.skipped.length,
  };
}

export type ExitCode = 0 | 1 | 2;

/**
 * 2: something could not be read or written, or a rule failed, whatever else was found. 1: an error, or more
 * warnings than allowed. 0: neither; findings of severity `info` never fail a run.
 */
export function exitCodeOf(report: Report, limits: { maxWarnings: number; exitZero: boolean }): ExitCode {
  if (report.skipped.some(isError) || report.crashes.length > 0) return 2;
  const { errors, warnings } = countsOf(report);
  return !limits.exitZero && (errors > 0 || warnings > limits.maxWarnings) ? 1 : 0;
}
