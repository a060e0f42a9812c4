/** Resources that a kustomization gives another name than the one that they are asked for by. */
import type { Known, KnownByKind, KnownKind } from '../model/resource.ts';
import type { Mention } from './references.ts';

type Asked = Pick<Mention, 'kind' | 'namespace' | 'name' | 'role'>;

/** What answers for names; the index of the rules is one. */
export interface Names {
  near<K extends KnownKind>(kind: K): readonly KnownByKind[K][];
  named<K extends KnownKind>(kind: K, name: string): readonly KnownByKind[K][];
  withSecret(name: string): readonly Known[];
  nameBefore(resource: Known): string | undefined;
  readonly complete: boolean;
}

/** Kinds that bear the name that is asked for: whatever makes a Secret stands for it. */
const bearers: Partial<Record<KnownKind, readonly KnownKind[]>> = {
  Issuer: ['Issuer'],
  ClusterIssuer: ['ClusterIssuer'],
  Secret: ['Secret', 'ExternalSecret', 'SealedSecret'],
  Gateway: ['Gateway'],
};

/** What was called so before it was built together with the asker, where nothing bears the name now. */
export function renamedOf({ kind, namespace, name, role }: Asked, index: Names): Known | undefined {
  const kinds = bearers[kind];
  if (role !== 'refers' || !kinds || !index.complete) return undefined;
  const renamed = kinds
    .flatMap((one): readonly Known[] => index.near(one))
    .find((one) => serves(one, namespace) && one.name !== name && index.nameBefore(one) === name);
  if (!renamed) return undefined;
  const there = kind === 'Secret' ? index.withSecret(name) : index.named(kind, name);
  return there.some((one) => serves(one, namespace)) ? undefined : renamed;
}

const serves = (one: Known, namespace: string | undefined) =>
  namespace === undefined || one.namespace === undefined || one.namespace === namespace;
