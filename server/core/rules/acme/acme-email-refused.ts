import { isLetsEncrypt } from '../../issuance/acmeRequest.ts';
import { textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a contact address that the CA refuses: one with `mailto:` or with several addresses, one without a domain,
 * and for Let's Encrypt the domains `example.com`, `example.net` and `example.org` and those without a public suffix.
 *
 * ## Why it matters
 * cert-manager sends the text as a single `mailto:` contact. The CA answers `invalidContact`, the Issuer stays at
 * `Ready=False` with `ErrRegisterACMEAccount`, and that is not tried again until the Issuer changes.
 *
 * ## When to allow it
 * In documentation whose readers put their own address there.
 *
 * ## References
 * - [ACME: configuration](https://cert-manager.io/docs/configuration/acme/)
 * - cert-manager 1.21, `pkg/issuer/acme/setup.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * CA가 거부하는 연락처 주소를 알립니다. `mailto:`가 붙었거나 주소가 여럿인 것, 도메인이 없는 것, 그리고 Let's Encrypt의 경우
 * `example.com`, `example.net`, `example.org` 도메인과 공개 접미사가 없는 도메인입니다.
 *
 * ## 왜 중요한가
 * cert-manager는 이 문자열을 하나의 `mailto:` 연락처로 보냅니다. CA는 `invalidContact`로 답하고, Issuer는
 * `ErrRegisterACMEAccount`와 함께 `Ready=False`에 머물며, Issuer가 바뀔 때까지 다시 시도하지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 읽는 이가 자기 주소를 넣는 문서입니다.
 *
 * ## 참고
 * - [ACME 설정](https://cert-manager.io/docs/configuration/acme/)
 * - cert-manager 1.21, `pkg/issuer/acme/setup.go`
 */
export default defineRule({
  id: 'acme-email-refused',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const email = textAt(map, 'spec.acme.email');
    if (!email || email.value === '' || isPlaceholder(email.value)) return;
    const reason = judge(email.value, textAt(map, 'spec.acme.server')?.value);
    if (reason) yield { at: email.span, message: texts[locale][reason](email.value) };
  },
});

/** `$EMAIL`, `YOUR_EMAIL`, `%email%`: to be filled in by other tools than we know. */
function isPlaceholder(text: string): boolean {
  return /[$%<>{}[\]]/.test(text) || /^[A-Z0-9_-]+$/.test(text);
}

type Reason = 'mailto' | 'several' | 'malformed' | 'forbidden' | 'suffix';

function judge(email: string, server: string | undefined): Reason | undefined {
  if (/^mailto:/i.test(email)) return 'mailto';
  if (/[,;]/.test(email)) return 'several';
  const domain = /^[^\s@]+@([^\s@]+)$/.exec(email)?.[1]?.toLowerCase();
  if (domain === undefined) return 'malformed';
  if (server === undefined || !isLetsEncrypt(server)) return undefined;
  if (/^example\.(com|net|org)$/.test(domain)) return 'forbidden';
  return !domain.includes('.') || /\.(local|internal|localhost|test|invalid|example)$/.test(domain)
    ? 'suffix'
    : undefined;
}

const end = {
  en: 'The account is not registered, and the Issuer never becomes Ready.',
  ko: '계정이 등록되지 않고 Issuer는 Ready가 되지 못합니다.',
};

const texts: Texts<Readonly<Record<Reason, (email: string) => string>>> = {
  en: {
    mailto: () => `cert-manager puts \`mailto:\` in front by itself. ${end.en}`,
    several: (email) => `\`${email}\` is more than one address; only one is possible. ${end.en}`,
    malformed: (email) => `\`${email}\` is no e-mail address. ${end.en}`,
    forbidden: (email) => `Let's Encrypt refuses the domain of \`${email}\` (invalidContact). ${end.en}`,
    suffix: (email) =>
      `The domain of \`${email}\` is not public, and Let's Encrypt refuses it (invalidContact). ${end.en}`,
  },
  ko: {
    mailto: () => `\`mailto:\`는 cert-manager가 앞에 붙입니다. ${end.ko}`,
    several: (email) => `\`${email}\`에 주소가 둘 이상 있습니다. 하나만 쓸 수 있습니다. ${end.ko}`,
    malformed: (email) => korean`\`${email}\`은(는) 이메일 주소가 아닙니다. ${end.ko}`,
    forbidden: (email) => `Let's Encrypt는 \`${email}\`의 도메인을 거부합니다(invalidContact). ${end.ko}`,
    suffix: (email) =>
      `\`${email}\`의 도메인은 공개 도메인이 아니어서 Let's Encrypt가 거부합니다(invalidContact). ${end.ko}`,
  },
};
