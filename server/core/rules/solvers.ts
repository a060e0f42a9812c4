/** The solvers of the issuers that are judged, placed once for all rules that ask. */

import type { Release } from '../facts.ts';
import type { PlacedSolver, PlaceSolvers } from '../issuance/placedSolver.ts';
import type { Issuer } from '../model/issuer.ts';
import type { Cluster, ResourceIndex } from './rule.ts';

/** Answers where the pods of an issuer's solvers may land, the very same answer to each who asks. */
export function createSolvers(
  place: PlaceSolvers,
  index: ResourceIndex,
  cluster: () => Cluster,
): (issuer: Issuer, release: Release) => readonly PlacedSolver[] {
  const known = new Map<Issuer, readonly PlacedSolver[]>();
  return (issuer, release) => {
    const placed = known.get(issuer) ?? [...place(issuer, release, index, cluster)];
    known.set(issuer, placed);
    return placed;
  };
}
