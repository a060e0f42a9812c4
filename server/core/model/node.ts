/** Nodes of a cluster, as far as the scheduler asks of them (k8s.io/api `core/v1/types.go`, release 0.36). */
import { isDeeplyCertain, lookup } from '../yaml/read.ts';
import { type DataMap, isMap, listIn, mapIn, textIn, toData } from './data.ts';
import type { Known } from './resource.ts';

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

export interface Node {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
}

/** The Node object that a node was read from; `node` is undefined where a template has a say in its labels or taints. */
export interface KnownNode {
  readonly node: Node | undefined;
  readonly resource: Known;
}

/** The nodes of a cluster, in the order in which they are written; one that is written twice comes once. */
export function nodesOf(resources: Iterable<Known>): readonly KnownNode[] {
  const found = new Map<string, KnownNode>();
  for (const resource of resources) {
    if (resource.kind !== 'Node') continue;
    const { name } = resource;
    const known = found.get(name ?? '');
    const node = nodeOf(resource);
    // Of two that differ, nobody knows which one there is.
    const same = !known || JSON.stringify(known.node) === JSON.stringify(node);
    found.set(name ?? '', { node: same ? node : undefined, resource: known?.resource ?? resource });
  }
  return [...found.values()];
}

/**
 * The nodes, where all are known and whole: one that a template has a part in may be any, one without the kubelet's
 * labels is a part, and there may be none at all.
 */
export function everyNode(known: readonly KnownNode[]): readonly Node[] | undefined {
  const nodes = known.flatMap(({ node }) => node ?? []);
  const whole = nodes.every(({ labels }) => labels[writtenByKubelet] !== undefined);
  return nodes.length > 0 && nodes.length === known.length && whole ? nodes : undefined;
}

/**
 * Every kubelet writes it (`pkg/kubelet/kubelet_node_status.go`, since 1.14): a Node without it is a part, such as the
 * labels that somebody adds, and the rest of its labels and taints is not known.
 */
const writtenByKubelet = 'kubernetes.io/os';

/** What the scheduler knows of a node. */
function nodeOf({ name, map }: Known): Node | undefined {
  const parts = ['metadata', 'spec'].map((part) => lookup(map, part)?.entry.value);
  if (name === undefined || !map.certain || parts.some((part) => part && !isDeeplyCertain(part)))
    return undefined;
  const data = toData(map);
  if (!isMap(data)) return undefined;
  const labels = Object.entries(mapIn(mapIn(data, 'metadata') ?? {}, 'labels') ?? {});
  const spec = mapIn(data, 'spec') ?? {};
  const taints = (listIn(spec, 'taints') ?? []).flatMap((taint) => (isMap(taint) ? [taintOf(taint)] : []));
  return {
    name,
    labels: Object.fromEntries(labels.map(([key, value]) => [key, String(value ?? '')])),
    taints: spec['unschedulable'] === true ? cordoned(taints) : taints,
  };
}

function taintOf(taint: DataMap): Taint {
  const [key = '', value = '', effect = ''] = ['key', 'value', 'effect'].map((name) => textIn(taint, name));
  return { key, ...(value !== '' && { value }), effect };
}

/** The taint that the node controller adds to a cordoned node (`pkg/controller/nodelifecycle`). */
export const cordonTaint: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

function cordoned(taints: readonly Taint[]): readonly Taint[] {
  return taints.some(({ key }) => key === cordonTaint.key) ? taints : [...taints, cordonTaint];
}
