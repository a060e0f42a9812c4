/**
 * Strategic merge as kustomize does it (5.7: kyaml/yaml/merge2, kyaml/yaml/walk). A merged mapping stands where the
 * base's stands; what the patch says stands in the patch.
 */
import { isNull, lookup, names } from '../../yaml/read.ts';
import type { YamlItem, YamlList, YamlMap, YamlNode } from '../../yaml/tree.ts';
import type { Shape } from './mergeKeys.ts';
import { fieldOf, flat, textOfScalar, withoutEntry } from './nodes.ts';

export type Merged =
  | { readonly state: 'merged'; readonly tree: YamlMap }
  /** `$patch: delete`: the resource is gone. */
  | { readonly state: 'deleted' }
  /** Kustomize refuses the patch; `at` in the patch. */
  | { readonly state: 'refused'; readonly at: YamlNode };

/** What one merge has seen: hostile patches visit one node again and again. */
interface Walk {
  left: number;
  refused: YamlNode | undefined;
}

/** `patch` over `base`; the places of both are places of one composite. */
export function mergeStrategically(base: YamlMap, patch: YamlMap, shape: Shape | undefined): Merged {
  const walk: Walk = { left: 50_000, refused: undefined };
  const tree = merge(walk, base, patch, shape, 0);
  if (walk.refused) return { state: 'refused', at: walk.refused };
  if (!tree) return { state: 'deleted' };
  return tree.type === 'map' ? { state: 'merged', tree } : { state: 'refused', at: patch };
}

function merge(
  walk: Walk,
  base: YamlNode | undefined,
  patch: YamlNode,
  shape: Shape | undefined,
  depth: number,
): YamlNode | undefined {
  if (walk.left-- < 0 || depth > 200) return refuse(walk, patch);
  if (isNull(patch)) return undefined;
  const there = base && !isNull(base) ? base : undefined;
  if (there && there.type !== patch.type) return refuse(walk, patch);
  if (patch.type === 'map') return mergeMaps(walk, there, patch, shape, depth);
  if (patch.type === 'list' && shape?.keys && (there === undefined || there.type === 'list'))
    return mergeLists(walk, there, patch, shape.keys, shape.items, depth);
  return patch;
}

function mergeMaps(
  walk: Walk,
  base: YamlNode | undefined,
  patch: YamlMap,
  shape: Shape | undefined,
  depth: number,
): YamlNode | undefined {
  const directive = fieldOf(patch, '$patch');
  const word = textOfScalar(directive);
  if (word === 'delete') return undefined;
  if (directive && word !== 'merge' && word !== 'replace') return refuse(walk, directive);
  const said = directive ? withoutEntry(patch, '$patch') : flat(patch);
  const start = base?.type === 'map' && word !== 'replace' ? base : { ...said, entries: [] };
  // What a template may add to the patch may stand anywhere in the mapping.
  const certain = start.certain && patch.certain;
  const entries = new Map(flat(start).entries.map((entry) => [entry.name, entry]));
  // Where the patch takes away what the base has.
  const taken = new Map(word === 'replace' ? [] : start.taken);
  const at = lookup(patch, '$patch')?.entry.key;
  if (word === 'replace' && base?.type === 'map' && at)
    for (const name of names(base)) if (!fieldOf(said, name)) taken.set(name, at);
  let same = start === base && certain === start.certain;
  for (const entry of said.entries) {
    const old = entries.get(entry.name);
    const value = merge(walk, old?.value, entry.value, shape?.fields?.[entry.name], depth + 1);
    if (walk.refused) return undefined;
    if (value && value === old?.value) continue;
    same = false;
    if (!value) {
      if (old) taken.set(entry.name, entry.key);
      entries.delete(entry.name);
    } else {
      const alias = value === entry.value ? entry.alias : undefined;
      const { key, colon, quoted } = old ?? entry;
      entries.set(entry.name, { ...entry, key, colon, quoted, value, alias });
    }
  }
  if (same) return start;
  return { ...start, certain, entries: [...entries.values()], ...(taken.size > 0 && { taken }) };
}

/**
 * Items of one key: the patch's come first, in its order, then those that only the base has. Of several keys: new ones
 * first, then the base's in its order (`MergeOptionsListPrepend` of kyaml, and what it makes of keys that go together).
 */
function mergeLists(
  walk: Walk,
  base: YamlList | undefined,
  patch: YamlList,
  keys: readonly string[],
  shape: Shape | undefined,
  depth: number,
): YamlNode | undefined {
  const rest: (YamlItem | undefined)[] = [...(base?.items ?? [])];
  const items: YamlItem[] = [];
  if (keys.length === 0) {
    const said = new Set(patch.items.map(({ value }) => textOfScalar(value)));
    const kept = rest.filter((item) => item && !said.has(textOfScalar(item.value)));
    return { ...patch, items: [...patch.items, ...kept.flatMap((item) => item ?? [])] };
  }
  const where = indexOf(base?.items ?? [], keys);
  let certain = patch.certain && base?.certain !== false;
  for (const item of patch.items) {
    const signs = signsOf(item.value, keys);
    if (!signs || item.value.type !== 'map') return refuse(walk, item.value);
    // What kyaml makes of items that say only some of the keys depends on the others.
    if (signs.includes('')) certain = false;
    const at = where(signs);
    const old = at === undefined ? undefined : rest[at];
    // Within a list, `replace` leaves an item that is there as it is.
    const kept = old && textOfScalar(fieldOf(item.value, '$patch')) === 'replace';
    const value = kept ? old.value : merge(walk, old?.value, item.value, shape, depth + 1);
    if (walk.refused) return undefined;
    const gone = !value || (value.type === 'map' && value.entries.length === 0);
    const merged = gone ? undefined : value === item.value ? item : { value, alias: undefined };
    if (at !== undefined) rest[at] = keys.length > 1 ? merged : undefined;
    if (merged && (at === undefined || keys.length === 1)) items.push(merged);
  }
  items.push(...rest.flatMap((item) => item ?? []));
  return { ...(base ?? patch), items, certain };
}

/** What tells an item apart: the texts of its keys, empty where one is not written; undefined where none is. */
function signsOf(node: YamlNode, keys: readonly string[]): readonly string[] | undefined {
  const signs = keys.map((key) => textOfScalar(fieldOf(node, key)) ?? '');
  return signs.some((sign) => sign !== '') ? signs : undefined;
}

/** Finds items by their keys; a key that one of both does not write matches all (kyaml: `validateKeys`). */
function indexOf(items: readonly YamlItem[], keys: readonly string[]) {
  const byFirst = new Map<string, number[]>();
  const all = items.map(({ value }) => signsOf(value, keys));
  for (const [i, signs] of all.entries()) {
    const first = signs?.[0] ?? '';
    const list = byFirst.get(first);
    if (list) list.push(i);
    else byFirst.set(first, [i]);
  }
  return (wanted: readonly string[]): number | undefined =>
    byFirst
      .get(wanted[0] ?? '')
      ?.find((i) =>
        wanted.every((sign, k) => sign === '' || (all[i]?.[k] ?? '') === '' || all[i]?.[k] === sign),
      );
}

function refuse(walk: Walk, at: YamlNode): undefined {
  walk.refused ??= at;
  return undefined;
}
