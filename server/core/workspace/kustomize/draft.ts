/** A resource on its way through a build: what it is called, its tree, and the texts that made it. */
import { isKnownKind } from '../../model/resource.ts';
import type { Span } from '../../text/span.ts';
import type { YamlDocument } from '../../yaml/documents.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import type { BuildFile, BuildProblem } from '../built.ts';
import {
  type Composite,
  type Inline,
  type Part,
  type PlaceInDocument,
  placeOf,
  single,
} from '../composite.ts';
import { fieldOf, spanInside, textOfScalar, withEntry } from './nodes.ts';

/** What a resource is called. Names that a template makes are what is written. */
export interface Id {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Where the name is written, without quotes and without what a build adds; undefined where nobody reads its tree. */
  readonly at: PlaceInDocument | undefined;
}

/** A text that takes part: a document, or what a block scalar of a document holds. */
export interface Source {
  readonly path: string;
  readonly document: YamlDocument;
  /** Undefined: the text of the document. */
  readonly inline: { readonly text: string; readonly map: Inline } | undefined;
}

export interface Draft {
  readonly id: Id;
  /** What it was called before, the first name first. */
  readonly previous: readonly Id[];
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  readonly source: Source;
  /** Its tree; undefined for a resource of a kind that nobody reads: then only its names are followed. */
  readonly tree: YamlMap | undefined;
  readonly parts: readonly Part[];
  readonly unknown: BuildProblem | undefined;
  /** Whether its name is surely what `id` says. */
  readonly named: boolean;
  /** Set for what a generator makes and names by its content. */
  readonly hash: 'content' | 'unknown' | undefined;
}

/** The resources of a file, in order; the items of lists one by one. */
export function draftsOf(file: BuildFile): { drafts: Draft[]; broken: YamlDocument | undefined } {
  const drafts: Draft[] = [];
  let broken: YamlDocument | undefined;
  for (const { document } of file.documents) {
    const source: Source = { path: file.path, document, inline: undefined };
    const quick = quickId(document.text);
    if (quick && !isKnownKind(quick.kind)) {
      drafts.push(draft(source, quick, undefined));
      continue;
    }
    const { root, sound } = document.parsed();
    if (!root && !sound) broken ??= document;
    if (!root || (root.type === 'scalar' && root.value === null)) continue;
    const found = draftsIn(root, source, 0);
    if (found.length === 0 && !isEmptyList(root)) broken ??= document;
    drafts.push(...found);
  }
  return { drafts, broken };
}

function isEmptyList(root: YamlNode): boolean {
  return textOfScalar(fieldOf(root, 'kind'))?.endsWith('List') === true;
}

function draftsIn(node: YamlNode, source: Source, depth: number): Draft[] {
  if (node.type !== 'map') return [];
  const items = fieldOf(node, 'items');
  if (depth < 3 && isEmptyList(node) && items?.type !== 'scalar')
    return items?.type === 'list'
      ? items.items.flatMap(({ value }) => draftsIn(value, source, depth + 1))
      : [];
  const id = idOf(node, source);
  return id ? [draft(source, id, node)] : [];
}

function draft(source: Source, id: Id, tree: YamlMap | undefined): Draft {
  const name = fieldOf(fieldOf(tree, 'metadata'), 'name');
  return {
    id,
    previous: [],
    prefixes: [],
    suffixes: [],
    source,
    tree,
    parts: single(source.path, source.document).parts,
    unknown: undefined,
    named: name?.certain ?? true,
    hash: undefined,
  };
}

/** What a resource that a generator writes starts as; its places are places in `source`. */
export function generated(source: Source, tree: YamlMap, hash: Draft['hash']): Draft | undefined {
  const id = idOf(tree, source);
  return id && { ...draft(source, id, tree), hash };
}

/** What a tree calls itself; undefined where it is no resource. Its places lie in the text of `source`. */
export function idOf(tree: YamlMap, source: Source): Id | undefined {
  const text = source.inline?.text ?? source.document.text;
  const written = (node: YamlNode | undefined) =>
    node?.type === 'scalar' && !node.certain
      ? text.slice(node.span.start, node.span.end)
      : textOfScalar(node);
  const metadata = fieldOf(tree, 'metadata');
  const kind = textOfScalar(fieldOf(tree, 'kind'));
  const named = fieldOf(metadata, 'name');
  const name = written(named);
  if (!kind || !name) return undefined;
  const [group, version] = groupVersion(textOfScalar(fieldOf(tree, 'apiVersion')) ?? '');
  const at = named && placeOf(compositeOf(source), spanInside(named));
  return { group, version, kind, name, namespace: written(fieldOf(metadata, 'namespace')) ?? '', at };
}

/** The composite of one text by itself. */
export function compositeOf({ path, document, inline }: Source): Composite {
  return { parts: [{ path, document, start: 0, text: inline?.text ?? document.text, inline: inline?.map }] };
}

/** `apps/v1` → group and version; the core group is the empty one. */
export function groupVersion(apiVersion: string): readonly [string, string] {
  const at = apiVersion.indexOf('/');
  return at < 0 ? ['', apiVersion] : [apiVersion.slice(0, at), apiVersion.slice(at + 1)];
}

/** What a document in the usual layout is called, without parsing it; undefined where its layout is another one. */
function quickId(text: string): Id | undefined {
  const one = (key: string) => {
    const all = [
      ...text.matchAll(new RegExp(`^${key}:[ \\t]*["']?([\\w./-]+)["']?[ \\t]*(?:#.*)?\\r?$`, 'gm')),
    ];
    return all.length === 1 ? all[0]?.[1] : undefined;
  };
  const [kind, apiVersion] = [one('kind'), one('apiVersion')];
  if (!kind || !apiVersion || kind.endsWith('List') || /^[{}]|^\S*\{\{/m.test(text)) return undefined;
  const start = /^metadata:[ \t]*(?:#.*)?\r?\n/m.exec(text);
  if (!start) return undefined;
  const rest = text.slice(start.index + start[0].length);
  const end = rest.search(/^[^\s#]/m);
  const block = end < 0 ? rest : rest.slice(0, end);
  const indent = /^[ ]+/.exec(block)?.[0];
  if (!indent) return undefined;
  const field = (key: string) =>
    new RegExp(`^${indent}${key}:[ \\t]*["']?([a-z0-9:.-]+)["']?[ \\t]*(?:#.*)?\\r?$`, 'm').exec(block)?.[1];
  const name = field('name');
  const namespace = field('namespace');
  if (!name || (!namespace && new RegExp(`^${indent}namespace:`, 'm').test(block))) return undefined;
  const [group, version] = groupVersion(apiVersion);
  return { group, version, kind, name, namespace: namespace ?? '', at: undefined };
}

/** The draft with the text of `source` among its parts, and where that text starts. */
export function withPart(draft: Draft, source: Source): { draft: Draft; start: number } {
  const text = source.inline?.text ?? source.document.text;
  const inline = source.inline?.map;
  const same = draft.parts.find((part) => part.document === source.document && part.inline === inline);
  if (same) return { draft, start: same.start };
  const last = draft.parts.at(-1);
  const start = last ? last.start + last.text.length : 0;
  const part: Part = { path: source.path, document: source.document, start, text, inline };
  return { draft: { ...draft, parts: [...draft.parts, part] }, start };
}

/** The draft with another tree. */
export function withTree(draft: Draft, tree: YamlMap): Draft {
  return tree === draft.tree ? draft : { ...draft, tree };
}

/** The draft under another name or in another namespace; what it was called is remembered. */
export function renamed(draft: Draft, change: Partial<Id>): Draft {
  return { ...draft, id: { ...draft.id, ...change }, previous: [...draft.previous, draft.id] };
}

/** The tree with `metadata.<name>` set to `value`; `at` is where a new key stands. */
export function withMeta(tree: YamlMap, name: string, value: YamlNode, at: Span): YamlMap {
  const metadata = fieldOf(tree, 'metadata');
  const entry = { name, key: at, colon: at.end, quoted: false, value, alias: undefined };
  const map = metadata?.type === 'map' ? metadata : undefined;
  if (!map) return tree;
  const changed = withEntry(map, entry);
  return changed === map ? tree : withEntry(tree, { ...entry, name: 'metadata', value: changed });
}

/** The draft, marked as one of which it is not known what it looks like; the first reason stays. */
export function doubted(draft: Draft, why: BuildProblem): Draft {
  return draft.unknown ? draft : { ...draft, unknown: why };
}
