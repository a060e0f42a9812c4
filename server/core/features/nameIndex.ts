/** Occurrences by what they name and by where they stand, kept up with what is known. */
import type { Located } from '../workspace/store.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import type { Occurrence } from './atlas.ts';

export interface NameIndex {
  /** Takes over what is there now. What did not change costs a look. */
  update(everything: readonly Located[]): void;
  /** All occurrences of a name, in no order. */
  named(name: string): readonly Occurrence[];
  /** Those of them that bear it. */
  bearing(name: string): readonly Occurrence[];
  inDocument(document: YamlDocument): readonly Occurrence[];
}

/** An index of nothing. `occurrencesIn` must give the very same answer for the same resource. */
export function createNameIndex(
  occurrencesIn: (located: Located) => readonly Occurrence[],
  nameOf: (occurrence: Occurrence) => string,
): NameIndex {
  const byName = new Map<string, readonly Occurrence[]>();
  const bearers = new Map<string, readonly Occurrence[]>();
  const byDocument = new Map<YamlDocument, readonly Occurrence[]>();
  let known: ReadonlySet<Located> = new Set();

  return {
    update(everything) {
      const now = new Set(everything);
      const gone = new Set([...known].filter((located) => !now.has(located)));
      const come = everything.filter((located) => !known.has(located));
      known = now;
      if (gone.size === 0 && come.length === 0) return;
      const changed = [...gone, ...come].flatMap(occurrencesIn);
      const names = change(byName, changed, gone, nameOf);
      for (const name of names) bearers.delete(name);
      change(byDocument, changed, gone, ({ place }) => place.document);
    },
    named: (name) => byName.get(name) ?? [],
    bearing(name) {
      const before = bearers.get(name);
      if (before) return before;
      const all = (byName.get(name) ?? []).filter(({ mention }) => mention.role !== 'refers');
      if (all.length > 0) bearers.set(name, all);
      return all;
    },
    inDocument: (document) => byDocument.get(document) ?? [],
  };
}

/** Puts `changed` right in `lists`: those of resources that are gone leave, the others come. Answers which lists changed. */
function change<K>(
  lists: Map<K, readonly Occurrence[]>,
  changed: readonly Occurrence[],
  gone: ReadonlySet<Located>,
  keyOf: (occurrence: Occurrence) => K,
): Iterable<K> {
  const byKey = new Map<K, Occurrence[]>();
  for (const occurrence of changed) {
    const some = byKey.get(keyOf(occurrence));
    if (some) some.push(occurrence);
    else byKey.set(keyOf(occurrence), [occurrence]);
  }
  for (const [key, some] of byKey) {
    const come = some.filter(({ located }) => !gone.has(located));
    const left = (lists.get(key) ?? []).filter(({ located }) => !gone.has(located));
    const all = [...left, ...come];
    if (all.length > 0) lists.set(key, all);
    else lists.delete(key);
  }
  return byKey.keys();
}
