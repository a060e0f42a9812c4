/** `replacements`: values copied from one resource into others (kustomize 5.7: api/filters/replacement). */
import { isNull } from '../../yaml/read.ts';
import type { YamlList, YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { type Draft, doubted, type Source, withPart, withTree } from './draft.ts';
import { isSelected } from './ids.ts';
import { type Entry, isSure } from './kustomization.ts';
import { join } from './location.ts';
import { emptyMap, entryOf, fieldOf, scalar, textOfScalar, withEntry, withItem } from './nodes.ts';
import type { Run } from './run.ts';
import { base64 } from './sha256.ts';
import { type Answer, selects, type Target, targetOf } from './target.ts';

/** The resources after one entry of `replacements`. */
export function replaced(run: Run, folder: string, drafts: readonly Draft[], entry: Entry): Draft[] {
  if (!isSure(entry)) {
    const why = run.problem('unknown-field', entry.source, entry.node.span, 'replacements');
    return drafts.map((draft) => doubted(draft, why));
  }
  const path = fieldOf(entry.value, 'path');
  if (!path) return one(run, drafts, entry.value, entry.source, entry);
  const said = { value: textOfScalar(path) ?? '', node: path, source: entry.source };
  const file = run.file(join(folder, said.value), said);
  if ('why' in file) return drafts.map((draft) => doubted(draft, file.why));
  let now = [...drafts];
  for (const { document } of file.found.documents) {
    const { root } = document.parsed();
    const source: Source = { path: file.found.path, document, inline: undefined };
    const all = root?.type === 'list' ? root.items.map(({ value }) => value) : root ? [root] : [];
    for (const node of all) if (!isNull(node)) now = one(run, now, node, source, entry);
  }
  return now;
}

function one(run: Run, drafts: readonly Draft[], node: YamlNode, source: Source, entry: Entry): Draft[] {
  const fail = (detail: string) => run.problem('patch-not-applicable', entry.source, entry.node.span, detail);
  const targets = fieldOf(node, 'targets');
  const list = targets?.type === 'list' ? targets.items.map(({ value }) => value) : [];
  const value = sourceValue(drafts, node, source);
  if (!value) fail('source');
  let now = [...drafts];
  for (const target of list) {
    const chosen = chosenBy(target);
    now = now.map((draft) => {
      const answer = chosen ? chosen(draft) : 'maybe';
      if (answer === 'no') return draft;
      if (answer === 'maybe' || !value) return doubted(draft, fail('source'));
      return write(draft, target, value, fail);
    });
  }
  return now;
}

/** A value with the text that its places lie in. */
interface Found {
  readonly node: YamlNode;
  /** Where in the drafts it stands; undefined: it is written in the replacement itself. */
  readonly from: Draft | undefined;
  readonly source: Source;
}

function sourceValue(drafts: readonly Draft[], node: YamlNode, source: Source): Found | undefined {
  const literal = fieldOf(node, 'sourceValue');
  if (literal) return { node: literal, from: undefined, source };
  const said = fieldOf(node, 'source');
  if (said?.type !== 'map' || !said.certain) return undefined;
  const text = (name: string) => textOfScalar(fieldOf(said, name)) ?? '';
  const gvk = { group: text('group'), version: text('version'), kind: text('kind') };
  const [name, namespace] = [text('name'), text('namespace')];
  const all = drafts.filter(({ id, previous }) =>
    [id, ...previous].some(
      (each) =>
        isSelected(each, gvk) &&
        (name === '' || each.name === name) &&
        (namespace === '' || (each.namespace || 'default') === namespace),
    ),
  );
  const [from] = all;
  if (all.length !== 1 || !from || from.unknown) return undefined;
  const path = stepsOf(text('fieldPath') || 'metadata.name');
  const tree = from.tree ?? from.source.document.parsed().root;
  const isName = path.join('.') === 'metadata.name';
  // Of a resource whose tree nobody follows only the name may have changed.
  if (!from.tree && isName) return { node: scalar(from.id.name, said.span), from: undefined, source };
  const found = tree && at(tree, path);
  if (!found?.certain) return undefined;
  const options = fieldOf(said, 'options');
  const delimiter = textOfScalar(fieldOf(options, 'delimiter')) ?? '';
  if (delimiter === '') return { node: found, from, source };
  const part = (textOfScalar(found) ?? '').split(delimiter)[indexOf(options)];
  return part === undefined
    ? undefined
    : { node: { ...scalar(part, found.span), style: 'plain' }, from, source };
}

function indexOf(options: YamlNode | undefined): number {
  return Number(textOfScalar(fieldOf(options, 'index')) ?? '0');
}

function chosenBy(target: YamlNode): ((draft: Draft) => Answer) | undefined {
  const select = fieldOf(target, 'select');
  const chosen = select && targetOf(select);
  const rejects = fieldOf(target, 'reject');
  const rejected = (rejects?.type === 'list' ? rejects.items : []).map(({ value }) => targetOf(value));
  if (!chosen || rejected.includes(undefined)) return undefined;
  const yes = selects(chosen);
  const no = rejected.flatMap((each: Target | undefined) => (each ? [selects(each)] : []));
  return (draft) => {
    const answer = yes(draft);
    if (answer === 'no') return 'no';
    const refused = no.map((reject) => reject(draft));
    if (refused.includes('yes')) return 'no';
    return refused.includes('maybe') ? 'maybe' : answer;
  };
}

function write(
  draft: Draft,
  target: YamlNode,
  value: Found,
  fail: (detail: string) => Parameters<typeof doubted>[1],
): Draft {
  if (!draft.tree) return draft;
  const paths = fieldOf(target, 'fieldPaths');
  const all =
    paths?.type === 'list'
      ? paths.items.flatMap((item) => textOfScalar(item.value) ?? [])
      : ['metadata.name'];
  const options = fieldOf(target, 'options');
  const create = textOfScalar(fieldOf(options, 'create')) === 'true';
  let now = draft;
  for (const path of all) {
    const { tree } = now;
    if (!tree) return now;
    const placed = placedIn(now, draft, value);
    const steps = stepsOf(path);
    const next = set(tree, steps, 0, create, (old) => refined(old, placed.node, options), placed.node);
    const named = ['metadata.name', 'metadata.namespace', 'kind', 'apiVersion'].includes(path);
    if (next?.type !== 'map' || named) return doubted(now, fail(path));
    now = withTree(placed.draft, next);
  }
  return now;
}

/** The value with places in the composite of the resource that it is put into. */
function placedIn(now: Draft, draft: Draft, { node, from, source }: Found): { draft: Draft; node: YamlNode } {
  if (from === draft || from?.source.document === draft.source.document) return { draft: now, node };
  const home = from?.parts.find(
    (part) => part.start <= node.span.start && node.span.end <= part.start + part.text.length,
  );
  const origin: Source = home
    ? {
        path: home.path,
        document: home.document,
        inline: home.inline && { text: home.text, map: home.inline },
      }
    : source;
  const { draft: grown, start } = withPart(now, origin);
  const by = start - (home?.start ?? 0);
  const span = { start: node.span.start + by, end: node.span.end + by };
  // A mapping or list is taken as it is; its inner places are those of one value.
  const value: YamlNode = node.type === 'scalar' ? { ...node, span } : { ...node, span, certain: false };
  return { draft: grown, node: value };
}

function refined(
  old: YamlNode | undefined,
  value: YamlNode,
  options: YamlNode | undefined,
): YamlNode | undefined {
  const encoding = textOfScalar(fieldOf(options, 'encoding'));
  if (encoding === 'base64' && value.type === 'scalar')
    value = { ...value, value: base64(textOfScalar(value) ?? '') };
  const delimiter = textOfScalar(fieldOf(options, 'delimiter')) ?? '';
  if (delimiter === '') return value;
  if (old?.type !== 'scalar' || value.type !== 'scalar') return undefined;
  const parts = (textOfScalar(old) ?? '').split(delimiter);
  const text = textOfScalar(value) ?? '';
  const index = indexOf(options);
  if (index < 0) parts.unshift(text);
  else if (index >= parts.length) parts.push(text);
  else parts[index] = text;
  const whole: YamlScalar = { ...value, value: parts.join(delimiter), certain: old.certain && value.certain };
  return whole;
}

/** `a.b\.c.[name=x].d` → its steps (kyaml/utils: SmarterPathSplitter). */
function stepsOf(path: string): readonly string[] {
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

function at(node: YamlNode, path: readonly string[]): YamlNode | undefined {
  let now: YamlNode | undefined = node;
  for (const step of path) {
    if (now?.type === 'list') now = now.items[itemsFor(now, step)?.[0] ?? -1]?.value;
    else now = fieldOf(now, step);
  }
  return now;
}

/** The tree with new values at a path; undefined where the path leads nowhere. */
function set(
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
      const next = item && set(item, path, depth + 1, create, make, place);
      return next ? { ...node, items: [...node.items, { value: next, alias: undefined }] } : undefined;
    }
    let list = node;
    for (const i of indexes) {
      const item = list.items[i];
      const next = item && set(item.value, path, depth + 1, create, make, place);
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
      : set(found ?? emptyFor(after, place), path, depth + 1, create, make, place);
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
