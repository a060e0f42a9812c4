/** What decides on which node a pod runs, on one line. */
import { describeTerms, describeToleration } from '../issuance/refusedNode.ts';
import { type DataMap, isMap } from '../model/data.ts';
import type { PlanWords } from './planWords.ts';

/** The part of a pod that decides on its nodes, on one line. */
export function scheduling(pod: DataMap, say: PlanWords): string {
  const { nodeName, nodeSelector, tolerations } = pod;
  const terms = describeTerms(pod);
  const tolerated = Array.isArray(tolerations) ? tolerations.filter(isMap).map(describeToleration) : [];
  const parts = [
    ...(typeof nodeName === 'string' ? [`nodeName ${nodeName}`] : []),
    ...(isMap(nodeSelector) && Object.keys(nodeSelector).length > 0
      ? [`nodeSelector ${pairs(nodeSelector)}`]
      : []),
    ...(terms === '' ? [] : [`nodeAffinity ${terms}`]),
    ...(podAffinity(pod) ? ['podAffinity'] : []),
    ...(tolerated.length > 0 ? [`tolerations ${tolerated.join(', ')}`] : []),
  ];
  return parts.length > 0 ? parts.join('; ') : say.anyNode;
}

const podAffinity = ({ affinity }: DataMap) => isMap(affinity) && isMap(affinity['podAffinity']);

/** Labels as people write them on one line. */
export const pairs = (map: DataMap) =>
  Object.entries(map)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(', ');
