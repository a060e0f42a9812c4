import { filled, hasUnknownField, type Provider, providersOf } from '../../model/issuerTypes.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an Issuer whose `route53`, `azureDNS` or `cloudDNS` solver has no credentials of its own. A ClusterIssuer is
 * left alone.
 *
 * ## Why it matters
 * Without credentials cert-manager would use those of its own pod (the role of the node, workload identity). It does
 * so for a ClusterIssuer, but not for an Issuer unless it runs with `--issuer-ambient-credentials`: else whoever may
 * create an Issuer in some namespace could use the rights of cert-manager. The Issuer becomes Ready, and every
 * Challenge fails.
 *
 * ## When to allow it
 * Where cert-manager runs with `--issuer-ambient-credentials`.
 *
 * ## References
 * - [Ambient credentials](https://cert-manager.io/docs/configuration/acme/dns01/route53/#ambient-credentials)
 */
/**
 * @lang ko
 * ## 하는 일
 * `route53`, `azureDNS`, `cloudDNS` 솔버에 자체 자격 증명이 없는 Issuer를 알립니다. ClusterIssuer는 알리지 않습니다.
 *
 * ## 왜 중요한가
 * 자격 증명이 없으면 cert-manager 파드 자신의 것(노드의 역할, 워크로드 ID)을 쓰게 됩니다. ClusterIssuer에서는 그렇게 하지만
 * Issuer에서는 `--issuer-ambient-credentials`로 실행할 때만 그렇게 합니다. 그렇지 않으면 아무 네임스페이스에나 Issuer를 만들 수
 * 있는 사람이 cert-manager의 권한을 쓰게 됩니다. Issuer는 Ready가 되지만 모든 Challenge가 실패합니다.
 *
 * ## 허용해도 되는 경우
 * cert-manager를 `--issuer-ambient-credentials`로 실행하는 경우입니다.
 *
 * ## 참고
 * - [앰비언트 자격 증명](https://cert-manager.io/docs/configuration/acme/dns01/route53/#ambient-credentials)
 */
export default defineRule({
  id: 'dns01-issuer-with-ambient-credentials',
  kinds: ['Issuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, problems }) {
    if (issuer.kind !== 'Issuer') return;
    for (const provider of providersOf(issuer)) {
      const { map, key, name } = provider;
      if (isAmbient(provider) && !hasUnknownField(map, problems()))
        yield { at: key, message: texts[locale].ambient(name) };
    }
  },
});

function isAmbient({ name, map }: Provider): boolean {
  const own = credentials[name];
  return own?.every((field) => filled(map, field) === false) ?? false;
}

/** What makes a solver independent of the pod's own credentials. */
const credentials: Readonly<Partial<Record<Provider['name'], readonly string[]>>> = {
  route53: ['accessKeyID', 'accessKeyIDSecretRef', 'secretAccessKeySecretRef', 'auth'],
  azureDNS: ['clientID', 'clientSecretSecretRef', 'tenantID'],
  cloudDNS: ['serviceAccountSecretRef'],
};

const texts: Texts<{ readonly ambient: (name: string) => string }> = {
  en: {
    ambient: (name) =>
      `\`${name}\` has no credentials. An Issuer may not use those of cert-manager's pod unless it runs with \`--issuer-ambient-credentials\`: every Challenge fails. A ClusterIssuer may.`,
  },
  ko: {
    ambient: (name) =>
      `\`${name}\`에 자격 증명이 없습니다. cert-manager를 \`--issuer-ambient-credentials\`로 실행하지 않는 한 Issuer는 cert-manager 파드의 자격 증명을 쓸 수 없어 모든 Challenge가 실패합니다. ClusterIssuer는 쓸 수 있습니다.`,
  },
};
