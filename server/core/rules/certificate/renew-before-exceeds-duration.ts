import { hours, minutes, parseDuration } from '../../model/duration.ts';
import { lacks, textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `renewBefore` that is not shorter than the `duration` (2160h, 90 days, where none is written), or
 * shorter than five minutes.
 *
 * ## Why it matters
 * The certificate would have to be renewed before it is issued, so the admission webhook refuses it. The comparison
 * is with `duration`, although an ACME issuer decides the real lifetime by itself.
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
 * `duration`(적지 않으면 2160h, 90일)보다 짧지 않거나 5분보다 짧은 `renewBefore`를 알립니다.
 *
 * ## 왜 중요한가
 * 발급되기도 전에 갱신해야 하는 인증서이므로 어드미션 웹훅이 거부합니다. 실제 수명은 ACME 발급자가 스스로
 * 정하더라도 비교는 `duration`과 합니다.
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
  id: 'renew-before-exceeds-duration',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { isPart, locale }) {
    const say = texts[locale];
    const before = textAt(map, 'spec.renewBefore');
    if (!before) return;
    const wanted = parseDuration(before.value);
    if (wanted === undefined) return;
    if (wanted < minutes(5)) yield { at: before.span, message: say.short(before.value) };
    const duration = textAt(map, 'spec.duration');
    const length = duration
      ? parseDuration(duration.value)
      : lacks(map, 'spec.duration') && !isPart()
        ? hours(2160)
        : undefined;
    if (length === undefined || wanted < length || wanted < minutes(5)) return;
    yield {
      at: before.span,
      message: duration ? say.found(before.value, duration.value) : say.byDefault(before.value),
      related: duration ? [{ at: duration.span, message: say.here }] : [],
    };
  },
});

interface Say {
  readonly short: (before: string) => string;
  readonly found: (before: string, duration: string) => string;
  readonly byDefault: (before: string) => string;
  readonly here: string;
}

const texts: Texts<Say> = {
  en: {
    short: (before) => `The webhook refuses a \`renewBefore\` of less than five minutes (\`${before}\`).`,
    found: (before, duration) =>
      `The webhook refuses to renew \`${before}\` before the end of a certificate that lives for \`${duration}\`.`,
    byDefault: (before) =>
      `The webhook refuses to renew \`${before}\` before the end: without \`duration\` a certificate lives for 2160h.`,
    here: 'The certificate lives for this long.',
  },
  ko: {
    short: (before) => `웹훅은 5분보다 짧은 \`renewBefore\`(\`${before}\`)를 거부합니다.`,
    found: (before, duration) =>
      `수명이 \`${duration}\`인 인증서를 만료 \`${before}\` 전에 갱신하도록 한 설정은 웹훅이 거부합니다.`,
    byDefault: (before) =>
      `만료 \`${before}\` 전에 갱신하도록 한 설정은 웹훅이 거부합니다. \`duration\`이 없으면 인증서의 수명은 2160h입니다.`,
    here: '인증서의 수명입니다.',
  },
};
