/** Values of a Helm chart, written in layers: the upper ones win, mappings grow together. */
import { type Data, type DataMap, isMap, toData } from '../model/data.ts';
import { look } from '../model/look.ts';
import type { Span } from '../text/span.ts';
import { booleanOf } from '../yaml/boolean.ts';
import { isCertain, isDeeplyCertain, lookup } from '../yaml/read.ts';
import type { YamlMap, YamlNode } from '../yaml/tree.ts';
import type { PlaceInDocument } from './composite.ts';

/** What the values say at a path. */
export type Value =
  | { readonly state: 'written'; readonly data: Data; readonly at: Span | undefined }
  | { readonly state: 'absent' }
  /** A template has a part in it, or a source that the workspace does not have. */
  | { readonly state: 'unknown' };

/** One source of values. */
export type Layer =
  /** A mapping that is written; `at` stands for its places where it is a text inside of a scalar. `file`: whose root it is. */
  | {
      readonly kind: 'map';
      readonly map: YamlMap;
      readonly at: Span | undefined;
      readonly file?: Omit<PlaceInDocument, 'span'>;
    }
  /** One value by its name, as `--set` has it; undefined where it is not known what becomes of it. */
  | {
      readonly kind: 'set';
      readonly path: readonly string[];
      readonly value: Data | undefined;
      readonly at: Span;
    }
  /** A source that is not known: whatever the layers above do not write, it may. */
  | { readonly kind: 'unknown' };

/** Values that say nothing. */
export const emptyLayer: Layer = {
  kind: 'map',
  map: {
    type: 'map',
    flow: false,
    entries: [],
    span: { start: 0, end: 0 },
    certain: true,
    anchor: undefined,
  },
  at: undefined,
};

const absent: Value = { state: 'absent' };
const unknown: Value = { state: 'unknown' };

/** What `layers` (the lowest first) say at a path, its keys joined by dots; the empty path is the whole. */
export function valueAt(layers: readonly Layer[], path: string): Value {
  const keys = path.split('.').filter((key) => key !== '');
  let value: Value = absent;
  for (const layer of layers) {
    const next = inLayer(layer, keys);
    if (next.state === 'unknown') value = unknown;
    else if (next.state === 'written') value = over(value, next);
  }
  return value;
}

function over(lower: Value, upper: Extract<Value, { state: 'written' }>): Value {
  // A scalar takes the place of whatever is below; a mapping lets through what it does not write.
  if (!isMap(upper.data)) return upper;
  if (lower.state === 'unknown') return unknown;
  if (lower.state === 'absent' || !isMap(lower.data)) return upper;
  return { ...upper, data: merged(lower.data, upper.data) };
}

/** Both mappings; a null above removes what is below. */
function merged(lower: DataMap, upper: DataMap): DataMap {
  const all: Record<string, Data> = { ...lower };
  for (const [name, value] of Object.entries(upper)) {
    const below = all[name];
    if (value === null) delete all[name];
    else all[name] = isMap(value) && isMap(below) ? merged(below, value) : value;
  }
  return all;
}

function inLayer(layer: Layer, keys: readonly string[]): Value {
  if (layer.kind === 'unknown') return unknown;
  if (layer.kind === 'set') return inSetting(layer, keys);
  if (keys.length === 0)
    return isDeeplyCertain(layer.map) ? { state: 'written', data: toData(layer.map), at: layer.at } : unknown;
  const found = look(layer.map, keys);
  if (found.state !== 'written') return found.state === 'absent' ? absent : unknown;
  if (!isDeeplyCertain(found.node)) return unknown;
  return { state: 'written', data: toData(found.node), at: layer.at ?? found.entry.key };
}

function inSetting({ path, value, at }: Extract<Layer, { kind: 'set' }>, keys: readonly string[]): Value {
  const same = keys.every((key, i) => path[i] === undefined || path[i] === key);
  if (!same || path.length < keys.length) return absent;
  const rest = path.slice(keys.length);
  if (value === undefined || rest.some((key) => /\[\d+\]$/.test(key))) return unknown;
  const data = rest.reduceRight<Data>((inner, key) => ({ [key]: inner }), value);
  return { state: 'written', data, at };
}

/** The keys in a name of `--set`: `controller.nodeSelector.kubernetes\.io/os`. */
export function settingPath(name: string): readonly string[] {
  return [...name.matchAll(/(?:[^.\\"]|\\.|"[^"]*")+/g)].map(([key]) =>
    key.replace(/\\(.)/g, '$1').replace(/"/g, ''),
  );
}

/** What a template writes for a value, and the file of values that it is written in, where it is one. */
export interface Printed {
  readonly text: string;
  readonly from: PlaceInDocument | undefined;
}

/**
 * What a template writes for the value at a path, where that is surely a plain scalar which Go writes as it stands. Unlike
 * `valueAt` it knows that a null takes away what the layers below have.
 */
export function printedAt(layers: readonly Layer[], keys: readonly string[]): Printed | undefined {
  for (const layer of layers.toReversed()) {
    if (layer.kind === 'unknown') return undefined;
    if (layer.kind === 'set') {
      const touches = layer.path.every(
        (key, i) => keys[i] === undefined || key.replace(/(?:\[\d+\])+$/, '') === keys[i],
      );
      if (!touches) continue;
      const isIt = layer.path.join('\0') === keys.join('\0');
      return isIt && layer.value !== undefined ? printed(layer.value, undefined) : undefined;
    }
    const node = nodeIn(layer.map, keys);
    if (node === 'absent') continue;
    if (node?.type !== 'scalar' || !node.certain) return undefined;
    return printed(booleanOf(node) ?? node.value, layer.file && { ...layer.file, span: node.span });
  }
  return undefined;
}

function nodeIn(map: YamlMap, keys: readonly string[]): YamlNode | 'absent' | undefined {
  let node: YamlNode = map;
  for (const key of keys) {
    if (node.type !== 'map') return undefined;
    const found: YamlNode | undefined = lookup(node, key)?.entry.value;
    if (!found) return isCertain(node) ? 'absent' : undefined;
    node = found;
  }
  return node;
}

/** A number of YAML is a float for Helm, and printed with an exponent where it is large. */
function printed(value: Data, from: Printed['from']): Printed | undefined {
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 1e6 ? { text: String(value), from } : undefined;
  if (value === null || typeof value === 'object') return undefined;
  const text = String(value);
  return /[\n{}]/.test(text) ? undefined : { text, from };
}
