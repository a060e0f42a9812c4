/** What of a resource a template decides, so that rules and the plan have nothing to go by. */
import { isDeeplyCertain } from '../yaml/read.ts';
import { maxDepth, type YamlMap, type YamlNode } from '../yaml/tree.ts';
import { look, textAt } from './look.ts';
import type { Kind, Resource } from './resource.ts';

/** The parts that everything else rests on, the outer ones first. Of lists one item that is not known makes all unknown. */
const parts: Readonly<Record<Kind, readonly string[]>> = {
  Issuer: ['spec', 'spec.acme', 'spec.acme.solvers'],
  ClusterIssuer: ['spec', 'spec.acme', 'spec.acme.solvers'],
  Certificate: ['spec', 'spec.issuerRef', 'spec.dnsNames'],
  CertificateRequest: ['spec', 'spec.issuerRef'],
  Order: ['spec', 'spec.issuerRef', 'spec.dnsNames'],
  Challenge: ['spec', 'spec.issuerRef', 'spec.solver'],
  Ingress: ['metadata.annotations', 'metadata', 'spec', 'spec.tls'],
  Gateway: ['metadata.annotations', 'metadata', 'spec', 'spec.listeners'],
  ListenerSet: ['metadata.annotations', 'metadata', 'spec', 'spec.listeners'],
  XListenerSet: ['metadata.annotations', 'metadata', 'spec', 'spec.listeners'],
};

/** The first of those parts that a template writes; one plain value that it writes is none. */
export function templatedPart({ kind, map }: Resource): string | undefined {
  return parts[kind].find((path) => {
    const found = look(map, path);
    // Below what is no mapping nothing is looked for: then the part above it is the one.
    if (found.state !== 'written') return found.state === 'unknown' && isBody(map, path);
    if (found.node.type === 'list') return !found.node.certain;
    return found.node.type === 'map' ? isDecided(found.node, 0) : !found.node.certain;
  });
}

/** Whether the key is there, and what stands behind it comes from a template. */
function isBody(map: YamlMap, path: string): boolean {
  let node: YamlNode | undefined = map;
  for (const key of path.split('.'))
    node = node?.type === 'map' ? node.entries.find(({ name }) => name === key)?.value : undefined;
  return node !== undefined && !node.certain;
}

/** Whether nothing below a node is surely what is written. */
function isDecided(node: YamlNode, depth: number): boolean {
  if (node.certain || depth > maxDepth) return false;
  if (node.type === 'scalar') return true;
  if (node.type === 'list') return node.items.every(({ value }) => isDecided(value, depth + 1));
  return node.entries.every(({ value }) => isDecided(value, depth + 1));
}

/** Whether two branches of a template make a resource each, and what stands here is both. */
export function isOneOfSeveral({ map }: Resource): boolean {
  return !map.certain && map.entries.filter(({ name }) => name === 'kind').length > 1;
}

/** Whether a template has a part in a resource at all. */
export const isTemplated = ({ map }: Resource): boolean => !isDeeplyCertain(map);

/** Where the kind of a resource of ours stands that a template decides. */
export function templatedKind(root: YamlNode | undefined): YamlMap | undefined {
  if (root?.type !== 'map') return undefined;
  const group = textAt(root, 'apiVersion')?.value.split('/')[0] ?? '';
  const isOurs = /^(?:acme\.)?cert-?manager\.(?:k8s\.)?io$/.test(group);
  return isOurs && look(root, 'kind').state !== 'absent' && !textAt(root, 'kind') ? root : undefined;
}
