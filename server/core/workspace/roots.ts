/** What of a workspace is applied: kustomizations that no other one includes, charts, and what Flux and Argo CD are told. */
import { itemsAt, textAt, textsAt } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import type { PlacedDocument, YamlDocument } from '../yaml/documents.ts';
import type { YamlMap } from '../yaml/tree.ts';
import type { BuildFile, BuildSource } from './built.ts';
import type { Asking } from './kustomize/asked.ts';
import { folderOf, isChart, isKustomization, joinPath } from './paths.ts';

/** Something that is built and applied as a whole. */
export type Root =
  /** `file` is the kustomization, or the `Chart.yaml`. */
  | { readonly kind: 'kustomize'; readonly file: BuildFile }
  /** `isDeployed`: a resource of the workspace installs the chart, with values of its own. */
  | { readonly kind: 'helm'; readonly file: BuildFile; readonly isDeployed: boolean }
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
  const deployed = new Set<string>();
  for (const { path, documents } of askers) {
    for (const { document } of documents) {
      for (const { kind, name, namespace, map } of resourcesOf(document)) {
        for (const chart of chartsIn(kind, map))
          for (const folder of folders) deployed.add(joinPath(folder, chart.replace(/^\/+/, '')) ?? '');
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
    if (file) roots.set(path, { kind: 'helm', file, isDeployed: deployed.has(folderOf(path)) });
  }
  return roots;
}

/** The folders of charts that a resource of Flux or Argo CD installs. */
function chartsIn(kind: string, map: YamlMap): readonly string[] {
  if (kind === 'HelmRelease') {
    const chart = textAt(map, 'spec.chart.spec.chart')?.value;
    return chart === undefined ? [] : [chart];
  }
  if (kind !== 'Application') return [];
  const sources = itemsAt(map, 'spec.sources').flatMap(({ node }) => (node.type === 'map' ? [node] : []));
  const paths = sources.map((source) => textAt(source, 'path')?.value);
  return [textAt(map, 'spec.source.path')?.value, ...paths].flatMap((path) => path ?? []);
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
