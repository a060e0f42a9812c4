import { isBefore } from '../../facts.ts';
import { bareEmailAddress, isEmailAddress } from '../../model/address.ts';
import { replaced } from '../../model/certificate.ts';
import { textsAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an entry of `emailAddresses` that is not one bare e-mail address: with a display name (`Ann
 * <ann@company.org>`), with `mailto:`, several in one entry, or none at all.
 *
 * ## Why it matters
 * The admission webhook refuses the Certificate, since cert-manager 0.14.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateEmailAddresses`)
 * - Go `net/mail.ParseAddress`, RFC 5322
 */
/**
 * @lang ko
 * ## 하는 일
 * 이메일 주소 하나만 담지 않은 `emailAddresses` 항목을 알립니다. 표시 이름(`Ann <ann@company.org>`)이나
 * `mailto:`가 붙었거나, 한 항목에 여럿이거나, 주소가 아닌 경우입니다.
 *
 * ## 왜 중요한가
 * cert-manager 0.14부터 어드미션 웹훅이 Certificate를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateEmailAddresses`)
 * - Go `net/mail.ParseAddress`, RFC 5322
 */
export default defineRule({
  id: 'email-address-malformed',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ map }, { locale, release }) {
    const say = texts[locale];
    if (isBefore(release, '0.14')) return;
    for (const path of ['spec.emailAddresses', 'spec.emailSANs']) {
      for (const { value, span, node } of textsAt(map, path)) {
        if (isEmailAddress(value)) continue;
        const bare = bareEmailAddress(value);
        const alias = span === node.span ? undefined : span;
        const edit = bare === undefined ? undefined : replaced(node, alias, bare);
        yield {
          at: span,
          message: say.found(value),
          fixes: () => (edit ? [{ title: say.fix(bare ?? ''), safety: 'safe', edits: [edit] }] : []),
        };
      }
    }
  },
});

const texts: Texts<Readonly<Record<'found' | 'fix', (text: string) => string>>> = {
  en: {
    found: (text) => `\`${text}\` is not one bare e-mail address, and the webhook refuses the Certificate.`,
    fix: (bare) => `Write ${bare}`,
  },
  ko: {
    found: (text) => korean`\`${text}\`은(는) 이메일 주소 하나가 아니어서 웹훅이 Certificate를 거부합니다.`,
    fix: (bare) => korean`${bare}(으)로 바꾸기`,
  },
};
