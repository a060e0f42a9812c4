/** A snippet body (`layout.ts`) as a tree: what flow style is made of, and where its first slot is. */
import type { Schema } from '../../schema/schema.ts';

export type BodyNode =
  | { readonly type: 'map'; readonly entries: readonly (readonly [name: string, value: BodyNode])[] }
  | { readonly type: 'list'; readonly items: readonly BodyNode[] }
  | { readonly type: 'text'; readonly text: string };

interface Line {
  readonly column: number;
  readonly text: string;
}

/** Reads a body, which we wrote ourselves: one key, item or text on a line. */
export function bodyTree(body: string): BodyNode {
  return nodeOf(
    body.split('\n').map((line) => ({ column: line.length - line.trimStart().length, text: line.trim() })),
  );
}

function nodeOf(lines: readonly Line[]): BodyNode {
  const [first = { column: 0, text: '' }] = lines;
  if (first.text.startsWith('- '))
    return {
      type: 'list',
      items: groups(lines).map(([head = first, ...rest]) =>
        nodeOf([{ column: head.column + 2, text: head.text.slice(2) }, ...rest]),
      ),
    };
  if (!key.test(first.text)) return { type: 'text', text: first.text };
  return {
    type: 'map',
    entries: groups(lines).map(([head = first, ...rest]) => {
      const [, name = '', text] = key.exec(head.text) ?? [];
      return [name, text === undefined ? nodeOf(rest) : { type: 'text', text }] as const;
    }),
  };
}

const key = /^([^\s«:]+):(?: (.+))?$/;

/** Lines in groups, one for each that stands as deep as the first. */
function groups(lines: readonly Line[]): readonly (readonly Line[])[] {
  const found: Line[][] = [];
  for (const line of lines)
    if (line.column === lines[0]?.column) found.push([line]);
    else found.at(-1)?.push(line);
  return found;
}

/** What may be below a key or in an item of a schema; `[]` is the item. */
export function schemaBelow(schema: Schema | undefined, step: string): Schema | undefined {
  return step === '[]' ? schema?.items : (schema?.fields.get(step)?.schema ?? schema?.values);
}

/** The way to the first slot of a tree, and what it suggests; undefined where there is none. */
export function firstSlot(
  node: BodyNode,
  steps: readonly string[] = [],
): { readonly steps: readonly string[]; readonly text: string } | undefined {
  if (node.type === 'text') {
    const text = /«([^»]*)»/.exec(node.text)?.[1];
    return text === undefined ? undefined : { steps, text };
  }
  const inner =
    node.type === 'map' ? node.entries : node.items.map((item): readonly [string, BodyNode] => ['[]', item]);
  for (const [step, value] of inner) {
    const found = firstSlot(value, [...steps, step]);
    if (found) return found;
  }
  return undefined;
}
