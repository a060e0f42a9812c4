/** Two texts → what turns one into the other. */
import { createTwoFilesPatch, diffLines, FILE_HEADERS_ONLY } from 'diff';
import { lineIndex } from '../core/index.ts';
import type { Place, ReportedEdit } from './report.ts';

/** The edits, whole lines at a time, that turn `before` into `after`. */
export function editsBetween(before: string, after: string): readonly ReportedEdit[] {
  const lines = lineIndex(before);
  const place = (offset: number): Place => {
    const { line, character } = lines.position(offset);
    return { line: line + 1, column: character + 1 };
  };
  const edits: { start: number; end: number; newText: string }[] = [];
  let at = 0;
  for (const { value, added, removed } of diffLines(before, after)) {
    const last = edits.at(-1);
    const current = last?.end === at ? last : { start: at, end: at, newText: '' };
    if ((added || removed) && current !== last) edits.push(current);
    if (added) current.newText += value;
    else at += value.length;
    if (removed) current.end = at;
  }
  return edits.map(({ start, end, newText }) => ({ start: place(start), end: place(end), newText }));
}

/** A unified diff that `git apply` and `patch -p1` take. */
export function unifiedDiff(name: string, before: string, after: string): string {
  const path = name.replace(/^(?:[A-Za-z]:)?\/+/, '');
  const diff = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  // As Git does: a tab ends a name with blanks in it.
  return path.includes(' ') ? diff.replace(/^(---.*)\n(\+\+\+.*)/, '$1\t\n$2\t') : diff;
}
