/** On which nodes the pods of ingress and gateway controllers may run. */
import { type DataMap, isMap, listIn, mapIn, textIn } from '../model/data.ts';
import { cordonTaint, type Node } from '../model/node.ts';
import type { Controller } from '../workspace/placement/placement.ts';
import { refusal, requiredOf } from './feasibility.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

/** A controller whose scheduling is known; `pod` as the scheduler would have to see it. */
export interface Scheduled {
  readonly controller: Controller;
  readonly pod: DataMap;
}

/** Undefined where the scheduling of one is not known. */
export function scheduledOf(controllers: readonly Controller[]): readonly Scheduled[] | undefined {
  const known = controllers.flatMap((controller) =>
    controller.scheduling ? [{ controller, pod: podOf(controller.scheduling, controller) }] : [],
  );
  return known.length === controllers.length ? known : undefined;
}

function podOf(scheduling: DataMap, { how }: Controller): DataMap {
  const pod = textIn(scheduling, 'nodeName') ? onItsNode(scheduling) : scheduling;
  // Pods of a DaemonSet tolerate cordoned nodes (`pkg/controller/daemon/util`, `AddOrUpdateDaemonPodTolerations`).
  return how === 'daemonset' ? tolerating(pod, { ...cordonTaint, operator: 'Exists' }) : pod;
}

/** A pod with a `nodeName` passes the scheduler by, and with it the taints that only the scheduler heeds. */
function onItsNode(pod: DataMap): DataMap {
  const term = {
    matchFields: [{ key: 'metadata.name', operator: 'In', values: [textIn(pod, 'nodeName') ?? ''] }],
  };
  const affinity = { nodeAffinity: { [required]: { nodeSelectorTerms: [term] } } };
  return tolerating({ ...pod, nodeSelector: {}, affinity }, { operator: 'Exists', effect: 'NoSchedule' });
}

function tolerating(pod: DataMap, toleration: DataMap): DataMap {
  return { ...pod, tolerations: [...(listIn(pod, 'tolerations') ?? []), toleration] };
}

/** The nodes that may take a pod of one of them. */
export function homesAmong(known: readonly Scheduled[], nodes: readonly Node[]): readonly Node[] {
  return nodes.filter((node) => known.some(({ pod }) => refusal(pod, node) === undefined));
}

/** The names of the nodes that may take a pod of one of the controllers; undefined where that is not known of one. */
export function homesOf(
  controllers: readonly Controller[],
  nodes: readonly Node[],
): readonly string[] | undefined {
  const known = scheduledOf(controllers);
  return known && homesAmong(known, nodes).map(({ name }) => name);
}

/** Whether a label tells some nodes from others. */
export type Telling = (label: string) => boolean;

/** Operating system and architecture: what every solver pod asks for as well, or nearly. */
export const isPlatform = (label: string) => /^(beta\.)?kubernetes\.io\/(os|arch)$/.test(label);

/** Every label tells nodes apart but those of the platform; of these, the ones in which known nodes differ. */
export function tellingAmong(nodes: readonly Node[] | undefined): Telling {
  const own = (nodes ?? []).filter(({ labels }) => labels['kubernetes.io/os'] !== 'windows');
  return (label) => !isPlatform(label) || new Set(own.map(({ labels }) => labels[label])).size > 1;
}

/**
 * Node selector and required node affinity as terms of a node affinity, without labels that tell no nodes apart; none
 * where any node will do.
 */
export function termsOf(pod: DataMap, isTelling: Telling): readonly DataMap[] {
  const selected = Object.entries(mapIn(pod, 'nodeSelector') ?? {})
    .filter(([key]) => isTelling(key))
    .map(([key, value]): DataMap => ({ key, operator: 'In', values: [value] }));
  const affinity = requiredOf(pod);
  const terms = ((affinity && listIn(affinity, 'nodeSelectorTerms')) ?? []).filter(isMap);
  const ways = terms.map((term): DataMap => {
    const expressions = (listIn(term, 'matchExpressions') ?? []).filter(
      (item) => !isMap(item) || isTelling(textIn(item, 'key') ?? ''),
    );
    const fields = listIn(term, 'matchFields') ?? [];
    return {
      ...(expressions.length + selected.length > 0 && { matchExpressions: [...selected, ...expressions] }),
      ...(fields.length > 0 && { matchFields: fields }),
    };
  });
  if (terms.length === 0) return selected.length > 0 ? [{ matchExpressions: selected }] : [];
  // A way that asks for nothing but the platform leaves every node.
  return ways.some((way) => Object.keys(way).length === 0) ? [] : ways;
}
