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
  /** An origin together with the annotation that is behind it. */
  readonly cause: (origin: string, annotation: string) => string;
  /** What stood there by default. */
  readonly instead: (value: string) => string;
}

/** What the values at one place say of each other; see `Making`. */
interface Sides {
  readonly plain: Shape | undefined;
  readonly written: Shape | undefined;
  readonly cause: Shape | undefined;
}

/**
 * A value with where it comes from; `instead`: the default that it takes the place of, or that it leaves out; `cause`: the
 * annotation that is behind it.
 */
type Marked = { readonly origin: Origin; readonly instead?: string; readonly cause?: string } & (
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
  { made, plain, written, causes }: Making,
  words: MarkWords,
  most = Number.POSITIVE_INFINITY,
): readonly string[] {
  const root = mark(made, { plain, written, cause: causes }, 0);
  return linesOf(root, '', { words, most }, 0);
}

function mark(made: Shape, sides: Sides, depth: number): Marked {
  const marked = markAlone(made, sides, depth);
  return typeof sides.cause === 'string' ? { ...marked, cause: sides.cause } : marked;
}

function markAlone(made: Shape, sides: Sides, depth: number): Marked {
  const { plain, written, cause } = sides;
  if (isHole(made)) {
    const text = made.before === '' ? '' : textOf(made.before);
    return { type: 'scalar', text, hole: made, origin: 'default' };
  }
  const free = { type: 'scalar', text: textOf(made) } as const;
  if (depth > maxDepth) return { ...free, origin: 'default' };
  if (isShapeMap(made) && Object.keys(made).length > 0) return markMap(made, sides, depth);
  if (isShapeList(made) && made.length > 0) return markList(made, sides, depth);
  if (written === undefined && typeof cause !== 'string') return { ...free, origin: 'default' };
  if (plain === undefined || isSame(plain, made)) return { ...free, origin: 'yours' };
  return { ...free, origin: 'overridden', ...(!isHole(plain) && { instead: textOf(plain) }) };
}

function markMap(made: ShapeMap, sides: Sides, depth: number): Marked {
  const entries = Object.entries(made).map(
    ([name, value]): MarkedEntry => ({
      name,
      marked: mark(
        value,
        inner(sides, (shape) => (isShapeMap(shape) ? at(shape, name) : undefined)),
        depth + 1,
      ),
    }),
  );
  const base = isShapeMap(sides.plain) ? sides.plain : {};
  const lost = Object.entries(base).filter(([name]) => !Object.hasOwn(made, name));
  if (lost.length > 0)
    return { type: 'map', entries, origin: 'overridden', instead: textOf(Object.fromEntries(lost)) };
  return { type: 'map', entries, origin: commonOf(entries.map(({ marked }) => marked)) };
}

function markList(made: readonly Shape[], sides: Sides, depth: number): Marked {
  const items = made.map((item, i) =>
    mark(
      item,
      inner(sides, (shape) => (isShapeList(shape) ? (shape[i] ?? undefined) : undefined)),
      depth + 1,
    ),
  );
  return { type: 'list', items, origin: commonOf(items) };
}

/** The sides of what stands in a mapping or list; a cause goes on for all of it. */
function inner(
  { plain, written, cause }: Sides,
  step: (shape: Shape | undefined) => Shape | undefined,
): Sides {
  return {
    plain: step(plain),
    written: step(written),
    cause: typeof cause === 'string' ? cause : step(cause),
  };
}

function at(map: ShapeMap, name: string): Shape | undefined {
  return Object.hasOwn(map, name) ? (map[name] ?? undefined) : undefined;
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
  const origin = words.origin[marked.origin];
  const word = marked.cause === undefined ? origin : words.cause(origin, marked.cause);
  if (marked.type === 'scalar' && marked.hole) return `# ${word}: ${words.filling(marked.hole)}`;
  if (word === '') return '';
  return marked.instead === undefined ? `# ${word}` : `# ${word}: ${words.instead(marked.instead)}`;
}
