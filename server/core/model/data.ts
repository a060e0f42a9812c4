/** Plain data, as the API server sees a resource; and the way back from a path in it to a place in the text. */
import type { Span } from '../text/span.ts';
import { isNull, lookup, names } from '../yaml/read.ts';
import { maxDepth, type YamlNode } from '../yaml/tree.ts';

export type Data = string | number | boolean | null | readonly Data[] | DataMap;
export interface DataMap {
  readonly [name: string]: Data;
}

/** Keys of mappings and indexes of lists. */
export type DataPath = readonly (string | number)[];

/** The data that a node stands for, merge keys and aliases resolved. What a template makes of it is not known here. */
export function toData(node: YamlNode, depth = 0): Data {
  if (depth > maxDepth) return null;
  if (node.type === 'scalar') return node.value;
  if (node.type === 'list') return node.items.map(({ value }) => toData(value, depth + 1));
  return Object.fromEntries(
    [...names(node)].map((name) => {
      const found = lookup(node, name);
      return [name, found ? toData(found.entry.value, depth + 1) : null];
    }),
  );
}

export function isMap(data: Data | undefined): data is DataMap {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function isList(data: Data | undefined): data is readonly Data[] {
  return Array.isArray(data);
}

/** The field `name`; undefined where it is absent, or null, which the API server drops. */
export function fieldIn(map: DataMap, name: string): Data | undefined {
  return Object.hasOwn(map, name) ? (map[name] ?? undefined) : undefined;
}

/** The mapping at `name`; undefined where there is none. */
export function mapIn(map: DataMap, name: string): DataMap | undefined {
  const found = fieldIn(map, name);
  return isMap(found) ? found : undefined;
}

/** The list at `name`; empty where nothing is written, undefined where something else stands there. */
export function listIn(map: DataMap, name: string): readonly Data[] | undefined {
  const found = fieldIn(map, name);
  if (found === undefined) return [];
  return isList(found) ? found : undefined;
}

/** The string at `name`; empty where nothing is written, undefined where something else stands there. */
export function textIn(map: DataMap, name: string): string | undefined {
  const found = fieldIn(map, name) ?? '';
  return typeof found === 'string' ? found : undefined;
}

/** Where a path of data stands in the text. */
export interface Place {
  /** The node at the path; undefined where it is missing. */
  readonly node: YamlNode | undefined;
  /** A value that is wrong, the key of a mapping or list, or, where it is missing, of what should hold it. */
  readonly at: Span;
}

/** Where `path` below `node` stands; `key` is what stands for `node` itself. */
export function placeOf(node: YamlNode, path: DataPath, key: Span): Place {
  let [at, now] = [key, node];
  for (const [i, step] of path.entries()) {
    const next = child(now, step);
    if (!next) return { node: undefined, at };
    const last = i === path.length - 1;
    const { value } = next;
    const scalar = value.type === 'scalar' && value.span.end > value.span.start;
    at = (last || next.key === undefined) && (scalar || next.key === undefined) ? next.span : next.key;
    now = value;
  }
  return { node: now, at };
}

/** The node at `path`; undefined where there is none. */
export function nodeIn(node: YamlNode, path: DataPath): YamlNode | undefined {
  let now: YamlNode | undefined = node;
  for (const step of path) now = now && child(now, step)?.value;
  return now;
}

function child(
  node: YamlNode,
  step: string | number,
): { value: YamlNode; span: Span; key: Span | undefined } | undefined {
  if (node.type === 'list' && typeof step === 'number') {
    const item = node.items[step];
    return item && { value: item.value, span: item.alias ?? item.value.span, key: undefined };
  }
  const found = node.type === 'map' && typeof step === 'string' ? lookup(node, step) : undefined;
  if (!found) return undefined;
  const { entry } = found;
  return { value: entry.value, span: entry.alias ?? entry.value.span, key: entry.key };
}

/**
 * The data that is surely written: in the place of a value that a template or an error has a part in stands null. A null
 * that is written is left out of its mapping, as the API server drops it.
 */
export function knownData(node: YamlNode, depth = 0): Data {
  if (depth > maxDepth) return null;
  if (node.type === 'scalar') return node.certain ? node.value : null;
  if (node.type === 'list') return node.items.map(({ value }) => knownData(value, depth + 1));
  // A template in a key leaves a row of x in its place.
  const keys = [...names(node)].filter((name) => node.certain || !/x{4}/.test(name));
  return Object.fromEntries(
    keys.flatMap((name) => {
      const value = lookup(node, name)?.entry.value;
      return !value || (isNull(value) && value.certain) ? [] : [[name, knownData(value, depth + 1)]];
    }),
  );
}
