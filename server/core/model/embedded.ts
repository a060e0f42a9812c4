/** Whole resources inside of something else: the `extraObjects` of Helm values, wherever such values stand. */
import { asString, lookup } from '../yaml/read.ts';
import type { YamlMap, YamlNode } from '../yaml/tree.ts';
import { decode, type Known } from './resource.ts';

/** Nobody nests values deeper. */
const deepest = 12;

/** Where values stand in resources that carry those of a chart. */
const values: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['HelmRelease', [['spec', 'values']]],
  [
    'Application',
    [
      ['spec', 'source', 'helm', 'valuesObject'],
      ['spec', 'sources'],
    ],
  ],
]);

/**
 * The resources that stand whole, with `apiVersion`, `kind` and `spec`, in a file of values or in the values that a resource
 * carries. Elsewhere a mapping that looks so may be a pattern, a part, or an example.
 */
export function embeddedIn(root: YamlNode | undefined): readonly Known[] {
  if (root?.type !== 'map') return [];
  const kind = asString(lookup(root, 'kind')?.entry.value);
  if (kind === undefined) return lookup(root, 'apiVersion') ? [] : [...within(root, 0)];
  return (values.get(kind) ?? []).flatMap((path) => {
    let node: YamlNode | undefined = root;
    for (const key of path) node = node?.type === 'map' ? lookup(node, key)?.entry.value : undefined;
    return node ? [...within(node, 0)] : [];
  });
}

function* within(node: YamlNode, depth: number): Iterable<Known> {
  if (depth > deepest || node.type === 'scalar') return;
  if (node.type === 'list') {
    for (const { value, alias } of node.items) if (!alias) yield* within(value, depth + 1);
    return;
  }
  const resource = isWhole(node) ? decode(node) : undefined;
  if (resource) yield resource;
  else for (const { value, alias } of node.entries) if (!alias) yield* within(value, depth + 1);
}

/** Whether a mapping has all that a resource starts with. */
export function isWhole(map: YamlMap): boolean {
  return ['apiVersion', 'kind', 'metadata', 'spec'].every((name) => lookup(map, name) !== undefined);
}
