/** What of a workspace is applied: kustomizations that no other one includes, charts, and what Flux and Argo CD are told. */
import { nodeAt, textsAt } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import type { PlacedDocument, YamlDocument } from '../yaml/documents.ts';
import type { BuildFile, BuildSource } from './built.ts';
import { isTemplateOfChart, type Release } from './chartReleases.ts';
import { createDeployed } from './deployed.ts';
import { type ArgoAsking, argoSources } from './kustomize/argo.ts';
import type { Asking } from './kustomize/asked.ts';
import { folderOf, isChart, isKustomization, joinPath } from './paths.ts';

/** Something that is built and applied as a whole. */
export type Root =
  | { readonly kind: 'kustomize'; readonly file: BuildFile }
  | ChartRoot
  /** A resource that asks for a build; `folders` are those that its path may be seen from. */
  | { readonly kind: 'flux' | 'set'; readonly asking: Asking; readonly folders: readonly string[] }
  | { readonly kind: 'argo'; readonly asking: ArgoAsking; readonly folders: readonly string[] };

/** A chart: `file` is its `Chart.yaml`. */
export interface ChartRoot {
  readonly kind: 'helm';
  readonly file: BuildFile;
  /** What installs it, where its values are followed. */
  readonly release: Release | undefined;
  /** Whether something installs it with values that are not known. */
  readonly isDeployed: boolean;
}

/** The roots of a workspace. */
export interface Roots {
  /** By a name of their own; those that resources ask for come first. */
  readonly roots: ReadonlyMap<string, Exclude<Root, ChartRoot>>;
  readonly charts: readonly ChartRoot[];
}

/** A file with what may ask for builds in it. */
export interface Askers {
  readonly path: string;
  readonly documents: readonly PlacedDocument[];
}

/** The roots among the kustomizations and charts at `paths`, and those that the askers ask for. */
export function rootsOf(
  source: BuildSource,
  paths: Iterable<string>,
  askers: Iterable<Askers>,
  folders: readonly string[],
  resourcesOf: (document: YamlDocument) => readonly Known[],
): Roots {
  const roots = new Map<string, Exclude<Root, ChartRoot>>();
  const deployed = createDeployed(folders);
  for (const { path, documents } of askers)
    for (const { document } of documents)
      for (const { kind, name, namespace, map } of resourcesOf(document)) {
        deployed.add(kind, map, document);
        const asking = { path, document, map };
        const id = `${path} ${kind}/${namespace ?? ''}/${name ?? ''}`;
        if (kind === 'Kustomization') roots.set(id, { kind: 'flux', asking, folders });
        if (kind === 'Application')
          for (const [each, root] of argoRoots(id, asking, folders)) roots.set(each, root);
        if (kind === 'ApplicationSet' && !isTemplateOfChart(path, source))
          roots.set(id, { kind: 'set', asking, folders });
      }
  const kustomizations = new Map<string, BuildFile>();
  const charts: ChartRoot[] = [];
  for (const path of paths) {
    const chart = isChart(path) ? source.file(path) : undefined;
    if (chart)
      charts.push({
        kind: 'helm',
        file: chart,
        release: undefined,
        isDeployed: deployed.has(folderOf(path)),
      });
    const file = isKustomization(path) ? source.kustomization(folderOf(path)) : undefined;
    if (file && !kustomizations.has(folderOf(file.path))) kustomizations.set(folderOf(file.path), file);
  }
  for (const file of outermost(kustomizations))
    if (!isComponent(file)) roots.set(file.path, { kind: 'kustomize', file });
  return { roots, charts };
}

/** The kustomizations that no other one includes; of those that include each other in a circle the first by its path. */
function* outermost(kustomizations: ReadonlyMap<string, BuildFile>): Iterable<BuildFile> {
  const inner = new Map([...kustomizations].map(([folder, file]) => [folder, foldersIn(folder, file)]));
  const included = new Set([...inner].flatMap(([folder, paths]) => paths.filter((path) => path !== folder)));
  const reached = new Set<string>();
  const reach = (start: string) => {
    const left = [start];
    for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
      if (reached.has(folder)) continue;
      reached.add(folder);
      left.push(...(inner.get(folder) ?? []));
    }
  };
  const isFree = ([folder]: readonly [string, unknown]) => !included.has(folder);
  for (const [folder, file] of [...kustomizations].filter(isFree)) {
    reach(folder);
    yield file;
  }
  for (const folder of [...kustomizations.keys()].sort()) {
    const file = kustomizations.get(folder);
    if (!file || reached.has(folder)) continue;
    reach(folder);
    yield file;
  }
}

/** The roots that the sources of an Application are: those that are folders. */
export function* argoRoots(
  name: string,
  asking: Asking,
  folders: readonly string[],
): Iterable<readonly [string, Exclude<Root, ChartRoot>]> {
  for (const [i, from] of argoSources(asking.map).entries())
    if (nodeAt(from, 'path'))
      yield [i === 0 ? name : `${name} ${i}`, { kind: 'argo', asking: { ...asking, from }, folders }];
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
