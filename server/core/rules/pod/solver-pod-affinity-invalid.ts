import type { PodProblem, PodProblemReason } from '../../issuance/podProblem.ts';
import { refusedPods } from '../../issuance/solverPod.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an `affinity` in a solver's `podTemplate.spec` that the API server refuses: operators with the wrong number
 * of values (`In` and `NotIn` need at least one, `Exists` and `DoesNotExist` none, `Gt` and `Lt` exactly one),
 * operators that do not exist, label keys and values of the wrong form, weights outside 1 to 100, an empty
 * `topologyKey`, an empty list of terms.
 *
 * ## Why it matters
 * cert-manager's webhook looks at none of this: the Issuer is accepted and becomes Ready. Only when a certificate is
 * asked for, the API server refuses the solver pod. The Challenge shows the event `PresentError`, cert-manager tries
 * again for ever, and the Certificate never becomes Ready.
 *
 * ## When to allow it
 * Never: no such pod can be created.
 *
 * ## References
 * - [Node affinity](https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity)
 * - [Labels: syntax](https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set)
 * - Kubernetes 1.36, `pkg/apis/core/validation/validation.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 솔버의 `podTemplate.spec`에 있는 `affinity` 가운데 API 서버가 거부하는 것을 알립니다. 값의 개수가 맞지 않는 연산자(`In`과 `NotIn`은
 * 하나 이상, `Exists`와 `DoesNotExist`는 없음, `Gt`와 `Lt`는 정확히 하나), 없는 연산자, 형식이 틀린 레이블 키와 값, 1부터 100까지를
 * 벗어난 가중치, 빈 `topologyKey`, 빈 항목 목록입니다.
 *
 * ## 왜 중요한가
 * cert-manager의 웹훅은 이를 전혀 살피지 않습니다. Issuer는 받아들여지고 Ready가 됩니다. 인증서를 요청할 때 비로소 API 서버가 솔버
 * 파드를 거부합니다. Challenge에는 `PresentError` 이벤트가 남고 cert-manager는 끝없이 다시 시도하며 Certificate는 Ready가 되지
 * 못합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 이런 파드는 만들 수 없습니다.
 *
 * ## 참고
 * - [노드 어피니티](https://kubernetes.io/ko/docs/concepts/scheduling-eviction/assign-pod-node/)
 * - [레이블 문법](https://kubernetes.io/ko/docs/concepts/overview/working-with-objects/labels/)
 */
export default defineRule({
  id: 'solver-pod-affinity-invalid',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(issuer, { locale, release, edit }) {
    const { fix, ...say } = texts[locale];
    for (const { problem, at } of refusedPods(issuer, release, ['affinity'])) {
      const message = say[problem.reason]?.(problem.value);
      const operator = operatorFor(problem);
      const fixes = () =>
        operator === undefined
          ? []
          : [
              {
                title: fix(operator),
                safety: 'safe' as const,
                edits: edit.write(at, operator),
              },
            ];
      if (message !== undefined) yield { at, message, fixes };
    }
  },
});

/** The operator that is meant where only its case is wrong. */
function operatorFor({ reason, value, path }: PodProblem): string | undefined {
  if (reason !== 'operator') return undefined;
  const operators = path.includes('matchFields')
    ? ['In', 'NotIn']
    : path.includes('nodeAffinity')
      ? ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']
      : ['In', 'NotIn', 'Exists', 'DoesNotExist'];
  return operators.find((operator) => operator.toLowerCase() === value.toLowerCase());
}

type Say = { readonly [K in PodProblemReason]?: (value: string) => string } & {
  readonly fix: (operator: string) => string;
};

const end = {
  en: 'The API server refuses the solver pod.',
  ko: 'API 서버가 솔버 파드를 거부합니다.',
};

const texts: Texts<Say> = {
  en: {
    operator: (value) => `\`${value}\` is no operator here; its case counts. ${end.en}`,
    'values-missing': (value) => `\`${value}\` needs at least one value. ${end.en}`,
    'values-forbidden': (value) => `\`${value}\` takes no values. ${end.en}`,
    'values-single': (value) => `\`${value}\` takes exactly one value here. ${end.en}`,
    'label-key': (value) => `\`${value}\` is no label key. ${end.en}`,
    'label-value': (value) =>
      `\`${value}\` is no label value: at most 63 letters, digits, \`-\`, \`_\` and \`.\`, with a letter or digit at both ends. ${end.en}`,
    'field-key': (value) =>
      `\`matchFields\` knows only \`metadata.name\`, not \`${value}\`; labels belong in \`matchExpressions\`. ${end.en}`,
    'node-name': (value) => `\`${value}\` is no name of a node. ${end.en}`,
    'terms-missing': () => `\`nodeSelectorTerms\` needs at least one term. ${end.en}`,
    weight: (value) => `A weight is between 1 and 100, not \`${value}\`. ${end.en}`,
    'topology-key-missing': () =>
      `\`topologyKey\` is empty; it names a label of nodes, such as \`kubernetes.io/hostname\`. ${end.en}`,
    namespace: (value) => `\`${value}\` is no name of a namespace. ${end.en}`,
    'label-keys-without-selector': (value) => `\`${value}\` needs a \`labelSelector\` beside it. ${end.en}`,
    'label-keys-both': (value) =>
      `\`${value}\` stands in \`matchLabelKeys\` and in \`mismatchLabelKeys\`. ${end.en}`,
    fix: (operator) => `Write ${operator}`,
  },
  ko: {
    operator: (value) =>
      korean`\`${value}\`은(는) 여기에서 쓸 수 있는 연산자가 아닙니다. 대소문자를 구분합니다. ${end.ko}`,
    'values-missing': (value) => `\`${value}\`에는 값이 하나 이상 필요합니다. ${end.ko}`,
    'values-forbidden': (value) => `\`${value}\`에는 값을 쓸 수 없습니다. ${end.ko}`,
    'values-single': (value) => `여기에서 \`${value}\`에는 값이 정확히 하나 필요합니다. ${end.ko}`,
    'label-key': (value) => korean`\`${value}\`은(는) 레이블 키가 아닙니다. ${end.ko}`,
    'label-value': (value) =>
      korean`\`${value}\`은(는) 레이블 값이 아닙니다. 63자 이하의 영숫자, \`-\`, \`_\`, \`.\`만 쓸 수 있고 양 끝은 영숫자여야 합니다. ${end.ko}`,
    'field-key': (value) =>
      korean`\`matchFields\`에는 \`${value}\`이(가) 아니라 \`metadata.name\`만 쓸 수 있습니다. 레이블은 \`matchExpressions\`에 씁니다. ${end.ko}`,
    'node-name': (value) => korean`\`${value}\`은(는) 노드 이름이 아닙니다. ${end.ko}`,
    'terms-missing': () => `\`nodeSelectorTerms\`에는 항목이 하나 이상 필요합니다. ${end.ko}`,
    weight: (value) => `가중치는 1부터 100까지여야 하는데 \`${value}\`입니다. ${end.ko}`,
    'topology-key-missing': () =>
      `\`topologyKey\`가 비어 있습니다. \`kubernetes.io/hostname\` 같은 노드 레이블의 이름을 씁니다. ${end.ko}`,
    namespace: (value) => korean`\`${value}\`은(는) 네임스페이스 이름이 아닙니다. ${end.ko}`,
    'label-keys-without-selector': (value) =>
      `\`${value}\`에는 \`labelSelector\`가 함께 있어야 합니다. ${end.ko}`,
    'label-keys-both': (value) =>
      korean`\`${value}\`이(가) \`matchLabelKeys\`와 \`mismatchLabelKeys\`에 모두 있습니다. ${end.ko}`,
    fix: (operator) => korean`${operator}(으)로 바꾸기`,
  },
};
