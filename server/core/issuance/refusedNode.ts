/** Why exactly a node is left out, in the words of the pod: for people. `feasibility.ts` decides. */
import { type Data, type DataMap, isMap, listIn, mapIn, textIn } from '../model/data.ts';
import type { Node } from '../model/node.ts';
import { matchesNode, refusal, requiredOf } from './feasibility.ts';
import { type PodHold, podTermsOf } from './podAffinity.ts';

export interface RefusedNode {
  readonly node: string;
  /** `affinity`, or `taint <key>`. */
  readonly reason: string;
  /** The part of the pod that the node does not meet, or the taint that is not tolerated. */
  readonly detail: string;
}

/**
 * The nodes that a pod may run on, and the others. `taken` undefined where nobody knows on which of them the pods run that
 * it is held to.
 */
export function amongNodes(
  pod: DataMap,
  hold: PodHold,
  nodes: readonly Node[],
): { readonly taken: readonly string[] | undefined; readonly refused: readonly RefusedNode[] } {
  const taken: string[] = [];
  const refused: RefusedNode[] = [];
  for (const node of nodes) {
    const reason = refusal(pod, node);
    if (reason !== undefined) refused.push({ node: node.name, reason, detail: detailOf(pod, node, reason) });
    else if (hold.kind === 'astray' || (hold.kind === 'beside' && !hold.allows(node)))
      refused.push({ node: node.name, reason: 'affinity', detail: `podAffinity ${describePodTerms(pod)}` });
    else taken.push(node.name);
  }
  return { taken: hold.kind === 'unknown' && taken.length > 0 ? undefined : taken, refused };
}

/** The required pod affinities on one line. */
function describePodTerms(pod: DataMap): string {
  const terms = podTermsOf(pod).map((term) => {
    const selector = mapIn(term, 'labelSelector') ?? {};
    const labels = Object.entries(mapIn(selector, 'matchLabels') ?? {});
    const items = (listIn(selector, 'matchExpressions') ?? []).filter(isMap).map(describeRequirement);
    return [...labels.map(([key, value]) => `${key}=${plain(value)}`), ...items].join(', ');
  });
  return terms.join(' & ');
}

function detailOf(pod: DataMap, node: Node, reason: string): string {
  if (reason !== 'affinity') {
    const taint = node.taints.find(({ key }) => `taint ${key}` === reason);
    if (!taint) return reason;
    return `${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`;
  }
  const selector = Object.entries(mapIn(pod, 'nodeSelector') ?? {}).filter(
    ([key, value]) => !matchesNode({ nodeSelector: { [key]: value } }, node),
  );
  if (selector.length > 0) return selector.map(([key, value]) => `${key}=${String(value)}`).join(', ');
  return describeTerms(pod);
}

/** The required node affinity on one line; empty where there is none. */
export function describeTerms(pod: DataMap): string {
  const required = requiredOf(pod);
  const terms = (required && listIn(required, 'nodeSelectorTerms')) ?? [];
  return terms.filter(isMap).map(describeTerm).join(' | ');
}

function describeTerm(term: DataMap): string {
  const items = ['matchExpressions', 'matchFields'].flatMap((name) => listIn(term, name) ?? []);
  return items.length === 0 ? '{}' : items.filter(isMap).map(describeRequirement).join(' & ');
}

function describeRequirement(item: DataMap): string {
  const values = listIn(item, 'values') ?? [];
  const [key, operator] = [textIn(item, 'key') ?? '?', textIn(item, 'operator') ?? '?'];
  return values.length === 0 ? `${key} ${operator}` : `${key} ${operator} [${values.map(plain).join(', ')}]`;
}

const plain = (value: Data) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** A toleration on one line, as `key=value:effect`. */
export function describeToleration(item: DataMap): string {
  const text = (name: string) => textIn(item, name) ?? '?';
  const key = text('key') === '' ? '*' : text('key');
  const value = text('operator') === 'Exists' || text('value') === '' ? '' : `=${text('value')}`;
  return `${key}${value}${text('effect') === '' ? '' : `:${text('effect')}`}`;
}
