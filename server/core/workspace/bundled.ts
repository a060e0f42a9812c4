/**
 * Charts that others bring along: dependencies of a chart, and the `helmCharts` of a kustomization. Each is told as a
 * resource of a kind that nobody writes, so that it is found where what installs charts is looked for.
 */
import { type Data, isMap } from '../model/data.ts';
import { itemsAt, lacks, textAt } from '../model/look.ts';
import { decode } from '../model/resource.ts';
import { type Span, shift } from '../text/span.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import type { YamlMap, YamlNode } from '../yaml/tree.ts';
import type { Build, BuildFile, BuildSource, BuiltResource } from './built.ts';
import { emptyMap, entryOf, scalar, withEntry } from './kustomize/nodes.ts';
import { folderOf, isKustomization, joinPath } from './paths.ts';
import { chartOf } from './placement/charts.ts';
import type { ReleaseNames } from './releaseNames.ts';
import { layerOf, mapValues, unknownLayer } from './releaseValues.ts';
import { type Layer, type Value, valueAt } from './values.ts';

interface Bundled {
  readonly path: string;
  readonly document: YamlDocument;
  /** Where it is named. */
  readonly at: Span;
  readonly chart: string;
  readonly repository: string;
  readonly release: string | undefined;
  readonly namespace: string | undefined;
  readonly values: Value;
  /** The file that the place of its values lies in, where that is another one. */
  readonly beside: { readonly path: string; readonly document: YamlDocument } | undefined;
}

/** The ingress controllers among the dependencies of the chart in `file`, with the values below their names or aliases. */
export function dependenciesOf(
  file: BuildFile,
  own: BuildFile | undefined,
  values: readonly Layer[],
  names: ReleaseNames | undefined,
): readonly BuiltResource[] {
  const [placed] = file.documents;
  const root = placed?.document.parsed().root;
  if (!placed || root?.type !== 'map') return [];
  const { document } = placed;
  return itemsAt(root, 'dependencies').flatMap(({ node }) => {
    const named = node.type === 'map' ? textAt(node, 'name') : undefined;
    const repository = node.type === 'map' ? (textAt(node, 'repository')?.value ?? '') : '';
    if (!named || node.type !== 'map' || !chartOf(named.value, repository)) return [];
    const key = textAt(node, 'alias')?.value ?? named.value;
    if (!lacks(node, 'tags') || isOff(node, values)) return [];
    const value = valueAt(values, key);
    const [written] = own?.documents ?? [];
    const isOwn =
      written && valueAt([layerOf(own)], key).state === 'written' && !isElsewhere(values, key, own);
    return resourceOf({
      path: file.path,
      document,
      at: named.span,
      chart: named.value,
      repository,
      release: names?.name,
      namespace: names?.target?.value,
      values: value,
      beside: isOwn && own ? { path: own.path, document: written.document } : undefined,
    });
  });
}

/** Whether a layer above the chart's own file has a word in it: then its place is none of that file. */
function isElsewhere(values: readonly Layer[], key: string, own: BuildFile | undefined): boolean {
  const lowest = layerOf(own);
  return values.some((layer) => {
    const isLowest = layer.kind === 'map' && lowest.kind === 'map' && layer.map === lowest.map;
    return !isLowest && valueAt([layer], key).state !== 'absent';
  });
}

/** Helm takes the first path of `condition` that the values have; one that is not known may be on. */
function isOff(dependency: YamlMap, values: readonly Layer[]): boolean {
  for (const path of (textAt(dependency, 'condition')?.value ?? '').split(',')) {
    const value = path.trim() === '' ? undefined : valueAt(values, path.trim());
    if (value?.state === 'unknown') return false;
    if (value?.state === 'written') return value.data === false;
  }
  return false;
}

/** The build with the ingress controllers among the `helmCharts` of the kustomizations that it is made of. */
export function withHelmCharts(build: Build, source: BuildSource, before: Build | undefined): Build {
  const folders = isKustomization(build.root) ? [folderOf(build.root), ...build.bases] : [...build.bases];
  const files = folders.flatMap((folder) => source.kustomization(folder) ?? []);
  if (!files.some(({ documents }) => documents.some(({ document }) => document.text.includes('helmCharts'))))
    return build;
  // What changes workloads may change those of a chart.
  const isPatched = files.some(({ documents }) =>
    documents.some(({ document }) => /Deployment|DaemonSet/.test(document.text)),
  );
  const reads = new Set(build.reads);
  const charts = files.flatMap((file) => helmChartsOf(file, source, reads, isPatched));
  if (charts.length === 0) return build;
  const old = before?.resources.filter(({ resource }) => resource.kind === 'Chart') ?? [];
  const same = old.length === charts.length && charts.every((one, i) => isSame(one, old[i]));
  return { ...build, reads, resources: [...build.resources, ...(same ? old : charts)] };
}

/** Whether two were made of the same texts. */
function isSame({ composite }: BuiltResource, other: BuiltResource | undefined): boolean {
  const parts = other?.composite.parts ?? [];
  return (
    parts.length === composite.parts.length &&
    composite.parts.every(
      ({ document, path }, i) => parts[i]?.document === document && parts[i].path === path,
    )
  );
}

function helmChartsOf(
  { path, documents }: BuildFile,
  source: BuildSource,
  reads: Set<string>,
  isPatched: boolean,
): readonly BuiltResource[] {
  return documents.flatMap(({ document }) => {
    const { root } = document.parsed();
    if (root?.type !== 'map') return [];
    const namespace = textAt(root, 'namespace')?.value;
    return itemsAt(root, 'helmCharts').flatMap(({ node }) => {
      const named = node.type === 'map' ? textAt(node, 'name') : undefined;
      if (!named || node.type !== 'map') return [];
      const repository = textAt(node, 'repo')?.value ?? '';
      if (!chartOf(named.value, repository)) return [];
      const { layers, files } = layersOf(node, folderOf(path), source, reads);
      const values = valueAt(isPatched ? [...layers, unknownLayer] : layers, '');
      const made = resourceOf({
        path,
        document,
        at: named.span,
        chart: named.value,
        repository,
        release: textAt(node, 'releaseName')?.value,
        namespace: namespace ?? textAt(node, 'namespace')?.value,
        values: values.state === 'written' ? { ...values, at: undefined } : values,
        beside: files[0],
      });
      return made;
    });
  });
}

type File = NonNullable<Bundled['beside']>;

/** What kustomize gives to Helm (api/types: `HelmChart`): the file, and `valuesInline` over, below or in the place of it. */
function layersOf(
  chart: YamlMap,
  folder: string,
  source: BuildSource,
  reads: Set<string>,
): { readonly layers: readonly Layer[]; readonly files: readonly File[] } {
  const files: File[] = [];
  const named = [
    ...(lacks(chart, 'valuesFile') ? [] : [textAt(chart, 'valuesFile')?.value]),
    ...itemsAt(chart, 'additionalValuesFiles').map(({ node }) =>
      node.type === 'scalar' ? String(node.value) : undefined,
    ),
  ];
  const base = named.map((name): Layer => {
    const path = name && joinPath(folder, name);
    if (!path) return unknownLayer;
    reads.add(path);
    const found = source.file(path);
    const [placed] = found?.documents ?? [];
    if (found && placed) files.push({ path, document: placed.document });
    return found ? layerOf(found) : unknownLayer;
  });
  const inline = mapValues(chart, 'valuesInline');
  const merge = textAt(chart, 'valuesMerge')?.value ?? (lacks(chart, 'valuesMerge') ? 'override' : '');
  if (inline.length === 0) return { layers: base, files };
  if (merge === 'override') return { layers: [...base, ...inline], files };
  if (merge === 'merge') return { layers: [...inline, ...base], files };
  return { layers: merge === 'replace' ? inline : [unknownLayer], files };
}

function resourceOf(bundled: Bundled): readonly BuiltResource[] {
  const { path, document, at, beside, values } = bundled;
  const parts = [
    { path, document, start: 0, text: document.text, inline: undefined },
    ...(beside
      ? [{ ...beside, start: document.text.length, text: beside.document.text, inline: undefined }]
      : []),
  ];
  const place =
    beside && values.state === 'written' && values.at ? shift(values.at, document.text.length) : at;
  const text = (some: string | undefined) => (some === undefined ? undefined : scalar(some, at));
  const metadata = mapOf(at, {
    name: text(bundled.release ?? bundled.chart),
    namespace: text(bundled.namespace),
  });
  const spec = mapOf(at, {
    release: text(bundled.release),
    chart: text(bundled.chart),
    repository: text(bundled.repository),
    values: valuesNode(values, place),
  });
  const map = mapOf(at, { apiVersion: text('helm.sh/v2'), kind: text('Chart'), metadata, spec });
  const resource = decode(map);
  return resource ? [{ resource, composite: { parts }, path, document, unknown: undefined }] : [];
}

function mapOf(at: Span, fields: Readonly<Record<string, YamlNode | undefined>>): YamlMap {
  let map = emptyMap(at);
  for (const [name, value] of Object.entries(fields))
    if (value) map = withEntry(map, entryOf(name, value.span, value));
  return map;
}

function valuesNode(values: Value, at: Span): YamlNode | undefined {
  if (values.state === 'unknown') return { ...emptyMap(at), certain: false };
  return values.state === 'written' ? nodeOf(values.data, at) : undefined;
}

function nodeOf(data: Data, at: Span): YamlNode {
  if (isMap(data))
    return mapOf(
      at,
      Object.fromEntries(Object.entries(data).map(([name, value]) => [name, nodeOf(value, at)])),
    );
  if (typeof data !== 'object' || data === null) return scalar(data, at);
  const items = data.map((value: Data) => ({ value: nodeOf(value, at), alias: undefined }));
  return { type: 'list', flow: true, items, span: at, certain: true, anchor: undefined };
}
