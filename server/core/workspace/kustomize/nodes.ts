/** Making trees out of trees: nothing is changed in place, and what stays the same stays the same object. */
import { type Span, shift } from '../../text/span.ts';
import { lookup, names } from '../../yaml/read.ts';
import type { YamlEntry, YamlItem, YamlList, YamlMap, YamlNode, YamlScalar } from '../../yaml/tree.ts';

/** Trees deeper than this (through aliases) are hostile; what lies below is not known. */
const deepest = 200;

/** A plain scalar that a build writes; `span` is the place that caused it. */
export function scalar(value: YamlScalar['value'], span: Span, certain = true): YamlScalar {
  return { type: 'scalar', value, style: 'plain', span, certain, anchor: undefined };
}

/** An entry that a build writes. */
export function entryOf(name: string, at: Span, value: YamlNode): YamlEntry {
  return { name, key: at, colon: at.end, quoted: false, value, alias: undefined };
}

export function emptyMap(at: Span): YamlMap {
  return { type: 'map', flow: false, entries: [], span: at, certain: true, anchor: undefined };
}

/** The tree with all its places moved by `by`. Nodes that several aliases share are shared in it as well. */
export function moved(node: YamlNode, by: number): YamlNode {
  return by === 0 ? node : placed(node, (span) => shift(span, by));
}

/** The tree with all its places at `span`: for texts whose characters do not stand one to one in the document. */
export function pinned(node: YamlNode, span: Span): YamlNode {
  return placed(node, () => span);
}

function placed(root: YamlNode, place: (span: Span) => Span): YamlNode {
  const done = new Map<YamlNode, YamlNode>();
  const item = ({ value, alias }: YamlItem, depth: number): YamlItem => ({
    value: visit(value, depth),
    alias: alias && place(alias),
  });
  function visit(node: YamlNode, depth: number): YamlNode {
    if (depth > deepest) return scalar(null, place(node.span), false);
    const known = done.get(node);
    if (known) return known;
    const made = make(node, depth);
    done.set(node, made);
    return made;
  }
  function make(node: YamlNode, depth: number): YamlNode {
    const span = place(node.span);
    if (node.type === 'scalar') return { ...node, span };
    if (node.type === 'list')
      return { ...node, span, items: node.items.map((each) => item(each, depth + 1)) };
    const entries = node.entries.map((entry) => ({
      ...entry,
      ...item(entry, depth + 1),
      key: place(entry.key),
      colon: place({ start: entry.colon, end: entry.colon }).start,
    }));
    const taken = node.taken && new Map([...node.taken].map(([name, at]) => [name, place(at)]));
    return { ...node, span, entries, ...(taken && { taken }) };
  }
  return visit(root, 0);
}

/** The mapping without merge keys and repeated keys: what they bring stands in it. */
export function flat(map: YamlMap): YamlMap {
  const seen = names(map);
  if (seen.size === map.entries.length) return map;
  const entries = [...seen].flatMap((name) => lookup(map, name)?.entry ?? []);
  return { ...map, entries };
}

/** The mapping with `entry`: in the place of one of that name (whose key stays), or as the last one. */
export function withEntry(map: YamlMap, entry: YamlEntry): YamlMap {
  const all = flat(map);
  const at = all.entries.findIndex(({ name }) => name === entry.name);
  const old = all.entries[at];
  if (!old) return { ...all, entries: [...all.entries, entry] };
  if (old.value === entry.value) return map;
  const { key, colon, quoted } = old;
  return { ...all, entries: all.entries.with(at, { ...entry, key, colon, quoted }) };
}

/** The mapping without the entry `name`. */
export function withoutEntry(map: YamlMap, name: string): YamlMap {
  const all = flat(map);
  const entries = all.entries.filter((entry) => entry.name !== name);
  return entries.length === all.entries.length ? map : { ...all, entries };
}

/** The mapping, from which a patch took `names`; `at`: where the patch says so. */
export function withTaken(map: YamlMap, names: Iterable<string>, at: Span): YamlMap {
  const all = [...names].map((name) => [name, at] as const);
  return all.length === 0 ? map : { ...map, taken: new Map([...(map.taken ?? []), ...all]) };
}

/** The list with `value` as item number `index`. */
export function withItem<T extends { readonly items: readonly YamlItem[] }>(
  list: T,
  index: number,
  value: YamlNode,
): T {
  if (list.items[index]?.value === value) return list;
  return { ...list, items: list.items.with(index, { value, alias: undefined }) };
}

/** The value of the field `name`; undefined where `node` is no mapping or lacks it. */
export function fieldOf(node: YamlNode | undefined, name: string): YamlNode | undefined {
  return node?.type === 'map' ? lookup(node, name)?.entry.value : undefined;
}

/** The text of a scalar, whatever its type; undefined for anything else and for null. */
export function textOfScalar(node: YamlNode | undefined): string | undefined {
  return node?.type === 'scalar' && node.value !== null ? String(node.value) : undefined;
}

/** What a scalar is written as, without its quotes; undefined for a block, and where something is escaped. */
export function writtenIn(
  { span, style }: YamlScalar,
  text: string,
): { readonly content: string; readonly isQuoted: boolean } | undefined {
  const written = text.slice(span.start, span.end);
  const isQuoted = /^(["'])[^"'\\]*\1$/.test(written);
  if (style === 'block' || (style !== 'plain' && !isQuoted)) return undefined;
  return { content: isQuoted ? written.slice(1, -1) : written, isQuoted };
}

/** The characters of a scalar without its quotes; those of anything else. */
export function spanInside(node: YamlNode): Span {
  const { start, end } = node.span;
  const quoted = node.type === 'scalar' && (node.style === 'single' || node.style === 'double');
  return quoted ? { start: start + 1, end: end - 1 } : node.span;
}

/** The mapping in which `next` stands wherever `old` stood. */
export function replacedEverywhere(map: YamlMap, old: YamlNode, next: YamlNode): YamlMap {
  return mapped(map, (node) => (node === old ? next : node), 0);
}

/** The mapping in which each scalar is what `change` makes of it; what aliases name is left alone. */
export function remade(map: YamlMap, change: (node: YamlNode) => YamlNode): YamlMap {
  return mapped(map, change, 0);
}

/** The mapping in which each of the `shared` nodes is another object wherever it stands. */
export function unlinked(map: YamlMap, shared: ReadonlySet<YamlNode>): YamlMap {
  return shared.size === 0 ? map : mapped(map, (node) => (shared.has(node) ? { ...node } : node), 0);
}

/** The mapping with another node for some; below aliases nothing is changed. */
function mapped(map: YamlMap, change: (node: YamlNode) => YamlNode, depth: number): YamlMap {
  const visit = (node: YamlNode): YamlNode => {
    if (node.type === 'map') return mapped(node, change, depth + 1);
    if (node.type === 'scalar') return change(node);
    let list = node;
    for (const [i, { value, alias }] of node.items.entries())
      if (!alias) list = withItem(list, i, visit(value));
    return list;
  };
  if (depth > deepest) return map;
  let entries: YamlEntry[] | undefined;
  for (const [i, entry] of map.entries.entries()) {
    if (entry.alias || entry.name === '<<') continue;
    const value = visit(entry.value);
    if (value === entry.value) continue;
    entries ??= [...map.entries];
    entries[i] = { ...entry, value };
  }
  return entries ? { ...map, entries } : map;
}

/** The node with `change` made to its scalars; below aliases nothing is changed. */
export function withScalars(node: YamlNode, change: (scalar: YamlScalar) => YamlScalar): YamlNode {
  const each = (one: YamlNode) => (one.type === 'scalar' ? change(one) : one);
  if (node.type === 'map') return mapped(node, each, 0);
  if (node.type === 'scalar') return each(node);
  return node.items.reduce<YamlList>(
    (list, { value, alias }, i) => (alias ? list : withItem(list, i, withScalars(value, change))),
    node,
  );
}

/** Whether two trees say the same at the same places. Linear, also where aliases share nodes. */
export function sameTree(a: YamlNode, b: YamlNode): boolean {
  const seen = new Map<YamlNode, YamlNode>();
  return compare(a, b, (left, right) => {
    if (left === right || seen.get(left) === right) return true;
    seen.set(left, right);
    return undefined;
  });
}

/** Whether two nodes stand for the same data. */
export function sameData(a: YamlNode, b: YamlNode): boolean {
  let left = 20_000;
  const same = (one: YamlNode, other: YamlNode, depth: number): boolean => {
    if (one === other) return true;
    if (left-- < 0 || depth > deepest) return false;
    if (one.type === 'scalar') return other.type === 'scalar' && one.value === other.value;
    if (one.type === 'list')
      return (
        other.type === 'list' &&
        one.items.length === other.items.length &&
        one.items.every(({ value }, i) => {
          const there = other.items[i]?.value;
          return there !== undefined && same(value, there, depth + 1);
        })
      );
    if (other.type !== 'map') return false;
    const [mine, theirs] = [names(one), names(other)];
    return (
      mine.size === theirs.size &&
      [...mine].every((name) => {
        const [here, there] = [fieldOf(one, name), fieldOf(other, name)];
        return here !== undefined && there !== undefined && same(here, there, depth + 1);
      })
    );
  };
  return same(a, b, 0);
}

type Known = (a: YamlNode, b: YamlNode) => boolean | undefined;

function compare(a: YamlNode, b: YamlNode, known: Known, depth = 0): boolean {
  const answer = known(a, b);
  if (answer !== undefined) return answer;
  if (depth > deepest || a.certain !== b.certain || !sameSpan(a.span, b.span)) return false;
  if (a.type === 'scalar') return b.type === 'scalar' && a.value === b.value && a.style === b.style;
  if (a.type === 'list')
    return (
      b.type === 'list' &&
      a.items.length === b.items.length &&
      a.items.every((item, i) => sameItem(item, b.items[i], known, depth))
    );
  return (
    b.type === 'map' &&
    a.entries.length === b.entries.length &&
    sameTaken(a.taken, b.taken) &&
    a.entries.every((entry, i) => {
      const other = b.entries[i];
      return (
        other?.name === entry.name &&
        sameSpan(entry.key, other.key) &&
        entry.colon === other.colon &&
        sameItem(entry, other, known, depth)
      );
    })
  );
}

function sameTaken(a: YamlMap['taken'], b: YamlMap['taken']): boolean {
  if (!a || !b) return a === b;
  return (
    a.size === b.size && [...a].every(([name, at]) => sameSpan(at, b.get(name) ?? { start: -1, end: -1 }))
  );
}

function sameItem(a: YamlItem, b: YamlItem | undefined, known: Known, depth: number): boolean {
  return (
    b !== undefined &&
    sameSpan(a.alias ?? a.value.span, b.alias ?? b.value.span) &&
    compare(a.value, b.value, known, depth + 1)
  );
}

function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}
