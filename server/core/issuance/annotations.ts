/**
 * The annotations that cert-manager reads, on which kinds, since when (behaviour facts, section 6.5; cert-manager
 * `pkg/apis/certmanager/v1/types.go`, `pkg/apis/acme/v1/types.go`, release 1.21).
 */
import type { Release } from '../facts.ts';

/** What a shim turns into Certificates: an Ingress; a Gateway or ListenerSet; both. */
export type ShimSide = 'ingress' | 'gateway' | 'both';

export interface ShimAnnotation {
  readonly on: ShimSide;
  readonly since: Release;
}

const both = (since: Release): ShimAnnotation => ({ on: 'both', since });
const ingress = (since: Release): ShimAnnotation => ({ on: 'ingress', since });

export const issuerKey = 'cert-manager.io/issuer';
export const clusterIssuerKey = 'cert-manager.io/cluster-issuer';
export const issuerKindKey = 'cert-manager.io/issuer-kind';
export const issuerGroupKey = 'cert-manager.io/issuer-group';
export const ignoreListenersKey = 'cert-manager.io/ignore-tls-listeners';
export const editInPlaceKey = 'acme.cert-manager.io/http01-edit-in-place';
export const ingressClassKey = 'acme.cert-manager.io/http01-ingress-class';
export const ingressClassNameKey = 'acme.cert-manager.io/http01-ingress-ingressclassname';
export const parentFallbackKey = 'acme.cert-manager.io/http01-parentreffallback';
export const parentNameKey = 'acme.cert-manager.io/http01-parentrefname';
export const parentKindKey = 'acme.cert-manager.io/http01-parentrefkind';
export const parentNamespaceKey = 'acme.cert-manager.io/http01-parentrefnamespace';

/**
 * What makes the shim look at an Ingress without an issuer annotation: the default of `--auto-certificate-annotations`.
 * The issuer is then the controller's own (`--default-issuer-name`).
 */
export const tlsAcmeKey = 'kubernetes.io/tls-acme';

/** What lets the CA injector read a Secret; a `secretTemplate` may write it since 1.15, and no other of this prefix. */
export const directInjectionKey = 'cert-manager.io/allow-direct-injection';

/** What the shims read. */
export const shimAnnotations: ReadonlyMap<string, ShimAnnotation> = new Map([
  [issuerKey, both('0.11')],
  [clusterIssuerKey, both('0.11')],
  [issuerKindKey, both('0.11')],
  [issuerGroupKey, both('0.11')],
  ['cert-manager.io/common-name', both('1.0')],
  ['cert-manager.io/alt-names', both('1.21')],
  ['cert-manager.io/ip-sans', both('1.21')],
  ['cert-manager.io/email-sans', both('1.12')],
  ['cert-manager.io/subject-organizations', both('1.12')],
  ['cert-manager.io/subject-organizationalunits', both('1.12')],
  ['cert-manager.io/subject-countries', both('1.12')],
  ['cert-manager.io/subject-provinces', both('1.12')],
  ['cert-manager.io/subject-localities', both('1.12')],
  ['cert-manager.io/subject-postalcodes', both('1.12')],
  ['cert-manager.io/subject-streetaddresses', both('1.12')],
  ['cert-manager.io/subject-serialnumber', both('1.12')],
  ['cert-manager.io/duration', both('1.2')],
  ['cert-manager.io/renew-before', both('1.2')],
  ['cert-manager.io/renew-before-percentage', both('1.16')],
  ['cert-manager.io/usages', both('1.2')],
  ['cert-manager.io/revision-history-limit', both('1.9')],
  ['cert-manager.io/private-key-algorithm', both('1.9')],
  ['cert-manager.io/private-key-encoding', both('1.9')],
  ['cert-manager.io/private-key-size', both('1.9')],
  ['cert-manager.io/private-key-rotation-policy', both('1.9')],
  ['cert-manager.io/secret-template', both('1.15')],
  [ignoreListenersKey, { on: 'gateway', since: '1.21' }],
  [editInPlaceKey, ingress('0.11')],
  [ingressClassKey, ingress('0.11')],
  [ingressClassNameKey, ingress('1.20')],
  [parentFallbackKey, { on: 'gateway', since: '1.21' }],
]);

/** The kinds that the CA injector writes to (cert-manager `pkg/controller/cainjector/setup.go`, release 1.21). */
export const injectedKinds: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'APIService',
]);

/** What cert-manager reads or writes elsewhere, and where; each kind of `injectedKinds` is meant by the first. */
export const otherAnnotations: ReadonlyMap<string, string> = new Map([
  ['acme.cert-manager.io/http01-override-ingress-name', 'Certificate'],
  ['acme.cert-manager.io/http01-override-ingress-class', 'Certificate'],
  ['acme.cert-manager.io/http01-override-ingress-ingressclassname', 'Certificate'],
  [parentNameKey, 'Certificate'],
  [parentKindKey, 'Certificate'],
  [parentNamespaceKey, 'Certificate'],
  ['cert-manager.io/issue-temporary-certificate', 'Certificate'],
  ['venafi.cert-manager.io/custom-fields', 'Certificate'],
  ['cert-manager.io/uri-sans', 'Secret'],
  ['cert-manager.io/issuer-name', 'Secret'],
  ['cert-manager.io/certificate-name', 'Secret'],
  [directInjectionKey, 'Secret'],
  ['cert-manager.io/private-key-secret-name', 'CertificateRequest'],
  ['cert-manager.io/certificate-revision', 'CertificateRequest'],
  ['cert-manager.io/inject-ca-from', 'CustomResourceDefinition'],
  ['cert-manager.io/inject-ca-from-secret', 'CustomResourceDefinition'],
  ['cert-manager.io/inject-apiserver-ca', 'CustomResourceDefinition'],
]);

/**
 * The key that took the place of one of the old group (0.10 → 0.11; behaviour facts, section 8.2); undefined where
 * nothing did. Any other key only changed its prefix.
 */
export function newKeyOf(old: string): string | undefined {
  const name = old.slice(old.indexOf('/') + 1);
  if (name === 'acme-challenge-type' || name === 'acme-dns01-provider') return undefined;
  const http01 = /^(?:acme-)?(http01-.+)$/.exec(name)?.[1];
  const key = http01 === undefined ? `cert-manager.io/${name}` : `acme.cert-manager.io/${http01}`;
  return shimAnnotations.has(key) || otherAnnotations.has(key) ? key : undefined;
}

/** The known key that was probably meant by an unknown one; undefined where none is close. */
export function meantBy(key: string, candidates: Iterable<string>): string | undefined {
  const plain = (text: string) =>
    text
      .slice(text.indexOf('/') + 1)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '');
  const alias = aliases.get(plain(key));
  let best: string | undefined;
  let least = 3;
  for (const candidate of candidates) {
    if (candidate === alias) return candidate;
    const [a, b] = [plain(key), plain(candidate)];
    const distance = editDistance(a, b);
    if (distance < least && distance * 4 <= b.length) [best, least] = [candidate, distance];
  }
  return best;
}

/** Names that people use for another. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['http01ingressclassname', ingressClassNameKey],
  ['certificateduration', 'cert-manager.io/duration'],
  ['keyalgorithm', 'cert-manager.io/private-key-algorithm'],
  ['keyencoding', 'cert-manager.io/private-key-encoding'],
  ['keysize', 'cert-manager.io/private-key-size'],
  ['rotationpolicy', 'cert-manager.io/private-key-rotation-policy'],
  ['dnsnames', 'cert-manager.io/alt-names'],
  ['ipaddresses', 'cert-manager.io/ip-sans'],
  ['emailaddresses', 'cert-manager.io/email-sans'],
]);

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
