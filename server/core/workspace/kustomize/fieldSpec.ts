/** Paths as kustomize's configurations write them: `spec/template/metadata/labels`; lists are entered item by item. */
import type { Span } from '../../text/span.ts';
import { isNull } from '../../yaml/read.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import type { Gvk } from './ids.ts';
import { emptyMap, entryOf, fieldOf, withEntry, withItem } from './nodes.ts';

export interface FieldSpec extends Gvk {
  readonly path: readonly string[];
  /** Whether what is missing on the way is made. */
  readonly create: boolean;
}

/** `a/b\/c` → its steps; `[]` behind a step says no more than that a list stands there. */
export function stepsOf(path: string): readonly string[] {
  return path
    .split(/(?<!\\)\//)
    .map((step) => step.replaceAll('\\/', '/').replace(/\[\]$/, ''))
    .filter((step) => step !== '');
}

/** A field spec of a built-in table. */
export function spec(path: string, kind = '', group = '', create = false, version = ''): FieldSpec {
  return { group, version, kind, path: stepsOf(path), create };
}

/** What stands at a path becomes what this answers; the same node: nothing changes. */
export type Rewrite = (node: YamlNode | undefined) => YamlNode | undefined;

/**
 * The tree in which `rewrite` was asked about each value at `path`. `create`: where keys that are missing on the way
 * stand; undefined: then nothing is made, and `rewrite` sees only what is there.
 */
export function rewriteAt(
  tree: YamlMap,
  path: readonly string[],
  rewrite: Rewrite,
  create: Span | undefined,
): YamlMap {
  const changed = walk(tree, path, 0, rewrite, create);
  return changed.type === 'map' ? changed : tree;
}

function walk(
  node: YamlNode,
  path: readonly string[],
  at: number,
  rewrite: Rewrite,
  create: Span | undefined,
): YamlNode {
  if (node.type === 'list') {
    let list = node;
    for (const [i, { value }] of node.items.entries())
      list = withItem(list, i, walk(value, path, at, rewrite, create));
    return list;
  }
  const name = path[at];
  if (node.type !== 'map' || name === undefined) return node;
  const found = fieldOf(node, name);
  const present = found && !isNull(found) ? found : undefined;
  if (!present && !create) return node;
  let value: YamlNode | undefined;
  if (at === path.length - 1)
    value = present?.type === 'list' && !create ? eachItem(present, rewrite) : rewrite(present);
  else if (present) value = walk(present, path, at + 1, rewrite, create);
  else if (create) value = walk(emptyMap(create), path, at + 1, rewrite, create);
  if (!value || value === found) return node;
  return withEntry(node, entryOf(name, create ?? value.span, value));
}

/** A list at the end of a path: its items are meant (kustomize: api/filters/nameref/seqfilter.go). */
function eachItem(node: YamlNode, rewrite: Rewrite): YamlNode {
  if (node.type !== 'list') return node;
  let list = node;
  for (const [i, { value }] of node.items.entries()) list = withItem(list, i, rewrite(value) ?? value);
  return list;
}
