/**
 * All files that are known, and what they make together: resources as they are written, and as kustomizations build
 * them. Files come and go; what follows from them is put right when somebody asks.
 */
import type { Known } from '../model/resource.ts';
import type { PlacedDocument, YamlDocument } from '../yaml/documents.ts';
import { type Built, createParts } from './buildParts.ts';
import type { Build, BuildFile, BuildSource, BuiltResource, Rebuilt } from './built.ts';
import { single } from './composite.ts';
import { createFileSet, sourceWith } from './fileSet.ts';
import { createGlance, namesRoot } from './matters.ts';
import { folderOf, withFolders } from './paths.ts';
import { type Root, rootsOf } from './roots.ts';
import { createStore, type Holder, type Located, type Store } from './store.ts';

/** How a document takes part. */
export type Role =
  /** It is applied as it stands. */
  | 'alone'
  /** Kustomizations make of it what is applied. */
  | 'base'
  /** It is no resource but a change to one. */
  | 'patch';

export type { Built };

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
   * What the builds that read some files would be if these held other documents; `after` undefined: there would be none.
   * Nothing is taken over.
   */
  rebuilt(changed: ReadonlyMap<string, readonly PlacedDocument[]>): readonly Rebuilt[];
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

/** What a workspace needs to know of its documents. */
export interface Means {
  /** The resources of a document, always the same objects. */
  readonly resourcesOf: (document: YamlDocument) => readonly Known[];
  /** The resources in texts inside of some documents. */
  readonly carriedIn: (file: BuildFile) => readonly BuiltResource[];
  readonly build: (root: Root, source: BuildSource, before: Build | undefined) => Build | undefined;
}

/** Names of builds that are no roots. */
const carrying = 'carried by ';
const none: ReadonlySet<never> = new Set();

/** The set of what a build makes (files have their path); `root` is the file that names the build. */
export const setOfBuild = (root: string) => `built from ${root}`;

/** The question of `Store.touch` that stands for `Workspace.complete`. */
export const completeness = 'complete';

/** A workspace without files. */
export function createWorkspace({ resourcesOf, carriedIn, build }: Means): Workspace {
  const files = createFileSet();
  const { source } = files;
  const store = createStore();
  const holders = new WeakMap<YamlDocument, Holder & { readonly path: string }>();
  /** Roots by path of the file that names them, and what was built of them. */
  let roots: ReadonlyMap<string, Root> = new Map();
  const builds = new Map<string, Build>();
  const readers = new Map<string, Set<string>>();
  const { declaredIn, partsOf } = createParts();
  const glance = createGlance();
  /** Files that may hold resources which ask for builds. */
  const asking = new Set<string>();
  const dirty = new Set<string>();
  let rootsDirty = false;
  let complete = false;
  let partsKnown = false;

  function holderOf(path: string, document: YamlDocument): Holder {
    const known = holders.get(document);
    if (known?.path === path) return known;
    const composite = single(path, document);
    const located = resourcesOf(document).map(
      (resource): Located => ({ resource, composite, path, document, set: path }),
    );
    const made = { located, path };
    holders.set(document, made);
    return made;
  }

  function refresh(): void {
    if (dirty.size === 0 && !rootsDirty) return;
    const touched = new Set(dirty);
    if (rootsDirty) {
      rootsDirty = false;
      roots = rootsIn(source);
    }
    for (const name of [...builds.keys()])
      if (!roots.has(name) && !name.startsWith(carrying)) replaceBuild(name, undefined, touched);
    for (const path of dirty) replaceCarried(path, touched);
    const stale = new Set([...dirty].flatMap(withFolders).flatMap((path) => [...(readers.get(path) ?? [])]));
    dirty.clear();
    /** Kustomizations that a resource asks for: it may change what they make. */
    const asked = new Set<string>();
    for (const [name, root] of roots) {
      const known = builds.get(name);
      if (root.kind === 'kustomize' && asked.has(root.file.path)) replaceBuild(name, undefined, touched);
      else if (!known || stale.has(name)) replaceBuild(name, build(root, source, known), touched);
      const made = builds.get(name);
      if (made && (root.kind === 'flux' || root.kind === 'argo')) asked.add(made.root);
    }
    for (const path of touched) {
      const alone = (files.get(path) ?? []).filter(({ document }) => roleIn(path, document) === 'alone');
      store.update(
        path,
        alone.map(({ document }) => holderOf(path, document)).filter(({ located }) => located.length > 0),
      );
    }
  }

  function rootsIn(from: BuildSource): ReadonlyMap<string, Root> {
    const all = [...asking].map((path) => ({ path, documents: from.file(path)?.documents ?? [] }));
    return rootsOf(from, files.paths(), all, files.folders, resourcesOf);
  }

  function replaceBuild(name: string, now: Build | undefined, touched: Set<string>): void {
    const before = builds.get(name);
    for (const path of before?.reads ?? []) {
      readers.get(path)?.delete(name);
      touched.add(path);
    }
    if (!now) builds.delete(name);
    else builds.set(name, now);
    for (const path of now?.reads ?? []) {
      const known = readers.get(path) ?? new Set();
      readers.set(path, known.add(name));
      touched.add(path);
    }
    store.update(setOfBuild(name), now?.resources.map((built) => holderOfBuilt(name, built)) ?? []);
  }

  /** What texts inside of a file hold is built of that file alone. */
  function replaceCarried(path: string, touched: Set<string>): void {
    const file = source.file(path);
    const carriers = (file?.documents ?? []).filter(({ document }) => glance(document).mayCarry);
    const resources = carriers.length > 0 ? carriedIn({ path, documents: carriers }) : [];
    const name = carrying + path;
    if (resources.length === 0 && !builds.has(name)) return;
    const now = {
      root: path,
      resources,
      patches: none,
      reads: new Set([path]),
      bases: none,
      calls: [],
      problems: [],
    };
    replaceBuild(name, resources.length > 0 ? now : undefined, touched);
  }

  const builtHolders = new WeakMap<BuiltResource, Holder>();
  function holderOfBuilt(name: string, built: BuiltResource): Holder {
    const known = builtHolders.get(built);
    if (known) return known;
    const { resource, composite, path, document, unknown } = built;
    const one: Located = { resource, composite, path, document, set: setOfBuild(name) };
    const made = { located: [unknown ? { ...one, isUnsure: true } : one] };
    builtHolders.set(built, made);
    return made;
  }

  function roleIn(path: string, document: YamlDocument): Role {
    let role: Role = 'alone';
    for (const name of readers.get(path) ?? []) {
      const build = builds.get(name);
      if (!build) continue;
      if (declaredIn(build).has(document)) return 'base';
      if (build.patches.has(document)) role = 'patch';
    }
    return role;
  }

  const buildsReading = (path: string): readonly Build[] =>
    [...(readers.get(path) ?? [])].sort().flatMap((name) => builds.get(name) ?? []);

  return {
    put(path, documents) {
      if (files.get(path) === documents) return;
      files.set(path, documents);
      dirty.add(path);
      const asks = documents.some(({ document }) => glance(document).mayBeRoot);
      if (namesRoot(path) || asks || asking.has(path)) rootsDirty = true;
      if (asks) asking.add(path);
      else asking.delete(path);
    },
    note: files.note,
    wanted() {
      refresh();
      return files.wanted();
    },
    miss: files.miss,
    remove(path) {
      if (!files.delete(path)) return;
      dirty.add(path);
      if (namesRoot(path) || asking.has(path)) rootsDirty = true;
      asking.delete(path);
    },
    documents: files.get,
    paths: files.paths,
    store() {
      refresh();
      return store;
    },
    roleOf(path, document) {
      refresh();
      return roleIn(path, document);
    },
    builtFrom(path) {
      refresh();
      return buildsReading(path).flatMap((build) => partsOf(build).get(path) ?? []);
    },
    buildsOf(path) {
      refresh();
      return buildsReading(path);
    },
    builds() {
      refresh();
      return [...builds.values()];
    },
    rebuilt(changed) {
      refresh();
      const names = new Set([...changed.keys()].flatMap((path) => [...(readers.get(path) ?? [])]));
      const instead = sourceWith(source, changed);
      const there = rootsIn(instead);
      return [...names].flatMap((name) => {
        const before = builds.get(name);
        const root = there.get(name);
        const known = before && !name.startsWith(carrying);
        return known ? [{ before, after: root && build(root, instead, before) }] : [];
      });
    },
    setOf: (path) => path,
    isBuilt: (set) => set.startsWith(setOfBuild('')),
    get partsKnown() {
      return partsKnown;
    },
    set partsKnown(value) {
      partsKnown = value;
    },
    mayHoldParts: (path) =>
      !(partsKnown || complete) ||
      /patch|overlay|kustom|merge|values/i.test(path) ||
      withFolders(folderOf(path)).some((folder) => source.kustomization(folder) !== undefined),
    get folders() {
      return files.folders;
    },
    set folders(value) {
      files.folders = value;
      rootsDirty = true;
    },
    get complete() {
      return complete;
    },
    set complete(value) {
      if (value === complete) return;
      complete = value;
      store.touch(completeness);
    },
  };
}
