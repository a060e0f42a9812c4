import { podTemplates } from '../../issuance/solverPod.ts';
import { mapAt, textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports labels in a solver's `podTemplate.metadata` that replace those by which cert-manager and its Service know the
 * solver pod: `acme.cert-manager.io/http-domain`, `acme.cert-manager.io/http-token`,
 * `acme.cert-manager.io/http01-solver`.
 *
 * ## Why it matters
 * The labels of the template win. The Service that cert-manager makes selects the pod by the original values, so it
 * finds none, and the request of the CA ends in 503; cert-manager itself no longer finds its pod either. Nothing of
 * that is an error anywhere: the Challenge stays pending.
 *
 * ## When to allow it
 * Never.
 *
 * ## References
 * - cert-manager 1.21, `pkg/issuer/acme/http/pod.go`, `mergePodObjectMetaWithPodTemplate`
 */
/**
 * @lang ko
 * ## 하는 일
 * cert-manager와 그 서비스가 솔버 파드를 알아보는 레이블(`acme.cert-manager.io/http-domain`,
 * `acme.cert-manager.io/http-token`, `acme.cert-manager.io/http01-solver`)을 솔버의 `podTemplate.metadata`에서 덮어쓰면 알립니다.
 *
 * ## 왜 중요한가
 * 템플릿의 레이블이 우선합니다. cert-manager가 만드는 서비스는 원래 값으로 파드를 고르므로 아무 파드도 찾지 못하고 CA의 요청은 503으로
 * 끝납니다. cert-manager 자신도 파드를 찾지 못합니다. 어디에도 오류가 보이지 않고 Challenge는 대기 상태에 머뭅니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다.
 *
 * ## 참고
 * - cert-manager 1.21, `pkg/issuer/acme/http/pod.go`, `mergePodObjectMetaWithPodTemplate`
 */
export default defineRule({
  id: 'solver-pod-label-overridden',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, release }) {
    for (const template of podTemplates(issuer, release)) {
      const labels = mapAt(template.value.map, 'metadata.labels');
      if (!labels?.value.certain) continue;
      for (const name of ['http-domain', 'http-token', 'http01-solver']) {
        const label = textAt(labels.value, [`acme.cert-manager.io/${name}`]);
        if (!label || (name === 'http01-solver' && label.value === 'true')) continue;
        yield { at: label.key, message: texts[locale].overridden(label.entry.name) };
      }
    }
  },
});

const texts: Texts<{ readonly overridden: (label: string) => string }> = {
  en: {
    overridden: (label) =>
      `cert-manager finds the solver pod by its own value of \`${label}\`, and this one replaces it: the Service selects no pod, and the challenge never passes.`,
  },
  ko: {
    overridden: (label) =>
      `cert-manager는 자신이 정한 \`${label}\` 값으로 솔버 파드를 찾는데 여기에서 그 값을 덮어씁니다. 서비스가 아무 파드도 고르지 못하고 챌린지는 끝내 통과하지 못합니다.`,
  },
};
