import { demandsOf, telling } from '../../issuance/demands.ts';
import { requiredOf, tolerates, tolerationFor, untolerated } from '../../issuance/feasibility.ts';
import { podTermsOf, podTermsPath } from '../../issuance/podAffinity.ts';
import { tolerate } from '../../issuance/solverPin.ts';
import {
  type DataMap,
  type DataPath,
  fieldIn,
  isMap,
  listIn,
  mapIn,
  placeOf,
  textIn,
  toData,
} from '../../model/data.ts';
import type { Node, Taint } from '../../model/node.ts';
import { isDeeplyCertain } from '../../yaml/read.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a solver pod that is held to nodes which carry a taint by themselves, without a toleration for it: control
 * plane nodes (`node-role.kubernetes.io/control-plane`, in old clusters `…/master`) and spot nodes of Azure
 * (`kubernetes.azure.com/scalesetpriority: spot`). Where the workspace holds the nodes of the cluster (as
 * `kubectl get nodes -o yaml` writes them) their own taints count instead: reported is a pod that tolerates no node.
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
 * 노드(`kubernetes.azure.com/scalesetpriority: spot`)입니다. 작업 영역에 클러스터의 노드(`kubectl get nodes -o yaml`로 받은 것)가 있으면 그
 * 노드의 테인트로 판단해, 어떤 노드의 테인트도 허용하지 않는 파드를 알립니다.
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
  scope: 'workspace',
  severity: 'warning',
  fixable: 'always',
  since: '0.1.0',
  *check(issuer, { locale, release, solvers, edit }) {
    const say = texts[locale];
    for (const placed of solvers(issuer, release)) {
      const { pod, refused, nodes, route, placement } = placed;
      if (!pod || refused) continue;
      const spec = route.value.podTemplate?.value.spec;
      const data = spec && isDeeplyCertain(spec.value.map) ? toData(spec.value.map) : {};
      if (!isMap(data)) continue;
      const names = placement.kind === 'taint' ? placement.nodes : [];
      const matching = nodes?.filter(({ name }) => names.includes(name)) ?? [];
      // Nodes that are known say which taints they have; of others it is known what is usual.
      const found = nodes ? taintsOf(pod, data, matching) : usualTaints(data);
      for (const { path, taints, told } of found) {
        const fixes = (): Fix[] => {
          const edits = tolerate(placed.target.entry, taints.map(tolerationFor), edit);
          return edits ? [{ title: say.fix(taints.map(({ key }) => key)), safety: 'safe', edits }] : [];
        };
        const at = spec && path ? placeOf(spec.value.map, path, spec.key).at : (spec?.key ?? route.key);
        yield { at, message: say[told](taints.map(show), matching.length), fixes };
      }
    }
  },
});

interface Untolerated {
  /** What holds the pod to nodes with these taints; undefined where it is held to none. */
  readonly path: DataPath | undefined;
  readonly taints: readonly [Taint, ...Taint[]];
  readonly told: 'usual' | 'known';
}

/** The taints of the first matching node, where every one has some that stay. */
function taintsOf(pod: DataMap, spec: DataMap, matching: readonly Node[]): readonly Untolerated[] {
  const lasting = matching.map((node) => untolerated(pod, node).filter(({ key }) => !isPassing(key)));
  const [taint, ...others] = lasting[0] ?? [];
  if (!taint || lasting.some(({ length }) => length === 0)) return [];
  const demands = demandsOf(spec);
  const [demand] = telling(demands);
  const beside = podTermsOf(spec).length > 0 ? [...podTermsPath, 0, 'topologyKey'] : undefined;
  const path = demand ? (demand.term === undefined ? demand.path : [...demand.path, 'key']) : beside;
  return [{ path, taints: [taint, ...others], told: 'known' }];
}

/** Taints that controllers of the cluster set and take away again: cordoned, not ready, about to go. */
const isPassing = (key: string) =>
  /^node\.(?:cloudprovider\.)?kubernetes\.io\/|^(?:ToBeDeletedByClusterAutoscaler|DeletionCandidateOfClusterAutoscaler)$|^karpenter\.sh\//.test(
    key,
  );

function* usualTaints(spec: DataMap): Iterable<Untolerated> {
  const tolerations = (listIn(spec, 'tolerations') ?? []).filter(isMap);
  for (const [label, value, keys] of tainted) {
    const path = demandOf(spec, label, value);
    const [key] = keys;
    if (!path || key === undefined) continue;
    const isTolerated = keys.some((key) =>
      tolerations.some((item) => tolerates(item, { key, value, effect: 'NoSchedule' })),
    );
    const taint: Taint = { key, ...(value !== '' && { value }), effect: 'NoSchedule' };
    if (!isTolerated) yield { path, taints: [taint], told: 'usual' };
  }
}

const show = ({ key, value, effect }: Taint) =>
  `\`${key}${value === undefined ? '' : `=${value}`}:${effect}\``;

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

interface Say {
  readonly usual: (taints: readonly string[]) => string;
  readonly known: (taints: readonly string[], nodes: number) => string;
  readonly fix: (keys: readonly string[]) => string;
}

const texts: Texts<Say> = {
  en: {
    usual: (taints) =>
      `These nodes usually carry the taint ${taints.join(', ')}, and the solver pod does not tolerate it: it stays Pending, and the challenge never passes.`,
    known: (taints, nodes) =>
      `${nodes === 1 ? 'The only node' : `Each of the ${nodes} nodes`} that this pod may run on carries a taint that it does not tolerate (${taints.join(', ')}): it stays Pending, and the challenge never passes.`,
    fix: (keys) => `Tolerate the taint ${keys.join(', ')}`,
  },
  ko: {
    usual: (taints) =>
      `이 노드에는 보통 ${taints.join(', ')} 테인트가 있는데 솔버 파드에는 톨러레이션이 없습니다. 파드는 Pending에 머물고 챌린지는 끝내 통과하지 못합니다.`,
    known: (taints, nodes) =>
      `이 파드가 실행될 수 있는 노드 ${nodes}개에 모두 이 파드가 허용하지 않는 테인트(${taints.join(', ')})가 있습니다. 파드는 Pending에 머물고 챌린지는 끝내 통과하지 못합니다.`,
    fix: (keys) => `테인트 ${keys.join(', ')}에 대한 톨러레이션 추가하기`,
  },
};
