/**
 * A light reading of a document for completion. While somebody types, a document seldom parses; where a key belongs is
 * read from the indentation around the cursor, as a person would. It never judges: what it cannot place it passes over.
 */
import type { Span } from '../../text/span.ts';

export interface OutlineMap {
  readonly type: 'map';
  readonly flow: boolean;
  /** The column of its keys; -1 in flow style. */
  readonly column: number;
  readonly entries: OutlineEntry[];
  readonly up: Holder | undefined;
  /** Its entries stand in another place: none can be written beside them. */
  readonly elsewhere?: boolean;
}

export interface OutlineList {
  readonly type: 'list';
  readonly flow: boolean;
  /** The column of its dashes; -1 in flow style. */
  readonly column: number;
  readonly items: OutlineItem[];
  readonly up: Holder | undefined;
}

export interface OutlineScalar {
  readonly type: 'scalar';
  readonly text: string;
  /** Whether a template decides some of it. */
  readonly templated?: boolean;
}

export type OutlineNode = OutlineMap | OutlineList | OutlineScalar;

export interface OutlineEntry {
  readonly type: 'entry';
  readonly name: string;
  readonly key: Span;
  value: OutlineNode | undefined;
  readonly up: OutlineMap;
}

export interface OutlineItem {
  readonly type: 'item';
  value: OutlineNode | undefined;
  readonly up: OutlineList;
}

/** What a value hangs on. */
export type Holder = OutlineEntry | OutlineItem;

/** What may be written at the cursor; `word` is the text that it takes the place of. */
export type Place = {
  readonly word: Span;
  readonly flow: boolean;
  /** Blanks that are missing before it: the lines around the cursor are indented deeper than the cursor. */
  readonly pad?: number;
  /** In flow style: where the value ends that it stands behind; there is no comma between. */
  readonly behind?: number;
  /** In flow style: something follows, and there is no comma between. */
  readonly follows?: boolean;
} & (
  | {
      /** A key of the mapping below `holder` (the document itself where there is none), at `column`. */
      readonly role: 'key';
      readonly holder: Holder | undefined;
      readonly column: number;
      /** The entry whose key is under the cursor: only its name changes. */
      readonly entry: OutlineEntry | undefined;
      /** Its value stands below already, and its colon is not written yet. */
      readonly lacksColon?: boolean;
      /** The quote behind it, where it has no colon yet. */
      readonly quote?: string | undefined;
    }
  | {
      /** The value of `holder`; `lead` is what must stand before it. */
      readonly role: 'value';
      readonly holder: Holder;
      readonly lead: string;
      readonly quoted: boolean;
    }
  | {
      /** A new item of the list below `holder`, its dash included, at `column`. */
      readonly role: 'item';
      readonly holder: Holder;
      readonly column: number;
    }
);

/** How the document is laid out. */
export interface Habits {
  readonly indent: number;
  readonly listIndent: number;
}

export interface Outline {
  readonly root: OutlineNode | undefined;
  /** Empty where nothing can be completed: in comments, block scalars, templates. */
  readonly places: readonly Place[];
  readonly habits: Habits;
}

/** Whether the document is one flow collection, as JSON is: then strings and keys are quoted. */
export function isJson({ root }: Pick<Outline, 'root'>): boolean {
  return root !== undefined && root.type !== 'scalar' && root.flow;
}

/** The scalar text at `name` of a mapping, without quotes. */
export function textOf(map: OutlineNode | undefined, name: string): string | undefined {
  const value = entryOf(map, name)?.value;
  return value?.type === 'scalar' && value.text !== '' ? value.text : undefined;
}

/** The same, if no template has a say in it. */
export function plainTextOf(map: OutlineNode | undefined, name: string): string | undefined {
  const value = entryOf(map, name)?.value;
  return value?.type === 'scalar' && value.templated ? undefined : textOf(map, name);
}

/** The last entry `name` of a mapping. */
export function entryOf(map: OutlineNode | undefined, name: string): OutlineEntry | undefined {
  return map?.type === 'map' ? map.entries.findLast((entry) => entry.name === name) : undefined;
}

/** How many entries or items are in it. */
export function sizeOf(node: OutlineMap | OutlineList): number {
  return node.type === 'map' ? node.entries.length : node.items.length;
}

/** The texts of the scalar items of a list, but those that a template decides. */
export function textsOf(list: OutlineNode | undefined): readonly string[] {
  if (list?.type !== 'list') return [];
  return list.items.flatMap(({ value }) =>
    value?.type === 'scalar' && !value.templated ? [value.text] : [],
  );
}

/** The mapping that a place writes a key to, where it has begun. */
export function mapBelow(holder: Holder | undefined, root: OutlineNode | undefined): OutlineMap | undefined {
  const node = holder ? holder.value : root;
  return node?.type === 'map' ? node : undefined;
}

/** The mapping that a holder stands in, lists passed over. */
export function mapAround(holder: Holder | undefined): OutlineMap | undefined {
  let at: Holder | undefined = holder;
  while (at?.type === 'item') at = at.up.up;
  return at?.up;
}

/** Keys from the document down to `holder`; `[]` for the items of a list. Ends at the mapping `until`, if given. */
export function pathTo(holder: Holder | undefined, until?: OutlineMap): readonly string[] {
  const steps: string[] = [];
  for (let at: Holder | undefined = holder; at; at = at.up.up) {
    steps.push(at.type === 'entry' ? at.name : '[]');
    if (at.up === until) break;
  }
  return steps.reverse();
}

/** The habits of a document from the steps between its levels; two columns where it has none. */
export function habitsOf(maps: readonly number[], lists: readonly number[]): Habits {
  return { indent: mostFrequent(maps) ?? 2, listIndent: mostFrequent(lists) ?? 2 };
}

function mostFrequent(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const n of numbers) counts.set(n, (counts.get(n) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** The name of an entry that stands there already, in the place of what is written. */
export const renamed = ({ lacksColon }: { readonly lacksColon?: boolean }, name: string): string =>
  lacksColon ? `${name}:` : name;
