import { hours, parseDuration } from '../../model/duration.ts';
import { textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a Certificate whose `duration` is less than one hour.
 *
 * ## Why it matters
 * The admission webhook refuses it. One hour exactly is let in.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`ValidateDuration`)
 */
/**
 * @lang ko
 * ## 하는 일
 * `duration`이 한 시간보다 짧은 Certificate를 알립니다.
 *
 * ## 왜 중요한가
 * 어드미션 웹훅이 거부합니다. 꼭 한 시간은 받아들입니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`ValidateDuration`)
 */
export default defineRule({
  id: 'certificate-duration-too-short',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const say = texts[locale];
    const duration = textAt(map, 'spec.duration');
    if (!duration) return;
    const length = parseDuration(duration.value);
    if (length !== undefined && length < hours(1))
      yield { at: duration.span, message: say.found(duration.value) };
  },
});

const texts: Texts<{ readonly found: (text: string) => string }> = {
  en: { found: (text) => `The webhook refuses a certificate of less than one hour (\`${text}\`).` },
  ko: { found: (text) => `웹훅은 수명이 한 시간보다 짧은 인증서(\`${text}\`)를 거부합니다.` },
};
