/** JSON 6902 patches (RFC 6902): the value of an operation is a part of the target, at the path (RFC 6901). */
import type { Known } from '../../model/resource.ts';
import { maxDepth, type YamlNode } from '../../yaml/tree.ts';
import {
  type Holder,
  type Outline,
  type OutlineEntry,
  type OutlineItem,
  type OutlineList,
  type OutlineMap,
  type OutlineNode,
  type Place,
  textOf,
} from './outline.ts';
import type { PatchTarget } from './patchTarget.ts';

export interface Patched {
  readonly target: PatchTarget | undefined;
  /** The one resource that is changed, where it is known. */
  readonly base: Known | undefined;
}

/** The steps of a JSON pointer. */
export function pointerSteps(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The outline of the target with the value under the cursor at its path, and the places in it. */
export function inOperation(read: Outline, { target, base }: Patched): Outline {
  const [value] = read.places.flatMap(({ holder }) => valueAround(holder, read.root) ?? []);
  const steps = pointerSteps(textOf(value?.up, 'path') ?? '');
  const op = textOf(value?.up, 'op') ?? 'add';
  if (!value || !target || steps.length === 0 || !['add', 'replace', 'test'].includes(op))
    return { ...read, places: [] };
  const root: OutlineMap = { ...emptyMap(undefined), elsewhere: true };
  for (const { name, value: node } of base?.map.entries ?? []) addEntry(root, name, node);
  for (const name of ['apiVersion', 'kind'] as const)
    replace(root, name).value = { type: 'scalar', text: target[name] };
  const moved = new Map<Holder, Holder>();
  const home = holderAt(root, steps);
  if (!home) return { ...read, places: [] };
  moved.set(value, home);
  home.value = value.value && copied(value.value, home, moved);
  const places = read.places.flatMap((place): Place[] => {
    const holder = place.holder && moved.get(place.holder);
    if (!holder) return [];
    if (place.role !== 'key') return [{ ...place, holder }];
    const entry = place.entry && moved.get(place.entry);
    return [{ ...place, holder, entry: entry?.type === 'entry' ? entry : undefined }];
  });
  return { root, places, habits: read.habits };
}

/** The entry `value` of an operation that a holder is in. */
function valueAround(holder: Holder | undefined, root: OutlineNode | undefined): OutlineEntry | undefined {
  for (let at = holder; at; at = at.up.up)
    if (at.type === 'entry' && at.name === 'value' && at.up.up?.up === root) return at;
  return undefined;
}

const emptyMap = (up: Holder | undefined): OutlineMap => ({
  type: 'map',
  flow: false,
  column: -1,
  entries: [],
  up,
  elsewhere: true,
});

function emptyList(up: Holder): OutlineList {
  return { type: 'list', flow: false, column: -1, items: [], up };
}

function addEntry(map: OutlineMap, name: string, node: YamlNode | undefined, depth = 0): OutlineEntry {
  const entry: OutlineEntry = { type: 'entry', name, key: { start: 0, end: 0 }, value: undefined, up: map };
  map.entries.push(entry);
  entry.value = node && outlineOf(node, entry, depth + 1);
  return entry;
}

function outlineOf(node: YamlNode, up: Holder, depth: number): OutlineNode | undefined {
  if (depth > maxDepth) return undefined;
  if (node.type === 'scalar')
    return { type: 'scalar', text: String(node.value ?? ''), templated: !node.certain };
  if (node.type === 'map') {
    const map = emptyMap(up);
    for (const { name, value } of node.entries) addEntry(map, name, value, depth);
    return map;
  }
  const list = emptyList(up);
  for (const { value } of node.items)
    addItem(list).value = outlineOf(value, list.items.at(-1) as OutlineItem, depth + 1);
  return list;
}

function addItem(list: OutlineList): OutlineItem {
  const item: OutlineItem = { type: 'item', value: undefined, up: list };
  list.items.push(item);
  return item;
}

/** A new entry in the place of the one with its name. */
function replace(map: OutlineMap, name: string): OutlineEntry {
  const at = map.entries.findIndex((entry) => entry.name === name);
  if (at >= 0) map.entries.splice(at, 1);
  return addEntry(map, name, undefined);
}

/** What holds the value at the end of a path; what is missing on the way is made. */
function holderAt(root: OutlineMap, steps: readonly string[]): Holder | undefined {
  let holder: Holder | undefined;
  let node: OutlineNode | undefined = root;
  for (const [i, step] of steps.entries()) {
    const isIndex: boolean = /^(?:-|\d+)$/.test(step);
    if (!node && holder) {
      node = isIndex ? emptyList(holder) : emptyMap(holder);
      holder.value = node;
    }
    const isLast = i === steps.length - 1;
    if (node?.type === 'map') {
      const there: OutlineEntry | undefined = node.entries.find(({ name }) => name === step);
      holder = isLast || !there ? replace(node, step) : there;
    } else if (node?.type === 'list' && isIndex) {
      const there: OutlineItem | undefined = isLast ? undefined : node.items[Number(step)];
      holder = there ?? addItem(node);
    } else return undefined;
    node = holder.value;
  }
  return holder;
}

/** A node with another holder; `moved` tells where each of its holders went. */
function copied(node: OutlineNode, up: Holder, moved: Map<Holder, Holder>): OutlineNode {
  if (node.type === 'scalar') return node;
  if (node.type === 'map') {
    const map: OutlineMap = { ...node, entries: [], up };
    for (const entry of node.entries) {
      const copy: OutlineEntry = { ...entry, value: undefined, up: map };
      map.entries.push(copy);
      moved.set(entry, copy);
      copy.value = entry.value && copied(entry.value, copy, moved);
    }
    return map;
  }
  const list: OutlineList = { ...node, items: [], up };
  for (const item of node.items) {
    const copy = addItem(list);
    moved.set(item, copy);
    copy.value = item.value && copied(item.value, copy, moved);
  }
  return list;
}
