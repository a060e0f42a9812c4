/** What of a workspace is applied: kustomizations that no other one includes, charts, and what Flux and Argo CD are told. */
import { textsAt } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import type { PlacedDocument, YamlDocument } from '../yaml/documents.ts';
import type { BuildFile, BuildSource } from './built.ts';
import type { Asking } from './kustomize/asked.ts';
import { folderOf, isChart, isKustomization, joinPath } from './paths.ts';

/** Something that is built and applied as a whole. */
export type Root =
  /** `file` is the kustomization, or the `Chart.yaml`. */
  | { readonly kind: 'kustomize' | 'helm'; readonly file: BuildFile }
  /** A resource that asks for a build; `folders` are those that its path may be seen from. */
  | {
      readonly kind: 'flux' | 'argo';
      readonly asking: Asking;
      readonly folders: readonly string[];
    };

/** A file with what may ask for builds in it. */
export interface Askers {
  readonly path: string;
  readonly documents: readonly PlacedDocument[];
}

/** The roots of a workspace by a name of their own; those that resources ask for come first. */
export function rootsOf(
  source: BuildSource,
  paths: Iterable<string>,
  askers: Iterable<Askers>,
  folders: readonly string[],
  resourcesOf: (document: YamlDocument) => readonly Known[],
): ReadonlyMap<string, Root> {
  const roots = new Map<string, Root>();
  for (const { path, documents } of askers) {
    for (const { document } of documents) {
      for (const { kind, name, namespace, map } of resourcesOf(document)) {
        const by = kind === 'Kustomization' ? 'flux' : kind === 'Application' ? 'argo' : undefined;
        if (by)
          roots.set(`${path} ${kind}/${namespace ?? ''}/${name ?? ''}`, {
            kind: by,
            asking: { path, document, map },
            folders,
          });
      }
    }
  }
  const kustomizations = new Map<string, BuildFile>();
  const charts: string[] = [];
  for (const path of paths) {
    if (isChart(path)) charts.push(path);
    const file = isKustomization(path) ? source.kustomization(folderOf(path)) : undefined;
    if (file && !kustomizations.has(folderOf(file.path))) kustomizations.set(folderOf(file.path), file);
  }
  const included = new Set<string>();
  for (const [folder, file] of kustomizations)
    for (const path of foldersIn(folder, file)) if (path !== folder) included.add(path);
  for (const [folder, file] of kustomizations) {
    if (!included.has(folder) && !isComponent(file)) roots.set(file.path, { kind: 'kustomize', file });
  }
  for (const path of charts) {
    const file = source.file(path);
    if (file) roots.set(path, { kind: 'helm', file });
  }
  return roots;
}

function isComponent(file: BuildFile): boolean {
  return file.documents.some(({ document }) => /^kind:[ \t]*["']?Component\b/m.test(document.text));
}

/** The folders that a kustomization includes. */
function foldersIn(folder: string, file: BuildFile): readonly string[] {
  const root = file.documents[0]?.document.parsed().root;
  if (root?.type !== 'map') return [];
  return ['resources', 'bases', 'components'].flatMap((field) =>
    textsAt(root, field).flatMap(({ value }) => joinPath(folder, value) ?? []),
  );
}
