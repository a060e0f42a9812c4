import type { PodProblemReason } from '../../issuance/podProblem.ts';
import { refusedPods } from '../../issuance/solverPod.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `nodeSelector`, `serviceAccountName`, `priorityClassName` or `securityContext` in a solver's
 * `podTemplate.spec` whose form the API server refuses: keys and values that no label can have, names that no object
 * can have, user and group ids outside of 0 to 2147483647, sysctls without a proper name, a seccomp profile whose parts
 * do not go together.
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
 * - [Labels: syntax](https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set)
 * - [Security context](https://kubernetes.io/docs/tasks/configure-pod-container/security-context/)
 * - Kubernetes 1.36, `pkg/apis/core/validation/validation.go`, `ValidatePodSecurityContext`
 */
/**
 * @lang ko
 * ## 하는 일
 * 솔버의 `podTemplate.spec`에 있는 `nodeSelector`, `serviceAccountName`, `priorityClassName`, `securityContext` 가운데 API
 * 서버가 거부하는 형식을 알립니다. 레이블이 될 수 없는 키와 값, 오브젝트 이름이 될 수 없는 이름, 0부터 2147483647까지를 벗어난 사용자와
 * 그룹 ID, 이름이 올바르지 않은 sysctl, 서로 맞지 않는 seccomp 프로필입니다.
 *
 * ## 왜 중요한가
 * cert-manager의 웹훅은 이를 전혀 살피지 않습니다. Issuer는 받아들여지고 Ready가 됩니다. 인증서를 요청할 때 비로소 API 서버가 솔버
 * 파드를 거부합니다. Challenge에는 `PresentError` 이벤트가 남고 Certificate는 Ready가 되지 못합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 이런 파드는 만들 수 없습니다.
 *
 * ## 참고
 * - [레이블 문법](https://kubernetes.io/ko/docs/concepts/overview/working-with-objects/labels/)
 * - [시큐리티 컨텍스트](https://kubernetes.io/ko/docs/tasks/configure-pod-container/security-context/)
 */
export default defineRule({
  id: 'solver-pod-field-invalid',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, release }) {
    const say = texts[locale];
    const fields = ['nodeSelector', 'serviceAccountName', 'priorityClassName', 'securityContext'];
    for (const { problem, at } of refusedPods(issuer, release, fields)) {
      const message = say[problem.reason]?.(problem.value);
      if (message !== undefined) yield { at, message };
    }
  },
});

type Say = { readonly [K in PodProblemReason]?: (value: string) => string };

const end = {
  en: 'The API server refuses the solver pod.',
  ko: 'API 서버가 솔버 파드를 거부합니다.',
};

const texts: Texts<Say> = {
  en: {
    'label-key': (value) => `\`${value}\` is no label key. ${end.en}`,
    'label-value': (value) =>
      `\`${value}\` is no label value: at most 63 letters, digits, \`-\`, \`_\` and \`.\`, with a letter or digit at both ends. ${end.en}`,
    name: (value) =>
      `\`${value}\` is no name of an object: lower case letters, digits, \`-\` and \`.\`. ${end.en}`,
    'id-range': (value) => `An id is between 0 and 2147483647, not \`${value}\`. ${end.en}`,
    'sysctl-missing': () => `The sysctl has no name. ${end.en}`,
    'sysctl-name': (value) => `\`${value}\` is no name of a sysctl. ${end.en}`,
    'sysctl-twice': (value) => `\`${value}\` stands in this list already. ${end.en}`,
    'fs-group-policy': (value) =>
      `\`fsGroupChangePolicy\` is \`Always\` or \`OnRootMismatch\`, not \`${value}\`. ${end.en}`,
    'seccomp-type': (value) =>
      `The type of a seccomp profile is \`RuntimeDefault\`, \`Localhost\` or \`Unconfined\`, not \`${value}\`. ${end.en}`,
    'seccomp-missing': () => `A seccomp profile of type \`Localhost\` needs \`localhostProfile\`. ${end.en}`,
    'seccomp-forbidden': (value) =>
      `\`localhostProfile\` goes with the type \`Localhost\` only, not with \`${value}\`. ${end.en}`,
    'seccomp-path': (value) =>
      `\`${value}\` is no path below the kubelet's seccomp folder: it is absolute or goes up with \`..\`. ${end.en}`,
  },
  ko: {
    'label-key': (value) => korean`\`${value}\`은(는) 레이블 키가 아닙니다. ${end.ko}`,
    'label-value': (value) =>
      korean`\`${value}\`은(는) 레이블 값이 아닙니다. 63자 이하의 영숫자, \`-\`, \`_\`, \`.\`만 쓸 수 있고 양 끝은 영숫자여야 합니다. ${end.ko}`,
    name: (value) =>
      korean`\`${value}\`은(는) 오브젝트 이름이 아닙니다. 영문 소문자, 숫자, \`-\`, \`.\`만 쓸 수 있습니다. ${end.ko}`,
    'id-range': (value) => `ID는 0부터 2147483647까지여야 하는데 \`${value}\`입니다. ${end.ko}`,
    'sysctl-missing': () => `sysctl의 이름이 없습니다. ${end.ko}`,
    'sysctl-name': (value) => korean`\`${value}\`은(는) sysctl 이름이 아닙니다. ${end.ko}`,
    'sysctl-twice': (value) => korean`\`${value}\`이(가) 이 목록에 이미 있습니다. ${end.ko}`,
    'fs-group-policy': (value) =>
      korean`\`fsGroupChangePolicy\`는 \`${value}\`이(가) 아니라 \`Always\`나 \`OnRootMismatch\`여야 합니다. ${end.ko}`,
    'seccomp-type': (value) =>
      korean`seccomp 프로필의 유형은 \`${value}\`이(가) 아니라 \`RuntimeDefault\`, \`Localhost\`, \`Unconfined\` 가운데 하나여야 합니다. ${end.ko}`,
    'seccomp-missing': () =>
      `유형이 \`Localhost\`인 seccomp 프로필에는 \`localhostProfile\`이 필요합니다. ${end.ko}`,
    'seccomp-forbidden': (value) =>
      korean`\`localhostProfile\`은 유형이 \`${value}\`이(가) 아니라 \`Localhost\`일 때만 쓸 수 있습니다. ${end.ko}`,
    'seccomp-path': (value) =>
      korean`\`${value}\`은(는) kubelet의 seccomp 폴더 아래의 경로가 아닙니다. 절대 경로이거나, \`..\`으로 상위 폴더를 가리킵니다. ${end.ko}`,
  },
};
