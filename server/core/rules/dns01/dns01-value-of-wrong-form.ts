import { germanCloudUntil, isBefore, type Release } from '../../facts.ts';
import { type Dns01Provider, providersOf } from '../../model/issuerTypes.ts';
import { textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports values of DNS-01 providers that are accepted and cannot work: the `hostedZoneName` of `cloudDNS` or the
 * `hostedZoneID` of `route53` written as a domain, the `host` of `acmeDNS` without scheme, the
 * `serviceConsumerDomain` of `akamai` and the `nameserver` of `rfc2136` with a scheme, and the Azure environment
 * `AzureGermanCloud`, which cert-manager does not know since 1.14.
 *
 * ## Why it matters
 * The issuer becomes Ready. The failure shows in the Challenge only.
 *
 * ## When to allow it
 * Where the provider takes such a value after all.
 *
 * ## References
 * - [DNS-01 providers](https://cert-manager.io/docs/configuration/acme/dns01/#supported-dns01-providers)
 */
/**
 * @lang ko
 * ## 하는 일
 * 받아들여지지만 동작할 수 없는 DNS-01 공급자의 값을 알립니다. 도메인으로 쓴 `cloudDNS`의 `hostedZoneName`이나 `route53`의
 * `hostedZoneID`, 스킴이 없는 `acmeDNS`의 `host`, 스킴이 붙은 `akamai`의 `serviceConsumerDomain`과 `rfc2136`의 `nameserver`,
 * 그리고 1.14부터 cert-manager가 모르는 Azure 환경 `AzureGermanCloud`입니다.
 *
 * ## 왜 중요한가
 * Issuer는 Ready가 됩니다. 실패는 Challenge에서만 나타납니다.
 *
 * ## 허용해도 되는 경우
 * 공급자가 그런 값을 실제로 받아들이는 경우입니다.
 *
 * ## 참고
 * - [DNS-01 공급자](https://cert-manager.io/docs/configuration/acme/dns01/#supported-dns01-providers)
 */
export default defineRule({
  id: 'dns01-value-of-wrong-form',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, release }) {
    for (const { name, map } of providersOf(issuer)) {
      for (const form of forms) {
        const found = form.provider === name ? textAt(map, form.field) : undefined;
        if (!found || !form.wrong.test(found.value) || (form.since && isBefore(release, form.since)))
          continue;
        yield { at: found.span, message: texts[locale][form.say](found.value) };
      }
    }
  },
});

type Word = 'zoneName' | 'zoneId' | 'noScheme' | 'scheme' | 'germany';
interface Form {
  readonly provider: Dns01Provider;
  readonly field: string;
  readonly wrong: RegExp;
  readonly say: Word;
  readonly since?: Release;
}

const scheme = /^[a-z][a-z0-9+]*:\/\/[^:]*$/i;
/** An address with a scheme and a port is refused (rule `rfc2136-nameserver-malformed`). */
const forms: readonly Form[] = [
  { provider: 'cloudDNS', field: 'hostedZoneName', wrong: /\./, say: 'zoneName' },
  { provider: 'route53', field: 'hostedZoneID', wrong: /^[^/]*\.[^/]*$/, say: 'zoneId' },
  { provider: 'acmeDNS', field: 'host', wrong: /^(?!.*:\/\/)./, say: 'noScheme' },
  { provider: 'akamai', field: 'serviceConsumerDomain', wrong: /:\/\//, say: 'scheme' },
  { provider: 'rfc2136', field: 'nameserver', wrong: scheme, say: 'scheme' },
  {
    provider: 'azureDNS',
    field: 'environment',
    wrong: /^AzureGermanCloud$/,
    say: 'germany',
    since: germanCloudUntil,
  },
];

const texts: Texts<Readonly<Record<Word, (value: string) => string>>> = {
  en: {
    zoneName: (value) =>
      `\`${value}\` is a domain; \`hostedZoneName\` is the name of the managed zone in Cloud DNS, which holds no dots. Every Challenge fails.`,
    zoneId: (value) =>
      `\`${value}\` is a domain; \`hostedZoneID\` is the id of the zone in Route 53, as \`Z0123456789ABC\`. Every Challenge fails.`,
    noScheme: (value) =>
      `\`${value}\` has no scheme; \`host\` is the URL of the acme-dns server, as \`https://auth.acme-dns.io\`. Every Challenge fails.`,
    scheme: (value) => `\`${value}\` has a scheme, and only a host belongs here. Every Challenge fails.`,
    germany: (value) => `cert-manager does not know \`${value}\` since 1.14. Every Challenge fails.`,
  },
  ko: {
    zoneName: (value) =>
      korean`\`${value}\`은(는) 도메인입니다. \`hostedZoneName\`은 점이 없는 Cloud DNS 관리형 영역의 이름입니다. 모든 Challenge가 실패합니다.`,
    zoneId: (value) =>
      korean`\`${value}\`은(는) 도메인입니다. \`hostedZoneID\`는 \`Z0123456789ABC\` 같은 Route 53 영역의 ID입니다. 모든 Challenge가 실패합니다.`,
    noScheme: (value) =>
      `\`${value}\`에 스킴이 없습니다. \`host\`는 \`https://auth.acme-dns.io\` 같은 acme-dns 서버의 URL입니다. 모든 Challenge가 실패합니다.`,
    scheme: (value) =>
      `\`${value}\`에 스킴이 있습니다. 여기에는 호스트만 씁니다. 모든 Challenge가 실패합니다.`,
    germany: (value) =>
      korean`cert-manager는 1.14부터 \`${value}\`을(를) 지원하지 않습니다. 모든 Challenge가 실패합니다.`,
  },
};
