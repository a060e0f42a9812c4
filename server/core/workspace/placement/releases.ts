/**
 * Charts that are installed by resources of the cluster: Flux (HelmRelease), k3s and RKE2 (HelmChart,
 * HelmChartConfig), Argo CD (Application). What each of them calls its chart, its values, its namespace.
 */
import { lacks, mapAt, nodeAt, textAt } from '../../model/look.ts';
import type { Known } from '../../model/resource.ts';
import type { Span } from '../../text/span.ts';
import type { YamlEntry, YamlMap } from '../../yaml/tree.ts';
import { argoSources } from '../kustomize/argo.ts';
import { argoNames, fluxNames } from '../releaseNames.ts';
import {
  argoLayers,
  fluxLayers,
  mapValues,
  textLayer,
  unknownLayer as unknown,
  unreadable,
} from '../releaseValues.ts';
import { type Layer, settingPath } from '../values.ts';

/** A chart that a resource installs. */
export interface ChartRelease {
  readonly chart: string;
  /** The release's name, as its objects have it in theirs. */
  readonly name: string | undefined;
  /** Name or address of the repository, where it is written. */
  readonly source: string;
  readonly namespace: string | undefined;
  /** The lowest first. */
  readonly layers: readonly Layer[];
  readonly resource: Known;
  /** What stands for the release where no value does. */
  readonly at: Span;
}

/** The charts that the resources install. */
export function releasesOf(resources: readonly Known[]): readonly ChartRelease[] {
  const configs = new Map<string, Known>();
  for (const resource of resources)
    if (resource.kind === 'HelmChartConfig') configs.set(keyOf(resource), resource);
  const charts = new Set(resources.filter(({ kind }) => kind === 'HelmChart').map(keyOf));
  return resources.flatMap((resource): readonly ChartRelease[] => {
    if (resource.kind === 'HelmRelease') return fluxRelease(resource);
    if (resource.kind === 'Chart') return bundledRelease(resource);
    if (resource.kind === 'HelmChart') return [...k3sChart(resource, configs.get(keyOf(resource)))];
    // The chart that comes with the distribution has the name of its configuration.
    if (resource.kind === 'HelmChartConfig' && !charts.has(keyOf(resource)) && resource.name !== undefined)
      return [
        releaseOf(
          resource,
          resource.name,
          resource.name,
          '',
          'kube-system',
          textValues(resource.map, 'spec'),
        ),
      ];
    return resource.kind === 'Application' ? argoReleases(resource) : [];
  });
}

const keyOf = ({ namespace, name }: Known) => `${namespace ?? ''}/${name ?? ''}`;

function releaseOf(
  resource: Known,
  chart: string,
  name: string | undefined,
  source: string,
  namespace: string | undefined,
  layers: readonly Layer[],
): ChartRelease {
  const at = nodeAt(resource.map, 'spec')?.key ?? resource.map.entries[0]?.key ?? resource.map.span;
  return { chart, name, source, namespace, layers, resource, at };
}

/** Flux: post-renderers may change all (helm-controller API v2). */
function fluxRelease(resource: Known): readonly ChartRelease[] {
  const { map } = resource;
  const text = (path: string) => textAt(map, path)?.value;
  const chart = text('spec.chart.spec.chart') ?? text('spec.chartRef.name');
  if (chart === undefined) return [];
  const source = `${text('spec.chart.spec.sourceRef.name') ?? ''} ${text('spec.chartRef.name') ?? ''}`;
  const { name, namespace } = fluxNames(resource);
  const layers = fluxLayers(map);
  const rendered = lacks(map, 'spec.postRenderers') ? layers : [...layers, unknown];
  return [releaseOf(resource, chart, name, source, namespace, rendered)];
}

/** What a chart or a kustomization brings along (`bundled.ts`). */
function bundledRelease(resource: Known): readonly ChartRelease[] {
  const { map, namespace } = resource;
  const chart = textAt(map, 'spec.chart')?.value;
  if (chart === undefined) return [];
  const name = textAt(map, 'spec.release')?.value;
  const source = textAt(map, 'spec.repository')?.value ?? '';
  return [releaseOf(resource, chart, name, source, namespace, mapValues(map, 'spec.values'))];
}

/** k3s: `valuesContent`, over it the HelmChartConfig's, over all `set` (k3s helm-controller `pkg/controllers/chart`). */
function* k3sChart(resource: Known, config: Known | undefined): Iterable<ChartRelease> {
  const { map } = resource;
  const text = (path: string) => textAt(map, path)?.value;
  const chart = text('spec.chart');
  if (chart === undefined) return;
  const namespace = text('spec.targetNamespace') ?? resource.namespace;
  const settings = mapAt(map, 'spec.set');
  const sets = (settings?.value.entries ?? []).map(setting);
  const layers = [
    ...textValues(map, 'spec'),
    // Places of another document would not be places in this one.
    ...(config ? textValues(config.map, 'spec').map((layer) => elsewhere(layer, resource)) : []),
    ...(settings || lacks(map, 'spec.set') ? sets : [unknown]),
  ];
  yield releaseOf(resource, chart, resource.name, text('spec.repo') ?? '', namespace, layers);
}

function argoReleases(resource: Known): readonly ChartRelease[] {
  return argoSources(resource.map).flatMap((source) => {
    const chart = textAt(source, 'chart')?.value ?? textAt(source, 'path')?.value;
    if (chart === undefined) return [];
    const repository = textAt(source, 'repoURL')?.value ?? '';
    // A folder of a repository may hold a chart of the same name with values of its own.
    const own = lacks(source, 'chart') ? [unknown] : [];
    const { name, namespace } = argoNames(resource, source);
    return [
      releaseOf(resource, chart, name, repository, namespace, [...own, ...argoLayers(source, unreadable)]),
    ];
  });
}

function textValues(map: YamlMap, path: string): readonly Layer[] {
  const more = lacks(map, `${path}.valuesSecrets`) ? [] : [unknown];
  return [...textLayer(map, `${path}.valuesContent`), ...more];
}

function elsewhere(layer: Layer, { map }: Known): Layer {
  const at = map.entries[0]?.key ?? map.span;
  return layer.kind === 'map' ? { ...layer, at } : layer;
}

function setting({ name, value, key }: YamlEntry): Layer {
  const known = value.certain && value.type === 'scalar';
  return known ? { kind: 'set', path: settingPath(name), value: value.value, at: key } : unknown;
}
