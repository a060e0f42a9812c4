/**
 * A report for programs. The object is stable: names may be added, none changes its meaning while `version` stays.
 * Lines and columns count from 1, columns in UTF-16 units without the byte order mark; `end` is the place just behind.
 */

import {
  countsOf,
  type FileFix,
  isError,
  type Report,
  type ReportedEdit,
  type ReportedFinding,
} from '../report.ts';
import { type Registry, type RuleRow, rulesTable } from '../rules.ts';
import type { Words } from '../words.ts';

/** What `check --format json` prints. */
export interface JsonReport {
  readonly version: 1;
  /** Every file that was checked, ordered by path. */
  readonly files: readonly JsonFile[];
  /** What was not checked, or not wholly. `error`: the run fails with exit code 2 for it. */
  readonly skipped: readonly JsonSkipped[];
  /** Rules that failed: their findings are missing. */
  readonly crashes: readonly { readonly rule: string; readonly error: string }[];
  readonly summary: JsonSummary;
}

export interface JsonFile {
  readonly path: string;
  /** Of the file as it is after the run: with `--fix` what is left, with `--dry-run` and without all. */
  readonly findings: readonly JsonFinding[];
  /** Only with `--fix`, where it changed the file, or would with `--dry-run`. */
  readonly fixed?: JsonFixed;
}

export type JsonFinding = Omit<ReportedFinding, 'source'>;

export interface JsonFixed {
  readonly applied: FileFix['applied'];
  /** From the text before to the text after, without overlaps, in order; places are in the text before. */
  readonly edits: readonly ReportedEdit[];
  /** Only with `--dry-run`: what would be left, with places in the text after. */
  readonly left?: readonly JsonFinding[];
}

export interface JsonSkipped {
  readonly path: string;
  /** Where the document starts that was skipped; absent where all of the file was. */
  readonly line?: number;
  readonly reason: string;
  readonly message: string;
  readonly error: boolean;
}

export interface JsonSummary {
  readonly files: number;
  readonly findings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly fixable: number;
  readonly fixed: number;
  readonly skipped: number;
  /** Resources of cert-manager, Ingresses and Gateways that were judged. */
  readonly analysed: number;
  readonly exitCode: number;
}

/** The report as JSON text; `dryRun` tells whether fixes were made. */
export function formatJson(report: Report, say: Words, dryRun: boolean, exitCode: number): string {
  const { offered: _, fixedFiles: __, ...counts } = countsOf(report);
  const json: JsonReport = {
    version: 1,
    files: report.files.map(({ name, findings, fix }) => ({
      path: name,
      findings: findings.map(jsonFinding),
      ...(fix && { fixed: jsonFixed(fix, dryRun) }),
    })),
    skipped: report.skipped.map((skipped) => ({
      path: skipped.name,
      ...(skipped.line !== undefined && { line: skipped.line }),
      reason: skipped.reason,
      message: say.reason[skipped.reason](skipped.detail),
      error: isError(skipped),
    })),
    crashes: report.crashes,
    summary: { ...counts, analysed: report.analysed, exitCode },
  };
  return print(json);
}

/** What `rules --format json` prints. */
export function formatRulesJson(rules: Registry): string {
  return print({ version: 1, rules: rulesTable(rules) satisfies readonly RuleRow[] });
}

function jsonFixed({ applied, edits, left }: FileFix, dryRun: boolean): JsonFixed {
  return { applied, edits, ...(dryRun && { left: left.map(jsonFinding) }) };
}

function jsonFinding({ source: _, ...finding }: ReportedFinding): JsonFinding {
  return finding;
}

/** Escapes what JSON need not escape and a terminal would act upon. */
export function print(value: unknown): string {
  const json = JSON.stringify(value, undefined, 2);
  return `${json.replace(/[\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, escaped)}\n`;
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
