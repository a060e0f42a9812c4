/** Builds that a resource asks for: a Flux Kustomization, an Argo CD Application. */
import type { YamlDocument } from '../../yaml/documents.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import type { BuildSource } from '../built.ts';
import type { Settings } from '../settings.ts';
import { type Draft, type Source, withMeta, withPart, withTree } from './draft.ts';
import { rewriteAt } from './fieldSpec.ts';
import { decode, type Kustomization, readKustomization, type SaidText } from './kustomization.ts';
import { folderOf, join } from './location.ts';
import { emptyMap, entryOf, fieldOf, scalar, textOfScalar, withEntry } from './nodes.ts';
import type { Run } from './run.ts';

/** The resource that asks, where it is written. */
export interface Asking {
  readonly path: string;
  readonly document: YamlDocument;
  readonly map: YamlMap;
  /** The ConfigMaps that it substitutes from. */
  readonly settings?: Settings;
}

export function sourceOf({ path, document }: Asking): Source {
  return { path, document, inline: undefined };
}

/** The folder below `repository` that a path names; undefined where a template makes the path. */
export function folderBelow(repository: string, path: YamlNode | undefined): string | undefined {
  if (path && !path.certain) return undefined;
  const written = textOfScalar(path) ?? '';
  return join(repository, written.replace(/^\/+/, ''));
}

/** The settings of a folder's kustomization; `all`: those of a folder without one. */
export function settingsOf(
  run: Run,
  folder: string,
  all: (files: readonly string[]) => readonly string[],
  asking: Asking,
  place: YamlNode,
): { readonly root: string; readonly said: Kustomization } | undefined {
  const file = run.source.kustomization(folder);
  const source = sourceOf(asking);
  if (file) {
    run.reads.add(file.path);
    const said = readKustomization(file, folder);
    return said && { root: file.path, said };
  }
  run.reads.add(folder);
  const paths = all(run.source.yamlFilesBelow(folder));
  if (paths.length === 0) return undefined;
  const resources = paths.map((value): SaidText => ({ value, node: place, source }));
  const nothing = decode(emptyMap(place.span), source, folder, false, {}, []);
  return { root: folder, said: { ...nothing, resources } };
}

/** The files that Flux takes from a folder: those in it and below, and folders with a kustomization as a whole. */
export function manifestsBelow(folder: string, source: BuildSource) {
  return (files: readonly string[]): readonly string[] => {
    const taken = new Set<string>();
    const known = new Map<string, string | undefined>();
    /** The outermost folder with a kustomization that holds `inner`, below `folder`. */
    const whole = (inner: string): string | undefined => {
      if (inner === folder || inner.length <= folder.length) return undefined;
      if (!known.has(inner))
        known.set(inner, whole(folderOf(inner)) ?? (source.kustomization(inner) ? inner : undefined));
      return known.get(inner);
    };
    for (const file of [...files].sort()) taken.add(whole(folderOf(file)) ?? file);
    return [...taken];
  };
}

/** Gives resources labels or annotations at the end, in their metadata alone. */
export function withCommon(
  drafts: readonly Draft[],
  source: Source,
  field: string,
  pairs: YamlNode | undefined,
): Draft[] {
  if (pairs?.type !== 'map') return [...drafts];
  return drafts.map((draft) => {
    if (!draft.tree) return draft;
    const { draft: grown, start } = withPart(draft, source);
    let tree = draft.tree;
    for (const { name, value } of pairs.entries) {
      const at = { start: value.span.start + start, end: value.span.end + start };
      const written = scalar(textOfScalar(value) ?? '', at, value.certain && pairs.certain);
      tree = rewriteAt(
        tree,
        ['metadata', field],
        (old) => withEntry(old?.type === 'map' ? old : emptyMap(at), entryOf(name, at, written)),
        at,
      );
    }
    return withTree(grown, tree);
  });
}

/** Puts namespaced resources without a namespace into one. */
export function withDefaultNamespace(
  drafts: readonly Draft[],
  source: Source,
  namespace: YamlNode | undefined,
  isNamespaced: (draft: Draft) => boolean,
): Draft[] {
  const value = textOfScalar(namespace);
  if (!namespace || !value) return [...drafts];
  return drafts.map((draft) => {
    const there = fieldOf(fieldOf(draft.tree, 'metadata'), 'namespace');
    if (!draft.tree || there || draft.id.namespace !== '' || !isNamespaced(draft)) return draft;
    const { draft: grown, start } = withPart(draft, source);
    const at = { start: namespace.span.start + start, end: namespace.span.end + start };
    return withTree(grown, withMeta(draft.tree, 'namespace', scalar(value, at, namespace.certain), at));
  });
}
