import { isBefore } from '../../facts.ts';
import { textAt } from '../../model/look.ts';
import { isDnsSubdomain } from '../../model/names.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `secretName` that is empty or no name that a Secret can have: lower-case letters, digits, `-` and `.`,
 * at most 253 characters, beginning and ending with a letter or digit.
 *
 * ## Why it matters
 * The admission webhook refuses the Certificate (an impossible name since cert-manager 1.12; before, the Certificate
 * was stored and its Secret could never be written).
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`secretName`)
 */
/**
 * @lang ko
 * ## 하는 일
 * 비어 있거나 시크릿 이름이 될 수 없는 `secretName`을 알립니다. 이름에는 소문자, 숫자, `-`, `.`만 쓸 수 있고
 * 253자 이하이며 문자나 숫자로 시작하고 끝나야 합니다.
 *
 * ## 왜 중요한가
 * 어드미션 웹훅이 Certificate를 거부합니다(잘못된 이름은 cert-manager 1.12부터. 그 전에는 저장되지만 시크릿을 쓸
 * 수 없었습니다).
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`secretName`)
 */
export default defineRule({
  id: 'certificate-secret-name-malformed',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale, release }) {
    const say = texts[locale];
    const name = textAt(map, 'spec.secretName');
    if (!name) return;
    if (name.value === '') yield { at: name.span, message: say.empty };
    else if (!isDnsSubdomain(name.value) && !isBefore(release, '1.12'))
      yield { at: name.span, message: say.malformed(name.value) };
  },
});

const texts: Texts<{ readonly empty: string; readonly malformed: (name: string) => string }> = {
  en: {
    empty:
      '`secretName` is empty: the webhook refuses a Certificate that does not say where its key and certificate go.',
    malformed: (name) =>
      `No Secret can be named \`${name}\`, so the webhook refuses the Certificate: lower-case letters, digits, \`-\` and \`.\` only, at most 253 characters.`,
  },
  ko: {
    empty:
      '`secretName`이 비어 있습니다. 키와 인증서를 저장할 곳을 지정하지 않은 Certificate는 웹훅이 거부합니다.',
    malformed: (name) =>
      korean`\`${name}\`은(는) 시크릿 이름이 될 수 없어 웹훅이 Certificate를 거부합니다. 소문자, 숫자, \`-\`, \`.\`만 쓸 수 있고 253자 이하여야 합니다.`,
  },
};
