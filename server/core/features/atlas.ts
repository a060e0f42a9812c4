/** Every name in a workspace with its place: what stands under the cursor, what it names, and where it is said again. */
import { type Mention, mentionsOf } from '../issuance/references.ts';
import { clusterNamespaces } from '../issuance/resourceNamespace.ts';
import type { Known } from '../model/resource.ts';
import { type PlaceInDocument, placeOf } from '../workspace/composite.ts';
import { gathered } from '../workspace/gathered.ts';
import { homeOf, nearestOf } from '../workspace/nearness.ts';
import type { Located } from '../workspace/store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { indexAt, type YamlDocument } from '../yaml/documents.ts';
import { createNameIndex, type NameIndex } from './nameIndex.ts';

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
  /**
   * Resources of the name where either side has no namespace written, as `kubectl apply -n` gives both the same. Only
   * where `bearers` has none.
   */
  likely(occurrence: Occurrence): readonly Occurrence[];
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

/** The atlas of a workspace. It follows its changes: only names in changed resources are looked for anew. */
export function createAtlas(workspace: Workspace): Atlas {
  let known = new WeakMap<Located, readonly Occurrence[]>();
  /** Where ClusterIssuers have their Secrets. */
  let clusterNamespace: string | undefined;
  let uncertain: ReadonlySet<Known> | undefined;
  let generation: number | undefined;

  const occurrencesIn = (located: Located): readonly Occurrence[] => {
    const before = known.get(located);
    if (before) return before;
    // Nobody writes the name of one of these (`workspace/bundled.ts`).
    const mentions = located.resource.kind === 'Chart' ? [] : mentionsOf(located.resource, clusterNamespace);
    const made = mentions.flatMap((mention): readonly Occurrence[] => {
      const place = placeOf(located.composite, mention.at);
      return place ? [{ mention, located, place }] : [];
    });
    known.set(located, made);
    return made;
  };

  let index = createNameIndex(occurrencesIn, nameOf);
  const current = (): NameIndex => {
    const store = workspace.store();
    if (generation !== store.generation) {
      generation = store.generation;
      const [namespace] = gathered(store, clusterNamespaces, []) ?? [];
      if (namespace !== clusterNamespace) {
        clusterNamespace = namespace;
        known = new WeakMap();
        index = createNameIndex(occurrencesIn, nameOf);
      }
      uncertain = undefined;
      index.update(store.everything());
    }
    return index;
  };

  const named = (occurrence: Occurrence) => current().named(nameOf(occurrence));
  const bearing = (occurrence: Occurrence) => current().bearing(nameOf(occurrence));
  const inDocument = (document: YamlDocument) => current().inDocument(document);
  const bearers = (occurrence: Occurrence) => nearest(occurrence, bearing(occurrence));

  return {
    workspace,
    inDocument,
    of(located) {
      current();
      return occurrencesIn(located);
    },
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
    likely({ mention: { kind, namespace, name } }) {
      if (namespace !== undefined) return current().bearing(keyOf(kind, undefined, name));
      current();
      const located = workspace.store().named(kind, name);
      return located.flatMap((one) => occurrencesIn(one).find(isOwnName) ?? []);
    },
    uses: (occurrence) => usesAmong(occurrence, named(occurrence), bearing(occurrence)).uses,
    bound(occurrence) {
      const { uses, ambiguous } = usesAmong(occurrence, named(occurrence), bearing(occurrence));
      return ambiguous ? named(occurrence) : uses;
    },
    isTaken: ({ mention: { kind, namespace } }, name) =>
      current().bearing(keyOf(kind, namespace, name)).length > 0,
    resources() {
      current();
      const all = workspace.store().everything();
      return all.flatMap((located) => occurrencesIn(located).find(isOwnName) ?? []);
    },
    isUncertain(resource) {
      current();
      uncertain ??= new Set(
        workspace
          .builds()
          .flatMap(({ resources }) => resources.flatMap((built) => (built.unknown ? [built.resource] : []))),
      );
      return uncertain.has(resource);
    },
  };
}

/** One of each place, by path and place: a document may be a part of several resources. */
export function eachPlace<T extends { readonly place: PlaceInDocument }>(
  { workspace }: Atlas,
  all: readonly T[],
): readonly T[] {
  const seen = new Map<YamlDocument, Set<string>>();
  const first = all.filter(({ place: { document, span } }) => {
    const spans = seen.get(document) ?? new Set();
    seen.set(document, spans);
    const name = `${span.start} ${span.end}`;
    return !spans.has(name) && spans.add(name);
  });
  const starts = new Map<YamlDocument, number>();
  for (const path of new Set(first.map(({ place }) => place.path)))
    for (const { document, start } of workspace.documents(path) ?? []) starts.set(document, start);
  const startOf = ({ document, span }: PlaceInDocument) => (starts.get(document) ?? 0) + span.start;
  return first.sort(({ place: a }, { place: b }) =>
    a.path === b.path ? startOf(a) - startOf(b) : a.path < b.path ? -1 : 1,
  );
}

const nameOf = ({ mention: { kind, namespace, name } }: Occurrence) => keyOf(kind, namespace, name);

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

function isOwnName({ mention: { role, kind }, located: { resource } }: Occurrence): boolean {
  return role === 'declares' && kind === resource.kind;
}

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
  if (near.length > 0) return near;
  // Copies of one name are clusters; whatever else writes a Secret is no copy.
  const isCopied = candidates.every((one) => one.mention.role === 'declares');
  const home = ({ located: { set, path } }: Occurrence) => homeOf(set, path);
  return isCopied ? nearestOf(candidates, home, home(asker)) : candidates;
}

/** `ambiguous`: some of the uses are applied with no bearer, and there are bearers in several places. */
function usesAmong(
  asker: Occurrence,
  all: readonly Occurrence[],
  bearers: readonly Occurrence[],
): { readonly uses: readonly Occurrence[]; readonly ambiguous: boolean } {
  const scopes = new Set(bearers.map(scopeOf));
  const scope = scopeOf(asker);
  // Who is applied with a bearer means that one; everybody else may mean any.
  if (!scopes.has(scope)) return { uses: all, ambiguous: false };
  const uses = all.filter((other) => scopeOf(other) === scope || !scopes.has(scopeOf(other)));
  return { uses, ambiguous: scopes.size > 1 && uses.some((other) => !scopes.has(scopeOf(other))) };
}
