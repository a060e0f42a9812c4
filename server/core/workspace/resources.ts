/** Looking up resources by name, whoever holds them. */
import type { Known, KnownByKind, KnownKind } from '../model/resource.ts';

/** Finds resources; the index of a workspace is one. */
export interface Resources {
  /** Resources of this kind and name; `namespace` undefined finds those without one only. */
  find<K extends KnownKind>(kind: K, namespace: string | undefined, name: string): readonly KnownByKind[K][];
  /** All resources of a kind, in a stable order. */
  all<K extends KnownKind>(kind: K): readonly KnownByKind[K][];
}

/** Finds the resources that a reference from a resource of `namespace` may mean; see `createReferences`. */
export type References = <K extends KnownKind>(
  kind: K,
  namespace: string | undefined,
  name: string,
) => readonly KnownByKind[K][];

/** An index of resources that do not change, in the order in which they come. */
export function indexResources(resources: Iterable<Known>): Resources {
  const byKind = new Map<string, Known[]>();
  const byName = new Map<string, Known[]>();
  for (const resource of resources) {
    add(byKind, resource.kind, resource);
    add(byName, nameOf(resource.kind, resource.name), resource);
  }
  return {
    all: (kind) => ofKind(byKind.get(kind), kind),
    find: (kind, namespace, name) =>
      ofKind(byName.get(nameOf(kind, name)), kind).filter((resource) => resource.namespace === namespace),
  };
}

/**
 * Follows references. They mean exactly the named resources, where there are any. Else those of that name where either
 * side has no namespace written: `kubectl apply -n` or a kustomization gives both the same. With several, nobody knows
 * which one is meant. Each kind is gathered once, at the first question about it.
 */
export function createReferences(resources: Resources): References {
  const byName = new Map<string, ReadonlyMap<string, readonly Known[]>>();
  const named = (kind: KnownKind, name: string): readonly Known[] => {
    let known = byName.get(kind);
    if (!known) {
      const names = new Map<string, Known[]>();
      for (const resource of resources.all(kind)) add(names, resource.name ?? '', resource);
      byName.set(kind, names);
      known = names;
    }
    return known.get(name) ?? [];
  };
  return (kind, namespace, name) => {
    const exact = resources.find(kind, namespace, name);
    if (exact.length > 0) return exact;
    const near = named(kind, name).filter(
      (other) => namespace === undefined || other.namespace === undefined,
    );
    return ofKind(near, kind);
  };
}

function add(map: Map<string, Known[]>, key: string, resource: Known): void {
  const known = map.get(key);
  if (known) known.push(resource);
  else map.set(key, [resource]);
}

function ofKind<K extends KnownKind>(resources: readonly Known[] = [], kind: K): readonly KnownByKind[K][] {
  return resources.filter((resource): resource is KnownByKind[K] => resource.kind === kind);
}

const nameOf = (kind: KnownKind, name: string | undefined) => `${kind}/${name ?? ''}`;
