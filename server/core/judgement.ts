/** What judging needs to know of cert-manager: all that the command line loads. */
import type { Release } from './facts.ts';
import { planTree } from './features/planTree.ts';
import { placedSolvers } from './issuance/placedSolver.ts';
import type { Plan } from './issuance/plan.ts';
import { shared } from './overlays.ts';
import { planOf } from './planOf.ts';
import type { OnRuleCrash } from './rules/apply.ts';
import { createClusters } from './rules/cluster.ts';
import { createJudging, type Judging } from './rules/judging.ts';
import { registry } from './rules/registry.gen.ts';
import type { Rule } from './rules/rule.ts';
import { table } from './schema/table.gen.ts';
import { surveyOf } from './survey.ts';
import { build } from './workspace/build.ts';
import { carriedIn } from './workspace/carried.ts';
import { chartRoots } from './workspace/chartReleases.ts';
import { rootsOf } from './workspace/roots.ts';
import { withSettings } from './workspace/settings.ts';
import type { Means, Workspace } from './workspace/workspace.ts';

export { findingsOf, planTree } from './features/planTree.ts';
export { planWords } from './features/planWords.ts';

export interface Judgement {
  readonly rules: readonly Rule[];
  /** The rules at work; the given function is told of one that throws. */
  readonly judging: (crash: OnRuleCrash) => Judging;
  /** What several builds show of one place, as one finding. */
  readonly shared: typeof shared;
  /** What kustomizations and charts there are, and what they make. */
  readonly rootsOf: Means['rootsOf'];
  readonly chartRoots: Means['chartRoots'];
  readonly withSettings: Means['withSettings'];
  readonly build: Means['build'];
  /** What texts inside of a file hold. */
  readonly carriedIn: Means['carriedIn'];
  /** What is analysed and what is not. */
  readonly survey: typeof surveyOf;
  readonly plan: (workspace: Workspace, release: Release) => Plan;
  readonly planTree: typeof planTree;
}

export const judgement: Judgement = {
  rules: registry,
  judging: (crash) => createJudging({ rules: registry, table, createClusters, placedSolvers }, crash),
  shared,
  rootsOf,
  chartRoots,
  withSettings,
  build,
  carriedIn,
  survey: surveyOf,
  plan: planOf,
  planTree,
};
