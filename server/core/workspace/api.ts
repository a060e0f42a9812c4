/** What a workspace answers. */
import type { PlacedDocument, YamlDocument } from '../yaml/documents.ts';
import type { Built } from './buildParts.ts';
import type { Role } from './builds.ts';
import type { Build, Rebuilt } from './built.ts';
import type { Store } from './store.ts';

export interface Workspace {
  /** Takes over the documents of a file, new or changed. The same ones again cost nothing. */
  put(path: string, documents: readonly PlacedDocument[]): void;
  /** A file that is there and whose text was not kept, as nothing in it has a name here; a build may want it yet. */
  note(path: string): void;
  /** Files that builds asked for: noted ones, and those that no list had though they may lie in `folders`. */
  wanted(): readonly string[];
  /** A file that was wanted and is not there. */
  miss(path: string): void;
  remove(path: string): void;
  documents(path: string): readonly PlacedDocument[] | undefined;
  paths(): Iterable<string>;
  /** The resources of all files, brought up to date. */
  store(): Store;
  roleOf(path: string, document: YamlDocument): Role;
  /** The built resources that a file has a part in. */
  builtFrom(path: string): readonly Built[];
  /** The builds that read a file. */
  buildsOf(path: string): readonly Build[];
  /** All builds. */
  builds(): readonly Build[];
  /**
   * What the builds that read some files, or those of them that are in `only`, would be if these held other documents;
   * `after` undefined: there would be none. Nothing is taken over.
   */
  rebuilt(
    changed: ReadonlyMap<string, readonly PlacedDocument[]>,
    only?: ReadonlySet<Build>,
  ): readonly Rebuilt[];
  /**
   * Builds what is out of date until `isOver`, and says whether more is left. Needed only where questions are answered early: else
   * each waits until all is built.
   */
  advance(isOver: () => boolean): boolean;
  /** Whether questions are answered by what is built already. */
  answersEarly(value: boolean): void;
  /** What is applied together with a document that stands alone. */
  setOf(path: string): string;
  /** Whether a set is what something builds. */
  isBuilt(set: string): boolean;
  /** Whether all files are known that there are; until then nothing can be said to be missing. */
  complete: boolean;
  /** Whether it is known which kustomizations there are: they tell for sure what is a patch. */
  partsKnown: boolean;
  /** Whether a document at a path may be a part of a resource that no kustomization names as one. */
  mayHoldParts(path: string): boolean;
  /** Paths of the folders that the workspace is made of; what lies outside is not known to be missing. */
  folders: readonly string[];
}
