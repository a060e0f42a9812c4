import type { Issuer } from '../../model/issuer.ts';
import { type Dns01Provider, providersOf } from '../../model/issuerTypes.ts';
import { type Found, textAt, textsAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import type { Span } from '../../text/span.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an empty text (`""`) in a field of an Issuer or ClusterIssuer that must not be empty: the ACME server, names
 * of Secrets, the Vault path, the Venafi zone, ids and hosts of DNS-01 providers.
 *
 * ## Why it matters
 * The structure of the API is content with an empty text, but cert-manager's admission webhook is not: it refuses the
 * resource. An empty text often comes from a value that was to be filled in.
 *
 * ## When to allow it
 * Never in a resource that goes to a cluster as it stands.
 *
 * ## References
 * - [Issuer configuration](https://cert-manager.io/docs/configuration/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * Issuer와 ClusterIssuer에서 비어 있으면 안 되는 필드의 빈 문자열(`""`)을 알립니다. ACME 서버, 시크릿 이름, Vault 경로, Venafi
 * 존, DNS-01 공급자의 ID와 호스트가 그런 필드입니다.
 *
 * ## 왜 중요한가
 * API의 구조는 빈 문자열을 받아들이지만 cert-manager의 어드미션 웹훅은 리소스를 거부합니다. 빈 문자열은 나중에 채우려던
 * 값인 경우가 많습니다.
 *
 * ## 허용해도 되는 경우
 * 그대로 클러스터에 적용하는 리소스에서는 없습니다.
 *
 * ## 참고
 * - [Issuer 설정](https://cert-manager.io/docs/configuration/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
export default defineRule({
  id: 'issuer-field-empty',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale }) {
    for (const { name, span } of emptyIn(issuer)) yield { at: span, message: texts[locale].empty(name) };
  },
});

interface Empty {
  readonly name: string;
  readonly span: Span;
}

function* emptyIn(issuer: Issuer): Iterable<Empty> {
  const { map } = issuer;
  for (const path of fields) yield* whereEmpty(textAt(map, `spec.${path}`));
  for (const path of ['ca.ocspServers', 'ca.issuingCertificateURLs']) {
    for (const { value, span } of textsAt(map, `spec.${path}`))
      if (value === '') yield { name: path.slice(3), span };
  }
  for (const provider of providersOf(issuer)) {
    for (const path of providerFields[provider.name]) yield* whereEmpty(textAt(provider.map, path));
  }
}

function* whereEmpty(found: Found<string> | undefined): Iterable<Empty> {
  if (found?.value === '') yield { name: found.entry.name, span: found.span };
}

const fields: readonly string[] = [
  'acme.server',
  'acme.privateKeySecretRef.name',
  'acme.externalAccountBinding.keyID',
  'acme.externalAccountBinding.keySecretRef.name',
  'ca.secretName',
  'vault.server',
  'vault.path',
  'vault.auth.appRole.roleId',
  'vault.auth.appRole.secretRef.name',
  'vault.auth.kubernetes.role',
  'vault.auth.kubernetes.serviceAccountRef.name',
  'vault.auth.aws.serviceAccountRef.name',
  'venafi.zone',
  'venafi.tpp.url',
  'venafi.ngts.tsgID',
  'venafi.ngts.credentialsRef.name',
];

/** `rfc2136.tsigSecretSecretRef.name` may be empty where no key is named. */
const providerFields: Readonly<Record<Dns01Provider, readonly string[]>> = {
  akamai: [
    'serviceConsumerDomain',
    'accessTokenSecretRef.name',
    'clientSecretSecretRef.name',
    'clientTokenSecretRef.name',
  ],
  azureDNS: ['subscriptionID', 'resourceGroupName', 'clientSecretSecretRef.name'],
  cloudDNS: ['project', 'serviceAccountSecretRef.name'],
  cloudflare: ['apiKeySecretRef.name', 'apiTokenSecretRef.name'],
  route53: ['accessKeyIDSecretRef.name'],
  acmeDNS: ['host', 'accountSecretRef.name'],
  digitalocean: ['tokenSecretRef.name'],
  rfc2136: ['nameserver'],
  webhook: ['solverName'],
};

const texts: Texts<{ readonly empty: (name: string) => string }> = {
  en: { empty: (name) => `\`${name}\` must not be empty: the webhook refuses the issuer.` },
  ko: { empty: (name) => korean`\`${name}\`은(는) 비어 있으면 안 됩니다. 웹훅이 Issuer를 거부합니다.` },
};
