/** The resources that are known by name, and when the answer to each question about them last changed. */
import type { Known, KnownByKind, KnownKind } from '../model/resource.ts';
import { ownSecretsOf } from '../model/secretNames.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import type { Composite } from './composite.ts';

/** A resource with its place. */
export interface Located<R extends Known = Known> {
  readonly resource: R;
  /** What the places of the resource are places of. */
  readonly composite: Composite;
  /** Where it is declared. */
  readonly path: string;
  readonly document: YamlDocument;
  /** What is applied together: the path of its file, or of the kustomization that builds it. */
  readonly set: string;
  /** Set where what a build makes of it is not surely known. */
  readonly isUnsure?: boolean;
}

/** Some resources that come and go together. */
export interface Holder {
  readonly located: readonly Located[];
}

/** What was asked, and the state of the store when the answers were last known to stand. */
export interface Memory {
  store: Store | undefined;
  generation: number;
  asked: readonly string[];
}

/** A memory of answers that was never asked. */
export function unasked(): Memory {
  return { store: undefined, generation: -1, asked: [] };
}

export interface Store {
  /** Makes `holders` all that a set has. The cost follows what was replaced, a comparison for each other one. */
  update(set: string, holders: readonly Holder[]): void;
  /** Changes the answer to a question that no resource stands for. */
  touch(question: string): void;
  /** Resources of one name; `namespace` undefined finds those without one only. `set`: those of that set. */
  find(kind: KnownKind, namespace: string | undefined, name: string, set?: string): readonly Located[];
  /** Resources of one name in whatever namespace. */
  named(kind: KnownKind, name: string): readonly Located[];
  /** Resources that are, write or keep a certificate in a Secret of this name (`ownSecretsOf`), in whatever namespace. */
  withSecret(name: string): readonly Located[];
  /** Those of them that have this namespace written, or none. */
  withSecretIn(namespace: string | undefined, name: string): readonly Located[];
  /** All resources of a kind in a set, in order. */
  inSet<K extends KnownKind>(set: string, kind: K): readonly Located<KnownByKind[K]>[];
  /** All resources of a kind. */
  all<K extends KnownKind>(kind: K): readonly Located<KnownByKind[K]>[];
  /** All resources, set by set. */
  everything(): readonly Located[];
  /** Grows with every change. */
  readonly generation: number;
  /** Where a resource of the store is. */
  locate(resource: Known): Located | undefined;
  /** Whether everything that was asked would be answered as it was. */
  stands(memory: Memory): boolean;
  /** Notes that the answers to `asked` are those of now. */
  remember(memory: Memory, asked: readonly string[]): void;
}

/** The questions whose answers one resource has a part in; what `Memory.asked` holds. */
export const questions = {
  find: (kind: string, namespace: string | undefined, name: string) => `${kind}/${namespace ?? ''}/${name}`,
  named: (kind: string, name: string) => `${kind} ${name}`,
  withSecret: (name: string) => `secret ${name}`,
  withSecretIn: (namespace: string | undefined, name: string) => `secret ${namespace ?? ''}/${name}`,
  inSet: (set: string, kind: string) => `${kind} in ${set}`,
  all: (kind: string) => kind,
  identities: (kind: string) => `names of ${kind}`,
};

/** The kinds of which a name came or went; an edit inside of a resource changes none. */
function renamedKinds(removed: readonly Located[], added: readonly Located[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const count = (some: readonly Located[], by: 1 | -1) => {
    for (const { resource, set } of some) {
      const { kind, namespace = '', name = '' } = resource;
      const identity = `${kind}/${namespace}/${name} ${set}`;
      counts.set(identity, (counts.get(identity) ?? 0) + by);
    }
  };
  count(added, 1);
  count(removed, -1);
  return new Set(
    [...counts].flatMap(([identity, sum]) => (sum === 0 ? [] : identity.slice(0, identity.indexOf('/')))),
  );
}

/** Where the resources of `set` stand, or would stand, among some in the order of their sets. */
function rangeOf(all: readonly Located[], set: string): readonly [from: number, to: number] {
  let from = 0;
  let to = all.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((all[middle]?.set ?? '') < set) from = middle + 1;
    else to = middle;
  }
  while (all[to]?.set === set) to++;
  return [from, to];
}

/** A store that is empty. */
export function createStore(): Store {
  const sets = new Map<string, readonly Holder[]>();
  /** In the order of their sets, and within each as they stand there. */
  const byName = new Map<string, readonly Located[]>();
  const stamps = new Map<string, number>();
  const places = new WeakMap<Known, Located>();
  let generation = 0;
  /** The names of the sets in order; undefined where one came or went. */
  let order: readonly string[] | undefined;
  const inTurn = (): readonly string[] => {
    order ??= [...sets.keys()].sort();
    return order;
  };

  /** What finds a resource by a name. */
  const keysOf = ({ resource }: Located): ReadonlySet<string> => {
    const { kind, namespace, name = '' } = resource;
    const secrets = ownSecretsOf(resource);
    return new Set([
      questions.find(kind, namespace, name),
      questions.named(kind, name),
      ...secrets.map(questions.withSecret),
      ...secrets.map((secret) => questions.withSecretIn(namespace, secret)),
    ]);
  };
  const questionsOf = (located: Located): readonly string[] => {
    const { kind } = located.resource;
    return [...keysOf(located), questions.inSet(located.set, kind), questions.all(kind)];
  };

  /** Several resources of one name, in the order of their sets: an edit may have brought the first of them last. */
  function inOrder(located: readonly Located[]): readonly Located[] {
    if (located.length < 2) return located;
    const some = new Set(located);
    return [...new Set(located.map(({ set }) => set))]
      .sort()
      .flatMap((set) =>
        (sets.get(set) ?? []).flatMap((holder) => holder.located.filter((one) => some.has(one))),
      );
  }

  /** All of a kind, put in order once until one of them comes or goes. */
  const byKind = new Map<KnownKind, Set<Located>>();
  const ordered = new Map<KnownKind, readonly Located[]>();
  function allOf<K extends KnownKind>(kind: K): readonly Located<KnownByKind[K]>[] {
    const isOne = (one: Located): one is Located<KnownByKind[K]> => one.resource.kind === kind;
    const all = ordered.get(kind) ?? inOrder([...(byKind.get(kind) ?? [])]);
    ordered.set(kind, all);
    return all.filter(isOne);
  }

  function changing(kind: KnownKind): Set<Located> {
    const known = byKind.get(kind) ?? new Set();
    byKind.set(kind, known);
    ordered.delete(kind);
    return known;
  }

  function ofKind<K extends KnownKind>(holders: readonly Holder[], kind: K): Located<KnownByKind[K]>[] {
    const isOne = (one: Located): one is Located<KnownByKind[K]> => one.resource.kind === kind;
    return holders.flatMap(({ located }) => located.filter(isOne));
  }

  const under = (key: string): readonly Located[] => byName.get(key) ?? [];

  /** What a set has under some keys changed: the rest of each list stays in order. */
  function reorder(set: string, removed: readonly Located[], added: readonly Located[]): void {
    const gone = new Set(removed);
    const changed = new Map<string, Located[]>();
    for (const one of removed) for (const key of keysOf(one)) changed.set(key, []);
    for (const one of added)
      for (const key of keysOf(one)) {
        const some = changed.get(key);
        if (some) some.push(one);
        else changed.set(key, [one]);
      }
    for (const [key, come] of changed) {
      const all = under(key);
      const [from, to] = rangeOf(all, set);
      const kept = all.slice(from, to).filter((one) => !gone.has(one));
      const own = kept.length === 0 ? come : inOrder([...kept, ...come]);
      const now = [...all.slice(0, from), ...own, ...all.slice(to)];
      if (now.length > 0) byName.set(key, now);
      else byName.delete(key);
    }
  }

  const store: Store = {
    update(set, holders) {
      const old = sets.get(set) ?? [];
      let head = 0;
      while (head < old.length && head < holders.length && old[head] === holders[head]) head++;
      let tail = 0;
      const most = Math.min(old.length, holders.length) - head;
      while (tail < most && old.at(-1 - tail) === holders.at(-1 - tail)) tail++;
      if (sets.has(set) !== holders.length > 0) order = undefined;
      if (holders.length > 0) sets.set(set, holders);
      else sets.delete(set);
      const removed = old.slice(head, old.length - tail).flatMap(({ located }) => located);
      const added = holders.slice(head, holders.length - tail).flatMap(({ located }) => located);
      if (removed.length === 0 && added.length === 0) return;
      generation++;
      for (const kind of renamedKinds(removed, added)) stamps.set(questions.identities(kind), generation);
      for (const one of removed) {
        changing(one.resource.kind).delete(one);
        for (const question of questionsOf(one)) stamps.set(question, generation);
      }
      for (const one of added) {
        places.set(one.resource, one);
        changing(one.resource.kind).add(one);
        for (const question of questionsOf(one)) stamps.set(question, generation);
      }
      reorder(set, removed, added);
    },
    touch(question) {
      stamps.set(question, ++generation);
    },
    find(kind, namespace, name, set) {
      const all = under(questions.find(kind, namespace, name));
      return set === undefined ? all : all.slice(...rangeOf(all, set));
    },
    named: (kind, name) => under(questions.named(kind, name)),
    withSecret: (name) => under(questions.withSecret(name)),
    withSecretIn: (namespace, name) => under(questions.withSecretIn(namespace, name)),
    inSet: (set, kind) => ofKind(sets.get(set) ?? [], kind),
    all: allOf,
    everything: () => inTurn().flatMap((set) => (sets.get(set) ?? []).flatMap(({ located }) => located)),
    get generation() {
      return generation;
    },
    locate: (resource) => places.get(resource),
    stands(memory) {
      if (memory.store !== store) return false;
      const fine =
        memory.generation === generation ||
        memory.asked.every((question) => (stamps.get(question) ?? 0) <= memory.generation);
      if (fine) memory.generation = generation;
      return fine;
    },
    remember(memory, asked) {
      memory.store = store;
      memory.generation = generation;
      memory.asked = asked;
    },
  };
  return store;
}
