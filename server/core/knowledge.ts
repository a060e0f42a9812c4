/**
 * What the engine knows of cert-manager: the rules with their texts, the structure of the API by release, and what helps
 * while somebody writes. By far the largest part of the product, so hosts that start often load it when the first
 * resource is met.
 */
import type { Release } from './facts.ts';
import type { Assistance } from './features/assist.ts';
import { clusterWords } from './features/clusterWords.ts';
import { complete } from './features/completion/complete.ts';
import { hover } from './features/hover.ts';
import * as navigation from './features/navigation.ts';
import { planTree } from './features/planTree.ts';
import { preview } from './features/preview.ts';
import { type PlaceSolvers, placedSolvers } from './issuance/placedSolver.ts';
import type { Plan } from './issuance/plan.ts';
import { shared } from './overlays.ts';
import { pathsOf } from './pathsOf.ts';
import { planOf } from './planOf.ts';
import type { OnRuleCrash } from './rules/apply.ts';
import { createClusters } from './rules/cluster.ts';
import { createJudging, type Judging } from './rules/judging.ts';
import { registry } from './rules/registry.gen.ts';
import type { Rule } from './rules/rule.ts';
import { table } from './schema/table.gen.ts';
import { build } from './workspace/build.ts';
import { carriedIn } from './workspace/carried.ts';
import { chartRoots } from './workspace/chartReleases.ts';
import { rootsOf } from './workspace/roots.ts';
import type { Means, Workspace } from './workspace/workspace.ts';

export { findingsOf, planTree } from './features/planTree.ts';
export { planWords } from './features/planWords.ts';

export interface Knowledge {
  readonly rules: readonly Rule[];
  /** The rules at work; the given function is told of one that throws. */
  readonly judging: (crash: OnRuleCrash) => Judging;
  /** What several builds show of one place, as one finding. */
  readonly shared: typeof shared;
  /** What kustomizations and charts there are, and what they make. */
  readonly rootsOf: Means['rootsOf'];
  readonly chartRoots: Means['chartRoots'];
  readonly build: Means['build'];
  /** What texts inside of a file hold. */
  readonly carriedIn: Means['carriedIn'];
  readonly plan: (workspace: Workspace, release: Release) => Plan;
  /** The way of a challenge as a picture; undefined where nobody looks: on the command line. */
  readonly paths: typeof pathsOf | undefined;
  readonly planTree: typeof planTree;
  /** Where the pods of solvers run against where the ingress does. */
  readonly placedSolvers: PlaceSolvers;
  /** Undefined where nobody writes: on the command line. */
  readonly assistance: Assistance | undefined;
  /** Undefined where nobody goes anywhere: on the command line. */
  readonly navigation: typeof navigation | undefined;
  /** Undefined where nobody shows it: on the command line. */
  readonly clusterWords: typeof clusterWords | undefined;
}

/** What judging needs. */
export const judgement: Knowledge = {
  rules: registry,
  judging: (crash) => createJudging({ rules: registry, table, createClusters, placedSolvers }, crash),
  shared,
  rootsOf,
  chartRoots,
  build,
  carriedIn,
  plan: planOf,
  paths: undefined,
  planTree,
  placedSolvers,
  assistance: undefined,
  navigation: undefined,
  clusterWords: undefined,
};

export const knowledge: Knowledge = {
  ...judgement,
  paths: pathsOf,
  assistance: { complete, hover, preview },
  navigation,
  clusterWords,
};
