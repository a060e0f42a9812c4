import type { Span } from '../text/span.ts';
import { maxDepth, type YamlEntry, type YamlMap, type YamlNode } from './tree.ts';

/** An entry as found by name; `merged` where it came through a merge key (`<<`) and stands in another mapping. */
export interface Found {
  readonly entry: YamlEntry;
  readonly merged: boolean;
}

/** The entry `name` of `map`: written there (the last one wins), or else through its merge keys. */
export function lookup(map: YamlMap, name: string, depth = 0): Found | undefined {
  for (let i = map.entries.length - 1; i >= 0; i--) {
    const entry = map.entries[i];
    if (entry?.name === name) return { entry, merged: depth > 0 };
  }
  if (depth > 8) return undefined;
  for (const source of mergeSources(map)) {
    const found = lookup(source, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** Where a patch says that the first of `names` which it took out of `map` is to go; undefined where none took one. */
export function takenFrom(map: YamlMap, names: readonly string[]): Span | undefined {
  for (const name of names) {
    const at = map.taken?.get(name);
    if (at) return at;
  }
  return undefined;
}

/** Whether all that may stand in `map` is known: it and the mappings that it merges are certain. */
export function isCertain(map: YamlMap, depth = 0): boolean {
  if (!map.certain || depth > 8) return false;
  return map.entries.every((entry) => entry.name !== '<<' || mergesCertainly(entry.value, depth));
}

/** Whether `node` and everything below it is certain. */
export function isDeeplyCertain(node: YamlNode, depth = 0): boolean {
  if (!node.certain || depth > maxDepth) return false;
  if (node.type === 'list') return node.items.every(({ value }) => isDeeplyCertain(value, depth + 1));
  return node.type === 'scalar' || node.entries.every(({ value }) => isDeeplyCertain(value, depth + 1));
}

function mergesCertainly(value: YamlNode, depth: number): boolean {
  if (value.type === 'map') return isCertain(value, depth + 1);
  return (
    value.type === 'list' &&
    value.items.every(({ value }) => value.type === 'map' && isCertain(value, depth + 1))
  );
}

/** The names in `map` and in what it merges, each once. */
export function names(map: YamlMap, depth = 0): Set<string> {
  const all = new Set<string>();
  for (const { name } of map.entries) if (name !== '<<') all.add(name);
  if (depth > 8) return all;
  for (const source of mergeSources(map)) for (const name of names(source, depth + 1)) all.add(name);
  return all;
}

function mergeSources(map: YamlMap): Iterable<YamlMap> {
  return map.entries.some(({ name }) => name === '<<') ? sourcesOf(map) : [];
}

function* sourcesOf(map: YamlMap): Iterable<YamlMap> {
  for (const { name, value } of map.entries) {
    if (name !== '<<') continue;
    if (value.type === 'map') yield value;
    else if (value.type === 'list')
      for (const item of value.items) if (item.value.type === 'map') yield item.value;
  }
}

/** The string that a scalar holds, or undefined for anything else. */
export function asString(node: YamlNode | undefined): string | undefined {
  return node?.type === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** Whether nothing is written, or `~` / `null`. */
export function isNull(node: YamlNode): boolean {
  return node.type === 'scalar' && node.value === null;
}

/**
 * Whether a mapping is an instruction for a strategic merge (`$patch: delete`, `$retainKeys: […]`) and nothing that an
 * API server ever sees.
 */
export function isDirective(map: YamlMap): boolean {
  return map.entries.some(({ name }) => directive.test(name));
}

/** kustomize `kyaml/yaml/merge2`, apimachinery `pkg/util/strategicpatch`, release 0.36. */
const directive = /^\$(?:patch$|retainKeys$|deleteFromPrimitiveList\/|setElementOrder\/)/;
