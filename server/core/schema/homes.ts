/** Where a field that stands in the wrong place belongs. */
import { lookup } from '../yaml/read.ts';
import { maxDepth, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/tree.ts';
import type { Schema } from './schema.ts';

/** A place in the structure: keys from the resource down, `[]` for the items of a list. */
export type Home = readonly string[];

/** All places of a field named `name`, those with few levels first. `status` is not one that anybody writes. */
export function homesOf(schema: Schema, name: string): readonly Home[] {
  const homes: Home[] = [];
  search(schema, name, [], homes);
  return homes.sort((a, b) => a.length - b.length);
}

function search(schema: Schema, name: string, path: readonly string[], into: Home[]): void {
  if (path.length > maxDepth) return;
  for (const [key, { schema: inner }] of schema.fields) {
    if (path.length === 0 && key === 'status') continue;
    if (key === name) into.push([...path, key]);
    search(inner, name, [...path, key], into);
  }
  if (schema.items) search(schema.items, name, [...path, '[]'], into);
}

/** How an entry gets home: below `holder` (or around it where there is none), inside of `path`. */
export interface Move {
  readonly home: string;
  readonly holder: YamlEntry | undefined;
  readonly path: readonly string[];
}

/**
 * The home that is nearest to where the entry stands (`path`, with indices), and how it gets there; undefined where
 * that is not plain: several homes are as near, the way leads into a list that the entry is not in, or something
 * stands there already.
 */
export function wayHome(root: YamlMap, path: string, homes: readonly Home[]): Move | undefined {
  const parents = path.split(/\.|(?=\[)/).slice(0, -1);
  const ways = homes.map((home) => wayTo(root, parents, home));
  const nearest = Math.max(...ways.map((way) => way.common));
  const near = ways.filter((way) => way.common === nearest);
  // A way that has a holder leads to where the user has begun; the others would begin something new.
  const begun = near.filter((way) => way.begun);
  const [only, ...others] = begun.length > 0 ? begun : near;
  return others.length === 0 ? only?.move : undefined;
}

interface Way {
  /** How many levels the home shares with the place of the entry. */
  readonly common: number;
  /** Whether the next level of the home is there. */
  readonly begun: boolean;
  readonly move: Move | undefined;
}

function wayTo(root: YamlMap, parents: readonly string[], home: Home): Way {
  let common = 0;
  const plain = (step: string | undefined) => step?.replace(/^\[\d+\]$/, '[]');
  while (common < parents.length && common < home.length - 1 && plain(parents[common]) === home[common])
    common++;
  const rest = home.slice(common);
  const base = nodeAlong(root, parents.slice(0, common));
  const where = home.join('.').replaceAll('.[]', '[]');
  const [first = '', ...inner] = rest;
  const holder = base?.type === 'map' && inner.length > 0 ? lookup(base, first) : undefined;
  const way = (move: Move | undefined): Way => ({ common, begun: holder !== undefined, move });
  if (rest.includes('[]') || base?.type !== 'map' || holder?.merged) return way(undefined);
  if (!holder)
    return way(
      common < parents.length ? undefined : { home: where, holder: undefined, path: rest.slice(0, -1) },
    );
  return way(
    exists(holder.entry.value, inner)
      ? undefined
      : { home: where, holder: holder.entry, path: inner.slice(0, -1) },
  );
}

function nodeAlong(root: YamlNode, steps: readonly string[]): YamlNode | undefined {
  let node: YamlNode | undefined = root;
  for (const step of steps) {
    const index: string | undefined = /^\[(\d+)\]$/.exec(step)?.[1];
    if (index !== undefined) node = node?.type === 'list' ? node.items[Number(index)]?.value : undefined;
    else node = node?.type === 'map' ? lookup(node, step)?.entry.value : undefined;
  }
  return node;
}

function exists(node: YamlNode, path: readonly string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return true;
  const found = node.type === 'map' ? lookup(node, first) : undefined;
  return found !== undefined && exists(found.entry.value, rest);
}
