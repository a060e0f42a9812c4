/** Whether a solver pod lands where the ingress can reach it: the solver's scheduling held against the controllers'. */
import { type Data, type DataMap, isMap, listIn, textIn } from '../model/data.ts';
import type { Node } from '../model/node.ts';
import type { Controller, Serving } from '../workspace/placement/placement.ts';
import { contradictions } from './contradiction.ts';
import {
  homesAmong,
  type Scheduled,
  scheduledOf,
  type Telling,
  tellingAmong,
  termsOf,
} from './controllerNodes.ts';
import { matchesNode, tolerationFor, untolerated } from './feasibility.ts';
import { type PodHold, podTermsOf } from './podAffinity.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

/** What a solver's podTemplate needs so that its pods run where a controller does. */
export interface Copy {
  /** `affinity.nodeAffinity.required…`: the controllers' node selectors and required terms, one way each. */
  readonly nodeSelectorTerms: readonly DataMap[];
  readonly tolerations: readonly Data[];
}

/** A required pod affinity to the pods of controllers. */
export interface Follow {
  readonly term: DataMap;
  readonly controllers: readonly Controller[];
  readonly tolerations: readonly Data[];
}

export type SolverPlacement =
  /** All is well, or nothing is the matter. `agrees`: the solver is held to where a controller may run. */
  | { readonly kind: 'quiet'; readonly why: 'single-node' | 'everywhere' | 'outside' | 'agrees' }
  /** The controllers are held to some nodes, and the solver may run on others. */
  | {
      readonly kind: 'controllerKnown';
      /** The placement of all of them as it is, then that of each, then each of its ways alone. */
      readonly copies: readonly [Copy, ...Copy[]];
      readonly controllers: readonly Controller[];
      /** Nodes that would take the solver and no controller. */
      readonly elsewhere: readonly string[];
      /** Where no node is known: the solver's terms that no node of a controller meets, beside one that some may. */
      readonly astray: readonly DataMap[];
    }
  /** Only the pods of the controllers tell where they run: to all of them in one, then to those of each. */
  | {
      readonly kind: 'podAffinity';
      readonly follows: readonly [Follow, ...Follow[]];
      readonly controllers: readonly Controller[];
      readonly elsewhere: readonly string[];
    }
  /** No node that takes the solver takes a controller. */
  | { readonly kind: 'contradicts'; readonly controllers: readonly Controller[] }
  /** No known node has the labels that are asked for. */
  | { readonly kind: 'noNode' }
  /** A required pod affinity asks for the pods of these controllers where they do not run. */
  | { readonly kind: 'noPod'; readonly controllers: readonly Controller[]; readonly term: number }
  /** Every node that the pod may run on has a taint that it does not tolerate: the first one's key. */
  | { readonly kind: 'taint'; readonly key: string; readonly nodes: readonly string[] }
  | { readonly kind: 'unknown' };

const unknown: SolverPlacement = { kind: 'unknown' };

/** What a solver's pod is held against. */
export interface Around {
  readonly serving: Serving;
  /** What its pod affinities come to. */
  readonly hold: PodHold;
  /** All of the cluster; undefined or empty where none is known. */
  readonly nodes: readonly Node[] | undefined;
}

/** What may be said of a solver. `pod`: as cert-manager merges it (`podMerge.ts`); undefined where it is not known. */
export function solverPlacement(pod: DataMap | undefined, around: Around): SolverPlacement {
  if (!pod) return unknown;
  const { serving, hold, nodes } = around;
  if (hold.kind === 'astray') return { kind: 'noPod', controllers: hold.controllers, term: hold.term };
  if (nodes && nodes.length > 0) return amongNodes(pod, serving, hold, nodes);
  const known = schedulingOf(serving);
  if (!known) return serving.state === 'outside' ? { kind: 'quiet', why: 'outside' } : unknown;
  return withoutNodes(pod, hold, known);
}

/** Whether a placement has nothing wrong with it, as far as that is known. */
export function isFine({ kind }: SolverPlacement): boolean {
  return kind === 'quiet' || kind === 'unknown';
}

/** Whether the pod is never scheduled, so that the network has no part in it. */
export function isPending({ kind }: SolverPlacement): boolean {
  return kind === 'noNode' || kind === 'noPod' || kind === 'taint';
}

function schedulingOf(serving: Serving): readonly Scheduled[] | undefined {
  return serving.state === 'known' ? scheduledOf(serving.controllers) : undefined;
}

function amongNodes(pod: DataMap, serving: Serving, hold: PodHold, nodes: readonly Node[]): SolverPlacement {
  const fitting = nodes.filter(
    (node) => matchesNode(pod, node) && (hold.kind !== 'beside' || hold.allows(node)),
  );
  const takes = fitting.filter((node) => untolerated(pod, node).length === 0);
  if (takes.length === 0) return refused(pod, hold, fitting, nodes);
  if (nodes.length === 1) return { kind: 'quiet', why: 'single-node' };
  if (serving.state === 'outside') return { kind: 'quiet', why: 'outside' };
  const known = schedulingOf(serving);
  if (!known) return unknown;
  const controllers = known.map(({ controller }) => controller);
  const homes = homesAmong(known, nodes);
  // The nodes of another cluster, or labels that somebody sets by hand.
  if (homes.length === 0 || hold.kind === 'unknown') return unknown;
  if (follows(pod, hold, controllers)) return { kind: 'quiet', why: 'agrees' };
  const home = new Set(homes);
  const elsewhere = takes.filter((node) => !home.has(node)).map(({ name }) => name);
  // Where only a taint stands between them, tolerations are missing and nothing contradicts.
  if (!homes.some((node) => fitting.includes(node))) return { kind: 'contradicts', controllers };
  const isTelling = tellingAmong(nodes);
  const isHeld = termsOf(pod, isTelling).length > 0;
  if (elsewhere.length > 0)
    return copyOf(known, elsewhere, nodes) ?? (isHeld ? unknown : followPods(known, elsewhere));
  if (known.every(({ controller }) => controller.how === 'daemonset'))
    return { kind: 'quiet', why: 'everywhere' };
  if (known.every((one) => termsOf(one.pod, isTelling).length > 0)) return { kind: 'quiet', why: 'agrees' };
  // Whoever pins the solver beside a controller that may run anywhere knows more than is written here.
  return isHeld ? unknown : followPods(known, []);
}

/** Why no node takes the pod; `fitting`: those that only a taint keeps it off. */
function refused(
  pod: DataMap,
  hold: PodHold,
  fitting: readonly Node[],
  nodes: readonly Node[],
): SolverPlacement {
  const [first] = fitting;
  const [taint] = first ? untolerated(pod, first) : [];
  if (taint) return { kind: 'taint', key: taint.key, nodes: fitting.map(({ name }) => name) };
  // The labels leave some nodes, and the pods that it is to run beside are on others.
  return hold.kind === 'beside' && nodes.some((node) => matchesNode(pod, node))
    ? { kind: 'contradicts', controllers: hold.controllers }
    : { kind: 'noNode' };
}

const untelling: Telling = tellingAmong(undefined);

function withoutNodes(pod: DataMap, hold: PodHold, known: readonly Scheduled[]): SolverPlacement {
  const controllers = known.map(({ controller }) => controller);
  if (follows(pod, hold, controllers)) return { kind: 'quiet', why: 'agrees' };
  const own = termsOf(pod, untelling);
  const isFree = own.length === 0 && hold.kind === 'free';
  const unheld = known.filter((one) => termsOf(one.pod, untelling).length === 0);
  if (unheld.length > 0) {
    if (unheld.some(({ controller }) => controller.how === 'daemonset'))
      return { kind: 'quiet', why: 'everywhere' };
    // Whoever pins the solver knows more of the cluster than is written here.
    return isFree ? followPods(known, []) : unknown;
  }
  if (isFree) return copyOf(known, [], undefined) ?? unknown;
  const [mine, theirs] = [own, known.flatMap((one) => termsOf(one.pod, untelling))].map((terms) =>
    terms.map(normal),
  );
  if (own.length > 0 && mine?.every((term) => theirs?.some((other) => isWithin(other, term))))
    return { kind: 'quiet', why: 'agrees' };
  // Terms are alternatives: each lets the pod go where it says.
  const astray = own.filter((term) => known.every((one) => exclude(term, one.pod)));
  if (astray.length === 0) return unknown;
  return astray.length === own.length
    ? { kind: 'contradicts', controllers }
    : (copyOf(known, [], undefined, astray) ?? unknown);
}

/** Whether no node at all can meet both a term and what holds a pod. */
function exclude(mine: DataMap, other: DataMap): boolean {
  const terms = termsOf(other, untelling).map((theirs) => ({
    matchExpressions: [
      ...(listIn(mine, 'matchExpressions') ?? []),
      ...(listIn(theirs, 'matchExpressions') ?? []),
    ],
  }));
  const both = { affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: terms } } } };
  return terms.length > 0 && contradictions(both).length === terms.length;
}

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
function copyOf(
  known: readonly Scheduled[],
  elsewhere: readonly string[],
  nodes: readonly Node[] | undefined,
  astray: readonly DataMap[] = [],
): SolverPlacement | undefined {
  const controllers = known.map(({ controller }) => controller);
  const [best, ...others] = copiesOf(controllers, nodes);
  return best && { kind: 'controllerKnown', controllers, copies: [best, ...others], elsewhere, astray };
}

/**
 * What may hold a solver to where controllers run: the placement of all of them as it is, then that of each, then each
 * of its ways alone; none where one of them may run on any node.
 */
export function copiesOf(
  controllers: readonly Controller[],
  nodes: readonly Node[] | undefined,
): readonly Copy[] {
  const isTelling = tellingAmong(nodes);
  const single = (scheduledOf(controllers) ?? []).flatMap(({ pod, controller }): Copy[] => {
    const nodeSelectorTerms = termsOf(pod, isTelling);
    const tolerations = [...tolerationsOf(controller), ...taintsOfItsNode(controller, nodes)];
    return nodeSelectorTerms.length > 0 ? [{ nodeSelectorTerms, tolerations }] : [];
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
  for (const copy of all.nodeSelectorTerms.length > 0 ? [all, ...single, ...ways] : []) {
    const key = JSON.stringify(copy.nodeSelectorTerms);
    if (!byTerms.has(key)) byTerms.set(key, copy);
  }
  return [...byTerms.values()].slice(0, mostCopies);
}
const mostCopies = 5;

const tolerationsOf = ({ scheduling }: Controller) => listIn(scheduling ?? {}, 'tolerations') ?? [];

/** Tolerations for the taints that a controller with a `nodeName` never met. */
function taintsOfItsNode({ scheduling }: Controller, nodes: readonly Node[] = []): readonly Data[] {
  const name = textIn(scheduling ?? {}, 'nodeName');
  const node = name ? nodes.find((one) => one.name === name) : undefined;
  return node ? untolerated(scheduling ?? {}, node).map(tolerationFor) : [];
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** Whether the solver is held to the nodes on which pods of one of the controllers run. */
function follows(pod: DataMap, hold: PodHold, controllers: readonly Controller[]): boolean {
  if (hold.kind !== 'beside' || !podTermsOf(pod).some(isOnNode)) return false;
  return hold.controllers.some((one) => controllers.includes(one));
}

const isOnNode = (term: DataMap) => textIn(term, 'topologyKey') === hostName;
const hostName = 'kubernetes.io/hostname';

/** Pod affinities to the controllers, where the labels and namespaces of all of them are known. */
function followPods(known: readonly Scheduled[], elsewhere: readonly string[]): SolverPlacement {
  const controllers = known.map(({ controller }) => controller);
  const byLabels = new Map<string, Controller[]>();
  for (const controller of controllers) {
    if (controller.namespace === undefined || Object.keys(controller.podLabels).length === 0) return unknown;
    const key = JSON.stringify(Object.entries(controller.podLabels).sort());
    byLabels.set(key, [...(byLabels.get(key) ?? []), controller]);
  }
  const single = controllers.map((one) => [one]);
  const together = byLabels.size === 1 && controllers.length > 1 ? [controllers] : [];
  const [best, ...others] = [...together, ...single].slice(0, mostCopies).map(followOf);
  return best ? { kind: 'podAffinity', follows: [best, ...others], controllers, elsewhere } : unknown;
}

/** Controllers whose pods have the same labels. */
function followOf(controllers: readonly Controller[]): Follow {
  return {
    controllers,
    term: {
      labelSelector: { matchLabels: controllers[0]?.podLabels ?? {} },
      namespaces: distinct(controllers.flatMap(({ namespace }) => namespace ?? [])),
      topologyKey: hostName,
    },
    tolerations: distinct(controllers.flatMap(tolerationsOf)),
  };
}
