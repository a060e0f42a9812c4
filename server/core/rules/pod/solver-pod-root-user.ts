import { isRead } from '../../issuance/podMerge.ts';
import { podTemplates } from '../../issuance/solverPod.ts';
import { booleanAt, numberAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a solver's `securityContext` with `runAsUser: 0` beside `runAsNonRoot: true`.
 *
 * ## Why it matters
 * The API server takes such a pod, but the kubelet does not start its container (`CreateContainerConfigError`).
 * cert-manager counts the pod as there and says nothing of it; the Challenge stays pending with the status code 503.
 * `kubectl describe pod` in the namespace of the Certificate shows it.
 *
 * ## When to allow it
 * Never.
 *
 * ## References
 * - [Security context](https://kubernetes.io/docs/tasks/configure-pod-container/security-context/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 솔버의 `securityContext`에 `runAsNonRoot: true`와 `runAsUser: 0`이 함께 있으면 알립니다.
 *
 * ## 왜 중요한가
 * API 서버는 이런 파드를 받아들이지만 kubelet이 컨테이너를 시작하지 않습니다(`CreateContainerConfigError`). cert-manager는 파드가 있다고
 * 여기고 아무 말도 하지 않으며, Challenge는 상태 코드 503과 함께 대기 상태에 머뭅니다. Certificate의 네임스페이스에서
 * `kubectl describe pod`로 볼 수 있습니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다.
 *
 * ## 참고
 * - [시큐리티 컨텍스트](https://kubernetes.io/ko/docs/tasks/configure-pod-container/security-context/)
 */
export default defineRule({
  id: 'solver-pod-root-user',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, release }) {
    if (!isRead('securityContext', release)) return;
    for (const template of podTemplates(issuer, release)) {
      const user = numberAt(template.value.map, 'spec.securityContext.runAsUser');
      const nonRoot = booleanAt(template.value.map, 'spec.securityContext.runAsNonRoot');
      if (user?.value === 0 && nonRoot?.value === true) yield { at: user.span, message: texts[locale].root };
    }
  },
});

const texts: Texts<{ readonly root: string }> = {
  en: {
    root: 'User 0 is root, and `runAsNonRoot: true` stands beside it: the container of the solver pod is never started, and the challenge never passes.',
  },
  ko: {
    root: '사용자 0은 root인데 `runAsNonRoot: true`가 함께 있습니다. 솔버 파드의 컨테이너가 시작되지 못하고 챌린지는 끝내 통과하지 못합니다.',
  },
};
