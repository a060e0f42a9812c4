import { requiredOf, tolerates } from '../../issuance/feasibility.ts';
import { podProblems } from '../../issuance/podValidation.ts';
import { podTemplates } from '../../issuance/solverPod.ts';
import { type DataMap, fieldIn, isMap, listIn, mapIn, placeOf, textIn, toData } from '../../model/data.ts';
import { isDeeplyCertain } from '../../yaml/read.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a solver pod that is held to nodes which carry a taint by themselves, without a toleration for it: control
 * plane nodes (`node-role.kubernetes.io/control-plane`, in old clusters `…/master`) and spot nodes of Azure
 * (`kubernetes.azure.com/scalesetpriority: spot`).
 *
 * ## Why it matters
 * kubeadm and most platforms taint control plane nodes with `NoSchedule`, and AKS taints its spot nodes. A node
 * selector or an affinity does not get a pod past a taint: it stays Pending, and the Challenge waits for ever with the
 * status code 503. The tolerations in the values of cert-manager's Helm chart are not for solver pods.
 *
 * ## When to allow it
 * In a cluster whose control plane nodes take all workloads, as those of one node often do.
 *
 * ## References
 * - [Taints and tolerations](https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/)
 * - cert-manager issues 1096, 1770, 7673
 */
/**
 * @lang ko
 * ## 하는 일
 * 처음부터 테인트가 있는 노드에 묶여 있으면서 그에 대한 톨러레이션이 없는 솔버 파드를 알립니다. 컨트롤 플레인
 * 노드(`node-role.kubernetes.io/control-plane`, 오래된 클러스터에서는 `…/master`)와 Azure의 스팟
 * 노드(`kubernetes.azure.com/scalesetpriority: spot`)입니다.
 *
 * ## 왜 중요한가
 * kubeadm과 대부분의 플랫폼은 컨트롤 플레인 노드에 `NoSchedule` 테인트를 두고 AKS는 스팟 노드에 테인트를 둡니다. 노드 셀렉터나
 * 어피니티로는 테인트를 넘지 못합니다. 파드는 Pending에 머물고 Challenge는 상태 코드 503과 함께 끝없이 기다립니다. cert-manager Helm
 * 차트의 톨러레이션 값은 솔버 파드에 쓰이지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 단일 노드 클러스터처럼 컨트롤 플레인 노드가 모든 워크로드를 받는 클러스터입니다.
 *
 * ## 참고
 * - [테인트와 톨러레이션](https://kubernetes.io/ko/docs/concepts/scheduling-eviction/taint-and-toleration/)
 */
export default defineRule({
  id: 'solver-pod-without-toleration',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'always',
  since: '0.1.0',
  *check(issuer, { locale, release, edit }) {
    const say = texts[locale];
    for (const template of podTemplates(issuer, release)) {
      const spec = template.value.spec;
      const data = spec && toData(spec.value.map);
      if (!spec || !isMap(data) || !isDeeplyCertain(spec.value.map)) continue;
      if (!podProblems(data)[Symbol.iterator]().next().done) continue;
      const tolerations = (listIn(data, 'tolerations') ?? []).filter(isMap);
      for (const [label, value, taints] of tainted) {
        const path = demandOf(data, label, value);
        const [taint] = taints;
        if (!path || !taint) continue;
        const isTolerated = taints.some((key) =>
          tolerations.some((item) => tolerates(item, { key, value, effect: 'NoSchedule' })),
        );
        if (isTolerated) continue;
        const fixes = (): Fix[] => {
          const toleration = {
            key: taint,
            operator: value === '' ? 'Exists' : 'Equal',
            ...(value !== '' && { value }),
            effect: 'NoSchedule',
          };
          const list = spec.value.map.entries.find(({ name }) => name === 'tolerations');
          const edits = list
            ? edit.append(list, toleration)
            : edit.insert(spec.entry, ['tolerations'], [toleration]);
          return edits ? [{ title: say.fix(taint), safety: 'safe', edits }] : [];
        };
        const { at } = placeOf(spec.value.map, path, spec.key);
        yield { at, message: say.tainted(taint), fixes };
      }
    }
  },
});

/** Label, value and the taints of the nodes that have it, the present one first. */
const tainted: readonly (readonly [label: string, value: string, taints: readonly string[]])[] = [
  [
    'node-role.kubernetes.io/control-plane',
    '',
    ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'],
  ],
  [
    'node-role.kubernetes.io/master',
    '',
    ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'],
  ],
  ['kubernetes.azure.com/scalesetpriority', 'spot', ['kubernetes.azure.com/scalesetpriority']],
];

/** Where the label is surely demanded: by the node selector, or by the only term of the affinity. */
function demandOf(spec: DataMap, label: string, value: string): (string | number)[] | undefined {
  const selector = mapIn(spec, 'nodeSelector') ?? {};
  if (fieldIn(selector, label) === value) return ['nodeSelector', label];
  const required = requiredOf(spec);
  const terms = (required && listIn(required, 'nodeSelectorTerms')) ?? [];
  const [term] = terms;
  if (terms.length !== 1 || !isMap(term)) return undefined;
  const items = (listIn(term, 'matchExpressions') ?? []).map((item) => (isMap(item) ? item : {}));
  const index = items.findIndex((item) => {
    const values = listIn(item, 'values') ?? [];
    const operator = textIn(item, 'operator');
    return (
      textIn(item, 'key') === label &&
      ((operator === 'Exists' && value === '') ||
        (operator === 'In' && values.length === 1 && values[0] === value))
    );
  });
  if (index < 0) return undefined;
  const name = 'requiredDuringSchedulingIgnoredDuringExecution';
  return ['affinity', 'nodeAffinity', name, 'nodeSelectorTerms', 0, 'matchExpressions', index, 'key'];
}

const texts: Texts<{
  readonly tainted: (taint: string) => string;
  readonly fix: (taint: string) => string;
}> = {
  en: {
    tainted: (taint) =>
      `These nodes usually carry the taint \`${taint}:NoSchedule\`, and the solver pod does not tolerate it: it stays Pending, and the challenge never passes.`,
    fix: (taint) => `Tolerate the taint ${taint}`,
  },
  ko: {
    tainted: (taint) =>
      `이 노드에는 보통 \`${taint}:NoSchedule\` 테인트가 있는데 솔버 파드에는 톨러레이션이 없습니다. 파드는 Pending에 머물고 챌린지는 끝내 통과하지 못합니다.`,
    fix: (taint) => `테인트 ${taint}에 대한 톨러레이션 넣기`,
  },
};
