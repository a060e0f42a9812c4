import { type Contradiction, contradictions } from '../../issuance/contradiction.ts';
import { mergePod } from '../../issuance/podMerge.ts';
import { podProblems } from '../../issuance/podValidation.ts';
import { podTemplates } from '../../issuance/solverPod.ts';
import { isMap, placeOf, toData } from '../../model/data.ts';
import { itemsAt, lacks, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import type { Span } from '../../text/span.ts';
import { isDeeplyCertain } from '../../yaml/read.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a solver pod that no node can take: a required node affinity that contradicts itself, the `nodeSelector`
 * beside it, or cert-manager's own node selector `kubernetes.io/os: linux`; a required pod affinity without a
 * `labelSelector`, which matches no pod; a node selector for Windows, where the solver's image does not run.
 *
 * ## Why it matters
 * The scheduler asks for the node selector and the node affinity together. cert-manager adds `kubernetes.io/os: linux`
 * unless the podTemplate sets that very key. Where nothing can fit, the pod stays Pending; only the pod itself shows an
 * event (`FailedScheduling`). The Challenge says that the self check got 503, the Issuer is Ready, and the Certificate
 * waits for ever.
 *
 * ## When to allow it
 * Never; the docs of your platform say which labels its nodes have.
 *
 * ## References
 * - [HTTP-01 pod template](https://cert-manager.io/docs/configuration/acme/http01/#podtemplate)
 * - [Assigning pods to nodes](https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/)
 * - cert-manager issues 377, 2879, 3601
 */
/**
 * @lang ko
 * ## 하는 일
 * 어떤 노드도 받을 수 없는 솔버 파드를 알립니다. 필수 노드 어피니티가 그 자체로, 옆의 `nodeSelector`와, 또는 cert-manager가 넣는 노드
 * 셀렉터 `kubernetes.io/os: linux`와 모순되는 경우, `labelSelector`가 없어 아무 파드와도 맞지 않는 필수 파드 어피니티, 솔버 이미지가 실행되지
 * 않는 Windows를 고르는 노드 셀렉터입니다.
 *
 * ## 왜 중요한가
 * 스케줄러는 노드 셀렉터와 노드 어피니티를 모두 요구합니다. cert-manager는 podTemplate이 같은 키를 정하지 않는 한
 * `kubernetes.io/os: linux`를 넣습니다. 맞는 노드가 없으면 파드는 Pending에 머물고 그 파드에만 이벤트(`FailedScheduling`)가 남습니다.
 * Challenge에는 자체 점검이 503을 받았다고만 나오고, Issuer는 Ready이며, Certificate는 끝없이 기다립니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 노드에 어떤 레이블이 있는지는 플랫폼 문서를 보세요.
 *
 * ## 참고
 * - [HTTP-01 파드 템플릿](https://cert-manager.io/docs/configuration/acme/http01/#podtemplate)
 * - [노드에 파드 할당하기](https://kubernetes.io/ko/docs/concepts/scheduling-eviction/assign-pod-node/)
 */
export default defineRule({
  id: 'solver-pod-fits-no-node',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, release }) {
    const say = texts[locale];
    for (const template of podTemplates(issuer, release)) {
      const spec = template.value.spec;
      if (!spec) continue;
      const { map } = spec.value;
      const os = textAt(map, ['nodeSelector', 'kubernetes.io/os']);
      if (os?.value === 'windows') yield { at: os.span, message: say.windows };
      yield* selectorless(map, say.anyPod);
      const data = toData(map);
      if (!isMap(data) || !isDeeplyCertain(map) || !podProblems(data)[Symbol.iterator]().next().done)
        continue;
      const found = contradictions(mergePod(data, release));
      const [first] = found;
      if (first) yield { at: placeFor(map, found, spec.key), message: describe(map, first, say) };
    }
  },
});

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const termsPath = ['affinity', 'nodeAffinity', required, 'nodeSelectorTerms'];

/** Required pod affinities without a label selector. */
function* selectorless(map: YamlMap, message: string) {
  for (const { node } of itemsAt(map, ['affinity', 'podAffinity', required])) {
    const key = node.type === 'map' ? node.entries[0]?.key : undefined;
    if (node.type !== 'map' || !key || !lacks(node, 'labelSelector')) continue;
    yield { at: textAt(node, 'topologyKey')?.key ?? key, message };
  }
}

/** The values of the one requirement that is wrong, or all terms. */
function placeFor(map: YamlMap, found: readonly Contradiction[], key: Span): Span {
  const [first] = found;
  if (!first || found.length > 1) return placeOf(map, termsPath, key).at;
  const item = [...termsPath, first.term, 'matchExpressions', first.requirement];
  const values = placeOf(map, [...item, 'values', 0], key);
  return values.node ? values.at : placeOf(map, [...item, 'operator'], key).at;
}

function describe(map: YamlMap, { key, selected }: Contradiction, say: Say): string {
  if (selected === undefined) return say.itself(key);
  return textAt(map, ['nodeSelector', key]) ? say.selector(key, selected) : say.own(key, selected);
}

interface Say extends Readonly<Record<'windows' | 'anyPod', string>> {
  readonly itself: (key: string) => string;
  readonly selector: (key: string, value: string) => string;
  readonly own: (key: string, value: string) => string;
}

const end = {
  en: 'The solver pod stays Pending, and the challenge never passes.',
  ko: '솔버 파드는 Pending에 머물고 챌린지는 끝내 통과하지 못합니다.',
};

const texts: Texts<Say> = {
  en: {
    itself: (key) => `No node can meet what is asked of \`${key}\` here. ${end.en}`,
    selector: (key, value) =>
      `The node selector demands \`${key}: ${value}\`, and this affinity excludes it; a node must meet both. ${end.en}`,
    own: (key, value) =>
      `cert-manager gives its solver pods the node selector \`${key}: ${value}\`, and this affinity excludes it; a node must meet both. ${end.en}`,
    anyPod: `A pod affinity without \`labelSelector\` matches no pod; \`{}\` matches every one. ${end.en}`,
    windows:
      'The image of the solver runs on Linux only: on a Windows node the pod never starts, and the challenge never passes.',
  },
  ko: {
    itself: (key) => `\`${key}\`에 대한 이 조건을 모두 만족하는 노드는 없습니다. ${end.ko}`,
    selector: (key, value) =>
      korean`노드 셀렉터는 \`${key}: ${value}\`을(를) 요구하는데 이 어피니티는 그것을 제외합니다. 노드는 둘 다 만족해야 합니다. ${end.ko}`,
    own: (key, value) =>
      korean`cert-manager는 솔버 파드에 노드 셀렉터 \`${key}: ${value}\`을(를) 넣는데 이 어피니티는 그것을 제외합니다. 노드는 둘 다 만족해야 합니다. ${end.ko}`,
    anyPod: `\`labelSelector\`가 없는 파드 어피니티는 아무 파드와도 맞지 않습니다. 모든 파드와 맞는 것은 \`{}\`입니다. ${end.ko}`,
    windows:
      '솔버 이미지는 Linux에서만 실행됩니다. Windows 노드에서는 파드가 시작되지 못하고 챌린지는 끝내 통과하지 못합니다.',
  },
};
