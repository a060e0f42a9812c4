/** Which Secrets a resource is, has written, or keeps a certificate in, by name; all of them are in its own namespace. */
import { itemsAt, lacks, textAt } from './look.ts';
import type { Known } from './resource.ts';

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
      return [];
  }
}

function referenceName({ node }: ReturnType<typeof itemsAt>[number]): readonly string[] {
  return node.type === 'map' ? some(textAt(node, 'name')?.value) : [];
}

const some = (name: string | undefined): readonly string[] => (name ? [name] : []);
