/** Charts of the workspace that resources of Flux and Argo CD install: which, and with what values. */
import { booleanAt, lacks, textAt } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { buildOfSet } from './builds.ts';
import type { BuildSource } from './built.ts';
import { argoSources } from './kustomize/argo.ts';
import { folderOf, joinPath, withFolders } from './paths.ts';
import { argoNames, fluxNames, type ReleaseNames } from './releaseNames.ts';
import { argoLayers, fileLayers, fluxLayers, layerOf, unknownLayer } from './releaseValues.ts';
import type { ChartRoot } from './roots.ts';
import { type Settings, settingsIn } from './settings.ts';
import { type Located, questions, type Store } from './store.ts';
import { emptyLayer, type Layer } from './values.ts';

/** What installs a chart. */
export interface Release {
  /** The resource, as it is applied. */
  readonly located: Located;
  /** What of it tells the values: a HelmRelease, or one source of an Application. */
  readonly from: YamlMap;
  /** The folder that its paths are seen from, and the others that they may be. */
  readonly repository: string;
  readonly folders: readonly string[];
  /** The ConfigMaps that a HelmRelease takes values from. */
  readonly settings: Settings;
  /** The folders of the charts whose templates it stands in, the outermost first. */
  readonly within: readonly string[];
}

/** More releases in templates of charts than this are not followed, nor deeper ones. */
const mostNested = 1000;
const deepest = 3;

/**
 * The charts by a name of their own: first as the resources in `store` install them, then as they are. Resources in the
 * templates of a chart count as they are rendered in `before`, the last answer. What was asked of `store` goes into `asked`.
 */
export function chartRoots(
  charts: readonly ChartRoot[],
  store: Store,
  source: BuildSource,
  folders: readonly string[],
  asked: string[],
  before: ReadonlyMap<string, ChartRoot>,
): ReadonlyMap<string, ChartRoot> {
  if (charts.length === 0) return new Map();
  const roots = new Map<string, ChartRoot>();
  const byFolder = new Map(charts.map((chart) => [folderOf(chart.file.path), chart]));
  asked.push(questions.all('HelmRelease'), questions.all('Application'));
  for (const located of [...store.all('HelmRelease'), ...store.all('Application')]) {
    const { kind, namespace, name } = located.resource;
    const outer = before.get(buildOfSet(located.set) ?? '');
    const isTemplate = isTemplateOfChart(located.path, source);
    // What somebody deploys is told by the release, and not by the chart as it is.
    if (isTemplate && (!outer || (!outer.release && outer.isDeployed))) continue;
    const within = outer ? [...(outer.release?.within ?? []), folderOf(outer.file.path)] : [];
    if (within.length > 0 && (within.length > deepest || roots.size > mostNested)) continue;
    for (const [i, { path, from }] of installed(located.resource).entries()) {
      const repository = folders.find((folder) => byFolder.has(inRepository(folder, path)));
      const chart = repository === undefined ? undefined : byFolder.get(inRepository(repository, path));
      if (!chart || repository === undefined || within.includes(folderOf(chart.file.path))) continue;
      // Which of the two Argo CD takes is not a thing to build on.
      if (kind === 'Application' && source.kustomization(folderOf(chart.file.path))) continue;
      const settings = settingsIn(located, from, 'spec.valuesFrom', store, asked);
      const release: Release = { located, from, repository, folders, settings, within };
      roots.set(`${located.set} ${kind}/${namespace ?? ''}/${name ?? ''} ${i}`, { ...chart, release });
    }
  }
  for (const chart of charts) roots.set(chart.file.path, chart);
  return roots;
}

/** What a release is called, and where it goes; undefined where that is not surely known. */
export function namesOf({ located: { resource, isUnsure }, from }: Release): ReleaseNames | undefined {
  if (isUnsure) return undefined;
  return resource.kind === 'HelmRelease' ? fluxNames(resource) : argoNames(resource, from);
}

/** Whether a file is a template of a chart. */
export function isTemplateOfChart(path: string, source: BuildSource): boolean {
  return withFolders(path).some(
    (folder) => folder.endsWith('/templates') && source.file(`${folderOf(folder)}/Chart.yaml`) !== undefined,
  );
}

const inRepository = (folder: string, path: string) => joinPath(folder, path.replace(/^\/+/, '')) ?? '';

/** The charts that a resource takes from folders of its repository, where nothing but values changes what they make. */
function installed(resource: Known): readonly { readonly path: string; readonly from: YamlMap }[] {
  const { kind, map } = resource;
  if (kind === 'Application')
    return argoSources(map).flatMap((from) => {
      const path = textAt(from, 'path')?.value;
      const plain = ['chart', 'plugin', 'kustomize', 'directory'].every((field) => lacks(from, field));
      return path !== undefined && plain ? [{ path, from }] : [];
    });
  const spec = 'spec.chart.spec';
  const path = textAt(map, `${spec}.chart`)?.value;
  const isOurs = textAt(map, `${spec}.sourceRef.kind`)?.value === 'GitRepository';
  const plain = lacks(map, 'spec.postRenderers') && lacks(map, `${spec}.valuesFile`);
  return path !== undefined && isOurs && plain ? [{ path, from: map }] : [];
}

/** Whether another chart holds the one in `folder`: many repositories keep all of their charts in a folder `charts`, too. */
function isSubChart(folder: string, source: Pick<BuildSource, 'file'>): boolean {
  const parent = /^(.*)\/charts\/[^/]+$/.exec(folder)?.[1];
  return parent !== undefined && source.file(`${parent}/Chart.yaml`) !== undefined;
}

/** The values that a chart is read with, the lowest first; `source` notes what it is asked for. */
export function valuesOf(
  { file, release, isDeployed }: ChartRoot,
  source: Pick<BuildSource, 'file' | 'isMissing'>,
): readonly Layer[] {
  const folder = folderOf(file.path);
  const own = layerOf(source.file(`${folder}/values.yaml`));
  // What a chart that includes this one, or a release that is not followed, says of its values is not known here.
  if (!release) return isDeployed || isSubChart(folder, source) ? [unknownLayer] : [own];
  const { located, from, repository, folders, settings } = release;
  if (located.isUnsure) return [unknownLayer];
  const find = (paths: readonly (string | undefined)[], isMissingFine: boolean): Layer => {
    for (const path of paths) {
      const found = path === undefined ? undefined : source.file(path);
      if (found) return layerOf(found);
    }
    const isSure = paths.every((path) => path !== undefined && source.isMissing(path));
    return isMissingFine && isSure ? emptyLayer : unknownLayer;
  };
  if (located.resource.kind === 'HelmRelease') {
    const spec = 'spec.chart.spec';
    const isMissingFine = booleanAt(from, `${spec}.ignoreMissingValuesFiles`)?.value === true;
    const files = fileLayers(from, `${spec}.valuesFiles`, (name) =>
      find([inRepository(repository, name)], isMissingFine),
    );
    // They take the place of the chart's own (source-controller API: `HelmChartSpec`).
    return [...(files.length > 0 ? files : [own]), ...fluxLayers(from, settings)];
  }
  const references = new Set(argoSources(located.resource.map).map((one) => textAt(one, 'ref')?.value));
  const isMissingFine = booleanAt(from, 'helm.ignoreMissingValueFiles')?.value === true;
  const layers = argoLayers(from, (name) => {
    const [, reference, path = name] = /^\$([^/]+)\/(.*)$/.exec(name) ?? [];
    // A pattern, an address, or a variable of the build.
    if (/[*?[$]|^[a-z][\w+.-]*:/i.test(path) || (reference && !references.has(reference)))
      return unknownLayer;
    if (reference)
      return find(
        [repository, ...folders].map((one) => inRepository(one, path)),
        isMissingFine,
      );
    const whole = path.startsWith('/') ? inRepository(repository, path) : joinPath(folder, path);
    return find([whole], isMissingFine);
  });
  // Files that stand over what the Application says (argo-cd: `mergeSourceParameters`).
  const over = ['', `-${located.resource.name}`].some((end) =>
    source.file(`${folder}/.argocd-source${end}.yaml`),
  );
  return [own, ...layers, ...(over ? [unknownLayer] : [])];
}
