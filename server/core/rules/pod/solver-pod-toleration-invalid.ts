import type { PodProblem, PodProblemReason } from '../../issuance/podProblem.ts';
import { refusedPods } from '../../issuance/solverPod.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a toleration in a solver's `podTemplate.spec` that the API server refuses: an operator that does not exist,
 * `Exists` together with a value, an empty key without `Exists`, an effect that does not exist, `tolerationSeconds`
 * without the effect `NoExecute`, a key or value of the wrong form, `Lt` or `Gt` without a whole number.
 *
 * ## Why it matters
 * cert-manager's webhook looks at none of this: the Issuer is accepted and becomes Ready. Only when a certificate is
 * asked for, the API server refuses the solver pod. The Challenge shows the event `PresentError`, and the Certificate
 * never becomes Ready.
 *
 * ## When to allow it
 * Never: no such pod can be created.
 *
 * ## References
 * - [Taints and tolerations](https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/)
 * - Kubernetes 1.36, `pkg/apis/core/validation/validation.go`, `ValidateTolerations`
 */
/**
 * @lang ko
 * ## 하는 일
 * 솔버의 `podTemplate.spec`에 있는 톨러레이션 가운데 API 서버가 거부하는 것을 알립니다. 없는 연산자, 값이 있는 `Exists`, `Exists`가 아닌데
 * 비어 있는 키, 없는 효과, 효과가 `NoExecute`가 아닌데 있는 `tolerationSeconds`, 형식이 틀린 키나 값, 정수가
 * 아닌 값과 쓴 `Lt`나 `Gt`입니다.
 *
 * ## 왜 중요한가
 * cert-manager의 웹훅은 이를 전혀 살피지 않습니다. Issuer는 받아들여지고 Ready가 됩니다. 인증서를 요청할 때 비로소 API 서버가 솔버
 * 파드를 거부합니다. Challenge에는 `PresentError` 이벤트가 남고 Certificate는 Ready가 되지 못합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 이런 파드는 만들 수 없습니다.
 *
 * ## 참고
 * - [테인트와 톨러레이션](https://kubernetes.io/ko/docs/concepts/scheduling-eviction/taint-and-toleration/)
 */
export default defineRule({
  id: 'solver-pod-toleration-invalid',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(issuer, { locale, release, edit }) {
    const { fix, here, ...say } = texts[locale];
    for (const { problem, at, culprit } of refusedPods(issuer, release, ['tolerations'])) {
      const message = say[problem.reason]?.(problem.value);
      if (message === undefined) continue;
      const word = wordFor(problem);
      const fixes = () =>
        word === undefined
          ? []
          : [
              {
                title: fix(word),
                safety: 'safe' as const,
                edits: edit.write(at, word),
              },
            ];
      yield { at, message, fixes, related: culprit ? [{ at: culprit, message: here }] : [] };
    }
  },
});

/** The word that is meant where only its case is wrong. */
function wordFor({ reason, value }: PodProblem): string | undefined {
  const words: Partial<Record<PodProblemReason, readonly string[]>> = {
    'toleration-operator': ['Exists', 'Equal'],
    'toleration-key-empty': ['Exists'],
    'toleration-effect': ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
  };
  return words[reason]?.find((word) => word.toLowerCase() === value.toLowerCase());
}

type Say = { readonly [K in PodProblemReason]?: (value: string) => string } & {
  readonly here: string;
  readonly fix: (word: string) => string;
};

const end = {
  en: 'The API server refuses the solver pod.',
  ko: 'API 서버가 솔버 파드를 거부합니다.',
};

const texts: Texts<Say> = {
  en: {
    'label-key': (value) => `\`${value}\` is no key of a taint. ${end.en}`,
    'toleration-operator': (value) =>
      `\`${value}\` is no operator of a toleration: \`Equal\` or \`Exists\`, and the case counts. ${end.en}`,
    'toleration-key-empty': () =>
      `A toleration without a key tolerates every taint, and that needs the operator \`Exists\`. ${end.en}`,
    'toleration-value': (value) => `\`${value}\` is no value of a taint. ${end.en}`,
    'toleration-number': (value) =>
      `\`Lt\` and \`Gt\` compare whole numbers without a zero in front, ${value ? `which \`${value}\` is not` : 'and no value is given'}. ${end.en}`,
    'toleration-exists-value': (value) => `\`Exists\` takes no value, and \`${value}\` is given. ${end.en}`,
    'toleration-effect': (value) =>
      `\`${value}\` is no effect of a taint: \`NoSchedule\`, \`PreferNoSchedule\` or \`NoExecute\`. ${end.en}`,
    'toleration-seconds': () => `\`tolerationSeconds\` needs the effect \`NoExecute\`. ${end.en}`,
    here: 'It stands here.',
    fix: (word) => `Write ${word}`,
  },
  ko: {
    'label-key': (value) => korean`\`${value}\`은(는) 테인트의 키가 아닙니다. ${end.ko}`,
    'toleration-operator': (value) =>
      korean`\`${value}\`은(는) 톨러레이션의 연산자가 아닙니다. \`Equal\`이나 \`Exists\`여야 하며 대소문자를 구분합니다. ${end.ko}`,
    'toleration-key-empty': () =>
      `키가 없는 톨러레이션은 모든 테인트를 허용하며 연산자가 \`Exists\`여야 합니다. ${end.ko}`,
    'toleration-value': (value) => korean`\`${value}\`은(는) 테인트의 값이 아닙니다. ${end.ko}`,
    'toleration-number': (value) =>
      `\`Lt\`와 \`Gt\`는 앞에 0이 없는 정수를 비교하는데 ${value ? korean`\`${value}\`은(는) 그렇지 않습니다` : '값이 없습니다'}. ${end.ko}`,
    'toleration-exists-value': (value) =>
      korean`\`Exists\`에는 값을 쓸 수 없는데 \`${value}\`이(가) 있습니다. ${end.ko}`,
    'toleration-effect': (value) =>
      korean`\`${value}\`은(는) 테인트의 효과가 아닙니다. \`NoSchedule\`, \`PreferNoSchedule\`, \`NoExecute\` 가운데 하나여야 합니다. ${end.ko}`,
    'toleration-seconds': () => `\`tolerationSeconds\`에는 효과 \`NoExecute\`가 필요합니다. ${end.ko}`,
    here: '여기에 있습니다.',
    fix: (word) => korean`${word}(으)로 바꾸기`,
  },
};
