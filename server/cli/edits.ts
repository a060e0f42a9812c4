/** Two texts, in parts that belong to each other → what turns one into the other. */
import { diffLines, formatPatch, type StructuredPatchHunk } from 'diff';
import { lineIndex } from '../core/index.ts';
import type { Place, ReportedEdit } from './report.ts';

/** A text in parts (its documents), so that two texts are compared part by part: the cost follows what changed. */
export type Parts = readonly string[];

/** Whole lines of the text before, from `start` to `end`, that become `newText`. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** The edits, whole lines at a time, that turn `before` into `after`. */
export function editsBetween(before: Parts, after: Parts): readonly ReportedEdit[] {
  const lines = lineIndex(before.join(''));
  const place = (offset: number): Place => {
    const { line, character } = lines.position(offset);
    return { line: line + 1, column: character + 1 };
  };
  return changesBetween(before, after).map(({ start, end, newText }) => ({
    start: place(start),
    end: place(end),
    newText,
  }));
}

/** A unified diff that `git apply` and `patch -p1` take. */
export function unifiedDiff(name: string, before: Parts, after: Parts): string {
  const path = name.replace(/^(?:[A-Za-z]:)?\/+/, '');
  const hunks = hunksOf(before.join(''), changesBetween(before, after));
  const diff = formatPatch(
    { oldFileName: `a/${path}`, newFileName: `b/${path}`, oldHeader: '', newHeader: '', hunks },
    { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  );
  // As Git does: a tab ends a name with blanks in it.
  return path.includes(' ') ? diff.replace(/^(---.*)\n(\+\+\+.*)/, '$1\t\n$2\t') : diff;
}

function changesBetween(before: Parts, after: Parts): readonly Change[] {
  if (before.length !== after.length) return changesIn(before.join(''), after.join(''), 0);
  let start = 0;
  return before.flatMap((part, i) => {
    const changes = changesIn(part, after[i] ?? '', start);
    start += part.length;
    return changes;
  });
}

function changesIn(before: string, after: string, from: number): readonly Change[] {
  if (before === after) return [];
  const changes: { start: number; end: number; newText: string }[] = [];
  let at = from;
  for (const { value, added, removed } of diffLines(before, after)) {
    const last = changes.at(-1);
    const current = last?.end === at ? last : { start: at, end: at, newText: '' };
    if ((added || removed) && current !== last) changes.push(current);
    if (added) current.newText += value;
    else at += value.length;
    if (removed) current.end = at;
  }
  return changes;
}

const context = 3;

function hunksOf(before: string, changes: readonly Change[]): StructuredPatchHunk[] {
  const lines = linesOf(before);
  const hunks: StructuredPatchHunk[] = [];
  let line = 0;
  let offset = 0;
  /** The first line that no hunk shows yet, and by how much later lines have moved. */
  let shown = 0;
  let moved = 0;
  for (const { start, end, newText } of changes) {
    while (offset < start) offset += lines[line++]?.length ?? start;
    let hunk = hunks.at(-1);
    if (!hunk || line - shown > 2 * context) {
      if (hunk) shown = show(hunk, lines, shown, shown + context);
      shown = Math.max(shown, line - context);
      hunk = { oldStart: shown + 1, oldLines: 0, newStart: shown + 1 + moved, newLines: 0, lines: [] };
      hunks.push(hunk);
    }
    show(hunk, lines, shown, line);
    while (offset < end) {
      hunk.lines.push(...marked('-', lines[line] ?? ''));
      hunk.oldLines++;
      moved--;
      offset += lines[line++]?.length ?? end;
    }
    for (const added of linesOf(newText)) {
      hunk.lines.push(...marked('+', added));
      hunk.newLines++;
      moved++;
    }
    shown = line;
  }
  const last = hunks.at(-1);
  if (last) show(last, lines, shown, shown + context);
  return hunks;
}

/** Adds lines that stay; the line behind them. */
function show(hunk: StructuredPatchHunk, lines: readonly string[], from: number, to: number): number {
  const kept = lines.slice(from, to);
  for (const line of kept) hunk.lines.push(...marked(' ', line));
  hunk.oldLines += kept.length;
  hunk.newLines += kept.length;
  return from + kept.length;
}

function marked(mark: string, line: string): readonly string[] {
  return line.endsWith('\n') ? [mark + line.slice(0, -1)] : [mark + line, '\\ No newline at end of file'];
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
