import { bareOf, choice, dns01Of, hasUnknownField, providerNames } from '../../model/issuerTypes.ts';
import { korean } from '../../text/korean.ts';
import { takenFrom } from '../../yaml/read.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `dns01` solver without a provider (`route53`, `cloudflare`, `webhook`, …), or with more than one. A key
 * without a value (`cloudDNS:`) is as if it were not there.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the issuer. Two providers need two entries in `solvers`, each with a
 * `selector.dnsZones` of its own. A provider that cert-manager does not bring along (Hetzner, OVH, GoDaddy, …) is
 * used through `webhook`.
 *
 * The webhook overlooks `acmeDNS` beside an earlier provider; so does this rule.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [DNS-01 providers](https://cert-manager.io/docs/configuration/acme/dns01/#supported-dns01-providers)
 * - cert-manager 1.21, `ValidateACMEChallengeSolverDNS01` in `internal/apis/certmanager/validation/issuer.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 공급자(`route53`, `cloudflare`, `webhook` 등)가 없거나 둘 이상인 `dns01` 솔버를 알립니다. 값이 없는 키(`cloudDNS:`)는 없는 것과
 * 같습니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 Issuer를 거부합니다. 공급자를 둘 쓰려면 `solvers`에 항목을 둘 두고 저마다
 * `selector.dnsZones`를 주어야 합니다. cert-manager에 없는 공급자(Hetzner, OVH, GoDaddy 등)는 `webhook`으로 씁니다.
 *
 * 앞선 공급자 옆의 `acmeDNS`는 웹훅이 무시하므로 이 규칙도 무시합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [DNS-01 공급자](https://cert-manager.io/docs/configuration/acme/dns01/#supported-dns01-providers)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`의 `ValidateACMEChallengeSolverDNS01`
 */
export default defineRule({
  id: 'dns01-solver-without-exactly-one-provider',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, problems }) {
    const say = texts[locale];
    for (const { value, key } of dns01Of(issuer)) {
      const written = choice(value, providerNames);
      if (!written) continue;
      const [first, ...others] = written;
      for (const { key: at, entry } of others) {
        if (!first || /^acmedns$/i.test(entry.name)) continue;
        const related = [{ at: first.key, message: say.first }];
        yield { at, message: say.several(first.entry.name, entry.name), related };
      }
      if (first || hasUnknownField(value, problems())) continue;
      const bare = bareOf(value, providerNames);
      yield bare
        ? { at: bare.key, message: say.bare(bare.name) }
        : { at: takenFrom(value, providerNames) ?? key, message: say.none };
    }
  },
});

interface Say {
  readonly none: string;
  readonly bare: (name: string) => string;
  readonly several: (first: string, other: string) => string;
  readonly first: string;
}

const texts: Texts<Say> = {
  en: {
    none: '`dns01` names no provider. The webhook refuses the issuer.',
    bare: (name) =>
      `\`${name}\` has no value, so the API server drops it and \`dns01\` names no provider. The webhook refuses the issuer.`,
    several: (first, other) =>
      `A solver has one DNS-01 provider, and this one has \`${first}\` already. The webhook refuses the issuer because of \`${other}\`.`,
    first: 'The first provider.',
  },
  ko: {
    none: '`dns01`에 공급자가 없습니다. 웹훅이 Issuer를 거부합니다.',
    bare: (name) =>
      `\`${name}\`에 값이 없어 API 서버가 버리므로 \`dns01\`에 공급자가 없는 셈입니다. 웹훅이 Issuer를 거부합니다.`,
    several: (first, other) =>
      korean`한 솔버에는 DNS-01 공급자가 하나만 있을 수 있는데 여기에는 이미 \`${first}\`이(가) 있습니다. 웹훅이 \`${other}\` 때문에 Issuer를 거부합니다.`,
    first: '첫 번째 공급자입니다.',
  },
};
