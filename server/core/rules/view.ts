/** The resources of the workspace as one asker sees them. Every question is noted: its answer decides when to ask again. */
import { textAt } from '../model/look.ts';
import type { Known, KnownByKind, KnownKind } from '../model/resource.ts';
import { type PlaceInDocument, placeOf } from '../workspace/composite.ts';
import { gathered } from '../workspace/gathered.ts';
import { nearest } from '../workspace/nearness.ts';
import { folderOf } from '../workspace/paths.ts';
import { type Located, questions, type Store } from '../workspace/store.ts';
import { completeness, type Workspace } from '../workspace/workspace.ts';
import type { ResourceIndex } from './rule.ts';

/** `set` is what the asker is applied together with; what it has goes before what stands elsewhere. */
export function viewOf(workspace: Workspace, store: Store, set: string, asked: string[]): ResourceIndex {
  const only = <K extends KnownKind>(kind: K, located: readonly Located[]): KnownByKind[K][] =>
    located.flatMap(({ resource }) => (resource.kind === kind ? [resource as KnownByKind[K]] : []));
  const setOf = (resource: Known) => store.locate(resource)?.set ?? '';
  const together = (resource: Known) => setOf(resource) === set;
  const isBuiltFor = (resource: Known) => workspace.isBuilt(set) || workspace.isBuilt(setOf(resource));
  return {
    find(kind, namespace, name) {
      asked.push(questions.find(kind, namespace, name));
      const near = store.find(kind, namespace, name, set);
      return only(kind, nearest(near.length > 0 ? near : store.find(kind, namespace, name), set));
    },
    named(kind, name) {
      asked.push(questions.named(kind, name));
      return only(kind, store.named(kind, name));
    },
    withSecret(name) {
      asked.push(questions.withSecret(name));
      return store.withSecret(name).map(({ resource }) => resource);
    },
    withSecretIn(namespace, name) {
      asked.push(questions.withSecretIn(namespace, name));
      return store.withSecretIn(namespace, name).map(({ resource }) => resource);
    },
    isUnsure: (resource) => store.locate(resource)?.isUnsure === true,
    together,
    beside: (resource) =>
      together(resource) || (!isBuiltFor(resource) && folderOf(setOf(resource)) === folderOf(set)),
    apart: (resource) => !together(resource) && isBuiltFor(resource),
    all(kind) {
      asked.push(questions.inSet(set, kind));
      return store.inSet(set, kind).map(({ resource }) => resource);
    },
    near(kind) {
      asked.push(questions.identities(kind));
      return store.inSet(set, kind).map(({ resource }) => resource);
    },
    everywhere(kind) {
      asked.push(questions.all(kind));
      return store.all(kind).map(({ resource }) => resource);
    },
    identities(kind) {
      asked.push(questions.identities(kind));
      return store.all(kind).map(({ resource }) => resource);
    },
    nameBefore(resource) {
      const located = store.locate(resource);
      const name = textAt(resource.map, 'metadata.name');
      const place = located && name && placeOf(located.composite, name.span);
      return place && textIn(place);
    },
    gathered: (question) => gathered(store, question, asked),
    get complete() {
      asked.push(completeness);
      return workspace.complete;
    },
  };
}

/** The characters at a place, without quotes. */
const textIn = ({ document, span }: PlaceInDocument) =>
  document.text.slice(span.start, span.end).replace(/^(["'])(.*)\1$/, '$2');
