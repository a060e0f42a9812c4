/** Which Secrets a resource is, has written, or keeps a certificate in, by name; all of them are in its own namespace. */
import { asString } from '../yaml/read.ts';
import { maxDepth, type YamlMap, type YamlNode } from '../yaml/tree.ts';
import { itemsAt, lacks, textAt } from './look.ts';
import { type Known, type KnownKind, secretToolGroups } from './resource.ts';

/**
 * The names that are surely written. An ExternalSecret names its Secret in `spec.target.name` (API of External Secrets),
 * a SealedSecret in `spec.template.metadata.name` (API of Sealed Secrets); both give it their own name where that is not
 * written. Secrets that a resource only reads are not among them.
 */
export function ownSecretsOf({ kind, name, map }: Known): readonly string[] {
  switch (kind) {
    case 'Secret':
      return some(name);
    case 'ExternalSecret':
      return some(lacks(map, 'spec.target.name') ? name : textAt(map, 'spec.target.name')?.value);
    case 'SealedSecret': {
      const path = 'spec.template.metadata.name';
      return some(lacks(map, path) ? name : textAt(map, path)?.value);
    }
    case 'Certificate':
      return some(textAt(map, 'spec.secretName')?.value);
    case 'Issuer':
    case 'ClusterIssuer':
      return some(textAt(map, 'spec.acme.privateKeySecretRef.name')?.value);
    case 'Ingress':
      return itemsAt(map, 'spec.tls').flatMap(({ node }) =>
        node.type === 'map' ? some(textAt(node, 'secretName')?.value) : [],
      );
    case 'Gateway':
    case 'ListenerSet':
      return itemsAt(map, 'spec.listeners').flatMap(({ node }) =>
        node.type === 'map' ? itemsAt(node, 'tls.certificateRefs').flatMap(referenceName) : [],
      );
    default:
      return isSecretTool(kind) ? [...new Set(namesWritten(map))] : [];
  }
}

/** Whether a resource of this kind may have Secrets of names that stand in it, in namespaces that nobody here knows. */
export const isSecretTool = (kind: KnownKind): boolean => Object.hasOwn(secretToolGroups, kind);

/** Every text behind a key that may hold the name of a Secret. */
function namesWritten(map: YamlMap): readonly string[] {
  const found: string[] = [];
  // Aliases make the tree a graph: each node is seen once.
  const seen = new Set<YamlNode>();
  const visit = (node: YamlNode, depth: number): void => {
    if (depth > maxDepth || seen.has(node)) return;
    seen.add(node);
    if (node.type === 'list') for (const { value } of node.items) visit(value, depth + 1);
    if (node.type !== 'map') return;
    for (const { name, value } of node.entries) {
      const text = /name$/i.test(name) && value.certain ? asString(value) : undefined;
      if (text) found.push(text);
      else visit(value, depth + 1);
    }
  };
  visit(map, 0);
  return found;
}

function referenceName({ node }: ReturnType<typeof itemsAt>[number]): readonly string[] {
  return node.type === 'map' ? some(textAt(node, 'name')?.value) : [];
}

const some = (name: string | undefined): readonly string[] => (name ? [name] : []);
