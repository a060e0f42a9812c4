/**
 * Looking into a resource by path, with three answers: written, surely absent, or unknown (a template or an error has
 * a part in it). A value that is null counts as absent, as the API server drops it.
 */
import type { Span } from '../text/span.ts';
import { asString, isCertain, isDirective, isNull, lookup, takenFrom } from '../yaml/read.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/tree.ts';

export type Look =
  | {
      readonly state: 'written';
      readonly entry: YamlEntry;
      readonly node: YamlNode;
      readonly merged: boolean;
    }
  /**
   * `at`: the key of the nearest mapping above it that is written, or where a patch took it away; `holder` that mapping's
   * entry.
   */
  | { readonly state: 'absent'; readonly at: Span; readonly holder: YamlEntry | undefined }
  | { readonly state: 'unknown' };

/** A value with its place: `key` is what a squiggle about the field stands on, `span` the value itself. */
export interface Found<T> {
  readonly value: T;
  readonly key: Span;
  readonly span: Span;
  readonly entry: YamlEntry;
}

/** An item of a list with its place. */
export interface Item {
  readonly node: YamlNode;
  readonly span: Span;
  readonly index: number;
}

/** `spec.acme.server`, as the code names it; the keys one by one where they come from a text and may hold dots themselves. */
export type Path = string | readonly string[];

/** The paths that were asked for, taken apart once: rules ask for the same few, all the time. */
const known = new Map<string, readonly string[]>();

function keysOf(path: Path): readonly string[] {
  if (typeof path !== 'string') return path;
  const found = known.get(path);
  if (found) return found;
  const keys = path.split('.');
  known.set(path, keys);
  return keys;
}

/** What stands at `path` below `map`. Lists are not entered: walk them with `itemsOf`. */
export function look(map: YamlMap, path: Path): Look {
  let holder: YamlEntry | undefined;
  let merged = false;
  let node: YamlNode = map;
  const keys = keysOf(path);
  for (let i = 0; i < keys.length; i++) {
    if (node.type !== 'map') return { state: 'unknown' };
    const found = lookup(node, keys[i] ?? '');
    if (!found || isNull(found.entry.value)) {
      // What a patch tells to merge or delete has other entries elsewhere.
      const certain = isCertain(node) && !isDirective(node) && (!found || found.entry.value.certain);
      return certain
        ? {
            state: 'absent',
            at: found?.entry.key ?? takenFrom(node, [keys[i] ?? '']) ?? holder?.key ?? firstKey(map),
            holder,
          }
        : { state: 'unknown' };
    }
    merged ||= found.merged;
    holder = found.entry;
    node = found.entry.value;
    if (i === keys.length - 1 || node.type === 'map') continue;
    return { state: 'unknown' };
  }
  return holder ? { state: 'written', entry: holder, node, merged } : { state: 'unknown' };
}

/** The node at `path`, of whatever type; undefined where it is absent or unknown. */
export function nodeAt(map: YamlMap, path: Path): Found<YamlNode> | undefined {
  const found = look(map, path);
  if (found.state !== 'written') return undefined;
  const { entry, node } = found;
  return { value: node, key: entry.key, span: entry.alias ?? node.span, entry };
}

/** The string that is surely written at `path`. */
export function textAt(map: YamlMap, path: Path): Found<string> | undefined {
  const found = nodeAt(map, path);
  const value = found?.value.certain ? asString(found.value) : undefined;
  return found && value !== undefined ? { ...found, value } : undefined;
}

/** The number that is surely written at `path`. */
export function numberAt(map: YamlMap, path: Path): Found<number> | undefined {
  const found = nodeAt(map, path);
  if (!found?.value.certain || found.value.type !== 'scalar' || typeof found.value.value !== 'number')
    return undefined;
  return { ...found, value: found.value.value };
}

/** The boolean that is surely written at `path`. */
export function booleanAt(map: YamlMap, path: Path): Found<boolean> | undefined {
  const found = nodeAt(map, path);
  if (!found?.value.certain || found.value.type !== 'scalar' || typeof found.value.value !== 'boolean')
    return undefined;
  return { ...found, value: found.value.value };
}

/** The mapping at `path`. It may be uncertain: `look` further down tells. */
export function mapAt(map: YamlMap, path: Path): Found<YamlMap> | undefined {
  const found = nodeAt(map, path);
  return found?.value.type === 'map' ? { ...found, value: found.value } : undefined;
}

/** The items of the list at `path`; none where it is absent or no list. */
export function itemsAt(map: YamlMap, path: Path): readonly Item[] {
  const found = nodeAt(map, path);
  if (found?.value.type !== 'list') return [];
  return found.value.items.map(({ value, alias }, index) => ({
    node: value,
    span: alias ?? value.span,
    index,
  }));
}

/** The strings that are surely written in the list at `path`, with their places; other items are left out. */
export function textsAt(map: YamlMap, path: Path): readonly (Item & { readonly value: string })[] {
  return itemsAt(map, path).flatMap((item) => {
    const value = item.node.certain ? asString(item.node) : undefined;
    return value === undefined ? [] : [{ ...item, value }];
  });
}

/** Whether the field is written (with a value that is not null). */
export function has(map: YamlMap, path: Path): boolean {
  return look(map, path).state === 'written';
}

/** Whether the field is surely not there. */
export function lacks(map: YamlMap, path: Path): boolean {
  return look(map, path).state === 'absent';
}

function firstKey(map: YamlMap): Span {
  return map.entries[0]?.key ?? { start: map.span.start, end: map.span.start };
}
