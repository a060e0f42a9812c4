import { isCidr, isIpAddress } from '../../model/address.ts';
import { textsAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an entry of `ipAddresses` that is no IP address: a range, an address with a port or a zone, a number above
 * 255 or with a leading zero, a host name.
 *
 * ## Why it matters
 * The admission webhook refuses the Certificate.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateIPAddresses`)
 * - Go `net.ParseIP`
 */
/**
 * @lang ko
 * ## 하는 일
 * IP 주소가 아닌 `ipAddresses` 항목을 알립니다. 대역, 포트나 존이 붙은 주소, 255를 넘거나 0으로 시작하는 수,
 * 호스트 이름 등입니다.
 *
 * ## 왜 중요한가
 * 어드미션 웹훅이 Certificate를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateIPAddresses`)
 * - Go `net.ParseIP`
 */
export default defineRule({
  id: 'ip-address-malformed',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const say = texts[locale];
    for (const { value, span } of textsAt(map, 'spec.ipAddresses')) {
      if (isIpAddress(value)) continue;
      yield { at: span, message: isCidr(value) ? say.range(value) : say.found(value) };
    }
  },
});

const texts: Texts<Readonly<Record<'found' | 'range', (text: string) => string>>> = {
  en: {
    found: (text) => `\`${text}\` is no IP address, and the webhook refuses the Certificate.`,
    range: (text) =>
      `\`${text}\` is a range. A certificate holds single addresses, and the webhook refuses anything else.`,
  },
  ko: {
    found: (text) => korean`\`${text}\`은(는) IP 주소가 아니어서 웹훅이 Certificate를 거부합니다.`,
    range: (text) =>
      korean`\`${text}\`은(는) 주소 대역입니다. 인증서에는 주소를 하나씩만 넣을 수 있어 웹훅이 거부합니다.`,
  },
};
