/** What the podTemplate of a solver that is yet to be written has to say, so that its pod lands where the ingress reaches it. */
import type { Release } from '../facts.ts';
import { type Data, type DataMap, isMap } from '../model/data.ts';
import type { Node, Taint } from '../model/node.ts';
import type { Controller, Route, Serving } from '../workspace/placement/placement.ts';
import { servingOf } from '../workspace/placement/placement.ts';
import { matchesNode, untolerated } from './feasibility.ts';
import type { ClusterFacts } from './placedSolver.ts';
import { mergePod } from './podMerge.ts';
import { tolerationOf, tolerationsIn } from './solverPin.ts';
import { type Copy, copiesOf, isPlatform, type SolverPlacement, solverPlacement } from './solverPlacement.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

/** A label that pods may be held to: `value` undefined where it only has to exist. */
export interface Label {
  readonly key: string;
  readonly value: string | undefined;
}

export type Pin =
  /** Any node that takes the pod will do. */
  | { readonly kind: 'needless' }
  /** Where the controllers run. `spec` is that of the podTemplate. */
  | { readonly kind: 'beside'; readonly spec: DataMap; readonly controllers: readonly Controller[] }
  /** To nodes with a label, past the taints that all of them have. */
  | { readonly kind: 'label'; readonly label: Label; readonly tolerations: readonly Data[] };

/**
 * How the pod of a new solver with this route is held to nodes: as the fix of `http01-solver-without-node-affinity` would,
 * by what is known of the cluster, else by `label`, or one that the nodes have where none has that.
 */
export function pinFor(
  route: Route | undefined,
  { controllers, nodes }: ClusterFacts,
  label: Label,
  release: Release,
): Pin {
  const serving: Serving = route ? servingOf(controllers, route) : { state: 'unknown' };
  const placed = (spec: DataMap) => solverPlacement(mergePod(spec, release), serving, nodes);
  const bare = placed({});
  if (bare.kind === 'quiet') return { kind: 'needless' };
  const beside = besideOf(bare, serving).find(({ spec }) => isFine(placed(spec)));
  return beside ? { kind: 'beside', ...beside } : labelPin(label, nodes ?? []);
}

function isFine({ kind }: SolverPlacement): boolean {
  return kind === 'quiet' || kind === 'unknown';
}

interface Beside {
  readonly spec: DataMap;
  readonly controllers: readonly Controller[];
}

/** What holds the pod to where controllers run, the best first. */
function besideOf(placement: SolverPlacement, serving: Serving): readonly Beside[] {
  if (placement.kind === 'podAffinity') {
    const { controller, term } = placement;
    const affinity = { podAffinity: { [required]: [term] } };
    const spec = { affinity, ...tolerating(tolerationsIn(controller.scheduling ?? {})) };
    return [{ spec, controllers: [controller] }];
  }
  const controllers = serving.state === 'known' ? serving.controllers : [];
  if (controllers.length === 0 || controllers.some(({ scheduling }) => !scheduling)) return [];
  return copiesOf(controllers).map((copy) => ({ spec: specOf(copy), controllers }));
}

function specOf({ nodeSelectorTerms, tolerations }: Copy): DataMap {
  return { affinity: { nodeAffinity: { [required]: { nodeSelectorTerms } } }, ...tolerating(tolerations) };
}

function tolerating(tolerations: readonly Data[]): DataMap {
  return tolerations.length > 0 ? { tolerations: tolerations.filter(isMap).map(tolerationOf) } : {};
}

/** `label` where a node has it or none is known; else one that tells some nodes from the others, else the first node's name. */
function labelPin(label: Label, nodes: readonly Node[]): Pin {
  const has = ({ labels }: Node, { key, value }: Label) =>
    Object.hasOwn(labels, key) && (value === undefined || labels[key] === value);
  const of = (one: Label) => nodes.filter((node) => has(node, one));
  const found = [label, ...tellingLabels(nodes), ...hostNames(nodes)].find((one) => of(one).length > 0);
  const chosen = found ?? label;
  const taken = of(chosen).map((node) => untolerated({}, node));
  const [first] = taken;
  const isBarred = first !== undefined && taken.every((taints) => taints.length > 0);
  return { kind: 'label', label: chosen, tolerations: isBarred ? first.map(toleration) : [] };
}

/** Labels that some nodes have and others have not, those of the cluster's own making first. */
function tellingLabels(nodes: readonly Node[]): readonly Label[] {
  const counts = new Map<string, { readonly label: Label; count: number }>();
  for (const { labels } of nodes) {
    for (const [key, value] of Object.entries(labels)) {
      if (isPlatform(key) || key === hostName) continue;
      const name = JSON.stringify([key, value]);
      const known = counts.get(name) ?? { label: { key, value: value === '' ? undefined : value }, count: 0 };
      known.count++;
      counts.set(name, known);
    }
  }
  const telling = [...counts.values()].flatMap(({ label, count }) => (count < nodes.length ? [label] : []));
  const isOwn = ({ key }: Label) => !/(?:^|\.)kubernetes\.io\//.test(key);
  return [...telling.filter(isOwn), ...telling.filter((one) => !isOwn(one))];
}

const hostName = 'kubernetes.io/hostname';

function hostNames(nodes: readonly Node[]): readonly Label[] {
  const [first] = nodes.filter((node) => matchesNode({}, node));
  const value = first?.labels[hostName];
  return value === undefined ? [] : [{ key: hostName, value }];
}

function toleration({ key, value, effect }: Taint): DataMap {
  return value === undefined
    ? { key, operator: 'Exists', effect }
    : { key, operator: 'Equal', value, effect };
}
