import { nodeAt } from '../../model/look.ts';
import { gatesIn } from '../../schema/featureGates.ts';
import { korean } from '../../text/korean.ts';
import { isNull } from '../../yaml/read.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports `literalSubject`, `additionalOutputFormats`, `nameConstraints` or `otherNames` in a release of
 * cert-manager that has the field, but does not switch its feature gate on by itself: `LiteralCertificateSubject`
 * (on since 1.15), `AdditionalCertificateOutputFormats` (1.15), `NameConstraints` (1.17), `OtherNames` (1.20).
 *
 * ## Why it matters
 * The webhook refuses the field unless the gate is on, in the webhook and in the controller.
 *
 * ## When to allow it
 * Where both are started with `--feature-gates=…=true` (Helm: `featureGates` and `webhook.featureGates`).
 *
 * ## References
 * - [Feature gates](https://cert-manager.io/docs/installation/configuring-components/#feature-gates)
 * - cert-manager 1.21 `internal/webhook/feature/features.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 필드는 있지만 기능 게이트가 기본으로 켜지지 않은 cert-manager 릴리스에서 쓴 `literalSubject`,
 * `additionalOutputFormats`, `nameConstraints`, `otherNames`를 알립니다. 게이트는
 * `LiteralCertificateSubject`(1.15부터 켜짐), `AdditionalCertificateOutputFormats`(1.15), `NameConstraints`(1.17),
 * `OtherNames`(1.20)입니다.
 *
 * ## 왜 중요한가
 * 웹훅과 컨트롤러 모두에서 게이트가 켜져 있지 않으면 웹훅이 필드를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 둘 다 `--feature-gates=…=true`로 시작한 경우입니다(Helm: `featureGates`와 `webhook.featureGates`).
 *
 * ## 참고
 * - [Feature gates](https://cert-manager.io/docs/installation/configuring-components/#feature-gates)
 * - cert-manager 1.21 `internal/webhook/feature/features.go`
 */
export default defineRule({
  id: 'field-behind-feature-gate',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale, release }) {
    const say = texts[locale];
    for (const [name, { gate, on }] of gatesIn(release)) {
      const field = nodeAt(map, `spec.${name}`);
      if (!field || isNull(field.value)) continue;
      const isEmpty =
        (field.value.type === 'list' && field.value.items.length === 0) ||
        (field.value.type === 'scalar' && field.value.value === '');
      if (!isEmpty) yield { at: field.key, message: say.found(release, gate, on) };
    }
  },
});

const texts: Texts<{ readonly found: (release: string, gate: string, on: string) => string }> = {
  en: {
    found: (release, gate, on) =>
      `cert-manager ${release} refuses this field unless the feature gate \`${gate}\` is on in webhook and controller; it is on by itself since ${on}.`,
  },
  ko: {
    found: (release, gate, on) =>
      korean`cert-manager ${release}은(는) 웹훅과 컨트롤러에서 기능 게이트 \`${gate}\`을(를) 켜지 않으면 이 필드를 거부합니다. ${on}부터는 기본으로 켜져 있습니다.`,
  },
};
