/** A decoded value that knows its place. */
import type { Span } from '../text/span.ts';
import { asString, lookup } from '../yaml/read.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/tree.ts';

export interface Field<T> {
  readonly value: T;
  readonly key: Span;
  readonly span: Span;
  /** The entry that holds it, for edits. */
  readonly entry: YamlEntry;
  /** Whether it comes through a merge key and is written in another mapping. */
  readonly merged: boolean;
  /** Whether the value is surely what is written: no template, placeholder or error has a part in it. */
  readonly certain: boolean;
}

/** Reads a value; undefined where it has another type than expected (that is a finding of its own). */
export type Decoder<T> = (node: YamlNode) => T | undefined;

/** The field `name` of `map`, decoded; undefined where it is absent or of another type. */
export function field<T>(map: YamlMap, name: string, decode: Decoder<T>): Field<T> | undefined {
  const found = lookup(map, name);
  const value = found && decode(found.entry.value);
  if (!found || value === undefined) return undefined;
  const { entry, merged } = found;
  return {
    value,
    key: entry.key,
    span: entry.alias ?? entry.value.span,
    entry,
    merged,
    certain: entry.value.certain,
  };
}

/** The string that is written. */
export const string: Decoder<string> = asString;

/** A mapping, decoded further; an empty value (`key:`) counts as an empty mapping. */
export function mapping<T>(decode: (map: YamlMap) => T): Decoder<T> {
  return (value) => {
    if (value.type === 'map') return decode(value);
    return value.type === 'scalar' && value.value === null ? decode(emptyMap(value)) : undefined;
  };
}

/** A list, each item decoded; items of another type are left out. An empty value counts as an empty list. */
export function list<T>(decode: Decoder<T>): Decoder<readonly T[]> {
  return (value) => {
    if (value.type === 'scalar' && value.value === null) return [];
    if (value.type !== 'list') return undefined;
    return value.items.flatMap((item) => decode(item.value) ?? []);
  };
}

/** The names and string values of a mapping; other values are undefined. An empty value counts as an empty mapping. */
export const strings: Decoder<ReadonlyMap<string, string | undefined>> = mapping(
  (map) => new Map(map.entries.map((entry) => [entry.name, asString(entry.value)])),
);

function emptyMap(at: YamlNode): YamlMap {
  return { type: 'map', flow: false, entries: [], span: at.span, certain: at.certain, anchor: undefined };
}
