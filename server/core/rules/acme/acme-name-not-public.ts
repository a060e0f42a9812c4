import { acmeRequest, isPublicCa } from '../../issuance/acmeRequest.ts';
import { textsAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports names and addresses that no public CA can certify, where the issuer stands in the workspace and asks a public CA:
 * names of one label, names below `.local`, `.internal`, `.localhost`, `.test` and their like, addresses of private
 * networks.
 *
 * ## Why it matters
 * A public CA certifies only what is unique in the public DNS. It refuses the order (`rejectedIdentifier`), the
 * Certificate fails, and cert-manager tries again after an hour, then ever more rarely.
 *
 * ## When to allow it
 * Never with a public CA. For names inside of a cluster take a CA issuer of your own.
 *
 * ## References
 * - [CA issuer](https://cert-manager.io/docs/configuration/ca/)
 * - RFC 2606, RFC 6761, RFC 6762, RFC 1918
 */
/**
 * @lang ko
 * ## 하는 일
 * 작업 영역에 있는 발급자가 공개 CA를 쓸 때, 공개 CA가 인증할 수 없는 이름과 주소를 알립니다. 레이블이 하나뿐인 이름, `.local`,
 * `.internal`, `.localhost`, `.test` 등의 아래에 있는 이름, 사설 네트워크의 주소입니다.
 *
 * ## 왜 중요한가
 * 공개 CA는 공개 DNS에서 유일한 것만 인증합니다. CA가 주문을 거부하고(`rejectedIdentifier`) Certificate는 실패하며 cert-manager는 한 시간
 * 뒤에, 그다음부터는 점점 드물게 다시 시도합니다.
 *
 * ## 허용해도 되는 경우
 * 공개 CA에서는 없습니다. 클러스터 안의 이름에는 자신의 CA 발급자를 쓰세요.
 *
 * ## 참고
 * - [CA 발급자](https://cert-manager.io/docs/configuration/ca/)
 * - RFC 2606, RFC 6761, RFC 6762, RFC 1918
 */
export default defineRule({
  id: 'acme-name-not-public',
  kinds: ['Certificate', 'Ingress'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(resource, { locale, index }) {
    const request = acmeRequest(resource, index);
    if (!request || !isPublicCa(request.server)) return;
    const say = texts[locale];
    for (const { written, name, at } of request.names) {
      const bare = name.replace(/^\*\./, '').replace(/\.$/, '');
      if (/^[a-z0-9-]+$/.test(bare) || notPublic.test(bare)) yield { at, message: say.name(written) };
    }
    if (resource.kind !== 'Certificate') return;
    for (const { value, span } of textsAt(resource.map, 'spec.ipAddresses'))
      if (isPrivate(value)) yield { at: span, message: say.address(value) };
  },
});

const notPublic =
  /\.(local|localhost|localdomain|internal|intranet|lan|corp|home|home\.arpa|private|svc|test|example|invalid)$/;

/** RFC 1918, loopback, link-local, shared and unique local addresses. */
function isPrivate(address: string): boolean {
  const [a = -1, b = -1] = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(address)?.slice(1).map(Number) ?? [];
  return (
    a === 10 ||
    a === 127 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127) ||
    /^(::1|f[cd][0-9a-f]{2}:.*|fe80:.*)$/i.test(address)
  );
}

const texts: Texts<Readonly<Record<'name' | 'address', (name: string) => string>>> = {
  en: {
    name: (name) =>
      `\`${name}\` is no name in the public DNS, so that a public CA refuses the order: the Certificate never becomes Ready.`,
    address: (address) =>
      `\`${address}\` is a private address, so that a public CA refuses the order: the Certificate never becomes Ready.`,
  },
  ko: {
    name: (name) =>
      korean`\`${name}\`은(는) 공개 DNS의 이름이 아니어서 공개 CA가 주문을 거부합니다. Certificate는 Ready가 되지 못합니다.`,
    address: (address) =>
      korean`\`${address}\`은(는) 사설 주소라 공개 CA가 주문을 거부합니다. Certificate는 Ready가 되지 못합니다.`,
  },
};
