/**
 * Where the boxes and arrows of the picture stand: from top to bottom, so that it fits beside a file. Three lanes: who asks
 * whom, who sends requests, and the records of DNS-01. An arrow turns in one gap between two rows and runs straight before
 * and after, where its lane is free, so that none crosses a box.
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
  /** From its start, over the turn in a gap, to its end. */
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

const rows: Readonly<Record<PathKind, number>> = {
  source: 0,
  certificate: 1,
  ca: 1,
  issuer: 2,
  selfCheck: 2,
  solver: 3,
  controller: 3,
  pod: 4,
  record: 4,
  nodes: 5,
};

/** Where each arrow turns: below its own row, and those of the CA below cert-manager, which they pass by. */
const turnRows: Readonly<Partial<Record<PathKind, number>>> = { ca: rows.selfCheck };

export const sizes = {
  line: 18,
  font: 12,
  padding: 10,
  between: 22,
  lanes: 36,
  margin: 16,
  /** What an arrow needs to turn, and each label above a box. */
  turn: 26,
  label: 14,
  /** Where the arrows of the CA pass cert-manager by. */
  gutter: 28,
} as const;

/** Columns of text that a box and a label have room for. */
const [mostColumns, mostLabel] = [34, 22];

type Sized = Omit<Box, 'x' | 'y'>;

/** Places every box and every arrow. */
export function layoutOf({ nodes, edges }: PathGraph): Layout {
  const sized = nodes.map((node) => sizeOf(node, edges));
  const lanes = lanesOf(sized, edges);
  const tops = topsOf(sized, edges);
  let left: number = sizes.margin;
  let right = left;
  const boxes = lanes.flatMap((lane) => {
    if (lane.length === 0) return [];
    const width = widthOf(lane);
    const placed = placeLane(lane, left, width, tops);
    right = left + width;
    left = right + sizes.lanes;
    return placed;
  });
  return {
    width: right + sizes.margin,
    height: Math.max(0, ...boxes.map(({ y, height }) => y + height)) + sizes.margin,
    boxes,
    arrows: arrowsOf(edges, boxes, tops),
  };
}

/** The records stand where no controller does. */
function lanesOf(sized: readonly Sized[], edges: readonly PathEdge[]): readonly (readonly Sized[])[] {
  const idsOf = (kind: PathKind) => sized.filter(({ node }) => node.kind === kind).map(({ node }) => node.id);
  const controllers = idsOf('controller');
  const runsController = new Set(edges.filter(({ from }) => controllers.includes(from)).map(({ to }) => to));
  const laneOf = ({ kind, id }: PathNode): 0 | 1 | 2 => {
    if (kind === 'record') return controllers.length > 0 ? 2 : 1;
    if (kind === 'nodes') return runsController.has(id) ? 1 : 0;
    return kind === 'ca' || kind === 'selfCheck' || kind === 'controller' ? 1 : 0;
  };
  return [0, 1, 2].map((lane) => sized.filter(({ node }) => laneOf(node) === lane));
}

function sizeOf(node: PathNode, edges: readonly PathEdge[]): Sized {
  const title = cut(node.title, mostColumns);
  const lines = node.lines.map((line) => cut(line, mostColumns));
  const labels = edges.filter(({ to }) => to === node.id).map(({ label }) => cut(label, mostLabel));
  // The title is bold and has a sign of the state before it.
  const inner = Math.max(
    textWidth(title, sizes.font) * 1.1 + 20,
    ...lines.map((line) => textWidth(line, sizes.font)),
  );
  // Labels stand above the box, and end before those of the next one.
  const above = Math.max(0, ...labels.map((label) => textWidth(label, labelFont))) - sizes.between;
  return {
    node,
    title,
    lines,
    width: Math.max(Math.ceil(inner) + 2 * sizes.padding, above + 12),
    height: (lines.length + 1) * sizes.line + 2 * sizes.padding,
  };
}

/** Where a row starts and ends. */
interface Row {
  readonly top: number;
  readonly bottom: number;
}

function topsOf(sized: readonly Sized[], edges: readonly PathEdge[]): readonly Row[] {
  let y: number = sizes.margin;
  return Array.from({ length: 6 }, (_, row): Row => {
    const inRow = sized.filter(({ node }) => rows[node.kind] === row);
    if (inRow.length === 0) return { top: y, bottom: y };
    const arriving = inRow.map(({ node }) => edges.filter(({ to }) => to === node.id).length);
    const labels = Math.max(...arriving);
    const top = y === sizes.margin ? y : y + sizes.turn + 16 + labels * sizes.label;
    y = top + Math.max(...inRow.map(({ height }) => height));
    return { top, bottom: y };
  });
}

const inRows = (lane: readonly Sized[]) =>
  Array.from({ length: 6 }, (_, row) => lane.filter(({ node }) => rows[node.kind] === row));

const indent = ({ node }: Sized) => (node.kind === 'selfCheck' ? sizes.gutter : 0);

function rowWidth(row: readonly Sized[]): number {
  return row.reduce((sum, box) => sum + box.width + indent(box), 0) + (row.length - 1) * sizes.between;
}

const widthOf = (lane: readonly Sized[]) => Math.max(...inRows(lane).map(rowWidth));

/** Each row in the middle of its lane; who sends requests stands at the left, above what they pass by. */
function placeLane(
  lane: readonly Sized[],
  left: number,
  width: number,
  tops: readonly Row[],
): readonly Box[] {
  return inRows(lane).flatMap((row, index) => {
    const isSender = row.some(({ node }) => node.kind === 'ca' || node.kind === 'selfCheck');
    let x = left + (isSender ? 0 : (width - rowWidth(row)) / 2);
    return row.map((box): Box => {
      const placed = { ...box, x: x + indent(box), y: tops[index]?.top ?? 0 };
      x = placed.x + box.width + sizes.between;
      return placed;
    });
  });
}

function arrowsOf(edges: readonly PathEdge[], boxes: readonly Box[], tops: readonly Row[]): readonly Arrow[] {
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const middle = (id: string) => {
    const box = byId.get(id);
    return box ? box.x + box.width / 2 : 0;
  };
  /** Arrows at one side of a box are spread over it, from the left as their other ends are. */
  const port = (edge: PathEdge, end: 'from' | 'to') => {
    const other = end === 'from' ? 'to' : 'from';
    const beside = edges
      .filter((one) => one[end] === edge[end])
      .sort((a, b) => middle(a[other]) - middle(b[other]));
    const box = byId.get(edge[end]);
    const index = beside.indexOf(edge);
    const room = end === 'from' && box?.node.kind === 'ca' ? sizes.gutter - 4 : (box?.width ?? 0);
    return {
      x: box ? box.x + (room * (index + 1)) / (beside.length + 1) : 0,
      after: beside.length - 1 - index,
    };
  };
  return edges.flatMap((edge): Arrow[] => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (!from || !to) return [];
    const { kind } = from.node;
    const turn = (tops[turnRows[kind] ?? rows[kind]]?.bottom ?? 0) + 6;
    const { x: startX } = port(edge, 'from');
    const { x: endX, after } = port(edge, 'to');
    const label = cut(edge.label, mostLabel);
    const latest = to.x + to.width + sizes.between - 10 - textWidth(label, labelFont);
    return [
      {
        edge,
        points: [
          { x: startX, y: from.y + from.height },
          { x: startX, y: turn },
          { x: endX, y: turn + sizes.turn },
          { x: endX, y: to.y },
        ],
        label,
        labelAt: { x: Math.min(endX + 6, latest), y: to.y - 10 - after * sizes.label },
      },
    ];
  });
}

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
