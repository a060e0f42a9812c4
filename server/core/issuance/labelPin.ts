/** Labels that pods may be held to where nobody knows where the ingress runs. */
import type { DataMap } from '../model/data.ts';
import type { Node } from '../model/node.ts';
import { isPlatform } from './controllerNodes.ts';
import { matchesNode, tolerationFor, untolerated } from './feasibility.ts';

/** A label that pods may be held to: `value` undefined where it only has to exist. */
export interface Label {
  readonly key: string;
  readonly value: string | undefined;
}

/** To nodes with a label, past the taints that all of them have. */
export interface LabelPin {
  readonly label: Label;
  readonly tolerations: readonly DataMap[];
}

/** `label` where a node has it or none is known; else one that tells some nodes from the others, else the first node's name. */
export function labelPin(label: Label, nodes: readonly Node[]): LabelPin {
  const has = ({ labels }: Node, { key, value }: Label) =>
    Object.hasOwn(labels, key) && (value === undefined || labels[key] === value);
  const of = (one: Label) => nodes.filter((node) => has(node, one));
  const found = [label, ...tellingLabels(nodes), ...hostNames(nodes)].find((one) => of(one).length > 0);
  const chosen = found ?? label;
  const taken = of(chosen).map((node) => untolerated({}, node));
  const [first] = taken;
  const isBarred = first !== undefined && taken.every((taints) => taints.length > 0);
  return { label: chosen, tolerations: isBarred ? first.map(tolerationFor) : [] };
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
