import { isBefore } from '../../facts.ts';
import { solversOf } from '../../model/issuerTypes.ts';
import { textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `waitInsteadOfSelfCheck` of a solver that is no duration as Go writes it (`90s`, `2m30s`), or a negative
 * one.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the issuer. Where the text is no duration at all, its message does not
 * even name the field. Days (`1d`) and numbers without a unit are not durations.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`; the field exists since 1.21
 */
/**
 * @lang ko
 * ## 하는 일
 * Go가 쓰는 기간(`90s`, `2m30s`)이 아니거나 음수인 솔버의 `waitInsteadOfSelfCheck`를 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 Issuer를 거부합니다. 기간으로 읽을 수 없으면 메시지에 필드 이름조차 나오지 않습니다. 날짜
 * 단위(`1d`)나 단위 없는 숫자는 기간이 아닙니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`. 이 필드는 1.21부터 있습니다.
 */
export default defineRule({
  id: 'solver-with-invalid-wait',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, release }) {
    if (isBefore(release, '1.21')) return;
    const say = texts[locale];
    for (const { map } of solversOf(issuer)) {
      const wait = textAt(map, 'waitInsteadOfSelfCheck');
      if (!wait) continue;
      if (!duration.test(wait.value)) yield { at: wait.span, message: say.malformed(wait.value) };
      else if (/^-.*[1-9]/.test(wait.value)) yield { at: wait.span, message: say.negative(wait.value) };
    }
  },
});

/** Go's `time.ParseDuration`. */
const duration = /^[-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

const texts: Texts<Readonly<Record<'malformed' | 'negative', (value: string) => string>>> = {
  en: {
    malformed: (value) =>
      `\`${value}\` is no duration: write numbers with units, as \`90s\` or \`2m30s\`. The webhook refuses the issuer.`,
    negative: (value) =>
      `\`${value}\` is negative, and cert-manager cannot wait for less than nothing. The webhook refuses the issuer.`,
  },
  ko: {
    malformed: (value) =>
      korean`\`${value}\`은(는) 기간이 아닙니다. \`90s\`, \`2m30s\`처럼 숫자와 단위를 쓰세요. 웹훅이 Issuer를 거부합니다.`,
    negative: (value) => korean`\`${value}\`은(는) 음수입니다. 웹훅이 Issuer를 거부합니다.`,
  },
};
