/** Paths as replacements write them (kustomize 5.7: kyaml/yaml `PathGetter`, api/filters/replacement). */
import type { YamlList, YamlNode } from '../../yaml/tree.ts';
import { emptyMap, entryOf, fieldOf, scalar, textOfScalar, withEntry, withItem } from './nodes.ts';

/** `a.b\.c.[name=x].d` → its steps (kyaml/utils: SmarterPathSplitter). */
export function stepsOf(path: string): readonly string[] {
  const steps: string[] = [];
  let step = '';
  let depth = 0;
  for (let i = 0; i < path.length; i++) {
    const letter = path[i] ?? '';
    if (letter === '\\' && path[i + 1] === '.') {
      step += '.';
      i++;
    } else if (letter === '.' && depth === 0) {
      steps.push(step);
      step = '';
    } else {
      if (letter === '[') depth++;
      if (letter === ']') depth--;
      step += letter;
    }
  }
  steps.push(step);
  return steps.filter((each) => each !== '');
}

/** Which items of a list a step means. */
function itemsFor(node: YamlNode, step: string): readonly number[] | undefined {
  if (node.type !== 'list') return undefined;
  const all = [...node.items.keys()];
  if (step === '*') return all;
  if (/^\d+$/.test(step)) return all.filter((i) => i === Number(step));
  const [, key, wanted = ''] = /^\[([^=\]]*)=([^\]]*)\]$/.exec(step) ?? [];
  if (key === undefined) return undefined;
  return all.filter((i) => {
    const item = node.items[i]?.value;
    return textOfScalar(key === '' ? item : fieldOf(item, key)) === wanted;
  });
}

/** What stands at a path; the first item that a step means counts. */
export function nodeAt(node: YamlNode, path: readonly string[]): YamlNode | undefined {
  let now: YamlNode | undefined = node;
  for (const step of path) {
    if (now?.type === 'list') now = now.items[itemsFor(now, step)?.[0] ?? -1]?.value;
    else now = fieldOf(now, step);
  }
  return now;
}

/** The tree with new values at a path; undefined where the path leads nowhere. */
export function withNodeAt(
  node: YamlNode,
  path: readonly string[],
  depth: number,
  create: boolean,
  make: (old: YamlNode | undefined) => YamlNode | undefined,
  place: YamlNode,
): YamlNode | undefined {
  const step = path[depth];
  if (step === undefined) return make(node);
  if (node.type === 'list') {
    const indexes = itemsFor(node, step);
    if (!indexes || indexes.length === 0) {
      const item = create && newItem(node, step, place);
      const next = item && withNodeAt(item, path, depth + 1, create, make, place);
      return next ? { ...node, items: [...node.items, { value: next, alias: undefined }] } : undefined;
    }
    let list = node;
    for (const i of indexes) {
      const item = list.items[i];
      const next = item && withNodeAt(item.value, path, depth + 1, create, make, place);
      if (!next) return undefined;
      list = withItem(list, i, next);
    }
    return list;
  }
  if (node.type !== 'map') return undefined;
  const found = fieldOf(node, step);
  if (!found && !create) return undefined;
  const after = path[depth + 1];
  const next =
    !found && after === undefined
      ? make(undefined)
      : withNodeAt(found ?? emptyFor(after, place), path, depth + 1, create, make, place);
  return next && withEntry(node, entryOf(step, place.span, next));
}

/** What a step that comes next needs to stand in (kyaml: `PathGetter` with `Create`). */
function emptyFor(step: string | undefined, { span }: YamlNode): YamlNode {
  const isItem = step !== undefined && (step === '*' || /^\d+$|^\[.*\]$/.test(step));
  return isItem
    ? { type: 'list', flow: false, items: [], span, certain: true, anchor: undefined }
    : emptyMap(span);
}

/** The item that a step makes where the list has none: the next one, or one with the value that is asked for. */
function newItem(list: YamlList, step: string, { span }: YamlNode): YamlNode | undefined {
  if (/^\d+$/.test(step)) return Number(step) === list.items.length ? emptyMap(span) : undefined;
  const [, key, wanted = ''] = /^\[([^=\]]*)=([^\]]*)\]$/.exec(step) ?? [];
  if (key === undefined) return undefined;
  return key === '' ? emptyMap(span) : withEntry(emptyMap(span), entryOf(key, span, scalar(wanted, span)));
}
