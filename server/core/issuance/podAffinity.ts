/** What the required pod affinities of a solver's pod come to: beside which controllers they hold it. */
import { type Data, type DataMap, fieldIn, isMap, listIn, mapIn, textIn } from '../model/data.ts';
import type { Node } from '../model/node.ts';
import type { Controller } from '../workspace/placement/placement.ts';
import { homesAmong, scheduledOf } from './controllerNodes.ts';
import { matchesLabels } from './feasibility.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

/** Where the terms stand in a pod's spec. */
export const podTermsPath = ['affinity', 'podAffinity', required] as const;

/** The namespace of the pod, which is that of the Certificate: `every` for any; undefined where it is not known. */
export type PodNamespace = { readonly name: string } | 'every' | undefined;

export type PodHold =
  /** No pod is asked for. */
  | { readonly kind: 'free' }
  /** To nodes with pods of which nobody knows where they run. */
  | { readonly kind: 'unknown' }
  /** To nodes with pods of these controllers; `allows` tells them where the nodes are known. */
  | {
      readonly kind: 'beside';
      readonly controllers: readonly Controller[];
      readonly allows: (node: Node) => boolean;
    }
  /** The pods of these controllers have the labels, and run in other namespaces: no pod is found. */
  | { readonly kind: 'astray'; readonly controllers: readonly Controller[]; readonly term: number };

const free: PodHold = { kind: 'free' };
const unknown: PodHold = { kind: 'unknown' };

/** The required pod affinities of a pod, as data. */
export function podTermsOf(pod: DataMap): readonly DataMap[] {
  const affinity = mapIn(mapIn(pod, 'affinity') ?? {}, 'podAffinity') ?? {};
  return (listIn(affinity, required) ?? []).filter(isMap);
}

/**
 * Holds the required pod affinities of a pod against the controllers that are known (k8s.io/kubernetes
 * `pkg/scheduler/framework/plugins/interpodaffinity/filtering.go`, 1.34). `nodes`: all of the cluster.
 */
export function podHold(
  pod: DataMap,
  controllers: readonly Controller[],
  namespace: PodNamespace,
  nodes: readonly Node[] | undefined,
): PodHold {
  const terms = podTermsOf(pod);
  if (terms.length === 0) return free;
  const holds = terms.map((term, index) => holdOf(term, index, controllers, namespace, nodes ?? []));
  const stray = holds.find(({ kind }) => kind === 'astray');
  if (stray) return stray;
  const beside = holds.flatMap((hold) => (hold.kind === 'beside' ? [hold] : []));
  if (beside.length < holds.length) return unknown;
  return {
    kind: 'beside',
    controllers: [...new Set(beside.flatMap((hold) => hold.controllers))],
    allows: (node) => beside.every((hold) => hold.allows(node)),
  };
}

function holdOf(
  term: DataMap,
  index: number,
  controllers: readonly Controller[],
  namespace: PodNamespace,
  nodes: readonly Node[],
): PodHold {
  const selected = controllers.flatMap((controller) => {
    const isSelected = controller.how === 'outside' ? false : selects(term, controller);
    return isSelected === false
      ? []
      : [{ controller, isSelected, isNear: isNear(term, controller, namespace) }];
  });
  if (selected.some(({ isSelected, isNear }) => isNear !== false && !(isSelected && isNear))) return unknown;
  const found = selected.filter(({ isNear }) => isNear).map(({ controller }) => controller);
  if (found.length > 0) return beside(term, found, nodes);
  const astray = selected.filter(({ isSelected }) => isSelected).map(({ controller }) => controller);
  return astray.length > 0 ? { kind: 'astray', controllers: astray, term: index } : unknown;
}

function beside(term: DataMap, controllers: readonly Controller[], nodes: readonly Node[]): PodHold {
  const known = scheduledOf(controllers);
  const homes = known && homesAmong(known, nodes);
  // The nodes of another cluster, or labels that somebody sets by hand.
  if (!homes || (nodes.length > 0 && homes.length === 0)) return unknown;
  const key = textIn(term, 'topologyKey') ?? '';
  const places = new Set(homes.map((node) => topologyOf(node, key)));
  return {
    kind: 'beside',
    controllers,
    allows: (node) => {
      const place = topologyOf(node, key);
      return place !== undefined && places.has(place);
    },
  };
}

const topologyOf = ({ labels, name }: Node, key: string) =>
  labels[key] ?? (key === 'kubernetes.io/hostname' ? name : undefined);

/** Whether a term selects the pods of a controller; undefined where it asks for what is not known of them. */
function selects(term: DataMap, { podLabels }: Controller): boolean | undefined {
  const selector = mapIn(term, 'labelSelector');
  if (!selector) return false;
  if (['matchLabelKeys', 'mismatchLabelKeys'].some((name) => fieldIn(term, name) !== undefined))
    return undefined;
  const pairs = Object.entries(mapIn(selector, 'matchLabels') ?? {}).map(
    ([key, value]): DataMap => ({ key, operator: 'In', values: [value] }),
  );
  const items: readonly Data[] = [...pairs, ...(listIn(selector, 'matchExpressions') ?? [])];
  const labels = new Map(Object.entries(podLabels).map(([key, value]) => [key, String(value)]));
  const answers = items.map((item) => {
    if (!isMap(item)) return undefined;
    return labels.has(textIn(item, 'key') ?? '') ? matchesLabels(item, labels) : undefined;
  });
  if (answers.includes(false)) return false;
  // One that asks for nothing takes any pod.
  return answers.length > 0 && !answers.includes(undefined) ? true : undefined;
}

/** Whether a term looks into the namespace of a controller; without a word of its own, it looks into the pod's. */
function isNear(term: DataMap, { namespace }: Controller, own: PodNamespace): boolean | undefined {
  const names = (listIn(term, 'namespaces') ?? []).map(String);
  const selector = mapIn(term, 'namespaceSelector');
  if (selector && Object.keys(selector).length === 0) return true;
  if (namespace === undefined) return undefined;
  if (names.length > 0 || selector) return names.includes(namespace) || (selector ? undefined : false);
  return own === 'every' ? false : own && own.name === namespace;
}
