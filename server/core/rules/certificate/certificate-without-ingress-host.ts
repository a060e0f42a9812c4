import { clusterIssuerKey, issuerKey, tlsAcmeKey } from '../../issuance/annotations.ts';
import { blocksAt, lacksAnnotation } from '../../issuance/shimObject.ts';
import { isIpAddress } from '../../model/address.ts';
import { type Item, itemsAt, lacks, nodeAt, textAt, textsAt } from '../../model/look.ts';
import type { Known, ResourceByKind } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a Certificate whose names lack a TLS host of an Ingress that takes the Certificate's Secret and names no issuer
 * itself. Both stand in one file or kustomization, or both namespaces are written and equal.
 *
 * ## Why it matters
 * Both become ready, and whoever opens the host gets a certificate of other names (`ERR_CERT_COMMON_NAME_INVALID`). A
 * wildcard name covers one label only: `*.company.org` covers neither `company.org` nor `a.b.company.org`.
 *
 * ## When to allow it
 * Where nothing calls the Ingress by that host.
 *
 * ## References
 * - [Certificate](https://cert-manager.io/docs/usage/certificate/)
 * - RFC 6125, section 6.4.3
 */
/**
 * @lang ko
 * ## 하는 일
 * 발급자를 적지 않고 Certificate의 시크릿을 쓰는 인그레스의 TLS 호스트가 그 Certificate의 이름에 없으면 알립니다. 둘이 같은 파일이나
 * kustomization에 있거나, 두 네임스페이스가 모두 적혀 있고 같을 때만 알립니다.
 *
 * ## 왜 중요한가
 * 둘 다 준비된 상태가 되지만 그 호스트에 접속하면 다른 이름의 인증서를 받습니다(`ERR_CERT_COMMON_NAME_INVALID`). 와일드카드 이름은 레이블
 * 하나만 대신합니다. `*.company.org`는 `company.org`도 `a.b.company.org`도 포함하지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 아무도 그 호스트로 인그레스에 접속하지 않는 경우입니다.
 *
 * ## 참고
 * - [Certificate](https://cert-manager.io/docs/usage/certificate/)
 * - RFC 6125, 6.4.3절
 */
export default defineRule({
  id: 'certificate-without-ingress-host',
  kinds: ['Certificate'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(certificate, { locale, index, edit }) {
    const { map, namespace } = certificate;
    const secret = textAt(map, 'spec.secretName');
    const names = namesOf(certificate);
    if (!secret || secret.value === '' || !names) return;
    const isNear = (other: Known) =>
      index.together(other)
        ? isSame(other.namespace, namespace)
        : namespace !== undefined && other.namespace === namespace;
    const all =
      namespace === undefined
        ? index.withSecret(secret.value)
        : [...index.withSecretIn(undefined, secret.value), ...index.withSecretIn(namespace, secret.value)];
    const writers = all.filter((one) => one.kind === 'Certificate' && isSame(one.namespace, namespace));
    // A repository of several clusters has most things several times: who knows which Ingress goes with which.
    const isClear = (ingress: Known) =>
      writers.filter((one) => !index.together(ingress) || index.together(one)).length === 1;
    const say = texts[locale];
    const list = nodeAt(map, 'spec.dnsNames');
    const told = new Set<string>();
    for (const ingress of all) {
      if (ingress.kind !== 'Ingress' || !isNear(ingress) || !isClear(ingress)) continue;
      for (const { value, span } of hostsOf(ingress, secret.value)) {
        const host = value.toLowerCase();
        if (told.has(host) || names.some((name) => covers(name, host))) continue;
        told.add(host);
        yield {
          at: (list ?? secret).key,
          message: say.missing(value, ingress.name ?? '', secret.value),
          related: [{ at: span, message: say.host, of: ingress }],
          fixes: () => {
            const edits = list && edit.append(list.entry, value);
            return edits ? [{ title: say.add(value), safety: 'unsafe', edits }] : [];
          },
        };
      }
    }
  },
});

const annotations = [issuerKey, clusterIssuerKey, tlsAcmeKey];

/** The hosts for which an Ingress takes a Secret; none where cert-manager may make a Certificate of the Ingress. */
function hostsOf({ map }: Known, secret: string): readonly (Item & { readonly value: string })[] {
  if (!annotations.every((key) => lacksAnnotation(map, key))) return [];
  return blocksAt(map, 'spec.tls')
    .filter((entry) => textAt(entry.map, 'secretName')?.value === secret)
    .flatMap((entry) => textsAt(entry.map, 'hosts'))
    .filter(({ value }) => value !== '' && !isIpAddress(value));
}

type Certificate = ResourceByKind['Certificate'];

const isSame = (one: string | undefined, other: string | undefined) =>
  one === undefined || other === undefined || one === other;

/** The names that the certificate will have; undefined where they are not surely known. */
function namesOf({ map }: Certificate): readonly string[] | undefined {
  const list = nodeAt(map, 'spec.dnsNames')?.value;
  const names = textsAt(map, 'spec.dnsNames').map(({ value }) => value.toLowerCase());
  if (
    list ? !list.certain || names.length < itemsAt(map, 'spec.dnsNames').length : !lacks(map, 'spec.dnsNames')
  )
    return undefined;
  const common = textAt(map, 'spec.commonName')?.value;
  if (!lacks(map, 'spec.literalSubject') || (common === undefined && !lacks(map, 'spec.commonName')))
    return undefined;
  const all = common === undefined ? names : [...names, common.toLowerCase()];
  return all.length > 0 ? all : undefined;
}

/** Whether a name of a certificate is good for a host; an asterisk stands for one label. */
function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith('*.') && name.slice(1) === host.slice(host.indexOf('.')));
}

interface Say {
  readonly missing: (host: string, ingress: string, secret: string) => string;
  readonly host: string;
  readonly add: (host: string) => string;
}

const texts: Texts<Say> = {
  en: {
    missing: (host, ingress, secret) =>
      `The Ingress \`${ingress}\` serves \`${host}\` with \`${secret}\`, which this Certificate writes without that name: whoever opens it gets a certificate of other names.`,
    host: 'The host.',
    add: (host) => `Add ${host} to dnsNames`,
  },
  ko: {
    missing: (host, ingress, secret) =>
      korean`인그레스 \`${ingress}\`은(는) 이 Certificate가 쓰는 \`${secret}\`(으)로 \`${host}\`을(를) 서비스하는데 이 Certificate에는 그 이름이 없습니다. 이 호스트에 접속하면 다른 이름의 인증서를 받습니다.`,
    host: '해당 호스트입니다.',
    add: (host) => `dnsNames에 ${host} 추가하기`,
  },
};
