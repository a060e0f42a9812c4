/** Every name in a workspace with its place: what stands under the cursor, what it names, and where it is said again. */
import { type Mention, mentionsOf } from '../issuance/references.ts';
import type { Known } from '../model/resource.ts';
import { type PlaceInDocument, placeOf } from '../workspace/composite.ts';
import type { Located } from '../workspace/store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { indexAt, type YamlDocument } from '../yaml/documents.ts';

/** A name at its place. */
export interface Occurrence {
  readonly mention: Mention;
  /** The resource that says it. */
  readonly located: Located;
  readonly place: PlaceInDocument;
}

export interface Atlas {
  readonly workspace: Workspace;
  /** The names in a document; one for each resource that is built from it. */
  inDocument(document: YamlDocument): readonly Occurrence[];
  /** The names in a resource. */
  of(located: Located): readonly Occurrence[];
  /** The names at an offset in a file; several where a document is a part of several resources. */
  at(path: string, offset: number): readonly Occurrence[];
  /** Who bears the name, or writes the Secret: those that are applied together with it where there are any, else all. */
  bearers(occurrence: Occurrence): readonly Occurrence[];
  /** All places of what an occurrence names; without known bearers, all that say the name in vain. */
  uses(occurrence: Occurrence): readonly Occurrence[];
  /** All that would have to change with a name: its uses, and those of namesakes that some of the uses may mean as well. */
  bound(occurrence: Occurrence): readonly Occurrence[];
  /** Whether something bears `name` already where what an occurrence names is. */
  isTaken(occurrence: Occurrence, name: string): boolean;
  /** Every resource with a name, where its name stands. */
  resources(): readonly Occurrence[];
  /** Whether what a resource looks like when built is not surely known. */
  isUncertain(resource: Known): boolean;
}

interface Index {
  readonly generation: number;
  readonly byName: ReadonlyMap<string, readonly Occurrence[]>;
  readonly byDocument: ReadonlyMap<YamlDocument, readonly Occurrence[]>;
  uncertain: ReadonlySet<Known> | undefined;
}

/** The atlas of a workspace. It follows its changes: only names in changed resources are looked for anew. */
export function createAtlas(workspace: Workspace): Atlas {
  const known = new WeakMap<Located, readonly Occurrence[]>();
  let index: Index | undefined;

  const occurrencesIn = (located: Located): readonly Occurrence[] => {
    const before = known.get(located);
    if (before) return before;
    const made = mentionsOf(located.resource).flatMap((mention): readonly Occurrence[] => {
      const place = placeOf(located.composite, mention.at);
      return place ? [{ mention, located, place }] : [];
    });
    known.set(located, made);
    return made;
  };

  const current = (): Index => {
    const store = workspace.store();
    if (index?.generation === store.generation) return index;
    const byName = new Map<string, Occurrence[]>();
    const byDocument = new Map<YamlDocument, Occurrence[]>();
    for (const located of store.everything()) {
      for (const occurrence of occurrencesIn(located)) {
        add(byName, nameOf(occurrence), occurrence);
        add(byDocument, occurrence.place.document, occurrence);
      }
    }
    index = { generation: store.generation, byName, byDocument, uncertain: undefined };
    return index;
  };

  const inDocument = (document: YamlDocument) => current().byDocument.get(document) ?? [];
  const named = (occurrence: Occurrence) => current().byName.get(nameOf(occurrence)) ?? [];
  const bearers = (occurrence: Occurrence): readonly Occurrence[] =>
    nearest(occurrence, bearing(named(occurrence)));

  return {
    workspace,
    inDocument,
    of: occurrencesIn,
    at(path, offset) {
      const documents = workspace.documents(path) ?? [];
      const placed = documents[indexAt(documents, offset)];
      if (!placed) return [];
      const local = offset - placed.start;
      return inDocument(placed.document).filter(
        ({ place }) => place.span.start <= local && local <= place.span.end,
      );
    },
    bearers,
    uses: (occurrence) => usesAmong(occurrence, named(occurrence)).uses,
    bound(occurrence) {
      const { uses, ambiguous } = usesAmong(occurrence, named(occurrence));
      return ambiguous ? named(occurrence) : uses;
    },
    isTaken: ({ mention: { kind, namespace } }, name) =>
      bearing(current().byName.get(keyOf(kind, namespace, name)) ?? []).length > 0,
    resources: () =>
      workspace
        .store()
        .everything()
        .flatMap((located) => occurrencesIn(located).find(isOwnName) ?? []),
    isUncertain(resource) {
      const now = current();
      now.uncertain ??= new Set(
        workspace
          .builds()
          .flatMap(({ resources }) => resources.flatMap((built) => (built.unknown ? [built.resource] : []))),
      );
      return now.uncertain.has(resource);
    },
  };
}

/** The first of each place: a document may be a part of several resources. */
export function eachPlace<T extends { readonly place: PlaceInDocument }>(all: readonly T[]): readonly T[] {
  const seen = new Map<YamlDocument, Set<string>>();
  return all.filter(({ place: { document, span } }) => {
    const spans = seen.get(document) ?? new Set();
    seen.set(document, spans);
    const name = `${span.start} ${span.end}`;
    return !spans.has(name) && spans.add(name);
  });
}

const nameOf = ({ mention: { kind, namespace, name } }: Occurrence) => keyOf(kind, namespace, name);

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

function isOwnName({ mention: { role, kind }, located: { resource } }: Occurrence): boolean {
  return role === 'declares' && kind === resource.kind;
}

const bearing = (all: readonly Occurrence[]) => all.filter(({ mention }) => mention.role !== 'refers');

/**
 * What is applied together with an occurrence. Files by themselves are not apart as for their Secrets: several resources
 * write and use one.
 */
function scopeOf({ mention: { kind }, located: { set, path } }: Occurrence): string {
  return kind === 'Secret' && set === path ? '' : set;
}

function nearest(asker: Occurrence, candidates: readonly Occurrence[]): readonly Occurrence[] {
  const scope = scopeOf(asker);
  const near = candidates.filter((candidate) => scopeOf(candidate) === scope);
  return near.length > 0 ? near : candidates;
}

/** `ambiguous`: some of the uses are applied with no bearer, and there are bearers in several places. */
function usesAmong(
  asker: Occurrence,
  all: readonly Occurrence[],
): { readonly uses: readonly Occurrence[]; readonly ambiguous: boolean } {
  const scopes = new Set(bearing(all).map(scopeOf));
  const scope = scopeOf(asker);
  // Who is applied with a bearer means that one; everybody else may mean any.
  if (!scopes.has(scope)) return { uses: all, ambiguous: false };
  const uses = all.filter((other) => scopeOf(other) === scope || !scopes.has(scopeOf(other)));
  return { uses, ambiguous: scopes.size > 1 && uses.some((other) => !scopes.has(scopeOf(other))) };
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
