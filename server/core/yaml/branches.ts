/** Documents that a template makes of one of several branches (`if` … `else` … `end` around whole resources). */
import { maxDepth, type YamlMap, type YamlNode } from './tree.ts';

/**
 * The mapping where branches write it anew: each key stands in it once a branch. Only what all of them say is certain. A
 * mapping that is written once stays the same object.
 */
export function agreed(root: YamlMap): YamlNode {
  if (root.certain || root.entries.filter(({ name }) => name === 'kind').length < 2) return root;
  const branches = branchesOf(root);
  if (branches.length > most) return doubtful(root, 0);
  return { ...root, entries: branches.flatMap((branch) => inAll(branch, branches, 0).entries) };
}

/** More branches are hostile: each is held to all others. */
const most = 16;

/** A branch ends where a key comes again. */
function branchesOf(root: YamlMap): readonly YamlMap[] {
  const branches: YamlMap['entries'][number][][] = [];
  let names = new Set<string>();
  for (const entry of root.entries) {
    if (branches.length === 0 || names.has(entry.name)) {
      branches.push([]);
      names = new Set();
    }
    names.add(entry.name);
    branches.at(-1)?.push(entry);
  }
  return branches.map((entries) => ({ ...root, entries }));
}

function inAll(map: YamlMap, branches: readonly YamlMap[], depth: number): YamlMap {
  const entries = map.entries.map((entry) => {
    const values = branches.map(({ entries }) => entries.findLast(({ name }) => name === entry.name)?.value);
    return { ...entry, value: sure(entry.value, values, depth + 1) };
  });
  return { ...map, certain: false, entries };
}

function sure(node: YamlNode, values: readonly (YamlNode | undefined)[], depth: number): YamlNode {
  const maps = values.flatMap((value) => (value?.type === 'map' ? [value] : []));
  if (node.type === 'map' && maps.length === values.length && depth < maxDepth)
    return inAll(node, maps, depth);
  const isSame = values.every((one) => one?.type === 'scalar' && one.certain && one.value === scalarIn(node));
  return isSame ? node : doubtful(node, depth);
}

const scalarIn = (node: YamlNode) => (node.type === 'scalar' ? node.value : undefined);

function doubtful(node: YamlNode, depth: number): YamlNode {
  const item = <T extends { readonly value: YamlNode }>(one: T): T => ({
    ...one,
    value: doubtful(one.value, depth + 1),
  });
  if (depth > maxDepth || node.type === 'scalar') return { ...node, certain: false };
  return node.type === 'list'
    ? { ...node, certain: false, items: node.items.map(item) }
    : { ...node, certain: false, entries: node.entries.map(item) };
}
