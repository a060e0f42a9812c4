import { dns01Of } from '../../model/issuerTypes.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Points out that a DNS provider named in `dns01` (`hetzner`, `ovh`, `godaddy`, …) is not built into cert-manager and
 * how it is used: through the `webhook` provider.
 *
 * ## Why it matters
 * The API does not know such a field. Where the client is strict, the issuer is refused for it; else the field is
 * dropped, and the issuer is refused because its solver has no provider. An extension of cert-manager (a webhook
 * solver) serves these providers; it is installed by itself and chosen by its `groupName` and `solverName`.
 *
 * ## When to allow it
 * Never: the API server does not.
 *
 * ## References
 * - [Webhook solvers](https://cert-manager.io/docs/configuration/acme/dns01/#webhook)
 */
/**
 * @lang ko
 * ## 하는 일
 * `dns01`에 쓴 DNS 공급자(`hetzner`, `ovh`, `godaddy` 등)가 cert-manager에 들어 있지 않으며 `webhook` 공급자를 거쳐 써야 한다는 것을
 * 알립니다.
 *
 * ## 왜 중요한가
 * API는 그런 필드를 모릅니다. 클라이언트가 엄격하면 그 때문에 거부되고, 그렇지 않으면 필드가 버려져 솔버에 공급자가 없다는 이유로
 * 거부됩니다. 이런 공급자는 cert-manager의 확장(웹훅 솔버)이 처리합니다. 확장은 따로 설치하며 `groupName`과 `solverName`으로
 * 고릅니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. API 서버가 허용하지 않습니다.
 *
 * ## 참고
 * - [웹훅 솔버](https://cert-manager.io/docs/configuration/acme/dns01/#webhook)
 */
export default defineRule({
  id: 'dns01-provider-not-built-in',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'info',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale }) {
    for (const { value } of dns01Of(issuer)) {
      for (const { name, key } of value.entries) {
        if (value.certain && others.has(name.toLowerCase()))
          yield { at: key, message: texts[locale].webhook(name) };
      }
    }
  },
});

/** Providers with a public webhook solver. */
const others: ReadonlySet<string> = new Set(
  `alidns aliyun arvan bunny civo constellix desec dnsimple dnsmadeeasy dnspod dreamhost duckdns dynu easydns
  exoscale gandi gcore godaddy hetzner hostinger huaweicloud infoblox infomaniak inwx ionos joker linode loopia
  namecheap namecom namesilo netcup netlify ns1 oci oraclecloud ovh pdns porkbun powerdns regru scaleway selectel
  stackit tencentcloud transip vercel vultr yandex yandexcloud`.split(/\s+/),
);

const texts: Texts<{ readonly webhook: (name: string) => string }> = {
  en: {
    webhook: (name) =>
      `\`${name}\` is not built into cert-manager: install its webhook solver and choose it by \`webhook\` with \`groupName\`, \`solverName\` and \`config\`.`,
  },
  ko: {
    webhook: (name) =>
      korean`\`${name}\`은(는) cert-manager에 내장되어 있지 않습니다. 해당 웹훅 솔버를 설치하고 \`webhook\`의 \`groupName\`, \`solverName\`, \`config\`로 지정하세요.`,
  },
};
