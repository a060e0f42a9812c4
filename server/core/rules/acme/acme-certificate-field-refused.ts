import { acmeRequest, isLetsEncrypt, isPublicCa } from '../../issuance/acmeRequest.ts';
import { booleanAt, itemsAt, nodeAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import type { Span } from '../../text/span.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports what a public CA does not put into a certificate that is ordered by ACME, where the issuer stands in the
 * workspace: `isCA: true`, e-mail addresses, URIs, other names, and with Let's Encrypt more than 100 names.
 *
 * ## Why it matters
 * cert-manager orders DNS names and addresses only, but writes the other names and the wish to be a CA into the signing
 * request. Public CAs refuse such a request or leave the field out; refused, the Order ends as `errored`.
 *
 * ## When to allow it
 * Where your CA is known to leave the field out, and that is enough.
 *
 * ## References
 * - [Let's Encrypt: rate limits](https://letsencrypt.org/docs/rate-limits/)
 * - cert-manager 1.21, `pkg/controller/certificaterequests/acme/acme.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 작업 영역에 있는 발급자가 공개 CA를 ACME로 쓸 때, 공개 CA가 인증서에 넣지 않는 것을 알립니다. `isCA: true`, 이메일 주소, URI, 그 밖의
 * 이름, 그리고 Let's Encrypt의 경우 100개가 넘는 이름입니다.
 *
 * ## 왜 중요한가
 * cert-manager는 DNS 이름과 주소만 주문하지만 나머지 이름과 CA가 되려는 뜻을 서명 요청에 적습니다. 공개 CA는 이런 요청을 거부하거나 그
 * 필드를 뺍니다. 거부되면 Order는 `errored`로 끝납니다.
 *
 * ## 허용해도 되는 경우
 * CA가 그 필드를 뺀다고 알려져 있고 그것으로 충분한 경우입니다.
 *
 * ## 참고
 * - [Let's Encrypt 제한](https://letsencrypt.org/ko/docs/rate-limits/)
 * - cert-manager 1.21, `pkg/controller/certificaterequests/acme/acme.go`
 */
export default defineRule({
  id: 'acme-certificate-field-refused',
  kinds: ['Certificate'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(resource, { locale, index }) {
    const { map } = resource;
    const request = acmeRequest(resource, index);
    if (!request?.server || !isPublicCa(request.server)) return;
    const say = texts[locale];
    const isCa = booleanAt(map, 'spec.isCA');
    if (isCa?.value) yield { at: isCa.span, message: say.isCa };
    for (const name of ['emailAddresses', 'uris', 'otherNames']) {
      const list = nodeAt(map, `spec.${name}`);
      if (list && itemsAt(map, `spec.${name}`).length > 0) yield { at: list.key, message: say.names(name) };
    }
    const names = ['dnsNames', 'ipAddresses'].map((name) => itemsAt(map, `spec.${name}`).length);
    const count = names.reduce((sum, more) => sum + more, 0);
    const at: Span | undefined = nodeAt(map, 'spec.dnsNames')?.key;
    if (at && count > 100 && isLetsEncrypt(request.server)) yield { at, message: say.many(count) };
  },
});

interface Say {
  readonly isCa: string;
  readonly names: (field: string) => string;
  readonly many: (count: number) => string;
}

const texts: Texts<Say> = {
  en: {
    isCa: 'No public CA makes a certificate that is a CA itself: it refuses the request or leaves this out.',
    names: (field) =>
      `An ACME order does not hold \`${field}\`, only the signing request does: a public CA refuses it or leaves them out.`,
    many: (count) => `${count} names, and Let's Encrypt takes 100 in a certificate: the order is refused.`,
  },
  ko: {
    isCa: '공개 CA는 CA가 되는 인증서를 만들지 않습니다. 요청을 거부하거나 이 필드를 뺍니다.',
    names: (field) =>
      korean`ACME 주문에는 \`${field}\`이(가) 들어가지 않고 서명 요청에만 들어갑니다. 공개 CA는 요청을 거부하거나 이 필드를 뺍니다.`,
    many: (count) =>
      `이름이 ${count}개인데 Let's Encrypt는 인증서 하나에 100개까지 받습니다. 주문이 거부됩니다.`,
  },
};
