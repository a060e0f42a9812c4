/** The resources around a place: those of its file, and those of its workspace. */
import type { Known, KnownByKind, KnownKind } from '../model/resource.ts';
import { cluster } from '../rules/cluster.ts';
import { gathered } from '../workspace/gathered.ts';
import { indexResources, type Resources } from '../workspace/resources.ts';
import type { DocumentQuestion } from './assist.ts';
import type { Neighbours } from './completion/offer.ts';

/** What neighbours are looked for with. */
export type Around = Pick<DocumentQuestion, 'documents' | 'workspace' | 'path' | 'resourcesOf' | 'clusters'>;

/** The resources of a file, and those of its workspace; of two with one name that of the file counts. */
export function resourcesAround({
  documents,
  workspace,
  resourcesOf,
}: Pick<Around, 'documents' | 'workspace' | 'resourcesOf'>): Resources {
  const near = resourcesIn({ documents, resourcesOf });
  if (!workspace) return near;
  const store = workspace.store();
  const only = <K extends KnownKind>(kind: K, located: readonly { readonly resource: Known }[]) => {
    const isOne = (resource: Known): resource is KnownByKind[K] => resource.kind === kind;
    return located.map(({ resource }) => resource).filter(isOne);
  };
  return {
    all(kind) {
      const own = near.all(kind);
      const others = only(kind, store.all(kind));
      if (own.length === 0) return others;
      const names = new Set(own.flatMap((one) => (one.name === undefined ? [] : identity(one))));
      return [...own, ...others.filter((one) => one.name === undefined || !names.has(identity(one)))];
    },
    find(kind, namespace, name) {
      const found = near.find(kind, namespace, name);
      return found.length > 0 ? found : only(kind, store.find(kind, namespace, name));
    },
  };
}

/** The same, with what is known of the cluster. */
export function neighboursAround(around: Around): Neighbours {
  const { workspace, path, clusters } = around;
  const resources = resourcesAround(around);
  if (!workspace) {
    const gather: Neighbours['gathered'] = ({ kinds, make }) =>
      make(kinds.flatMap((kind): readonly Known[] => resources.all(kind)));
    return { ...resources, gathered: gather, cluster: () => gather(cluster) };
  }
  const store = workspace.store();
  return {
    ...resources,
    // The file is a part of its workspace.
    gathered: (question) => gathered(store, question, []),
    cluster: () =>
      path === undefined ? gathered(store, cluster, []) : clusters(store, workspace.setOf(path), []),
  };
}

/** The resources of a file alone, read when first asked. */
function resourcesIn({ documents, resourcesOf }: Pick<Around, 'documents' | 'resourcesOf'>): Resources {
  let index: Resources | undefined;
  const known = () => {
    index ??= indexResources(documents.flatMap(({ document }) => resourcesOf(document)));
    return index;
  };
  return {
    all: (kind) => known().all(kind),
    find: (kind, namespace, name) => known().find(kind, namespace, name),
  };
}

const identity = ({ namespace, name }: Known) => JSON.stringify([namespace, name]);
