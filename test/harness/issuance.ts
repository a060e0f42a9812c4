/** What the real code said of solver pods, nodes and solvers, held against the engine's retelling. */
import { refusal } from '../../server/core/issuance/feasibility.ts';
import { mergePod } from '../../server/core/issuance/podMerge.ts';
import { resourceProblems } from '../../server/core/issuance/podResources.ts';
import { podProblems } from '../../server/core/issuance/podValidation.ts';
import { chooseSolver } from '../../server/core/issuance/solverChoice.ts';
import type { Data, DataMap, DataPath } from '../../server/core/model/data.ts';
import type { Taint } from '../../server/core/model/node.ts';

export interface PodRow {
  readonly id: string;
  readonly spec: DataMap;
  readonly accepted: boolean;
  readonly errors: readonly { readonly field: string }[];
  readonly pod: DataMap;
}

export interface PlacementRow {
  readonly id: string;
  readonly nodes: readonly {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly taints: readonly Taint[];
  }[];
  readonly spec: DataMap;
  readonly feasible: readonly string[];
  readonly refused: Readonly<Record<string, string>>;
}

export interface SolverRow {
  readonly id: string;
  readonly solvers: readonly Data[];
  readonly dnsName: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly chosen: number | null;
  readonly type?: string;
}

/** The merged pod without what Go leaves out or fills in when it writes it down. */
export function merged({ spec }: PodRow): unknown {
  return bare(mergePod(spec));
}

/** Data without empty values, zero weights and nulls. */
export function bare(data: Data): Data {
  if (Array.isArray(data)) return data.map(bare);
  if (typeof data !== 'object' || data === null) return data;
  const isEmpty = (name: string, value: Data) =>
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (name === 'weight' && value === 0) ||
    (name === 'preference' && Object.keys(value as DataMap).length === 0);
  const entries = Object.entries(data).map(([name, value]) => [name, bare(value)] as const);
  return Object.fromEntries(entries.filter(([name, value]) => !isEmpty(name, value)));
}

/** The fields that we say the API server refuses, named as it names them. */
export function refusedFields({ spec }: PodRow): string[] {
  const { resources } = mergePod(spec);
  const problems = [
    ...[...podProblems(spec)].map(({ path }) => `spec.${named(path)}`),
    ...[...resourceProblems(resources as DataMap, spec['resources'])].map(
      ({ path }) => `spec.containers[0].${named(path)}`,
    ),
  ];
  return [...new Set(problems)].sort();
}

/** A path in the words of the pod validation: it names no entries of label maps, and `namespaces` in the singular. */
function named(path: DataPath): string {
  const map = path.findIndex((step) => step === 'matchLabels' || step === 'nodeSelector');
  const steps = map < 0 ? path : path.slice(0, map + 1);
  const text = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text.slice(1).replace(/\.namespaces\[\d+\]$/, '.namespace');
}

/** The nodes that are left, and why the others are not. */
export function placed({ nodes, spec }: PlacementRow): Pick<PlacementRow, 'feasible' | 'refused'> {
  const pod = mergePod(spec);
  const answers = nodes.map((node) => [node.name, refusal(pod, node)] as const);
  return {
    feasible: answers.flatMap(([name, why]) => (why === undefined ? [name] : [])),
    refused: Object.fromEntries(answers.flatMap(([name, why]) => (why === undefined ? [] : [[name, why]]))),
  };
}

/** The solver that we choose. */
export function chosen({ solvers, dnsName, labels }: SolverRow): {
  chosen: number | null;
  type: string | undefined;
} {
  const choice = chooseSolver(solvers, dnsName, labels);
  return { chosen: choice?.index ?? null, type: choice?.type };
}
