/** What the podTemplate of a solver that is yet to be written has to say, so that its pod lands where the ingress reaches it. */
import type { Release } from '../facts.ts';
import { type Data, type DataMap, isMap } from '../model/data.ts';
import type { Controller, Route, Serving } from '../workspace/placement/placement.ts';
import { servingOf } from '../workspace/placement/placement.ts';
import { type Label, type LabelPin, labelPin } from './labelPin.ts';
import type { ClusterFacts } from './placedSolver.ts';
import { podHold } from './podAffinity.ts';
import { mergePod } from './podMerge.ts';
import { tolerationOf } from './solverPin.ts';
import { type Copy, copiesOf, isFine, type SolverPlacement, solverPlacement } from './solverPlacement.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

export type Pin =
  /** Any node that takes the pod will do. */
  | { readonly kind: 'needless' }
  /** Where the controllers run. `spec` is that of the podTemplate. */
  | { readonly kind: 'beside'; readonly spec: DataMap; readonly controllers: readonly Controller[] }
  | ({ readonly kind: 'label' } & LabelPin);

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
  const placed = (spec: DataMap) => {
    const pod = mergePod(spec, release);
    return solverPlacement(pod, { serving, hold: podHold(pod, controllers, undefined, nodes), nodes });
  };
  const bare = placed({});
  if (bare.kind === 'quiet') return { kind: 'needless' };
  const beside = besideOf(bare, serving, nodes).find(({ spec }) => isFine(placed(spec)));
  return beside ? { kind: 'beside', ...beside } : { kind: 'label', ...labelPin(label, nodes ?? []) };
}

interface Beside {
  readonly spec: DataMap;
  readonly controllers: readonly Controller[];
}

/** What holds the pod to where controllers run, the best first. */
function besideOf(
  placement: SolverPlacement,
  serving: Serving,
  nodes: ClusterFacts['nodes'],
): readonly Beside[] {
  if (placement.kind === 'podAffinity')
    return placement.follows.map(({ term, controllers, tolerations }) => ({
      spec: { affinity: { podAffinity: { [required]: [term] } }, ...tolerating(tolerations) },
      controllers,
    }));
  const controllers = serving.state === 'known' ? serving.controllers : [];
  return copiesOf(controllers, nodes).map((copy) => ({ spec: specOf(copy), controllers }));
}

function specOf({ nodeSelectorTerms, tolerations }: Copy): DataMap {
  return { affinity: { nodeAffinity: { [required]: { nodeSelectorTerms } } }, ...tolerating(tolerations) };
}

function tolerating(tolerations: readonly Data[]): DataMap {
  return tolerations.length > 0 ? { tolerations: tolerations.filter(isMap).map(tolerationOf) } : {};
}
