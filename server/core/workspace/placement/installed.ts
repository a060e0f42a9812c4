/** Controllers that a chart installs, as its values say. */
import { type Data, type DataMap, isMap } from '../../model/data.ts';
import type { Span } from '../../text/span.ts';
import { type Value, valueAt } from '../values.ts';
import { type ChartFacts, chartOf } from './charts.ts';
import type { KnownClass } from './classes.ts';
import type { Controller } from './controller.ts';
import { products } from './products.ts';
import type { ChartRelease } from './releases.ts';
import { gatewayClassesServed, ingressClassesOf, unique } from './workloads.ts';

/** The controller that a release installs; undefined where its chart is none that we know. */
export function controllerOfRelease(
  release: ChartRelease,
  classes: readonly KnownClass[],
): Controller | undefined {
  const chart = chartOf(release.chart, release.source);
  const facts = products.find(({ product }) => product === chart?.product);
  if (!chart || !facts) return undefined;
  const read = (path: string) => valueAt(release.layers, path);
  const { scheduling, at } = schedulingOf(chart, read);
  const how = howOf(chart, read);
  const servesIngresses = chart.ingresses === undefined || flagAt(read, chart.ingresses, false);
  const gateways = [...gatewayClassesOf(chart, read), ...gatewayClassesServed(facts, classes)];
  if (servesIngresses === false && gateways.length === 0) return undefined;
  return {
    product: chart.product,
    ingressClasses: servesIngresses
      ? classesServed(chart, release.name, read, classes)
      : servesIngresses === false
        ? []
        : undefined,
    classless: servesIngresses === false ? false : classlessOf(chart, read),
    byDefault:
      chart.byDefault !== undefined && servesIngresses !== false
        ? flagAt(read, chart.byDefault, chart.byDefaultOtherwise === true)
        : false,
    gatewayClasses: unique(gateways),
    gateway: undefined,
    how: how ?? chart.otherwise,
    by: 'values',
    namespace: chart.podsOfGateway ? undefined : release.namespace,
    podLabels: labelsOf(chart, read),
    scheduling: how === undefined ? undefined : scheduling,
    place: { resource: release.resource, at: at ?? release.at },
  };
}

type Read = (path: string) => Value;

/** Undefined where a template or a source outside of the workspace decides. */
function flagAt(read: Read, path: string, otherwise: boolean): boolean | undefined {
  const value = read(path);
  if (value.state === 'unknown') return undefined;
  return value.state === 'written' ? String(value.data) === 'true' : otherwise;
}

/** The GatewayClass that the chart makes; none where its name is not known. */
function gatewayClassesOf({ gateways }: ChartFacts, read: Read): readonly string[] {
  if (!gateways || (gateways.flag !== undefined && !flagAt(read, gateways.flag, false))) return [];
  const values = gateways.names.map(read);
  if (values.some(({ state }) => state === 'unknown')) return [];
  const [told] = values.flatMap((value) =>
    value.state === 'written' && typeof value.data === 'string' && value.data !== '' ? [value.data] : [],
  );
  return [told ?? gateways.otherwise];
}

function schedulingOf(
  chart: ChartFacts,
  read: Read,
): { readonly scheduling: DataMap | undefined; readonly at: Span | undefined } {
  const scheduling: Record<string, Data> = { ...chart.defaults };
  let at: Span | undefined;
  let certain = true;
  const take = (field: string, path: string) => {
    const value = read(path);
    if (value.state === 'unknown') certain = false;
    if (value.state !== 'written' || isEmpty(value.data)) return;
    scheduling[field] = value.data;
    at ??= value.at;
  };
  for (const root of chart.pod)
    for (const field of ['nodeSelector', 'affinity', 'tolerations'])
      take(field, root === '' ? field : `${root}.${field}`);
  for (const path of chart.hostNetwork) take('hostNetwork', path);
  const listens = chart.listeners ? flagAt(read, chart.listeners.flag, false) : false;
  if (listens === undefined) certain = false;
  if (chart.listeners && listens) {
    const pods = scheduling['nodeSelector'];
    take('nodeSelector', chart.listeners.labels);
    const nodes = scheduling['nodeSelector'];
    if (isMap(pods) && isMap(nodes)) scheduling['nodeSelector'] = { ...pods, ...nodes };
  }
  return { scheduling: certain ? scheduling : undefined, at };
}

const isEmpty = (data: Data) =>
  data === null ||
  data === '' ||
  (Array.isArray(data) && data.length === 0) ||
  (isMap(data) && Object.keys(data).length === 0);

/** Undefined where a template or a source outside of the workspace decides. */
function howOf({ daemonSet, otherwise }: ChartFacts, read: Read): 'daemonset' | 'deployment' | undefined {
  let how: 'daemonset' | 'deployment' | undefined = otherwise;
  for (const [path, wanted] of daemonSet) {
    const value = read(path);
    if (value.state === 'unknown') return undefined;
    if (value.state === 'written') how = wanted.test(String(value.data)) ? 'daemonset' : 'deployment';
  }
  return how;
}

function classesServed(
  { product, classes: paths, defaultClass, classOfRelease }: ChartFacts,
  name: string | undefined,
  read: Read,
  classes: readonly KnownClass[],
): readonly string[] | undefined {
  const values = paths.map(read);
  if (values.some(({ state }) => state === 'unknown')) return undefined;
  const told = values.flatMap((value) =>
    value.state === 'written' && typeof value.data === 'string' && value.data !== '' ? [value.data] : [],
  );
  if (told.length > 0) return unique(told);
  return unique([
    ...(defaultClass === undefined ? [] : [defaultClass]),
    ...(classOfRelease && name !== undefined ? [name.includes(product) ? name : `${name}-${product}`] : []),
    ...ingressClassesOf(product, classes),
  ]);
}

/** Whether it serves Ingresses without a class; undefined where a template or another source decides. */
function classlessOf({ classless, classlessOtherwise }: ChartFacts, read: Read): boolean | undefined {
  const values = classless?.map(read);
  if (!values || values.some(({ state }) => state === 'unknown')) return undefined;
  const told = values.flatMap((value) => (value.state === 'written' ? [value.data === true] : []));
  return told.length > 0 ? told.includes(true) : classlessOtherwise === true;
}

/** The labels of its pods, where no value gives them another name. */
function labelsOf({ labels }: ChartFacts, read: Read): DataMap {
  const renamed = ['nameOverride', 'controller.name', 'global.nameOverride'].some(
    (path) => read(path).state !== 'absent',
  );
  return renamed ? {} : labels;
}
