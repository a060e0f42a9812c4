import { isBefore } from '../../facts.ts';
import { isCidr, isUnparsableUri } from '../../model/address.ts';
import { textsAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports letters beyond ASCII in `dnsNames`, `uris`, `emailAddresses` and in the names of `nameConstraints`,
 * an entry of `uris` that Go cannot parse, and with cert-manager before 1.21 an entry of `ipRanges` that is no range in
 * CIDR notation.
 *
 * ## Why it matters
 * These values are ASCII in a certificate request (`IA5String`). The webhook does not look, the request cannot be
 * built, and the Certificate never becomes Ready. A domain of another script is written in its form for DNS:
 * `xn--…`.
 *
 * ## When to allow it
 * Never: no request comes out of it.
 *
 * ## References
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - RFC 5280 section 4.2.1.6, RFC 3492
 * - cert-manager 1.21 `pkg/util/pki/csr.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * `dnsNames`, `uris`, `emailAddresses`, `nameConstraints`의 이름에 있는 ASCII가 아닌 글자, Go가 해석하지 못하는
 * `uris` 항목, 그리고 1.21 이전의 cert-manager에서 CIDR 표기가 아닌 `ipRanges` 항목을 알립니다.
 *
 * ## 왜 중요한가
 * 인증서 요청에서 이 값들은 ASCII(`IA5String`)입니다. 웹훅은 살피지 않지만 요청을 만들 수 없어 Certificate가 끝내
 * 준비되지 않습니다. 다른 문자의 도메인은 DNS에서 쓰는 꼴(`xn--…`)로 씁니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 요청이 만들어지지 않습니다.
 *
 * ## 참고
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - RFC 5280 section 4.2.1.6, RFC 3492
 * - cert-manager 1.21 `pkg/util/pki/csr.go`
 */
export default defineRule({
  id: 'certificate-not-encodable',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale, release }) {
    const say = texts[locale];
    const parts = ['permitted', 'excluded'].map((part) => `spec.nameConstraints.${part}`);
    const constrained = parts.flatMap((part) =>
      ['dnsDomains', 'emailAddresses', 'uriDomains'].map((name) => `${part}.${name}`),
    );
    for (const path of ['spec.dnsNames', 'spec.uris', 'spec.emailAddresses', ...constrained])
      for (const { value, span } of textsAt(map, path)) {
        const letter = /[\u0080-\uffff]+/.exec(value)?.[0];
        if (letter !== undefined) yield { at: span, message: say.letter(letter) };
        else if (path === 'spec.uris' && isUnparsableUri(value)) yield { at: span, message: say.uri(value) };
      }
    if (!isBefore(release, '1.21') || isBefore(release, '1.14')) return;
    for (const part of parts)
      for (const { value, span } of textsAt(map, `${part}.ipRanges`))
        if (!isCidr(value)) yield { at: span, message: say.range(value) };
  },
});

const texts: Texts<Readonly<Record<'letter' | 'range' | 'uri', (text: string) => string>>> = {
  en: {
    letter: (text) =>
      `\`${text}\` is not ASCII: the certificate request cannot be built, and the Certificate never becomes Ready. A domain is written as \`xn--…\`.`,
    uri: (text) =>
      `Go cannot parse \`${text}\` as a URI: the certificate request cannot be built, and the Certificate never becomes Ready.`,
    range: (text) =>
      `\`${text}\` is no range of addresses as \`10.0.0.0/8\`: the certificate request cannot be built, and the Certificate never becomes Ready.`,
  },
  ko: {
    letter: (text) =>
      korean`\`${text}\`은(는) ASCII가 아니어서 인증서 요청을 만들 수 없고 Certificate는 Ready가 되지 못합니다. 도메인은 \`xn--…\`로 씁니다.`,
    uri: (text) =>
      korean`Go가 \`${text}\`을(를) URI로 해석하지 못하여 인증서 요청을 만들 수 없고 Certificate는 Ready가 되지 못합니다.`,
    range: (text) =>
      korean`\`${text}\`은(는) \`10.0.0.0/8\` 같은 주소 대역이 아니어서 인증서 요청을 만들 수 없고 Certificate는 Ready가 되지 못합니다.`,
  },
};
