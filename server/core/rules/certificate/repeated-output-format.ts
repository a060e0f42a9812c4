import { isBefore } from '../../facts.ts';
import { itemHead } from '../../model/certificate.ts';
import { itemsAt, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a type that stands twice in `additionalOutputFormats`.
 *
 * ## Why it matters
 * The admission webhook refuses the Certificate, since cert-manager 1.7.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Additional output
 *   formats](https://cert-manager.io/docs/usage/certificate/#additional-certificate-output-formats)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateAdditionalOutputFormats`)
 */
/**
 * @lang ko
 * ## 하는 일
 * `additionalOutputFormats`에 두 번 있는 종류를 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager 1.7부터 어드미션 웹훅이 Certificate를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Additional output
 *   formats](https://cert-manager.io/docs/usage/certificate/#additional-certificate-output-formats)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateAdditionalOutputFormats`)
 */
export default defineRule({
  id: 'repeated-output-format',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale, release }) {
    const say = texts[locale];
    if (isBefore(release, '1.7')) return;
    const seen = new Set<string>();
    for (const { node, span } of itemsAt(map, 'spec.additionalOutputFormats')) {
      const type = node.type === 'map' ? textAt(node, 'type')?.value : undefined;
      if (type === undefined) continue;
      if (seen.has(type)) yield { at: itemHead(node, span), message: say.found(type) };
      seen.add(type);
    }
  },
});

const texts: Texts<{ readonly found: (type: string) => string }> = {
  en: { found: (type) => `\`${type}\` is asked for already, and the webhook refuses it twice.` },
  ko: {
    found: (type) => korean`\`${type}\`은(는) 이미 있습니다. 웹훅은 같은 형식이 두 번 있으면 거부합니다.`,
  },
};
