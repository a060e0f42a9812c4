/**
 * cert-manager's ingress-shim and gateway-shim, retold: which Certificates they make of an Ingress, Gateway or
 * ListenerSet, and which events they emit (cert-manager `pkg/controller/certificate-shim/sync.go`, release 1.21, with
 * its default settings; behaviour facts, section 6).
 */
import { isIpAddress } from '../model/address.ts';
import {
  clusterIssuerKey,
  editInPlaceKey,
  ignoreListenersKey,
  ingressClassKey,
  ingressClassNameKey,
  issuerGroupKey,
  issuerKey,
  issuerKindKey,
  parentFallbackKey,
  tlsAcmeKey,
} from './annotations.ts';
import { type Annotations, type CertificateSpec, faultsOf, translate } from './shimTranslate.ts';
import { goBool } from './shimValues.ts';

export interface ShimCertificate {
  readonly name: string;
  readonly annotations: Annotations;
  readonly spec: CertificateSpec;
}

export interface ShimAnswer {
  readonly certificates: readonly ShimCertificate[];
  /** Type and reason, in order. */
  readonly events: readonly ('Warning BadConfig' | 'Normal CreateCertificate')[];
  /** It gave up with an error that only its log shows, and tries again for ever. */
  readonly failed: boolean;
}

const nothing: ShimAnswer = { certificates: [], events: [], failed: false };
const badConfig: ShimAnswer = { ...nothing, events: ['Warning BadConfig'] };

/** What the shim makes of an object (as read from YAML or JSON); `parent` is the Gateway of a ListenerSet. */
export function shim(object: unknown, parent?: unknown): ShimAnswer {
  const [kind, metadata, spec] = [text(at(object, 'kind')), at(object, 'metadata'), at(object, 'spec')];
  const isIngress = kind === 'Ingress';
  if (!isIngress && kind !== 'Gateway' && kind !== 'ListenerSet') return nothing;
  const own = textsIn(at(metadata, 'annotations'));
  const annotations =
    kind === 'ListenerSet' ? inherit(own, textsIn(at(at(parent, 'metadata'), 'annotations'))) : own;
  if (!isShimmed(annotations, isIngress)) return nothing;
  const issuerRef = issuerOf(annotations);
  if (!issuerRef) return badConfig;
  if (isIngress && sharesSecrets(listIn(spec, 'tls'))) return badConfig;
  const namespace = text(at(metadata, 'namespace')) || 'default';
  const { hosts, skipped } = isIngress ? ingressHosts(spec) : gatewayHosts(spec, annotations, namespace);
  const warnings = Array.from({ length: skipped }, () => 'Warning BadConfig' as const);
  if (hosts.size > 0 && faultsOf(annotations).length > 0)
    return { certificates: [], events: warnings, failed: true };
  const name = text(at(metadata, 'name'));
  const parentName = text(at(at(spec, 'parentRef'), 'name'));
  const extra = isIngress ? overrides(annotations, name) : parentRef(kind, name, parentName, annotations);
  const certificates = [...hosts].map(([secretName, all]): ShimCertificate => {
    const [ips, dnsNames] = [all.filter(isIpAddress), all.filter((host) => !isIpAddress(host))];
    const plain: CertificateSpec = {
      ...(dnsNames.length > 0 && { dnsNames }),
      ...(ips.length > 0 && { ipAddresses: ips }),
      secretName,
      issuerRef,
      usages: ['digital signature', 'key encipherment'],
    };
    return { name: secretName, annotations: extra, spec: translate(plain, annotations) };
  });
  return {
    certificates,
    events: [...warnings, ...certificates.map(() => 'Normal CreateCertificate' as const)],
    failed: false,
  };
}

/** Whether the shim looks at an object with these annotations at all. */
export function isShimmed(annotations: Annotations, isIngress: boolean): boolean {
  if (annotations[issuerKey] !== undefined || annotations[clusterIssuerKey] !== undefined) return true;
  return isIngress && goBool(annotations[tlsAcmeKey] ?? '') === true;
}

function issuerOf(annotations: Annotations): Readonly<Record<string, string>> | undefined {
  const { [issuerKey]: issuer, [clusterIssuerKey]: cluster } = annotations;
  const { [issuerKindKey]: asked, [issuerGroupKey]: group } = annotations;
  if (cluster !== undefined && (issuer !== undefined || asked !== undefined || group !== undefined))
    return undefined;
  const name = cluster ?? issuer ?? '';
  if (name === '') return undefined;
  const kind = asked ?? (cluster === undefined ? 'Issuer' : 'ClusterIssuer');
  return { name, ...(kind !== '' && { kind }), ...(group !== '' && { group: group ?? 'cert-manager.io' }) };
}

/** Two entries of one secret; entries without a secret count as of one, too. */
function sharesSecrets(tls: readonly unknown[]): boolean {
  return new Set(tls.map((entry) => text(at(entry, 'secretName')))).size < tls.length;
}

interface Hosts {
  /** Hosts by Secret, in the order in which they are written. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  readonly skipped: number;
}

function ingressHosts(spec: unknown): Hosts {
  const hosts = new Map<string, readonly string[]>();
  let skipped = 0;
  for (const entry of listIn(spec, 'tls')) {
    const [names, secretName] = [listIn(entry, 'hosts').map(text), text(at(entry, 'secretName'))];
    if (names.length === 0 || secretName === '') skipped++;
    else hosts.set(secretName, names);
  }
  return { hosts, skipped };
}

function gatewayHosts(spec: unknown, annotations: Annotations, namespace: string): Hosts {
  const ignored = (annotations[ignoreListenersKey] ?? '').split(',').map((name) => name.trim());
  const hosts = new Map<string, string[]>();
  let skipped = 0;
  for (const listener of listIn(spec, 'listeners')) {
    const [tls, hostname] = [at(listener, 'tls'), text(at(listener, 'hostname'))];
    if (!/^(HTTPS|TLS)$/.test(text(at(listener, 'protocol')))) continue;
    if (at(tls, 'mode') === 'Passthrough' || ignored.includes(text(at(listener, 'name')))) continue;
    const references = listIn(tls, 'certificateRefs');
    const sound = references.every((reference) => isOwnSecret(reference, namespace));
    if (hostname === '' || references.length === 0 || !sound) {
      skipped++;
      continue;
    }
    for (const reference of references) {
      const name = text(at(reference, 'name'));
      const known = hosts.get(name) ?? [];
      if (!known.includes(hostname)) known.push(hostname);
      hosts.set(name, known);
    }
  }
  return { hosts, skipped };
}

/** Whether a certificate reference is one that the shim takes: a Secret of the Gateway's own namespace. */
function isOwnSecret(reference: unknown, namespace: string): boolean {
  const [group, kind] = [at(reference, 'group') ?? '', at(reference, 'kind') ?? 'Secret'];
  const its = at(reference, 'namespace') ?? namespace;
  return (group === '' || group === 'core') && (kind === 'Secret' || kind === '') && its === namespace;
}

/** A ListenerSet without issuer has that of its Gateway; the Gateway's issuer kind and group win over its own. */
function inherit(own: Annotations, gateway: Annotations): Annotations {
  const names =
    own[issuerKey] === undefined && own[clusterIssuerKey] === undefined ? [issuerKey, clusterIssuerKey] : [];
  const taken = [...names, issuerKindKey, issuerGroupKey].flatMap((key) => {
    const value = gateway[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...own, ...Object.fromEntries(taken) };
}

/** What an Ingress asks of the solver, as the annotations of its Certificates say it. */
function overrides(annotations: Annotations, ingress: string): Annotations {
  const inPlace = annotations[editInPlaceKey] === 'true';
  const { [ingressClassKey]: className, [ingressClassNameKey]: ingressClassName } = annotations;
  return {
    ...(inPlace && {
      'acme.cert-manager.io/http01-override-ingress-name': ingress,
      'cert-manager.io/issue-temporary-certificate': 'true',
    }),
    ...(className && { 'acme.cert-manager.io/http01-override-ingress-class': className }),
    ...(ingressClassName && {
      'acme.cert-manager.io/http01-override-ingress-ingressclassname': ingressClassName,
    }),
  };
}

/** The Gateway or ListenerSet that the solver's HTTPRoute goes to. */
function parentRef(kind: string, name: string, parent: string, annotations: Annotations): Annotations {
  const toParent = kind === 'ListenerSet' && goBool(annotations[parentFallbackKey] ?? '') === true;
  return {
    'acme.cert-manager.io/http01-parentrefkind': toParent ? 'Gateway' : kind,
    'acme.cert-manager.io/http01-parentrefname': toParent ? parent : name,
  };
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const list = at(value, key);
  return Array.isArray(list) ? list : [];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function textsIn(value: unknown): Annotations {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
