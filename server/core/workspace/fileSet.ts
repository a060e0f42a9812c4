/** The files of a workspace: those whose text is kept, those that are only known to be there, and those that are not. */
import type { PlacedDocument } from '../yaml/documents.ts';
import type { BuildFile, BuildSource } from './built.ts';
import { filesBelow, foldersBelow, isInside, isKustomization, kustomizationNames } from './paths.ts';

export interface FileSet {
  readonly source: BuildSource;
  get(path: string): readonly PlacedDocument[] | undefined;
  paths(): Iterable<string>;
  set(path: string, documents: readonly PlacedDocument[]): void;
  /** Whether there was anything to delete. */
  delete(path: string): boolean;
  note(path: string): void;
  miss(path: string): void;
  /** What builds asked for and nobody has read yet. */
  wanted(): readonly string[];
  folders: readonly string[];
}

/** A set without files. */
export function createFileSet(): FileSet {
  const files = new Map<string, readonly PlacedDocument[]>();
  const noted = new Set<string>();
  const missed = new Set<string>();
  const asked = new Set<string>();
  let folders: readonly string[] = [];
  /** All paths in order; undefined where one came or went. */
  let order: readonly string[] | undefined;
  const inOrder = (): readonly string[] => {
    order ??= [...new Set([...files.keys(), ...noted])].sort();
    return order;
  };
  /** Whether a file may be there that no list has, as one that `.gitignore` names, or a patch in JSON. */
  const mayLie = (path: string) =>
    /\.[A-Za-z0-9]+$/.test(path) && !isKustomization(path) && !missed.has(path) && isInside(folders, path);
  const file = (path: string): BuildFile | undefined => {
    const documents = files.get(path);
    if (!documents && (noted.has(path) || mayLie(path))) asked.add(path);
    return documents && { path, documents };
  };
  return {
    source: sourceOf(file, {
      yamlFilesBelow: (folder) =>
        filesBelow(inOrder(), `${folder}/`).filter((path) => /\.ya?ml$/i.test(path)),
      foldersIn: (folder) => foldersBelow(inOrder(), `${folder}/`),
      isMissing: (path) => missed.has(path),
    }),
    get: (path) => files.get(path),
    paths: () => files.keys(),
    set(path, documents) {
      if (!files.has(path) && !noted.has(path)) order = undefined;
      files.set(path, documents);
      noted.delete(path);
      missed.delete(path);
    },
    delete(path) {
      order = undefined;
      noted.delete(path);
      return files.delete(path);
    },
    note(path) {
      if (files.has(path) || noted.has(path)) return;
      noted.add(path);
      order = undefined;
    },
    miss(path) {
      order = undefined;
      noted.delete(path);
      missed.add(path);
    },
    wanted: () => [...asked].filter((path) => noted.has(path) || (!files.has(path) && mayLie(path))),
    get folders() {
      return folders;
    },
    set folders(value) {
      folders = value;
    },
  };
}

/** What builds read from where some files hold other documents. */
export function sourceWith(
  source: BuildSource,
  changed: ReadonlyMap<string, readonly PlacedDocument[]>,
): BuildSource {
  const file = (path: string): BuildFile | undefined => {
    const documents = changed.get(path);
    return documents ? { path, documents } : source.file(path);
  };
  return sourceOf(file, source);
}

type Lists = Pick<BuildSource, 'yamlFilesBelow' | 'foldersIn' | 'isMissing'>;

function sourceOf(file: BuildSource['file'], { yamlFilesBelow, foldersIn, isMissing }: Lists): BuildSource {
  const kustomization = (folder: string) =>
    kustomizationNames.map((name) => file(`${folder}/${name}`)).find((found) => found !== undefined);
  return { file, kustomization, yamlFilesBelow, foldersIn, isMissing };
}
