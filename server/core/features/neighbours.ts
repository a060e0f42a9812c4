/** The resources of one file as neighbours, for hosts that know no others. */
import {
  type KnownByKind,
  type KnownKind,
  knownResourcesOf,
  mayHoldContext,
  mayHoldResource,
} from '../model/resource.ts';
import type { PlacedDocument } from '../yaml/documents.ts';
import type { Neighbours } from './completion/offer.ts';

/** Reads the documents that may hold a resource of a known kind, when first asked. */
export function neighboursIn(documents: readonly PlacedDocument[]): Neighbours {
  let known: readonly KnownByKind[KnownKind][] | undefined;
  const all = <K extends KnownKind>(kind: K): readonly KnownByKind[K][] => {
    known ??= documents.flatMap(({ document: { text, parsed } }) =>
      mayHold(text) ? knownResourcesOf(parsed().root) : [],
    );
    const isOne = (resource: KnownByKind[KnownKind]): resource is KnownByKind[K] => resource.kind === kind;
    return known.filter(isOne);
  };
  return {
    all,
    find: (kind, namespace, name) =>
      all(kind).filter((resource) => resource.name === name && resource.namespace === namespace),
  };
}

/** Ingresses and Gateways count here whether they speak of cert-manager or not: their host names do. */
function mayHold(text: string): boolean {
  return (
    mayHoldResource(text) ||
    mayHoldContext(text) ||
    /^kind:[ \t]*["']?(?:Ingress|Gateway|X?ListenerSet)\b/m.test(text)
  );
}
