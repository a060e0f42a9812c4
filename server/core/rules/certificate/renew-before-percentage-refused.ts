import { isBefore } from '../../facts.ts';
import { minutes, parseDuration } from '../../model/duration.ts';
import { nodeAt, numberAt, textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `renewBeforePercentage` beside `renewBefore`, and one that is not above 0 and below 100, or leaves less
 * than five minutes, where `duration` is written.
 *
 * ## Why it matters
 * The admission webhook refuses the Certificate. It looks at `100 - renewBeforePercentage` percent of the duration,
 * while the controller renews when `renewBeforePercentage` percent are left. Without `duration` and `renewBefore`
 * the webhook looks at nothing, and a bad percentage is ignored later: that is `renew-before-percentage-ignored`.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`ValidateDuration`)
 */
/**
 * @lang ko
 * ## 하는 일
 * `renewBefore`와 함께 쓴 `renewBeforePercentage`, 그리고 `duration`이 있는데 0보다 크고 100보다 작지 않거나
 * 5분도 남기지 않는 것을 알립니다.
 *
 * ## 왜 중요한가
 * 어드미션 웹훅이 Certificate를 거부합니다. 웹훅은 기간의 `100 - renewBeforePercentage` 퍼센트를 보지만,
 * 컨트롤러는 `renewBeforePercentage` 퍼센트가 남았을 때 갱신합니다. `duration`도 `renewBefore`도 없으면 웹훅은
 * 보지 않고 잘못된 퍼센트는 나중에 무시됩니다. 그것은 `renew-before-percentage-ignored`가 알립니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`ValidateDuration`)
 */
export default defineRule({
  id: 'renew-before-percentage-refused',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale, release }) {
    const say = texts[locale];
    const percentage = nodeAt(map, 'spec.renewBeforePercentage');
    if (!percentage || isBefore(release, '1.16')) return;
    const before = nodeAt(map, 'spec.renewBefore');
    if (before) {
      const related = [{ at: before.key, message: say.other }];
      return yield { at: percentage.key, message: say.both, related };
    }
    const duration = textAt(map, 'spec.duration');
    const length = duration && parseDuration(duration.value);
    const part = numberAt(map, 'spec.renewBeforePercentage');
    if (!part || length === undefined || !Number.isInteger(part.value)) return;
    // Nanoseconds in 64 bits, as in Go: they run over for long durations.
    const product = length * BigInt(100 - part.value);
    const left = BigInt.asIntN(64, product) / 100n;
    const text = duration?.value ?? '';
    if (left >= length) yield { at: part.span, message: say.low(part.value) };
    else if (left < minutes(5)) {
      const runsOver = product !== BigInt.asIntN(64, product);
      yield { at: part.span, message: (runsOver ? say.runsOver : say.high)(part.value, text) };
    }
  },
});

interface Say extends Readonly<Record<'both' | 'other', string>> {
  readonly low: (percentage: number) => string;
  readonly high: (percentage: number, duration: string) => string;
  readonly runsOver: (percentage: number, duration: string) => string;
}

const texts: Texts<Say> = {
  en: {
    both: 'The webhook refuses `renewBeforePercentage` beside `renewBefore`: one of them says when to renew.',
    other: 'The other one.',
    low: (percentage) =>
      `The webhook refuses a percentage of ${percentage}: it must be above 0 and below 100.`,
    high: (percentage, duration) =>
      `The webhook refuses ${percentage} percent: it takes the other ${100 - percentage} percent of \`${duration}\` for the time before the end, and that is less than five minutes.`,
    runsOver: (percentage, duration) =>
      `The webhook refuses ${percentage} percent of \`${duration}\`: it counts nanoseconds, and their product runs over 64 bits. A \`renewBefore\` works.`,
  },
  ko: {
    both: '웹훅은 `renewBefore`와 함께 쓴 `renewBeforePercentage`를 거부합니다. 갱신 시점은 둘 중 하나로만 정합니다.',
    other: '다른 하나입니다.',
    low: (percentage) => `웹훅은 ${percentage}퍼센트를 거부합니다. 0보다 크고 100보다 작아야 합니다.`,
    high: (percentage, duration) =>
      `웹훅은 ${percentage}퍼센트를 거부합니다. \`${duration}\`의 나머지 ${100 - percentage}퍼센트를 만료 전 시간으로 보는데 5분보다 짧습니다.`,
    runsOver: (percentage, duration) =>
      `웹훅은 \`${duration}\`의 ${percentage}퍼센트를 거부합니다. 나노초로 계산하다 64비트를 넘기 때문입니다. \`renewBefore\`는 쓸 수 있습니다.`,
  },
};
