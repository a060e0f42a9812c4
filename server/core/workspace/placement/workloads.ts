/** Controllers whose pods are written out: Deployments, DaemonSets, StatefulSets, Pods. */
import { type Data, type DataMap, toData } from '../../model/data.ts';
import { has, type Item, itemsAt, look, mapAt, nodeAt, textAt } from '../../model/look.ts';
import type { Known, KnownKind } from '../../model/resource.ts';
import type { Span } from '../../text/span.ts';
import { asString, isDeeplyCertain, lookup } from '../../yaml/read.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import type { KnownClass } from './classes.ts';
import { type Controller, schedulingFields } from './controller.ts';
import { type ProductFacts, products, repositoryOf } from './products.ts';

const hows: Partial<Record<KnownKind, Controller['how']>> = {
  Deployment: 'deployment',
  StatefulSet: 'deployment',
  DaemonSet: 'daemonset',
  Pod: 'pod',
};

/** The controller that a workload is; undefined where it is none that we know. */
export function controllerOfWorkload(
  resource: Known,
  classes: readonly KnownClass[],
): Controller | undefined {
  const how = hows[resource.kind];
  if (!how || (how === 'pod' && has(resource.map, 'metadata.ownerReferences'))) return undefined;
  const root = how === 'pod' ? '' : 'spec.template.';
  const pod = mapAt(resource.map, `${root}spec`);
  if (!pod) return undefined;
  const labels = nodeAt(resource.map, `${root}metadata.labels`)?.value;
  const podLabels = labels?.type === 'map' ? textsOf(labels) : {};
  const containers = itemsAt(pod.value, 'containers');
  const facts = products.find((product) => isOf(product, containers, podLabels));
  if (!facts) return undefined;
  return {
    product: facts.product,
    ...classesServed(facts, containers, classes),
    gatewayClasses: gatewayClassesServed(facts, classes),
    gateway: undefined,
    how,
    by: 'workload',
    namespace: resource.namespace,
    podLabels: labels && isDeeplyCertain(labels) ? selectorOf(resource.map, podLabels) : {},
    scheduling: schedulingOf(pod.value),
    place: { resource, at: placeIn(pod.value) ?? pod.key },
  };
}

/** What a pod's spec says about nodes; undefined where that is not surely known. */
export function schedulingOf(spec: YamlMap): DataMap | undefined {
  const scheduling: Record<string, Data> = {};
  for (const field of schedulingFields) {
    const found = look(spec, field);
    if (found.state === 'absent') continue;
    if (found.state === 'unknown' || !isDeeplyCertain(found.node)) return undefined;
    scheduling[field] = toData(found.node);
  }
  return scheduling;
}

/** The key of the first field that decides on nodes. */
export function placeIn(spec: YamlMap): Span | undefined {
  return schedulingFields.map((field) => lookup(spec, field)?.entry.key).find((key) => key !== undefined);
}

/** The labels that the workload selects its pods by, where they are written; else all of theirs. */
function selectorOf(map: YamlMap, podLabels: DataMap): DataMap {
  const selector = nodeAt(map, 'spec.selector.matchLabels')?.value;
  return selector?.type === 'map' && isDeeplyCertain(selector) ? textsOf(selector) : podLabels;
}

function textsOf(map: YamlMap): Readonly<Record<string, string>> {
  return Object.fromEntries(
    map.entries.flatMap(({ name, value }) => {
      const text = value.certain ? asString(value) : undefined;
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function isOf(
  { image, beside, labels }: ProductFacts,
  containers: readonly Item[],
  podLabels: DataMap,
): boolean {
  const repositories = containers.flatMap(({ node }) => {
    const image = node.type === 'map' ? textAt(node, 'image')?.value : undefined;
    return image === undefined ? [] : [repositoryOf(image)];
  });
  const has = (pattern: RegExp) => repositories.some((repository) => pattern.test(repository));
  if (image && has(image) && (!beside || has(beside))) return true;
  // A chart's other parts carry its name as well.
  if (/backend|webhook|operator/.test(String(podLabels['app.kubernetes.io/component'] ?? ''))) return false;
  return (labels ?? []).some(([key, value]) => value.test(String(podLabels[key] ?? '')));
}

const classFlag =
  /(?:^| )--?(?:ingress[-.]class(?:-name)?|providers\.kubernetesingress\.ingressclass)[= ]([^ ]+)/gi;

function classesServed(
  { product, defaultClass, classless: adopts }: ProductFacts,
  containers: readonly Item[],
  classes: readonly KnownClass[],
): Pick<Controller, 'ingressClasses' | 'classless'> {
  const args = containers.flatMap(({ node }) =>
    node.type === 'map' ? ['command', 'args'].map((name) => lookup(node, name)?.entry.value) : [],
  );
  if (args.some((list) => list && !isDeeplyCertain(list)))
    return { ingressClasses: undefined, classless: undefined };
  const line = args
    .flatMap((list) => (list?.type === 'list' ? list.items.map(({ value }) => asString(value) ?? '') : []))
    .join(' ');
  const told = [...line.matchAll(classFlag)].map(([, name = '']) => name);
  const controller = /(?:^| )--controller-class[= ]([^ ]+)/.exec(line)?.[1];
  const classless = adoptsClassless(adopts, line, told.length > 0);
  const own = told.length > 0 ? told : defaultClass === undefined ? [] : [defaultClass];
  // ingress-nginx goes by the controller's name; for the others, a class that is told is the only one.
  if (product === 'ingress-nginx') {
    const mine = controller ?? 'k8s.io/ingress-nginx';
    const named = namesOf(classes, 'IngressClass', (known) => known.controller === mine);
    return { ingressClasses: unique([...own, ...named]), classless };
  }
  if (told.length > 0) return { ingressClasses: unique(told), classless };
  return { ingressClasses: unique([...own, ...ingressClassesOf(product, classes)]), classless };
}

function adoptsClassless(
  adopts: ProductFacts['classless'],
  line: string,
  isTold: boolean,
): boolean | undefined {
  if (adopts === 'always') return !isTold;
  return adopts === 'never' ? false : adopts?.test(line);
}

/** The IngressClasses that belong to a product. */
export function ingressClassesOf(
  product: ProductFacts['product'],
  classes: readonly KnownClass[],
): readonly string[] {
  return namesOf(classes, 'IngressClass', ({ facts }) => facts?.product === product);
}

/** The GatewayClasses that the product's workloads serve themselves. */
export function gatewayClassesServed(
  { product, podsOfGateway }: ProductFacts,
  classes: readonly KnownClass[],
): readonly string[] {
  return podsOfGateway ? [] : namesOf(classes, 'GatewayClass', ({ facts }) => facts?.product === product);
}

function namesOf(
  classes: readonly KnownClass[],
  kind: KnownClass['kind'],
  fits: (known: KnownClass) => boolean,
): readonly string[] {
  return classes.filter((known) => known.kind === kind && fits(known)).map(({ name }) => name);
}

export const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
