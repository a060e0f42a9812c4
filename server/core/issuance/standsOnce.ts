/** Repositories of several clusters have most things several times: who knows which of them go together. */
import type { Known, KnownByKind, KnownKind } from '../model/resource.ts';

/** What finds resources by name; the index of the rules is one. */
export interface ByName {
  named<K extends KnownKind>(kind: K, name: string): readonly KnownByKind[K][];
}

/** Whether no other resource of the workspace has its kind, namespace and name. */
export function standsOnce({ kind, name, namespace }: Known, index: ByName): boolean {
  if (name === undefined) return false;
  const all: readonly Known[] = index.named(kind, name);
  return all.filter((other) => other.namespace === namespace).length === 1;
}
