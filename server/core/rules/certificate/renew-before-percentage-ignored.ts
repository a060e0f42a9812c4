import { isBefore } from '../../facts.ts';
import { lacks, numberAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `renewBeforePercentage` outside of 1 to 99 in a Certificate without `duration` and `renewBefore`.
 *
 * ## Why it matters
 * Only together with one of these does the webhook look at the percentage. Alone, a wrong one is accepted, and the
 * controller ignores it: the certificate is renewed when a third of its life is left. No event and no log says so.
 *
 * ## When to allow it
 * There is no use for it: leave the field out to renew at a third.
 *
 * ## References
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `pkg/util/pki/renewaltime.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * `duration`도 `renewBefore`도 없는 Certificate에서 1~99를 벗어난 `renewBeforePercentage`를 알립니다.
 *
 * ## 왜 중요한가
 * 웹훅은 그 둘 중 하나가 있을 때만 퍼센트를 봅니다. 혼자 있으면 잘못된 값도 받아들여지고 컨트롤러는 무시합니다.
 * 인증서는 수명이 3분의 1 남았을 때 갱신되며, 이벤트도 로그도 알려 주지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 쓸모가 없습니다. 3분의 1에서 갱신하려면 필드를 빼세요.
 *
 * ## 참고
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `pkg/util/pki/renewaltime.go`
 */
export default defineRule({
  id: 'renew-before-percentage-ignored',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { isPart, locale, release }) {
    const say = texts[locale];
    const part = numberAt(map, 'spec.renewBeforePercentage');
    if (!part || (part.value > 0 && part.value < 100) || isBefore(release, '1.16')) return;
    if (!lacks(map, 'spec.duration') || !lacks(map, 'spec.renewBefore') || isPart()) return;
    yield { at: part.span, message: say.found(part.value) };
  },
});

const texts: Texts<{ readonly found: (percentage: number) => string }> = {
  en: {
    found: (percentage) =>
      `cert-manager ignores a percentage of ${percentage} and renews when a third of the lifetime is left.`,
  },
  ko: {
    found: (percentage) =>
      `cert-manager는 ${percentage}퍼센트를 무시하고 수명이 3분의 1 남았을 때 갱신합니다.`,
  },
};
