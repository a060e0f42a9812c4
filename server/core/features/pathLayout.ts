/**
 * Where the boxes and arrows of the picture stand. Six columns in two bands: above who asks whom, below who sends requests.
 * An arrow turns in the gap behind the column where it starts and runs straight from there, so that none crosses a box.
 */
import type { PathEdge, PathGraph, PathKind, PathNode } from './path.ts';

export interface Box {
  readonly node: PathNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** As much as there is room for. */
  readonly title: string;
  readonly lines: readonly string[];
}

export interface Arrow {
  readonly edge: PathEdge;
  /** From its start, over the turn in the gap, to its end. */
  readonly points: readonly [Point, Point, Point, Point];
  readonly label: string;
  readonly labelAt: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

const columns: Readonly<Record<PathKind, number>> = {
  source: 0,
  ca: 0,
  selfCheck: 0,
  certificate: 1,
  issuer: 2,
  solver: 3,
  controller: 3,
  pod: 4,
  record: 4,
  nodes: 5,
};
const below: ReadonlySet<PathKind> = new Set(['ca', 'selfCheck', 'controller', 'record', 'nodes']);

export const sizes = {
  line: 18,
  font: 12,
  padding: 10,
  between: 22,
  bands: 44,
  margin: 16,
  shortGap: 40,
} as const;

/** Columns of text that a box and a label have room for. */
const [mostColumns, mostLabel] = [34, 22];

/** Places every box and every arrow. */
export function layoutOf({ nodes, edges }: PathGraph): Layout {
  const sized = nodes.map(sizeOf);
  const widths = Array.from({ length: 6 }, (_, column) =>
    Math.max(0, ...sized.filter(({ node }) => columns[node.kind] === column).map(({ width }) => width)),
  );
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const columnOf = (id: string) => columns[byId.get(id)?.kind ?? 'source'];
  // The label of an arrow stands in the gap before its end.
  const gaps = widths.map((_, column) => {
    const next = followingColumn(widths, column);
    const labels = edges
      .filter((edge) => columnOf(edge.to) === next)
      .map(({ label }) => cut(label, mostLabel));
    return sizes.shortGap + Math.max(0, ...labels.map((label) => textWidth(label, labelFont)));
  });
  const lefts: number[] = [];
  let x: number = sizes.margin;
  for (const [column, width] of widths.entries()) {
    lefts.push(x);
    if (width > 0) x += width + (followingColumn(widths, column) < 6 ? (gaps[column] ?? 0) : 0);
  }
  const above = stack(
    sized.filter(({ node }) => !below.has(node.kind)),
    widths,
    lefts,
    sizes.margin,
  );
  const top = above.bottom + sizes.bands;
  const lower = stackRows(
    sized.filter(({ node }) => below.has(node.kind)),
    widths,
    lefts,
    top,
  );
  const boxes = [...above.boxes, ...lower.boxes];
  return {
    width: x + sizes.margin,
    height: Math.max(above.bottom, lower.bottom) + sizes.margin,
    boxes,
    arrows: arrowsOf(edges, boxes),
  };
}

function followingColumn(widths: readonly number[], column: number): number {
  const next = widths.findIndex((width, i) => i > column && width > 0);
  return next < 0 ? 6 : next;
}

type Sized = Omit<Box, 'x' | 'y'>;

function sizeOf(node: PathNode): Sized {
  const title = cut(node.title, mostColumns);
  const lines = node.lines.map((line) => cut(line, mostColumns));
  // The title is bold and has a sign of the state before it.
  const width = Math.max(
    textWidth(title, sizes.font) * 1.1 + 20,
    ...lines.map((line) => textWidth(line, sizes.font)),
  );
  return {
    node,
    title,
    lines,
    width: Math.ceil(width) + 2 * sizes.padding,
    height: (lines.length + 1) * sizes.line + 2 * sizes.padding,
  };
}

interface Stacked {
  readonly boxes: readonly Box[];
  readonly bottom: number;
}

/** Each column by itself, in the middle of the band. */
function stack(
  all: readonly Sized[],
  widths: readonly number[],
  lefts: readonly number[],
  top: number,
): Stacked {
  const inColumn = widths.map((_, column) => all.filter(({ node }) => columns[node.kind] === column));
  const heights = inColumn.map(heightOf);
  const height = Math.max(0, ...heights);
  const boxes = inColumn.flatMap((column, i) => {
    let y = top + (height - (heights[i] ?? 0)) / 2;
    return column.map((box): Box => {
      const placed = { ...box, width: widths[i] ?? box.width, x: lefts[i] ?? 0, y };
      y += box.height + sizes.between;
      return placed;
    });
  });
  return { boxes, bottom: top + height };
}

const heightOf = (column: readonly Sized[]) =>
  column.reduce((sum, { height }) => sum + height, 0) + Math.max(0, column.length - 1) * sizes.between;

/** In rows over all columns; records below controllers and nodes, so that arrows pass them by. */
function stackRows(
  all: readonly Sized[],
  widths: readonly number[],
  lefts: readonly number[],
  top: number,
): Stacked {
  const count = (kind: PathKind) => all.filter(({ node }) => node.kind === kind).length;
  const passed = Math.max(count('controller'), count('nodes'));
  const rows: Sized[][] = [];
  const counts = new Map<number, number>();
  for (const box of all) {
    const column = columns[box.node.kind];
    const start = box.node.kind === 'record' ? passed : 0;
    const row = Math.max(start, counts.get(column) ?? 0);
    counts.set(column, row + 1);
    rows[row] = [...(rows[row] ?? []), box];
  }
  let y = top;
  const boxes: Box[] = [];
  for (const row of rows) {
    const height = Math.max(0, ...(row ?? []).map((box) => box.height));
    for (const box of row ?? []) {
      const column = columns[box.node.kind];
      boxes.push({
        ...box,
        width: widths[column] ?? box.width,
        x: lefts[column] ?? 0,
        y: y + (height - box.height) / 2,
      });
    }
    y += height + sizes.between;
  }
  return { boxes, bottom: Math.max(top, y - sizes.between) };
}

function arrowsOf(edges: readonly PathEdge[], boxes: readonly Box[]): readonly Arrow[] {
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const middle = (id: string) => {
    const box = byId.get(id);
    return box ? box.y + box.height / 2 : 0;
  };
  /** Arrows at one side of a box are spread over it, from above as their other ends are. */
  const port = (edge: PathEdge, end: 'from' | 'to'): number => {
    const other = end === 'from' ? 'to' : 'from';
    const beside = edges
      .filter((one) => one[end] === edge[end])
      .sort((a, b) => middle(a[other]) - middle(b[other]));
    const box = byId.get(edge[end]);
    return box ? box.y + (box.height * (beside.indexOf(edge) + 1)) / (beside.length + 1) : 0;
  };
  return edges.flatMap((edge): Arrow[] => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (!from || !to) return [];
    const start = { x: from.x + from.width, y: port(edge, 'from') };
    const end = { x: to.x, y: port(edge, 'to') };
    const label = cut(edge.label, mostLabel);
    const width = textWidth(label, labelFont);
    return [
      {
        edge,
        points: [
          start,
          { x: start.x + 6, y: start.y },
          { x: Math.min(end.x, start.x + turn), y: end.y },
          end,
        ],
        label,
        labelAt: { x: end.x - width - 10, y: end.y - 4 },
      },
    ];
  });
}

const turn = 28;
export const labelFont = 11;

/** The width of a text in pixels, by counting: letters of East Asia are twice as wide. */
export function textWidth(text: string, font: number): number {
  return Math.ceil(columnsOf(text) * font * 0.6);
}

function columnsOf(text: string): number {
  let sum = 0;
  for (const char of text) sum += isWide(char) ? 2 : 1;
  return sum;
}

/** Hangul, Han, Kana, full-width forms, emoji (Unicode, UAX 11). */
function isWide(char: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f000}-\u{3fffd}]/u.test(
    char,
  );
}

/** At most so many columns, the middle left out: names differ at both ends. */
export function cut(text: string, most: number): string {
  if (text.length <= most && columnsOf(text) <= most) return text;
  // What does not fit anyhow is not looked at.
  const chars = [...text.slice(0, 4 * most), ...text.slice(Math.max(4 * most, text.length - 4 * most))];
  if (columnsOf(chars.join('')) <= most && chars.join('').length === text.length) return text;
  const take = (from: readonly string[], room: number) => {
    const taken: string[] = [];
    for (const char of from) {
      room -= isWide(char) ? 2 : 1;
      if (room < 0) break;
      taken.push(char);
    }
    return taken;
  };
  const head = take(chars, Math.ceil((most - 1) / 2));
  const tail = take([...chars].reverse(), Math.floor((most - 1) / 2)).reverse();
  return `${head.join('')}…${tail.join('')}`;
}
