/**
 * Whether a document is a part of a resource: a patch over one that stands elsewhere, or an excerpt. Nothing is missing
 * in a part. For documents that are judged alone; a kustomization knows for sure what is a patch.
 */
import { isCertain, isDirective, lookup } from '../yaml/read.ts';
import { maxDepth, type YamlMap, type YamlNode } from '../yaml/tree.ts';
import { lacks, mapAt } from './look.ts';
import type { Resource } from './resource.ts';

/**
 * Whether the resource is surely, or as likely as not, a part. Where both readings are possible it is one, unless a
 * manifest like it was tried on a real API server as a whole (`test/conformance/admission.jsonl.gz`). What is unknown
 * counts as there. Reads all of the document: the answer is remembered in a rule's context. `areLikely`: false where the
 * whole surroundings are known and nothing in them patches anything: then only what has nothing of what every such
 * resource needs is one.
 */
export function isPart({ kind, map }: Resource, areLikely = true): boolean {
  if (holdsDirective(map, new Set(), 0)) return true;
  const spec = mapAt(map, 'spec')?.value;
  const required = areLikely ? undefined : requiredOf[kind];
  if (spec && required) return spec.entries.length > 0 && required(spec);
  if (!spec) return lookup(map, 'spec') === undefined && changesMetadata(map);
  return spec.entries.length > 0 && parts[kind](map, spec);
}

function holdsDirective(node: YamlNode, seen: Set<YamlNode>, depth: number): boolean {
  if (node.type === 'scalar' || depth > maxDepth || seen.has(node)) return false;
  seen.add(node);
  if (node.type === 'list') return node.items.some(({ value }) => holdsDirective(value, seen, depth + 1));
  return isDirective(node) || node.entries.some(({ value }) => holdsDirective(value, seen, depth + 1));
}

/** Only metadata that is, or may be, more than the address: a patch of labels or annotations. */
function changesMetadata(map: YamlMap): boolean {
  const metadata = mapAt(map, 'metadata')?.value;
  if (!metadata) return !lacks(map, 'metadata');
  const address = ['name', 'generateName', 'namespace'];
  return !isCertain(metadata) || metadata.entries.some(({ name }) => !address.includes(name));
}

type Judgement = (map: YamlMap, spec: YamlMap) => boolean;

const count = (map: YamlMap, paths: readonly string[]) => paths.filter((path) => !lacks(map, path)).length;
const lacksTwo =
  (...fields: readonly string[]): Judgement =>
  (_, spec) =>
    count(spec, fields) < fields.length - 1;

const parts: Readonly<Record<Resource['kind'], Judgement>> = {
  Certificate: (_, spec) => isPartOfCertificate(spec),
  CertificateRequest: lacksTwo('request', 'issuerRef'),
  Order: lacksTwo('request', 'issuerRef'),
  Challenge: lacksTwo('dnsName', 'issuerRef', 'key', 'solver', 'token', 'type', 'url'),
  Issuer: (_, spec) => isPartOfIssuer(spec),
  ClusterIssuer: (_, spec) => isPartOfIssuer(spec),
  // Lists of an Ingress are replaced as a whole, so that a patch may well repeat `rules` or `tls`; not both, nor the class.
  Ingress: (map, spec) =>
    lacks(spec, 'ingressClassName') &&
    lacks(map, ['metadata', 'annotations', 'kubernetes.io/ingress.class']) &&
    (lacks(spec, 'tls') || count(spec, ['rules', 'defaultBackend', 'backend']) === 0),
  Gateway: (_, spec) => lacks(spec, 'gatewayClassName'),
  ListenerSet: (_, spec) => lacks(spec, 'parentRef'),
  XListenerSet: (_, spec) => lacks(spec, 'parentRef'),
};

/** Fields that name what is certified; the last two are those of API versions before v1. */
export const certificateNames = [
  'commonName',
  'dnsNames',
  'ipAddresses',
  'uris',
  'emailAddresses',
  'otherNames',
  'uriSANs',
  'emailSANs',
] as const;

/**
 * With `secretName` and `issuerRef` it is a whole, names or not. With one of them it is one if it has names and says so
 * much that nobody would patch like that: public patches and excerpts have up to three fields, wholes that were tried
 * without a `secretName` five and more.
 */
function isPartOfCertificate(spec: YamlMap): boolean {
  const required = count(spec, ['secretName', 'issuerRef']);
  if (required === 2) return false;
  return required === 0 || count(spec, certificateNames) === 0 || spec.entries.length < 5;
}

function isPartOfIssuer(spec: YamlMap): boolean {
  return Object.entries(issuerParts).some(([type, judge]) => {
    const block = mapAt(spec, type)?.value;
    return block !== undefined && block.entries.length > 0 && judge(block);
  });
}

const issuerParts: Readonly<Record<string, (block: YamlMap) => boolean>> = {
  // A patch takes an issuer to another server with another key, or brings solvers; a whole has all that, or more.
  acme: (acme) =>
    count(acme, ['server', 'privateKeySecretRef.name', 'solvers']) < 2 || acme.entries.length < 3,
  ca: (ca) => lacks(ca, 'secretName'),
  vault: (vault) => count(vault, ['server', 'path', 'auth']) < 2,
  // `cloud` needs no more than a token: with it the zone was forgotten. `tpp` is what differs between clusters.
  venafi: (venafi) =>
    lacks(venafi, 'zone')
      ? lookup(venafi, 'tpp') !== undefined || lacks(venafi, 'cloud.apiTokenSecretRef')
      : count(venafi, ['tpp', 'cloud', 'ngts']) === 0 && venafi.entries.length === 1,
};

/** Whether not one of some fields is written, a null included. */
const hasNone = (map: YamlMap, ...fields: readonly string[]) =>
  fields.every((field) => lookup(map, field) === undefined) && isCertain(map);

/** Whether a spec lacks everything that one of its kind needs. */
const requiredOf: Readonly<Partial<Record<Resource['kind'], (spec: YamlMap) => boolean>>> = {
  // Without names and with little else one of them alone is an excerpt; nobody forgets both an issuer and all names.
  Certificate: (spec) =>
    hasNone(spec, 'secretName', 'issuerRef') ||
    ((hasNone(spec, 'secretName') || hasNone(spec, 'issuerRef')) &&
      hasNone(spec, ...certificateNames, 'literalSubject') &&
      spec.entries.length < 4),
  CertificateRequest: (spec) => hasNone(spec, 'request', 'csr', 'issuerRef'),
  Order: (spec) => hasNone(spec, 'request', 'csr', 'issuerRef'),
  Challenge: (spec) =>
    hasNone(spec, 'dnsName', 'issuerRef', 'key', 'solver', 'token', 'type', 'url', 'authorizationURL'),
  Issuer: lacksAllOfType,
  ClusterIssuer: lacksAllOfType,
};

function lacksAllOfType(spec: YamlMap): boolean {
  const needed = { acme: ['server', 'privateKeySecretRef'], vault: ['server', 'path', 'auth'] } as const;
  return (['acme', 'vault'] as const).some((type) => {
    const block = mapAt(spec, type)?.value;
    if (block === undefined || block.entries.length === 0) return false;
    const missing = needed[type].filter((field) => hasNone(block, field)).length;
    // With one of them, and next to nothing else, it is an excerpt.
    return missing === needed[type].length || (type === 'acme' && missing > 0 && block.entries.length < 3);
  });
}
