/** Secrets and ConfigMaps that a kustomization writes (kustomize 5.7: api/internal/generators, api/hasher). */
import { isNull, names } from '../../yaml/read.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import {
  compositeOf,
  type Draft,
  doubted,
  generated,
  renamed,
  withMeta,
  withPart,
  withTree,
} from './draft.ts';
import { idLike, wasEver } from './ids.ts';
import { type Entry, isSure, type Kustomization } from './kustomization.ts';
import { folderOf, join } from './location.ts';
import { nameWritten } from './names.ts';
import { emptyMap, entryOf, fieldOf, moved, scalar, textOfScalar, withEntry } from './nodes.ts';
import { isSurelyGone } from './notThere.ts';
import type { Run } from './run.ts';
import { base64, sha256 } from './sha256.ts';

type Kind = 'Secret' | 'ConfigMap';

/** The resources with those that the generators of a kustomization add or change. */
export function withGenerated(
  run: Run,
  said: Kustomization,
  drafts: readonly Draft[],
  unseen: boolean,
): Draft[] {
  let now = [...drafts];
  const add = (kind: Kind, entry: Entry) => {
    now = absorb(run, now, entry, make(run, said, kind, entry), unseen);
  };
  for (const entry of said.configMaps) add('ConfigMap', entry);
  for (const entry of said.secrets) add('Secret', entry);
  return now;
}

interface Made {
  readonly draft: Draft;
  readonly data: YamlMap;
  readonly behavior: string;
}

function make(run: Run, said: Kustomization, kind: Kind, entry: Entry): Made | undefined {
  const { value: map, source } = entry;
  const at = map.span;
  const name = fieldOf(map, 'name');
  if (name?.type !== 'scalar') return undefined;
  const options = fieldOf(map, 'options');
  const option = (key: string) =>
    [options, said.generatorOptions].some((each) => textOfScalar(fieldOf(each, key)) === 'true');
  const pairs = pairsOf(run, folderOf(source.path), entry);
  let data = emptyMap(at);
  for (const [key, value] of pairs ?? [])
    data = withEntry(data, entryOf(key, at, scalar(kind === 'Secret' ? base64(value) : value, at)));
  if (!pairs) data = { ...data, certain: false };
  let metadata = withEntry(emptyMap(at), entryOf('name', name.span, name));
  const namespace = fieldOf(map, 'namespace');
  if (namespace) metadata = withEntry(metadata, entryOf('namespace', namespace.span, namespace));
  for (const key of ['labels', 'annotations']) {
    let all = emptyMap(at);
    for (const from of [said.generatorOptions, options]) {
      const written = fieldOf(from, key);
      if (written?.type !== 'map') continue;
      for (const label of names(written)) {
        const value = fieldOf(written, label);
        if (value) all = withEntry(all, entryOf(label, value.span, value));
      }
    }
    if (all.entries.length > 0) metadata = withEntry(metadata, entryOf(key, at, all));
  }
  const fields: [string, YamlNode][] = [
    ['apiVersion', scalar('v1', at)],
    ['kind', scalar(kind, at)],
    ['metadata', metadata],
  ];
  if (kind === 'Secret') fields.push(['type', fieldOf(map, 'type') ?? scalar('Opaque', at)]);
  if (data.entries.length > 0 || !data.certain) fields.push(['data', data]);
  let tree = emptyMap(at);
  for (const [key, value] of fields) tree = withEntry(tree, entryOf(key, at, value));
  const hash = option('disableNameSuffixHash') ? undefined : pairs ? 'content' : 'unknown';
  const draft = generated(source, tree, hash);
  return draft && { draft, data, behavior: textOfScalar(fieldOf(map, 'behavior')) ?? 'create' };
}

/** A generator may add to what is there, or replace it (api/resmap: `appendReplaceOrMerge`). */
function absorb(
  run: Run,
  drafts: readonly Draft[],
  entry: Entry,
  made: Made | undefined,
  unseen: boolean,
): Draft[] {
  if (!made) return [...drafts];
  const { draft, data, behavior } = made;
  const index = drafts.findIndex((each) => wasEver(each, draft.id));
  const old = drafts[index];
  if (behavior !== 'merge' && behavior !== 'replace') {
    if (!old) return [...drafts, draft];
    const why = run.problem('duplicate-resource', entry.source, entry.node.span, draft.id.name);
    return drafts.with(index, doubted(old, why));
  }
  if (!old) {
    const at = (fieldOf(entry.value, 'name') ?? entry.node).span;
    const { kind, name } = draft.id;
    if (isSure(entry) && isSurelyGone(run, drafts, unseen, (id) => id.kind === kind))
      run.problem('resource-not-there', entry.source, at, `${kind}/${name}`);
    return [...drafts];
  }
  const met = idLike(old, draft.id);
  if (met) run.call(fieldOf(entry.value, 'name'), compositeOf(entry.source), met);
  if (!old.tree) return [...drafts];
  const { draft: grown, start } = withPart(old, entry.source);
  const before = fieldOf(old.tree, 'data');
  let all = behavior === 'merge' && before?.type === 'map' ? before : emptyMap(entry.node.span);
  const added = moved(data, start);
  if (added.type === 'map') for (const each of added.entries) all = withEntry(all, each);
  if (!data.certain) all = { ...all, certain: false };
  let tree = withEntry(old.tree, entryOf('data', all.span, all));
  // All but names and data is the new one's: also a type that it does not write.
  const fresh = moved(draft.tree ?? emptyMap(entry.node.span), start);
  const type = fieldOf(fresh, 'type');
  if (type) tree = withEntry(tree, entryOf('type', type.span, type));
  for (const name of ['labels', 'annotations']) {
    const more = fieldOf(fieldOf(fresh, 'metadata'), name);
    const there = fieldOf(fieldOf(tree, 'metadata'), name);
    let both = there?.type === 'map' ? there : emptyMap(entry.node.span);
    if (more?.type !== 'map') continue;
    for (const each of more.entries) both = withEntry(both, each);
    tree = withMeta(tree, name, both, both.span);
  }
  return drafts.toSpliced(index, 1, {
    ...withTree(grown, tree),
    // Only what both want to be named by its content is.
    hash: draft.hash && old.hash && (data.certain ? old.hash : 'unknown'),
  });
}

/** The keys and values of a generator; undefined where they are not all known. */
function pairsOf(run: Run, folder: string, entry: Entry): readonly (readonly [string, string])[] | undefined {
  if (!isSure(entry)) return undefined;
  const pairs: [string, string][] = [];
  const texts = (name: string) => {
    const node = fieldOf(entry.value, name);
    if (!node || isNull(node)) return [];
    const all = node.type === 'list' ? node.items.map(({ value }) => value) : [node];
    return all.flatMap((each) => textOfScalar(each) ?? []);
  };
  for (const literal of texts('literals')) {
    const at = literal.indexOf('=');
    if (at <= 0) return undefined;
    pairs.push([literal.slice(0, at), unquoted(literal.slice(at + 1))]);
  }
  const contentOf = (path: string): string | undefined => {
    const whole = join(folder, path);
    run.reads.add(whole);
    return run.source
      .file(whole)
      ?.documents.map(({ document }) => document.text)
      .join('');
  };
  for (const file of texts('files')) {
    const at = file.indexOf('=');
    const path = file.slice(at + 1);
    const content = contentOf(path);
    if (content === undefined) return undefined;
    pairs.push([at < 0 ? (path.split('/').at(-1) ?? path) : file.slice(0, at), content]);
  }
  for (const path of [...texts('envs'), ...texts('env')]) {
    const content = contentOf(path);
    if (content === undefined) return undefined;
    for (const raw of content.split(/\r?\n/)) {
      const line = raw.trimStart();
      if (line === '' || line.startsWith('#')) continue;
      const at = line.indexOf('=');
      if (at <= 0) return undefined;
      pairs.push([line.slice(0, at), line.slice(at + 1)]);
    }
  }
  return pairs;
}

function unquoted(text: string): string {
  const [first] = text;
  return text.length >= 2 && (first === '"' || first === "'") && text.endsWith(first)
    ? text.slice(1, -1)
    : text;
}

/** Gives generated resources the suffix that their content makes (api/hasher/hasher.go). */
export function hashed(drafts: readonly Draft[]): Draft[] {
  return drafts.map((draft) => {
    if (!draft.hash || !draft.tree) return draft;
    const suffix = draft.hash === 'content' ? hashOf(draft.tree) : undefined;
    const whole = (name: string) => `${name}-${suffix ?? '????????'}`;
    const named = draft.named && suffix !== undefined;
    return nameWritten({ ...renamed(draft, { name: whole(draft.id.name) }), named }, whole);
  });
}

/** The ten letters; undefined where the content is not surely known. */
function hashOf(tree: YamlMap): string | undefined {
  const data = fieldOf(tree, 'data');
  const kind = textOfScalar(fieldOf(tree, 'kind')) ?? '';
  if (data && (data.type !== 'map' || !data.certain)) return undefined;
  const pairs: [string, string][] = [];
  for (const { name, value } of data?.entries ?? []) {
    if (!value.certain) return undefined;
    pairs.push([name, textOfScalar(value) ?? '']);
  }
  pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  const members = pairs.map(([name, value]) => `${json(name)}:${json(value)}`).join(',');
  const content = `"data":${data ? `{${members}}` : '""'},"kind":${json(kind)},"name":""`;
  const type = kind === 'Secret' ? `,"type":${json(textOfScalar(fieldOf(tree, 'type')) ?? '')}` : '';
  const letters: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };
  return sha256(`{${content}${type}}`)
    .slice(0, 10)
    .replace(/[013ae]/g, (digit) => letters[digit] ?? digit);
}

/** A string as Go writes it in JSON. */
function json(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
