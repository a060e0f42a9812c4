/** Who asks an ACME issuer for which names: Certificates, and Ingresses, Gateways and ListenerSets with an issuer annotation. */
import { type Data, type DataMap, isMap, toData } from '../model/data.ts';
import type { Issuer } from '../model/issuer.ts';
import { booleanAt, type Item, itemsAt, lacks, look, mapAt, nodeAt, textAt, textsAt } from '../model/look.ts';
import type { Known, KnownByKind, Resource } from '../model/resource.ts';
import type { Span } from '../text/span.ts';
import { isDeeplyCertain, lookup } from '../yaml/read.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { clusterIssuerKey, issuerGroupKey, issuerKey, issuerKindKey } from './annotations.ts';
import { askingListeners } from './listeners.ts';
import { annotation, lacksAnnotation } from './shimObject.ts';

/** A name that is asked for, where it stands, and as the CA gives it back. */
export interface AskedName {
  readonly written: string;
  readonly name: string;
  readonly at: Span;
}

export interface AcmeRequest {
  readonly issuer: Issuer;
  /** The `spec.acme` of the issuer. */
  readonly acme: YamlMap;
  readonly server: string | undefined;
  readonly names: readonly AskedName[];
  /** Undefined where they are not known. */
  readonly labels: DataMap | undefined;
}

/** What finds issuers, and the Gateways that ListenerSets have theirs from; the index of the rules is one. */
export interface Issuers {
  find<K extends 'Issuer' | 'ClusterIssuer' | 'Gateway'>(
    kind: K,
    namespace: string | undefined,
    name: string,
  ): readonly KnownByKind[K][];
  /** Whether a resource is applied together with the asker; where nobody knows, all are taken for it. */
  together?(resource: Known): boolean;
}

/** The ACME issuer that a resource asks, where exactly one such issuer is known; and for what. */
export function acmeRequest(resource: Resource, issuers: Issuers): AcmeRequest | undefined {
  const asked = askedBy(resource, issuers);
  if (!asked) return undefined;
  const [issuer, ...others] = issuersOf(asked, resource.namespace, issuers);
  const acme = issuer && mapAt(issuer.map, 'spec.acme');
  if (!issuer || !acme || others.length > 0) return undefined;
  const labels = look(resource.map, 'metadata.labels');
  const known = labels.state === 'written' && isDeeplyCertain(labels.node) ? toData(labels.node) : undefined;
  return {
    issuer,
    acme: acme.value,
    server: textAt(acme.value, 'server')?.value,
    names: asked.names.map(({ value, span }) => ({ written: value, name: value.toLowerCase(), at: span })),
    labels: labels.state === 'absent' ? {} : isMap(known) ? known : undefined,
  };
}

/**
 * The issuers that a request from `namespace` surely means. Issuers without a namespace in other files may be given
 * another one than it.
 */
export function issuersOf(
  { kind, name }: Pick<Asked, 'kind' | 'name'>,
  namespace: string | undefined,
  issuers: Issuers,
): readonly Issuer[] {
  if (kind === 'ClusterIssuer') return issuers.find(kind, undefined, name);
  const found = issuers.find(kind, namespace, name);
  return namespace === undefined ? found.filter((issuer) => issuers.together?.(issuer) ?? true) : found;
}

function askedBy(resource: Resource, issuers: Issuers): Asked | undefined {
  const { kind, map } = resource;
  const listeners = () => askingListeners(resource).map(({ hostname }) => hostname);
  switch (kind) {
    case 'Certificate':
      return askedByCertificate(map);
    case 'Ingress':
      return askedByAnnotations(map, ingressNames(map));
    case 'Gateway':
      return askedByAnnotations(map, listeners());
    case 'ListenerSet':
      return askedByListenerSet(resource, gatewayOf(resource, issuers), listeners());
    default:
      return undefined;
  }
}

interface Asked {
  readonly kind: 'Issuer' | 'ClusterIssuer';
  readonly name: string;
  readonly names: readonly (Pick<Item, 'span'> & { readonly value: string })[];
}

function askedByCertificate(map: YamlMap): Asked | undefined {
  const name = textAt(map, 'spec.issuerRef.name')?.value;
  const kind = lacks(map, 'spec.issuerRef.kind') ? 'Issuer' : textAt(map, 'spec.issuerRef.kind')?.value;
  const group = lacks(map, 'spec.issuerRef.group')
    ? 'cert-manager.io'
    : textAt(map, 'spec.issuerRef.group')?.value;
  if (name === undefined || group !== 'cert-manager.io') return undefined;
  if (kind !== 'Issuer' && kind !== 'ClusterIssuer') return undefined;
  return { kind, name, names: textsAt(map, 'spec.dnsNames') };
}

function askedByAnnotations(map: YamlMap, names: Asked['names']): Asked | undefined {
  if (annotation(map, issuerKindKey) || annotation(map, issuerGroupKey)) return undefined;
  const [issuer, clusterIssuer] = [annotation(map, issuerKey), annotation(map, clusterIssuerKey)];
  const one = issuer ?? clusterIssuer;
  if (!one || (issuer && clusterIssuer)) return undefined;
  return { kind: issuer ? 'Issuer' : 'ClusterIssuer', name: one.value, names };
}

/** A ListenerSet without issuer has that of its Gateway, whose issuer kind and group go before its own (`shim.ts`). */
function askedByListenerSet(
  { map }: Resource,
  gateway: Known | undefined,
  names: Asked['names'],
): Asked | undefined {
  const holds = (keys: readonly string[]) => (one: YamlMap) =>
    !keys.every((key) => lacksAnnotation(one, key));
  if (gateway && holds([issuerKindKey, issuerGroupKey])(gateway.map)) return undefined;
  const isOwn = holds([issuerKey, clusterIssuerKey])(map);
  if (isOwn || !gateway) return askedByAnnotations(map, names);
  return holds([issuerKindKey, issuerGroupKey])(map) ? undefined : askedByAnnotations(gateway.map, names);
}

/** The Gateway of a ListenerSet, where it is surely known. */
function gatewayOf({ map, namespace }: Resource, issuers: Issuers): Known | undefined {
  const name = textAt(map, 'spec.parentRef.name')?.value;
  const written = textAt(map, 'spec.parentRef.namespace')?.value;
  if (name === undefined || (written === undefined && !lacks(map, 'spec.parentRef.namespace')))
    return undefined;
  const [gateway, ...others] = issuers.find('Gateway', written ?? namespace, name);
  return others.length === 0 ? gateway : undefined;
}

function ingressNames(map: YamlMap): Asked['names'] {
  return itemsAt(map, 'spec.tls').flatMap(({ node }) =>
    node.type === 'map' && textAt(node, 'secretName') ? textsAt(node, 'hosts') : [],
  );
}

/** What decides the choice among the solvers of an issuer; undefined where a part of it is not surely known. */
export function solversOf(acme: YamlMap): readonly DataMap[] | undefined {
  const list = nodeAt(acme, 'solvers')?.value;
  if (list?.type !== 'list' || !list.certain) return undefined;
  const solvers: DataMap[] = [];
  for (const { value } of list.items) {
    if (value.type !== 'map' || !value.certain) return undefined;
    const selector = lookup(value, 'selector')?.entry.value;
    if (selector && !isDeeplyCertain(selector)) return undefined;
    const given = selector ? toData(selector) : null;
    const types = ['http01', 'dns01'].filter((type) => mapAt(value, type));
    const known = ['http01', 'dns01'].every((type) => types.includes(type) || lacks(value, type));
    if (!known || types.length === 0) return undefined;
    solvers.push({
      ...(given !== null && { selector: given }),
      ...Object.fromEntries(types.map((type): [string, Data] => [type, {}])),
    });
  }
  return solvers;
}

interface PublicCa {
  /** The path of the directory where it is only one. */
  readonly path?: string;
  /** Whether it registers nobody without an external account binding. */
  readonly bound?: true;
  /** Whether nobody trusts what it signs. */
  readonly staging?: true;
}

/** Public CAs by the host of their directory (documentation of the CAs and of the clients acme.sh and lego). */
const publicCas: ReadonlyMap<string, PublicCa> = new Map<string, PublicCa>([
  ['acme-v02.api.letsencrypt.org', { path: '/directory' }],
  ['acme-staging-v02.api.letsencrypt.org', { path: '/directory', staging: true }],
  ['acme.zerossl.com', { path: '/v2/DV90', bound: true }],
  ['dv.acme-v02.api.pki.goog', { path: '/directory', bound: true }],
  ['dv.acme-v02.test-api.pki.goog', { path: '/directory', bound: true, staging: true }],
  ['acme.ssl.com', { bound: true }],
  ['api.buypass.com', { path: '/acme/directory' }],
  ['api.test4.buypass.no', { path: '/acme/directory', staging: true }],
  ['acme-api.actalis.com', { path: '/acme/directory', bound: true }],
  ['acme.sectigo.com', { bound: true }],
  ['emea.acme.atlas.globalsign.com', { path: '/directory', bound: true }],
]);

/** Whether the CA at this directory URL registers an account only with an external account binding (RFC 8555, 7.3.4). */
export function wantsExternalAccount(server: string): boolean {
  return publicCas.get(hostOf(server) ?? '')?.bound === true;
}

/** Whether a directory URL is one for tests: browsers do not trust what it signs. */
export function isStaging(server: string): boolean {
  return publicCas.get(hostOf(server) ?? '')?.staging === true;
}

/** The host of a URL in lower case. */
export function hostOf(url: string): string | undefined {
  return /^https?:\/\/([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase();
}

/** Whether a directory URL is that of a CA which the public trusts (or its staging). */
export function isPublicCa(server: string | undefined): boolean {
  return server !== undefined && (isLetsEncrypt(server) || publicCas.has(hostOf(server) ?? ''));
}

export function isLetsEncrypt(server: string): boolean {
  return /(^|\.)letsencrypt\.org$/.test(hostOf(server) ?? '');
}

/** The directory of the CA at this host. */
export function directoryAt(host: string): string | undefined {
  const path = publicCas.get(host)?.path;
  return path === undefined ? undefined : `https://${host}${path}`;
}

/** Whether the issuer surely does not pass `duration` on to the CA. */
export function ignoresDuration(acme: YamlMap): boolean {
  return lacks(acme, 'enableDurationFeature') || booleanAt(acme, 'enableDurationFeature')?.value === false;
}
