/** The HTTP-01 solvers of an issuer, each with where its pod may land: for whoever starts from the issuer. */
import type { Release } from '../facts.ts';
import type { DataMap } from '../model/data.ts';
import type { Field } from '../model/field.ts';
import type { Http01, Http01Route, Issuer, Solver } from '../model/issuer.ts';
import type { Node } from '../model/node.ts';
import type { KnownByKind, KnownKind } from '../model/resource.ts';
import type { Controller, Serving } from '../workspace/placement/placement.ts';
import { createReferences, type Resources } from '../workspace/resources.ts';
import type { YamlNode } from '../yaml/tree.ts';
import type { Ground } from './ground.ts';
import { placePod } from './planName.ts';
import type { PodNamespace } from './podAffinity.ts';
import type { SolverPlacement } from './solverPlacement.ts';
import type { RouteName } from './solverPod.ts';

/** One way of one solver. */
export interface PlacedSolver {
  readonly solver: Solver;
  readonly http01: Field<Http01>;
  readonly name: RouteName;
  readonly route: Field<Http01Route>;
  /** Where it is written, if through an anchor: what an edit of it goes into. */
  readonly target: Field<Http01Route>;
  /** As cert-manager merges it; undefined where it is not known. */
  readonly pod: DataMap | undefined;
  /** Whether the API server refuses the pod, so that none is ever made. */
  readonly refused: boolean;
  /** All nodes of the cluster; undefined where they are not known. */
  readonly nodes: readonly Node[] | undefined;
  readonly serving: Serving;
  readonly placement: SolverPlacement;
  /** Where the pod may land if the podTemplate has another spec. */
  readonly tried: (spec: DataMap) => SolverPlacement;
}

/** What finds resources: those that are applied together with the issuer go before all others. */
export interface Index extends Resources {
  everywhere<K extends KnownKind>(kind: K): readonly KnownByKind[K][];
}

/** What is known of the cluster. */
export interface ClusterFacts {
  readonly controllers: readonly Controller[];
  readonly nodes: readonly Node[] | undefined;
}

/** `placedSolvers`, for whoever is given it. */
export type PlaceSolvers = typeof placedSolvers;

/**
 * The ways of an issuer's HTTP-01 solvers, for a Certificate without annotations of its own. `cluster` is asked where
 * there is one.
 */
export function* placedSolvers(
  issuer: Issuer,
  release: Release,
  index: Index,
  cluster: () => ClusterFacts,
): Iterable<PlacedSolver> {
  const written = new Map<YamlNode, Field<Http01Route>>();
  let known: Ground | undefined;
  for (const solver of issuer.solvers) {
    const { http01 } = solver;
    for (const name of ['ingress', 'gatewayHTTPRoute'] as const) {
      const route = http01?.value[name];
      if (!http01 || !route) continue;
      const original = written.get(route.entry.value);
      if (!route.entry.alias) written.set(route.entry.value, route);
      known ??= groundFor(index, cluster(), release);
      const { namespace } = issuer;
      const { pod, serving, placement, tried } = placePod(
        solver.map,
        issuer,
        { annotations: {}, namespace },
        ownNamespace(issuer),
        known,
      );
      yield {
        solver,
        http01,
        name,
        route,
        target: original ?? route,
        pod: pod.data,
        refused: pod.refused,
        nodes: known.nodes,
        serving: serving ?? { state: 'unknown' },
        placement,
        tried,
      };
    }
  }
}

/** Pods of solvers run in the namespace of the Certificate: for an Issuer that is its own. */
function ownNamespace({ kind, namespace }: Issuer): PodNamespace {
  if (kind === 'ClusterIssuer') return 'every';
  return namespace === undefined ? undefined : { name: namespace };
}

function groundFor(index: Index, { controllers, nodes }: ClusterFacts, release: Release): Ground {
  const resources: Resources = {
    find: (kind, namespace, name) => index.find(kind, namespace, name),
    all(kind) {
      const own = index.all(kind);
      return own.length > 0 ? own : index.everywhere(kind);
    },
  };
  return {
    resources,
    references: createReferences(resources),
    controllers,
    nodes,
    release,
  };
}
