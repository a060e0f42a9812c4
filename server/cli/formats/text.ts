/** A report for people: findings on standard output, all that is said about them on standard error. */
import { unifiedDiff } from '../edits.ts';
import { cells, printable, printableSource } from '../printable.ts';
import {
  type Counts,
  countsOf,
  type FileReport,
  isError,
  type Range,
  type Report,
  type ReportedFinding,
} from '../report.ts';
import type { Words } from '../words.ts';
import { type Paint, paints } from './paint.ts';

export interface TextStyle {
  readonly say: Words;
  /** Colours. */
  readonly color: boolean;
  /** Source lines with the place underlined, and files set apart. */
  readonly sources: boolean;
  readonly quiet: boolean;
}

/** The two streams' texts. */
export interface Output {
  readonly out: string;
  readonly err: string;
}

/** What a run without `--dry-run` prints. */
export function formatText(report: Report, style: TextStyle): Output {
  return {
    out: formatFindings(report, style),
    err: formatMessages(report, style, summary(report, style.say)),
  };
}

/** What `--fix --dry-run` prints: a diff and nothing else on standard output. */
export function formatDryRun(report: Report, style: TextStyle): Output {
  const paint = paints(style.color);
  const diffs = report.files.flatMap(({ name, fix }) =>
    fix ? [unifiedDiff(name, fix.before, fix.after)] : [],
  );
  const out = style.sources
    ? diffs.flatMap((diff) => diff.split('\n').map((line) => paintDiff(line, paint))).join('\n')
    : diffs.join('');
  return { out, err: formatMessages(report, style, dryRunSummary(report, style.say)) };
}

/** The findings, a line each: `path:line:column-endColumn: severity: message [rule]`. */
export function formatFindings(report: Report, style: TextStyle): string {
  const files = report.files.filter((file) => file.findings.length > 0);
  return files.map((file) => formatFile(file, style)).join(style.sources ? '\n' : '');
}

/** What was skipped and why, and nothing else. */
export function formatSkipped(report: Report, style: TextStyle): string {
  return formatMessages(report, style, []);
}

/** What was skipped and why, rules that failed, and the summary. */
function formatMessages(report: Report, { say, color, quiet }: TextStyle, sums: readonly string[]): string {
  const paint = paints(color);
  const lines: string[] = [];
  for (const skipped of report.skipped) {
    const failed = isError(skipped);
    if (quiet && !failed) continue;
    const where = printable(skipped.line === undefined ? skipped.name : `${skipped.name}:${skipped.line}`);
    const label = failed ? paint.error(say.error) : paint.info(say.note);
    lines.push(`${where}: ${label}: ${printable(say.reason[skipped.reason](skipped.detail))}`);
  }
  for (const { rule, error } of report.crashes)
    lines.push(`${paint.error(say.error)}: ${printable(say.crashed(rule, error))}`);
  if (!quiet) lines.push(...sums);
  return lines.map((line) => `${line}\n`).join('');
}

function formatFile({ name, findings }: FileReport, style: TextStyle): string {
  return findings.map((finding) => formatFinding(name, finding, style)).join('');
}

function formatFinding(name: string, finding: ReportedFinding, { say, color, sources }: TextStyle): string {
  const paint = paints(color);
  const severity = paint[finding.severity](say.severity[finding.severity]);
  const rule = paint.faint(`[${finding.rule}]`);
  const lines = [`${paint.bold(placed(name, finding))}: ${severity}: ${printable(finding.message)} ${rule}`];
  if (sources) lines.push(...underlined(finding, paint));
  for (const other of finding.related)
    lines.push(`  ${printable(other.message)} ${paint.faint(`(${placed(other.path ?? name, other)})`)}`);
  return lines.map((line) => `${line}\n`).join('');
}

function placed(name: string, { start, end }: Range): string {
  const until = end.line === start.line ? `${end.column}` : `${end.line}:${end.column}`;
  return `${printable(name)}:${start.line}:${start.column}-${until}`;
}

/** Source longer than this is cut: nobody reads it, and the place is near the start of what is shown. */
const widest = 160;

function underlined({ source, start, end, severity }: ReportedFinding, paint: Paint): readonly string[] {
  const from = start.column - 1;
  const to = end.line === start.line ? end.column - 1 : source.length;
  const cut = from > widest / 2 ? from - widest / 4 : 0;
  const before = printableSource(source.slice(cut, from));
  const marked = printableSource(source.slice(from, Math.min(to, cut + widest)));
  const after = printableSource(source.slice(Math.min(to, cut + widest), cut + widest));
  const gutter = `${start.line} | `;
  const blank = `${' '.repeat(gutter.length - 2)}| `;
  const carets = paint[severity]('^'.repeat(Math.max(1, cells(marked))));
  return [
    `${paint.faint(gutter)}${before}${marked}${after}`,
    `${paint.faint(blank)}${' '.repeat(cells(before))}${carets}`,
  ];
}

function summary(report: Report, say: Words): readonly string[] {
  const counts = countsOf(report);
  if (counts.files === 0) return report.skipped.some(isError) ? [] : [say.noFiles];
  const lines: string[] = [];
  if (counts.fixed > 0) lines.push(say.left(say.fixed(counts.fixed, counts.fixedFiles), counts.findings));
  if (counts.findings > 0) lines.push(found(counts, say));
  else if (counts.fixed === 0) lines.push(say.clean(counts.files));
  const last = lines.pop();
  if (last !== undefined) lines.push(counts.fixed === 0 ? `${last} ${say.analysed(report.analysed)}` : last);
  return [...lines, ...skippedLine(report, say)];
}

function found(counts: Counts, say: Words): string {
  const sentences = [
    `${say.found(counts.findings, counts.files)} (${say.bySeverity(counts.errors, counts.warnings, counts.infos)}).`,
    ...(counts.fixable > 0 ? [say.canFix(counts.fixable)] : []),
    ...(counts.offered > 0 ? [say.canOffer(counts.offered)] : []),
  ];
  return sentences.join(' ');
}

function dryRunSummary(report: Report, say: Words): readonly string[] {
  const counts = countsOf(report);
  if (counts.files === 0) return report.skipped.some(isError) ? [] : [say.noFiles];
  const left = report.files.reduce((sum, { fix, findings }) => sum + (fix?.left ?? findings).length, 0);
  const fixes = counts.fixed > 0 ? say.wouldFix(counts.fixed, counts.fixedFiles) : say.nothingToFix;
  return [say.left(fixes, left), ...skippedLine(report, say)];
}

function skippedLine(report: Report, say: Words): readonly string[] {
  return report.skipped.length > 0 ? [say.skipped(report.skipped.length)] : [];
}

function paintDiff(line: string, paint: Paint): string {
  const safe = printable(line);
  if (line.startsWith('---') || line.startsWith('+++')) return paint.bold(safe);
  if (line.startsWith('@@')) return paint.info(safe);
  return line.startsWith('+') ? paint.added(safe) : line.startsWith('-') ? paint.error(safe) : safe;
}
