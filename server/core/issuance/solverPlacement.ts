/** Whether a solver pod lands where the ingress can reach it: the solver's scheduling held against the controllers'. */
import { type Data, type DataMap, isMap, listIn, mapIn, textIn } from '../model/data.ts';
import { cordonTaint, type Node } from '../model/node.ts';
import type { Controller, Serving } from '../workspace/placement/placement.ts';
import { contradictions } from './contradiction.ts';
import { matchesNode, refusal, requiredOf } from './feasibility.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

/** What a solver's podTemplate needs so that its pods run where a controller does. */
export interface Copy {
  /** `affinity.nodeAffinity.required…`: the controllers' node selectors and required terms, one way each. */
  readonly nodeSelectorTerms: readonly DataMap[];
  readonly tolerations: readonly Data[];
}

export type SolverPlacement =
  /** All is well, or nothing is the matter. `agrees`: the solver is held to where a controller may run. */
  | { readonly kind: 'quiet'; readonly why: 'single-node' | 'everywhere' | 'outside' | 'agrees' }
  /** The controllers are held to some nodes, and the solver may run on others. */
  | {
      readonly kind: 'controllerKnown';
      readonly copy: Copy;
      readonly controllers: readonly Controller[];
      /** Nodes that would take the solver and no controller. */
      readonly elsewhere: readonly string[];
    }
  /** The controller may run on any node: only its pods tell where it does. */
  | { readonly kind: 'podAffinity'; readonly term: DataMap; readonly controller: Controller }
  /** No node that takes the solver takes a controller. */
  | { readonly kind: 'contradicts'; readonly controllers: readonly Controller[] }
  /** No known node has the labels that are asked for. */
  | { readonly kind: 'noNode' }
  /** Every node that has them has a taint that the pod does not tolerate: the first one's key. */
  | { readonly kind: 'taint'; readonly key: string; readonly nodes: readonly string[] }
  | { readonly kind: 'unknown' };

const unknown: SolverPlacement = { kind: 'unknown' };

/**
 * What may be said of a solver. `pod`: as cert-manager merges it (`podMerge.ts`); undefined where it is not known.
 * `nodes`: all of the cluster; undefined or empty where none is known.
 */
export function solverPlacement(
  pod: DataMap | undefined,
  serving: Serving,
  nodes: readonly Node[] | undefined,
): SolverPlacement {
  if (!pod) return unknown;
  if (nodes && nodes.length > 0) return amongNodes(pod, serving, nodes);
  const known = schedulingOf(serving);
  if (!known) return serving.state === 'outside' ? { kind: 'quiet', why: 'outside' } : unknown;
  return withoutNodes(pod, known);
}

/** A controller whose scheduling is known. */
interface Scheduled {
  readonly controller: Controller;
  readonly pod: DataMap;
}

function schedulingOf(serving: Serving): readonly Scheduled[] | undefined {
  if (serving.state !== 'known') return undefined;
  const known = serving.controllers.flatMap((controller) =>
    controller.scheduling ? [{ controller, pod: tolerating(controller.scheduling, controller) }] : [],
  );
  return known.length === serving.controllers.length ? known : undefined;
}

/** Pods of a DaemonSet tolerate cordoned nodes (`pkg/controller/daemon/util`, `AddOrUpdateDaemonPodTolerations`). */
function tolerating(pod: DataMap, { how }: Controller): DataMap {
  if (how !== 'daemonset') return pod;
  return {
    ...pod,
    tolerations: [...(listIn(pod, 'tolerations') ?? []), { ...cordonTaint, operator: 'Exists' }],
  };
}

function amongNodes(pod: DataMap, serving: Serving, nodes: readonly Node[]): SolverPlacement {
  const takes = nodes.filter((node) => refusal(pod, node) === undefined);
  if (takes.length === 0) return refused(pod, nodes);
  if (nodes.length === 1) return { kind: 'quiet', why: 'single-node' };
  if (serving.state === 'outside') return { kind: 'quiet', why: 'outside' };
  const known = schedulingOf(serving);
  if (!known) return unknown;
  const controllers = known.map(({ controller }) => controller);
  const homes = nodes.filter((node) => known.some((one) => refusal(one.pod, node) === undefined));
  // The nodes of another cluster, or labels that somebody sets by hand.
  if (homes.length === 0) return unknown;
  if (follows(pod, controllers)) return { kind: 'quiet', why: 'agrees' };
  const home = new Set(homes);
  const elsewhere = takes.filter((node) => !home.has(node)).map(({ name }) => name);
  // Where only a taint stands between them, tolerations are missing and nothing contradicts.
  if (!homes.some((node) => matchesNode(pod, node))) return { kind: 'contradicts', controllers };
  if (elsewhere.length > 0) return copyOf(known, elsewhere) ?? unknown;
  if (known.every(({ controller }) => controller.how === 'daemonset'))
    return { kind: 'quiet', why: 'everywhere' };
  if (known.every((one) => termsOf(one.pod).length > 0)) return { kind: 'quiet', why: 'agrees' };
  // Whoever pins the solver beside a controller that may run anywhere knows more than is written here.
  return termsOf(pod).length > 0 ? unknown : followPods(pod, known);
}

/** Why no node takes the pod. */
function refused(pod: DataMap, nodes: readonly Node[]): SolverPlacement {
  const matching = nodes.filter((node) => matchesNode(pod, node));
  const [first] = matching;
  const reason = first && refusal(pod, first);
  if (!first || !reason) return { kind: 'noNode' };
  return { kind: 'taint', key: reason.replace(/^taint /, ''), nodes: matching.map(({ name }) => name) };
}

function withoutNodes(pod: DataMap, known: readonly Scheduled[]): SolverPlacement {
  const controllers = known.map(({ controller }) => controller);
  if (follows(pod, controllers)) return { kind: 'quiet', why: 'agrees' };
  const held = known.every((one) => termsOf(one.pod).length > 0);
  if (!held) {
    const free = known.filter((one) => termsOf(one.pod).length === 0);
    if (free.some(({ controller }) => controller.how === 'daemonset'))
      return { kind: 'quiet', why: 'everywhere' };
    // Whoever pins the solver knows more of the cluster than is written here.
    return termsOf(pod).length > 0 || hasPodAffinity(pod) ? unknown : followPods(pod, known);
  }
  const own = termsOf(pod);
  if (own.length === 0 && !hasPodAffinity(pod)) return copyOf(known, []) ?? unknown;
  const [mine, theirs] = [own, known.flatMap((one) => termsOf(one.pod))].map((terms) => terms.map(normal));
  if (mine?.every((term) => theirs?.some((other) => isWithin(other, term))))
    return { kind: 'quiet', why: 'agrees' };
  return known.every((one) => exclude(pod, one.pod)) ? { kind: 'contradicts', controllers } : unknown;
}

/** Whether no node at all can meet both. */
function exclude(pod: DataMap, other: DataMap): boolean {
  const terms = termsOf(pod).flatMap((mine) =>
    termsOf(other).map((theirs) => ({
      matchExpressions: [
        ...(listIn(mine, 'matchExpressions') ?? []),
        ...(listIn(theirs, 'matchExpressions') ?? []),
      ],
    })),
  );
  const both = { affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: terms } } } };
  return terms.length > 0 && contradictions(both).length === terms.length;
}

/** Node selector and required node affinity as terms of a node affinity; none where any node will do. */
function termsOf(pod: DataMap): readonly DataMap[] {
  const selected = Object.entries(mapIn(pod, 'nodeSelector') ?? {})
    .filter(([key]) => !isPlatform(key))
    .map(([key, value]): DataMap => ({ key, operator: 'In', values: [value] }));
  const affinity = requiredOf(pod);
  const terms = ((affinity && listIn(affinity, 'nodeSelectorTerms')) ?? []).filter(isMap);
  const ways = terms.map((term): DataMap => {
    const expressions = (listIn(term, 'matchExpressions') ?? []).filter(
      (item) => !isMap(item) || !isPlatform(textIn(item, 'key') ?? ''),
    );
    const fields = listIn(term, 'matchFields') ?? [];
    return {
      ...(expressions.length + selected.length > 0 && { matchExpressions: [...selected, ...expressions] }),
      ...(fields.length > 0 && { matchFields: fields }),
    };
  });
  if (terms.length === 0) return selected.length > 0 ? [{ matchExpressions: selected }] : [];
  // A way that asks for nothing but the platform leaves every node.
  return ways.some((way) => Object.keys(way).length === 0) ? [] : ways;
}

/** What every solver pod asks for as well. */
export const isPlatform = (label: string) => /^(beta\.)?kubernetes\.io\/(os|arch)$/.test(label);

/** The requirements of a term, each as text, in no order. */
function normal(term: DataMap): ReadonlySet<string> {
  const items = ['matchExpressions', 'matchFields'].flatMap((name) => listIn(term, name) ?? []);
  return new Set(
    items.filter(isMap).map((item) => {
      const values = (listIn(item, 'values') ?? []).map(String).sort();
      return JSON.stringify([textIn(item, 'key'), textIn(item, 'operator'), values]);
    }),
  );
}

const isWithin = (part: ReadonlySet<string>, whole: ReadonlySet<string>) =>
  [...part].every((item) => whole.has(item));

/** What holds a solver to the nodes of the controllers; undefined where one of them is held to none. */
function copyOf(known: readonly Scheduled[], elsewhere: readonly string[]): SolverPlacement | undefined {
  const terms = known.map((one) => termsOf(one.pod));
  if (terms.some((ways) => ways.length === 0)) return undefined;
  const tolerations = known.flatMap(
    ({ controller }) => listIn(controller.scheduling ?? {}, 'tolerations') ?? [],
  );
  return {
    kind: 'controllerKnown',
    controllers: known.map(({ controller }) => controller),
    copy: { nodeSelectorTerms: distinct(terms.flat()), tolerations: distinct(tolerations) },
    elsewhere,
  };
}

/**
 * What may hold a solver to where controllers run: the placement of all of them as it is, then that of each, then each
 * of its ways alone; none where one of them may run on any node.
 */
export function copiesOf(controllers: readonly Controller[]): readonly Copy[] {
  const single = controllers.flatMap(({ scheduling = {} }): Copy[] => {
    const nodeSelectorTerms = termsOf(scheduling);
    return nodeSelectorTerms.length > 0
      ? [{ nodeSelectorTerms, tolerations: listIn(scheduling, 'tolerations') ?? [] }]
      : [];
  });
  if (single.length < controllers.length) return [];
  const all: Copy = {
    nodeSelectorTerms: distinct(single.flatMap(({ nodeSelectorTerms }) => nodeSelectorTerms)),
    tolerations: distinct(single.flatMap(({ tolerations }) => tolerations)),
  };
  const ways = single.flatMap(({ nodeSelectorTerms, tolerations }) =>
    nodeSelectorTerms.map((term): Copy => ({ nodeSelectorTerms: [term], tolerations })),
  );
  const byTerms = new Map<string, Copy>();
  for (const copy of [all, ...single, ...ways]) {
    const key = JSON.stringify(copy.nodeSelectorTerms);
    if (!byTerms.has(key)) byTerms.set(key, copy);
  }
  return [...byTerms.values()].slice(0, mostCopies);
}
const mostCopies = 5;

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function hasPodAffinity(pod: DataMap): boolean {
  const affinity = mapIn(mapIn(pod, 'affinity') ?? {}, 'podAffinity') ?? {};
  return (listIn(affinity, required) ?? []).length > 0;
}

/** Whether the solver is held to the nodes on which pods of a controller run. */
function follows(pod: DataMap, controllers: readonly Controller[]): boolean {
  const affinity = mapIn(mapIn(pod, 'affinity') ?? {}, 'podAffinity') ?? {};
  return (listIn(affinity, required) ?? []).filter(isMap).some((term) => {
    const labels = Object.entries(mapIn(mapIn(term, 'labelSelector') ?? {}, 'matchLabels') ?? {});
    const isNode = textIn(term, 'topologyKey') === 'kubernetes.io/hostname';
    const matches = ({ podLabels }: Controller) => labels.every(([key, value]) => podLabels[key] === value);
    return isNode && labels.length > 0 && controllers.some(matches);
  });
}

/** A pod affinity to the one controller that may run anywhere, where its labels and its namespace are known. */
function followPods(pod: DataMap, known: readonly Scheduled[]): SolverPlacement {
  const [one, ...others] = known;
  if (!one || others.length > 0 || hasPodAffinity(pod)) return unknown;
  const { controller } = one;
  if (controller.namespace === undefined || Object.keys(controller.podLabels).length === 0) return unknown;
  return {
    kind: 'podAffinity',
    controller,
    term: {
      labelSelector: { matchLabels: controller.podLabels },
      namespaces: [controller.namespace],
      topologyKey: 'kubernetes.io/hostname',
    },
  };
}
