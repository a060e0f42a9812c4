/** How a document is laid out where an edit goes: indent width, list style, line breaks, comments. */
import { columnOf, lineEnd } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode } from './tree.ts';
import { maxDepth } from './tree.ts';

export interface Layout {
  /** Columns from a key to the keys of the mapping below it. */
  readonly indent: number;
  /** Columns from a key to the `-` of the list below it: 0 or more. */
  readonly listIndent: number;
  readonly newline: '\n' | '\r\n';
}

/** The layout around `offset`: the nearest enclosing block collections decide, else the whole document does. */
export function layoutAt(text: string, root: YamlNode | undefined, offset: number): Layout {
  const near: Steps = { maps: [], lists: [] };
  const all: Steps = { maps: [], lists: [] };
  if (root) measure(text, root, offset, near, all, 0);
  const first = text.indexOf('\n');
  return {
    indent: near.maps.at(-1) ?? mostFrequent(all.maps) ?? 2,
    listIndent: near.lists.at(-1) ?? mostFrequent(all.lists) ?? 2,
    newline: first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n',
  };
}

interface Steps {
  readonly maps: number[];
  readonly lists: number[];
}

function measure(text: string, node: YamlNode, offset: number, near: Steps, all: Steps, depth: number): void {
  if (node.type === 'scalar' || node.flow || depth > maxDepth) return;
  if (node.type === 'list') {
    for (const item of node.items) if (!item.alias) measure(text, item.value, offset, near, all, depth + 1);
    return;
  }
  for (const entry of node.entries) {
    const { value } = entry;
    if (entry.alias || value.type === 'scalar' || value.flow) continue;
    const step = columnOf(text, value.span.start) - columnOf(text, entry.key.start);
    const encloses = entry.key.start <= offset && offset <= value.span.end;
    for (const steps of encloses ? [near, all] : [all]) {
      if (value.type === 'list') steps.lists.push(step);
      else if (step > 0) steps.maps.push(step);
    }
    measure(text, value, offset, near, all, depth + 1);
  }
}

function mostFrequent(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const n of numbers) counts.set(n, (counts.get(n) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Where the written value of an entry or item ends. */
export function writtenEnd(holder: YamlEntry | YamlItem): number {
  const end = holder.alias?.end ?? holder.value.span.end;
  return 'colon' in holder ? Math.max(holder.colon, end) : end;
}

/**
 * End of the line of `offset`, moved down over the comment lines that follow at once and are indented by at
 * least `column`: they belong to what ends at `offset`.
 */
export function endWithComments(text: string, offset: number, column: number): number {
  let end = lineEnd(text, offset);
  for (;;) {
    const next = text.indexOf('\n', end) + 1;
    if (next === 0) return end;
    const following = lineEnd(text, next);
    const line = text.slice(next, following);
    if (!/^ *#/.test(line) || line.indexOf('#') < column) return end;
    end = following;
  }
}

/**
 * Where the comment lines begin that stand directly above the line of `key` and in its column: they belong to it. The
 * start of `key` where there are none, or where something stands before it in its line.
 */
export function startWithComments(text: string, key: number): number {
  const column = columnOf(text, key);
  if (text.slice(key - column, key).trim() !== '') return key;
  let start = key;
  for (;;) {
    const line = start - column;
    const above = text.lastIndexOf('\n', line - 2) + 1;
    if (line === 0 || text[above + column] !== '#' || text.slice(above, above + column).trim() !== '')
      return start;
    start = above + column;
  }
}

/** The comments (from `#` to the end of the line) within `span`, in order. `root` tells text from comments. */
export function commentsIn(text: string, span: Span, root: YamlNode | undefined): Span[] {
  const scalars: Span[] = [];
  if (root) collectScalars(root, scalars, 0);
  const found: Span[] = [];
  const sign = /(?:^|[ \t])#/gm;
  sign.lastIndex = span.start;
  for (let match = sign.exec(text); match; match = sign.exec(text)) {
    const start = match.index + match[0].length - 1;
    if (start >= span.end) break;
    const holder = scalars.find((scalar) => scalar.start <= start && start < scalar.end);
    const end = lineEnd(text, start);
    sign.lastIndex = Math.max(start + 1, holder ? holder.end : end);
    if (!holder) found.push({ start, end });
  }
  return found;
}

/** Where `#` begins no comment: keys, values and the lines of block scalars, in text order. */
export function writtenTexts(text: string, root: YamlNode | undefined): readonly Span[] {
  const found: Span[] = [];
  if (root) collectScalars(root, found, 0);
  return found.map(({ start, end }) => {
    const isBlock = end > start && /[|>]/.test(text[start] ?? '');
    return isBlock ? { start: Math.min(lineEnd(text, start), end), end } : { start, end };
  });
}

function collectScalars(node: YamlNode, into: Span[], depth: number): void {
  if (depth > maxDepth) return;
  if (node.type === 'scalar') {
    into.push(node.span);
  } else if (node.type === 'list') {
    for (const item of node.items) if (!item.alias) collectScalars(item.value, into, depth + 1);
  } else {
    for (const entry of node.entries) {
      into.push(entry.key);
      if (!entry.alias) collectScalars(entry.value, into, depth + 1);
    }
  }
}

/** Whether the mapping is one that block lines can be added to: its keys stand in one column. */
export function isPlainBlock(text: string, map: YamlMap): boolean {
  const column = columnOf(text, map.span.start);
  return (
    !map.flow &&
    map.entries.every((entry) => columnOf(text, entry.key.start) === column && text[entry.key.start] !== '?')
  );
}

/** Whether a flow collection encloses `span`. */
export function isInFlow(node: YamlNode | undefined, span: Span): boolean {
  if (!node || node.type === 'scalar' || span.start < node.span.start || node.span.end < span.end)
    return false;
  if (node.flow) return true;
  const inner = node.type === 'list' ? node.items : node.entries;
  return inner.some((holder) => !holder.alias && isInFlow(holder.value, span));
}

/** The comments in an entry and behind it. */
export function commentsOf(text: string, root: YamlNode | undefined, entry: YamlEntry): readonly Span[] {
  const { start } = entry.key;
  const end = writtenEnd(entry);
  const last = isInFlow(root, entry.key) ? end : endWithComments(text, end, columnOf(text, start) + 1);
  return commentsIn(text, { start, end: last }, root);
}

/** Whether the value of an entry can stand in a flow collection as it is. */
export function isFlow(entry: YamlEntry): boolean {
  return entry.alias !== undefined || entry.value.type === 'scalar' || entry.value.flow;
}
