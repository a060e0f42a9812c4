/**
 * All files that are known, and what they make together: resources as they are written, and as kustomizations build
 * them. Files come and go; what follows from them is put right when somebody asks.
 */
import type { Known } from '../model/resource.ts';
import type { PlacedDocument, YamlDocument } from '../yaml/documents.ts';
import type { Built } from './buildParts.ts';
import { createBuilds, type Role, type Round, setOfBuild } from './builds.ts';
import type { Build, BuildFile, BuildSource, BuiltResource } from './built.ts';
import type { chartRoots } from './chartReleases.ts';
import { single } from './composite.ts';
import { createFileSet } from './fileSet.ts';
import { createGlance, namesRoot } from './matters.ts';
import { folderOf, isChart, withFolders } from './paths.ts';
import type { Root, Roots, rootsOf } from './roots.ts';
import { createStore, type Holder, type Located, type Memory, questions, type Store } from './store.ts';

export type { Built, Role };
export { setOfBuild };

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
  /** What a build would make if a file were another; the workspace stays as it is. */
  buildWith(build: Build, path: string, documents: readonly PlacedDocument[]): Build | undefined;
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

/** What a workspace needs to know of its documents. */
export interface Means {
  /** The resources of a document, always the same objects. */
  readonly resourcesOf: (document: YamlDocument) => readonly Known[];
  /** The resources in texts inside of some documents. */
  readonly carriedIn: (file: BuildFile) => readonly BuiltResource[];
  readonly build: (root: Root, source: BuildSource, before: Build | undefined) => Build | undefined;
  readonly rootsOf: typeof rootsOf;
  readonly chartRoots: typeof chartRoots;
}

const noRoots: Roots = { roots: new Map(), charts: [] };

/** Names of builds that are no roots. */
const carrying = 'carried by ';
const none: ReadonlySet<never> = new Set();

/** The question of `Store.touch` that stands for `Workspace.complete`. */
export const completeness = 'complete';

/** A workspace without files. */
export function createWorkspace(means: Means): Workspace {
  const { resourcesOf } = means;
  const files = createFileSet();
  const { source } = files;
  const store = createStore();
  const holders = new WeakMap<YamlDocument, Holder & { readonly path: string }>();
  let roots: Roots = noRoots;
  let charts: ReadonlyMap<string, Root> = new Map();
  /** The resources that may install charts, as `charts` was made of them. */
  const installs: Memory = { store: undefined, generation: -1, asked: [] };
  const builds = createBuilds(store, source, means.build);
  const glance = createGlance();
  /** Files that may hold resources which ask for builds. */
  const asking = new Set<string>();
  const dirty = new Set<string>();
  let rootsDirty = false;
  /** Whether all is built of the files as they are. */
  let isCurrent = true;
  let hasNewRoots = false;
  let inSteps = false;
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
    takeFiles();
    if (!inSteps) follow(() => false);
    takeParts();
  }

  /** The files that changed, and what is written in them; what reads them is out of date. */
  function takeFiles(): void {
    if (dirty.size === 0) return;
    isCurrent = false;
    for (const path of dirty) {
      builds.touched.add(path);
      replaceCarried(path);
    }
    builds.age([...dirty].flatMap(withFolders));
    dirty.clear();
  }

  /** Builds what is out of date until `isOver`; says whether more is left. */
  function follow(isOver: () => boolean): boolean {
    if (isCurrent && !rootsDirty) return false;
    if (rootsDirty) {
      rootsDirty = false;
      hasNewRoots = true;
      installs.store = undefined;
      charts = new Map();
      const named = [...files.paths()].filter(namesRoot);
      const all = [...asking].map((path) => ({ path, documents: files.get(path) ?? [] }));
      roots =
        named.length + all.length > 0
          ? means.rootsOf(source, named, all, files.folders, resourcesOf)
          : noRoots;
    }
    // Most edits are of what one kustomization reads, and nothing else has to be looked at.
    if (!hasNewRoots && !builds.mayAsk && !inSteps) {
      builds.renew();
      takeParts();
      if (roots.charts.length === 0 || store.stands(installs)) {
        isCurrent = true;
        return false;
      }
    }
    const round: Round = { isOver, ended: false, isLeft: false, live: new Set(), asked: new Set() };
    builds.follow(roots.roots, round);
    if (round.isLeft) return true;
    settle(round.live, false);
    if (roots.charts.length > 0 && !store.stands(installs)) {
      charts = means.chartRoots(roots.charts, store, source, files.folders);
      store.remember(installs, [questions.all('HelmRelease'), questions.all('Application')]);
    }
    builds.follow(charts, round);
    if (round.isLeft) return true;
    settle(round.live, true);
    builds.keep(round.live);
    hasNewRoots = false;
    isCurrent = true;
    return false;
  }

  /**
   * Takes away what is not built any more, and brings the store up to date. What installs a chart counts as it is applied,
   * so that charts come after all else.
   */
  function settle(live: ReadonlySet<string>, areCharts: boolean): void {
    for (const [name, { root }] of builds.entries())
      if (isChart(root) === areCharts && !live.has(name) && !name.startsWith(carrying))
        builds.replace(name, undefined);
    takeParts();
  }

  function takeParts(): void {
    for (const path of builds.touched) {
      const alone = (files.get(path) ?? []).filter(
        ({ document }) => builds.roleIn(path, document) === 'alone',
      );
      store.update(
        path,
        alone.map(({ document }) => holderOf(path, document)).filter(({ located }) => located.length > 0),
      );
    }
    builds.touched.clear();
  }

  /** What texts inside of a file hold is built of that file alone. */
  function replaceCarried(path: string): void {
    const file = source.file(path);
    const carriers = (file?.documents ?? []).filter(({ document }) => glance(document).mayCarry);
    const resources = carriers.length > 0 ? means.carriedIn({ path, documents: carriers }) : [];
    const name = carrying + path;
    if (resources.length === 0 && !builds.has(name)) return;
    const now = { root: path, resources, patches: none, reads: new Set([path]), bases: none, problems: [] };
    builds.replace(name, resources.length > 0 ? now : undefined);
  }

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
    miss(path) {
      files.miss(path);
      dirty.add(path);
    },
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
      return builds.roleIn(path, document);
    },
    builtFrom(path) {
      refresh();
      return builds.builtFrom(path);
    },
    buildsOf(path) {
      refresh();
      return builds.reading(path);
    },
    builds() {
      refresh();
      return [...builds.entries()].map(([, build]) => build);
    },
    buildWith: (known, path, documents) => builds.buildWith(known, { path, documents }),
    advance(isOver) {
      takeFiles();
      const more = follow(isOver);
      takeParts();
      return more;
    },
    answersEarly(value) {
      inSteps = value;
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
