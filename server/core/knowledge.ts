/**
 * What the engine knows of cert-manager: the rules with their texts, how solvers are placed, and the structure of the API
 * by release. By far
 * the largest part of the product, so hosts that start often load it when the first resource is met.
 */
import { type PlaceSolvers, placedSolvers } from './issuance/placedSolver.ts';
import { registry } from './rules/registry.gen.ts';
import type { Rule } from './rules/rule.ts';
import { table } from './schema/table.gen.ts';

export interface Knowledge {
  readonly rules: readonly Rule[];
  /** The packed structure of the API; see `schema/schema.ts`. */
  readonly table: string;
  readonly placedSolvers: PlaceSolvers;
}

export const knowledge: Knowledge = { rules: registry, table, placedSolvers };
