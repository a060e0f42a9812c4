/** The resources of one file as neighbours, for hosts that know no others. */
import {
  type Known,
  type KnownByKind,
  type KnownKind,
  knownResourcesOf,
  mayHoldContext,
  mayHoldResource,
} from '../model/resource.ts';
import type { Workspace } from '../workspace/workspace.ts';
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

/** The resources of a file, and those of its workspace; of two with one name that of the file counts. */
export function neighboursAround(
  documents: readonly PlacedDocument[],
  workspace: Pick<Workspace, 'store'> | undefined,
): Neighbours {
  const near = neighboursIn(documents);
  if (!workspace) return near;
  const store = workspace.store();
  const isNear = ({ kind, namespace, name }: Known) =>
    name !== undefined && near.find(kind, namespace, name).length > 0;
  const only = <K extends KnownKind>(kind: K, located: readonly { readonly resource: Known }[]) => {
    const isOne = (resource: Known): resource is KnownByKind[K] => resource.kind === kind;
    return located.map(({ resource }) => resource).filter(isOne);
  };
  return {
    all: (kind) => [...near.all(kind), ...only(kind, store.all(kind)).filter((one) => !isNear(one))],
    find(kind, namespace, name) {
      const found = near.find(kind, namespace, name);
      return found.length > 0 ? found : only(kind, store.find(kind, namespace, name));
    },
  };
}
