/** How an entry is taken out of a mapping: with its line or lines in block style, with one comma in flow style. */
import type { TextEdit } from '../text/edit.ts';
import { columnOf } from '../text/lineIndex.ts';
import { commentsIn, endWithComments, writtenEnd } from './layout.ts';
import type { Moved } from './literal.ts';
import type { YamlMap, YamlNode } from './tree.ts';

/**
 * The edit that takes `entry` out of `map`; `from` is where its comments begin. Undefined where a comment would be lost
 * that is not part of it.
 */
export function removal(
  text: string,
  root: YamlNode | undefined,
  map: YamlMap,
  { entry, from }: Moved,
): TextEdit | undefined {
  const at = map.entries.indexOf(entry);
  const next = map.entries[at + 1];
  const before = map.entries[at - 1];
  const end = writtenEnd(entry);
  if (map.flow) {
    const span = before
      ? { start: writtenEnd(before), end }
      : { start: entry.key.start, end: next?.key.start ?? end };
    return commentsIn(text, span, root).length > 0 ? undefined : { span, newText: '' };
  }
  const column = columnOf(text, entry.key.start);
  const lineHead = text.slice(entry.key.start - column, entry.key.start);
  if (lineHead.trim() !== '') {
    if (!next) return undefined;
    const behind = { start: endWithComments(text, end, column + 1), end: next.key.start };
    if (commentsIn(text, behind, root).length > 0) return undefined;
    return { span: { start: entry.key.start, end: next.key.start }, newText: '' };
  }
  const start = from - column;
  const last = endWithComments(text, end, column + 1);
  const newline = text.indexOf('\n', last);
  if (newline >= 0) return { span: { start, end: newline + 1 }, newText: '' };
  const breakLength = text[start - 2] === '\r' ? 2 : 1;
  return { span: { start: Math.max(0, start - breakLength), end: last }, newText: '' };
}

/** All `entries` taken out of `map`, in text order; undefined where one cannot go, or where they hang together. */
export function removals(
  text: string,
  root: YamlNode | undefined,
  map: YamlMap,
  entries: readonly Moved[],
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const moved of [...entries].sort((a, b) => a.from - b.from)) {
    const edit = removal(text, root, map, moved);
    if (!edit) return undefined;
    const free = edits.at(-1)?.span.end ?? 0;
    // The last line of a file goes with the line break before it, which the line above took already.
    const start = map.flow ? edit.span.start : Math.max(edit.span.start, free);
    if (start < free) return undefined;
    edits.push({ span: { start, end: edit.span.end }, newText: '' });
  }
  return edits;
}

/** Whether what is taken out takes a comment with it, or the place that something is put to. */
export function loses(
  text: string,
  root: YamlNode | undefined,
  removed: readonly TextEdit[],
  added: readonly TextEdit[],
): boolean {
  const kept = added.map(({ newText }) => newText).join('\n');
  return removed.some(
    ({ span }) =>
      added.some((one) => span.start < one.span.start && one.span.start < span.end) ||
      commentsIn(text, span, root).some(({ start, end }) => !kept.includes(text.slice(start, end))),
  );
}
