/** JSON patches (RFC 6902), as the library that kustomize uses applies them (evanphx/json-patch 4). */
import { booleanOf } from '../../yaml/boolean.ts';
import { isNull, names } from '../../yaml/read.ts';
import type { YamlItem, YamlMap, YamlNode, YamlScalar } from '../../yaml/tree.ts';
import {
  entryOf,
  fieldOf,
  sameData,
  textOfScalar,
  withEntry,
  withItem,
  withoutEntry,
  withScalars,
  withTaken,
} from './nodes.ts';

/** One operation; its nodes' places are places of the composite that the tree lies in. */
export interface Operation {
  readonly op: string;
  readonly path: readonly string[];
  /** Where the path is written: where keys stand that the operation adds. */
  readonly at: YamlNode;
  readonly from: readonly string[] | undefined;
  readonly value: YamlNode | undefined;
}

/** The operations that a list writes; undefined where it is no JSON patch. */
export function operationsOf(node: YamlNode): readonly Operation[] | undefined {
  if (node.type !== 'list' || node.items.length === 0) return undefined;
  const all: Operation[] = [];
  for (const { value } of node.items) {
    const op = textOfScalar(fieldOf(value, 'op'));
    const at = fieldOf(value, 'path');
    const path = textOfScalar(at);
    const from = textOfScalar(fieldOf(value, 'from'));
    if (op === undefined || path === undefined || !at) return undefined;
    const put = fieldOf(value, 'value');
    all.push({
      op,
      path: pointer(path),
      at,
      from: from === undefined ? undefined : pointer(from),
      value: put && withScalars(put, asJson),
    });
  }
  return all;
}

/** A JSON patch is turned into JSON before it is read: a plain `yes` is `true` there (sigs.k8s.io/yaml). */
function asJson(node: YamlScalar): YamlScalar {
  const value = booleanOf(node);
  return value === undefined || value === node.value ? node : { ...node, value };
}

/** RFC 6901: `~1` is a slash, `~0` a tilde. */
function pointer(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The tree after all operations, or the one that cannot be applied. */
export function patchTree(
  tree: YamlMap,
  operations: readonly Operation[],
): { readonly tree: YamlMap } | { readonly refused: Operation } {
  let now: YamlNode = tree;
  for (const operation of operations) {
    const next = apply(now, operation);
    if (next?.type !== 'map') return { refused: operation };
    now = next;
  }
  return now.type === 'map' ? { tree: now } : { tree };
}

function apply(tree: YamlNode, { op, path, at, from, value }: Operation): YamlNode | undefined {
  // An operation whose value or path a template makes may do anything.
  if (!at.certain || path.length === 0) return undefined;
  switch (op) {
    case 'add':
      return value && put(tree, path, value, at, true);
    case 'replace':
      return value && put(tree, path, value, at, false);
    case 'remove':
      return take(tree, path, at);
    case 'test': {
      const found = find(tree, path);
      const equal = value && !isNull(value) ? found && sameData(found, value) : !found || isNull(found);
      return equal ? tree : undefined;
    }
    case 'copy':
    case 'move': {
      const found = from && find(tree, from);
      const rest = from && found && (op === 'move' ? take(tree, from, at) : tree);
      return rest && found && put(rest, path, found, at, true);
    }
    default:
      return undefined;
  }
}

function find(node: YamlNode, path: readonly string[]): YamlNode | undefined {
  let now: YamlNode | undefined = node;
  for (const step of path) {
    if (now?.type === 'list') now = now.items[indexIn(step, now.items.length) ?? -1]?.value;
    else now = fieldOf(now, step);
  }
  return now;
}

/** `step` as the index of a list of that length; negative ones count from the end, as the library allows. */
function indexIn(step: string, length: number): number | undefined {
  if (!/^-?\d+$/.test(step)) return undefined;
  const index = Number(step);
  return index < 0 ? index + length : index;
}

/** `change` made in what holds the last step of `path`. */
function within(
  node: YamlNode,
  path: readonly string[],
  at: number,
  change: (holder: YamlNode, step: string) => YamlNode | undefined,
): YamlNode | undefined {
  const step = path[at];
  if (step === undefined) return undefined;
  if (at === path.length - 1) return change(node, step);
  if (node.type === 'list') {
    const index = indexIn(step, node.items.length) ?? -1;
    const item = node.items[index];
    const next = item && within(item.value, path, at + 1, change);
    return next && withItem(node, index, next);
  }
  const found = fieldOf(node, step);
  const next = found && within(found, path, at + 1, change);
  return next && node.type === 'map' ? withEntry(node, entryOf(step, next.span, next)) : undefined;
}

function put(
  tree: YamlNode,
  path: readonly string[],
  value: YamlNode,
  at: YamlNode,
  add: boolean,
): YamlNode | undefined {
  return within(tree, path, 0, (holder, step) => {
    if (holder.type === 'map') {
      // The library's `replace` adds a key that is missing, against RFC 6902 §4.3.
      return withEntry(holder, entryOf(step, at.span, over(fieldOf(holder, step), value, at)));
    }
    if (holder.type !== 'list') return undefined;
    const { length } = holder.items;
    const index = add && step === '-' ? length : indexIn(step, add ? length + 1 : length);
    if (index === undefined || index < 0 || index > (add ? length : length - 1)) return undefined;
    const item: YamlItem = { value, alias: undefined };
    return {
      ...holder,
      items: add ? holder.items.toSpliced(index, 0, item) : holder.items.with(index, item),
    };
  });
}

/** A value that takes the place of another: what only the other had is taken away. */
function over(old: YamlNode | undefined, value: YamlNode, at: YamlNode): YamlNode {
  if (old?.type !== 'map' || value.type !== 'map') return value;
  return withTaken(
    value,
    [...names(old)].filter((name) => !fieldOf(value, name)),
    at.span,
  );
}

function take(tree: YamlNode, path: readonly string[], at: YamlNode): YamlNode | undefined {
  return within(tree, path, 0, (holder, step) => {
    if (holder.type === 'map')
      return fieldOf(holder, step) ? withTaken(withoutEntry(holder, step), [step], at.span) : undefined;
    if (holder.type !== 'list') return undefined;
    const index = indexIn(step, holder.items.length);
    if (index === undefined || !holder.items[index]) return undefined;
    return { ...holder, items: holder.items.toSpliced(index, 1) };
  });
}
