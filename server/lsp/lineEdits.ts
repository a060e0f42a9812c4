/** What changed between two states of a file, as edits of whole lines: cursors, folds and marks elsewhere stay. */
import type { SourceFile, TextEdit } from '../core/index.ts';

/** The edits that lead from `before` to `after`; one for each hunk of changed lines. */
export function lineEdits(before: SourceFile, after: SourceFile): readonly TextEdit[] {
  if (before.documents.length !== after.documents.length) return changes(before.text, after.text, 0);
  return before.documents.flatMap(({ document, start }, i) => {
    const now = after.documents[i]?.document;
    return now === document ? [] : changes(document.text, now?.text ?? '', start);
  });
}

/** More differing lines than this are replaced as one hunk: the search costs their square. */
const maxDistance = 500;

function changes(before: string, after: string, start: number): TextEdit[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [from, to] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const kept = [...commonLines(from, to), { a: from.length, b: to.length }];
  const edits: TextEdit[] = [];
  let offset = start + length(a.slice(0, head));
  let [i, j] = [0, 0];
  for (const next of kept) {
    const end = offset + length(from.slice(i, next.a));
    const newText = to.slice(j, next.b).join('');
    if (end > offset || newText !== '') edits.push({ span: { start: offset, end }, newText });
    offset = end + (from[next.a]?.length ?? 0);
    [i, j] = [next.a + 1, next.b + 1];
  }
  return edits;
}

/** Pairs of lines that stay, by the greedy search of Myers (1986); none where the texts are too far apart. */
function commonLines(a: readonly string[], b: readonly string[]): { a: number; b: number }[] {
  const rounds: ReadonlyMap<number, number>[] = [];
  let reached = new Map([[1, 0]]);
  for (let distance = 0; distance <= Math.min(a.length + b.length, maxDistance); distance++) {
    rounds.push(reached);
    const next = new Map(reached);
    for (let k = -distance; k <= distance; k += 2) {
      let x = step(reached, k, distance);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(rounds, a.length, b.length);
    }
    reached = next;
  }
  return [];
}

/** Where round `distance` enters diagonal `k`: by an inserted line from above or a removed one from the left. */
function step(reached: ReadonlyMap<number, number>, k: number, distance: number): number {
  const [left, above] = [reached.get(k - 1) ?? -1, reached.get(k + 1) ?? -1];
  return k === -distance || (k !== distance && left < above) ? above : left + 1;
}

function walkBack(
  rounds: readonly ReadonlyMap<number, number>[],
  endA: number,
  endB: number,
): { a: number; b: number }[] {
  const pairs: { a: number; b: number }[] = [];
  let [x, y] = [endA, endB];
  for (let distance = rounds.length - 1; distance >= 0; distance--) {
    const reached = rounds[distance] ?? new Map<number, number>();
    const k = x - y;
    const [left, above] = [reached.get(k - 1) ?? -1, reached.get(k + 1) ?? -1];
    const down = k === -distance || (k !== distance && left < above);
    const before = down ? k + 1 : k - 1;
    const [fromX, entered] = down ? [above, above] : [left, left + 1];
    while (x > Math.max(entered, 0) && y > Math.max(entered - k, 0)) pairs.push({ a: --x, b: --y });
    [x, y] = [fromX, fromX - before];
  }
  return pairs.reverse();
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function length(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
