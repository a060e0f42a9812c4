/** YAML of which every line says where it comes from: from what somebody wrote, from a default, from one in place of another. */
import {
  type Hole,
  isHole,
  isShapeList,
  isShapeMap,
  type Making,
  type Shape,
  type ShapeMap,
} from '../issuance/solverObjects.ts';
import { scalarText } from '../yaml/print.ts';
import { maxDepth } from '../yaml/tree.ts';

export type Origin = 'yours' | 'default' | 'overridden';

/** The words of the marks; where one is empty, no mark stands. */
export interface MarkWords {
  readonly origin: Readonly<Record<Origin, string>>;
  /** What a hole will be filled with, as `<token>`. */
  readonly filling: (hole: Hole) => string;
  /** What stood there by default. */
  readonly instead: (value: string) => string;
}

/** A value with where it comes from; `instead`: the default that it takes the place of, or that it leaves out. */
type Marked = { readonly origin: Origin; readonly instead?: string } & (
  | { readonly type: 'scalar'; readonly text: string; readonly hole?: Hole }
  | { readonly type: 'list'; readonly items: readonly Marked[] }
  | { readonly type: 'map'; readonly entries: readonly MarkedEntry[] }
);

interface MarkedEntry {
  readonly name: string;
  readonly marked: Marked;
}

/** The object as YAML lines, each with its mark. Of a list or mapping that has more than `most`, the rest is cut. */
export function markedYaml(
  { made, plain, written }: Making,
  words: MarkWords,
  most = Number.POSITIVE_INFINITY,
): readonly string[] {
  const root = mark(made, plain, written, 0);
  return linesOf(root, '', { words, most }, 0);
}

/** `plain`: what stands there by default; `written`: what somebody wrote for this place. */
function mark(made: Shape, plain: Shape | undefined, written: Shape | undefined, depth: number): Marked {
  if (isHole(made)) {
    const text = made.before === '' ? '' : textOf(made.before);
    return { type: 'scalar', text, hole: made, origin: 'default' };
  }
  const free = { type: 'scalar', text: textOf(made) } as const;
  if (depth > maxDepth) return { ...free, origin: 'default' };
  if (isShapeMap(made) && Object.keys(made).length > 0) return markMap(made, plain, written, depth);
  if (isShapeList(made) && made.length > 0) return markList(made, plain, written, depth);
  if (written === undefined) return { ...free, origin: 'default' };
  if (plain === undefined || isSame(plain, made)) return { ...free, origin: 'yours' };
  return { ...free, origin: 'overridden', ...(!isHole(plain) && { instead: textOf(plain) }) };
}

function markMap(
  made: ShapeMap,
  plain: Shape | undefined,
  written: Shape | undefined,
  depth: number,
): Marked {
  const [base, own] = [plain, written].map((shape) => (isShapeMap(shape) ? shape : {}));
  const entries = Object.entries(made).map(
    ([name, value]): MarkedEntry => ({
      name,
      marked: mark(value, at(base, name), at(own, name), depth + 1),
    }),
  );
  const lost = Object.entries(base ?? {}).filter(([name]) => !Object.hasOwn(made, name));
  if (lost.length > 0)
    return { type: 'map', entries, origin: 'overridden', instead: textOf(Object.fromEntries(lost)) };
  return { type: 'map', entries, origin: commonOf(entries.map(({ marked }) => marked)) };
}

function markList(
  made: readonly Shape[],
  plain: Shape | undefined,
  written: Shape | undefined,
  depth: number,
): Marked {
  const [base, own] = [plain, written].map((shape) => (isShapeList(shape) ? shape : []));
  const items = made.map((item, i) => mark(item, base?.[i], own?.[i], depth + 1));
  return { type: 'list', items, origin: commonOf(items) };
}

function at(map: ShapeMap | undefined, name: string): Shape | undefined {
  return map && Object.hasOwn(map, name) ? (map[name] ?? undefined) : undefined;
}

/** The origin of what holds others: theirs where they agree, else that of cert-manager, which made the frame. */
function commonOf(all: readonly Marked[]): Origin {
  const [first] = all;
  return first && all.every(({ origin }) => origin === first.origin) ? first.origin : 'default';
}

const isSame = (one: Shape, other: Shape) => JSON.stringify(one) === JSON.stringify(other);

/** A value on one line, as flow YAML. */
function textOf(shape: Shape): string {
  return typeof shape === 'string' ? oneLine(shape) : oneLineJson(shape);
}

/** JSON is YAML; what a comment or a reader of lines would take for a line break is escaped. */
function oneLineJson(shape: Shape): string {
  return JSON.stringify(shape).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function oneLine(text: string): string {
  const plain = scalarText(text);
  return plain.startsWith('"') ? oneLineJson(text) : plain;
}

interface Printing {
  readonly words: MarkWords;
  readonly most: number;
}

function linesOf(marked: Marked, indent: string, printing: Printing, depth: number): readonly string[] {
  const { words, most } = printing;
  if (depth > maxDepth) return [];
  if (marked.type === 'scalar') return [`${indent}${scalarLine(marked.text, marked, words)}`];
  const all = marked.type === 'list' ? marked.items : marked.entries;
  const rest = all.length > most ? [`${indent}# …`] : [];
  if (marked.type === 'list')
    return [
      ...marked.items.slice(0, most).flatMap((item) => {
        const [first = '', ...others] = linesOf(item, `${indent}  `, printing, depth + 1);
        return [`${indent}- ${first.slice(indent.length + 2)}`, ...others];
      }),
      ...rest,
    ];
  const lines = marked.entries.slice(0, most).flatMap(({ name, marked: inner }) => {
    const key = `${indent}${oneLine(name)}:`;
    if (inner.type === 'scalar') return [`${key} ${scalarLine(inner.text, inner, words)}`.trimEnd()];
    return [
      `${key} ${comment(inner, words)}`.trimEnd(),
      ...linesOf(inner, `${indent}  `, printing, depth + 1),
    ];
  });
  return [...lines, ...rest];
}

/** A value and its mark; of a hole only what is known before it. */
function scalarLine(text: string, marked: Marked, words: MarkWords): string {
  return `${text} ${comment(marked, words)}`.trim();
}

function comment(marked: Marked, words: MarkWords): string {
  const word = words.origin[marked.origin];
  if (marked.type === 'scalar' && marked.hole) return `# ${word}: ${words.filling(marked.hole)}`;
  if (word === '') return '';
  return marked.instead === undefined ? `# ${word}` : `# ${word}: ${words.instead(marked.instead)}`;
}
