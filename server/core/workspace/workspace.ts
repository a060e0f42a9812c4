/**
 * All files that are known, and what they make together: resources as they are written, and as kustomizations build
 * them. Files come and go; what follows from them is put right when somebody asks.
 */
import type { Known } from '../model/resource.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import type { Workspace } from './api.ts';
import type { Built } from './buildParts.ts';
import { createBuilds, type Role, type Round, setOfBuild } from './builds.ts';
import { type Build, type BuildFile, type BuildSource, type BuiltResource, plainBuild } from './built.ts';
import type { chartRoots } from './chartReleases.ts';
import { single } from './composite.ts';
import { createFileSet, sourceWith } from './fileSet.ts';
import { createGlance, namesRoot } from './matters.ts';
import { folderOf, isChart, withFolders } from './paths.ts';
import type { ChartRoot, Root, Roots, rootsOf } from './roots.ts';
import type { withSettings } from './settings.ts';
import { createStore, type Holder, type Located, unasked } from './store.ts';

export type { Built, Role, Workspace };
export { setOfBuild };

/** What a workspace needs to know of its documents. */
export interface Means {
  /** The resources of a document, always the same objects. */
  readonly resourcesOf: (document: YamlDocument) => readonly Known[];
  /** The resources in texts inside of some documents. */
  readonly carriedIn: (file: BuildFile) => readonly BuiltResource[];
  readonly build: (root: Root, source: BuildSource, before: Build | undefined) => Build | undefined;
  readonly rootsOf: typeof rootsOf;
  readonly chartRoots: typeof chartRoots;
  readonly withSettings: typeof withSettings;
}

const noRoots: Roots = { roots: new Map(), charts: [] };

/** Names of builds that are no roots. */
const carrying = 'carried by ';

/** Settings that are made with settings, and those with others: nobody goes further. */
const deepestSettings = 4;
/** How often charts are built anew for what their templates install. */
const deepestCharts = 4;

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
  let charts: ReadonlyMap<string, ChartRoot> = new Map();
  /** The resources that may install charts, as `charts` was made of them. */
  const installs = unasked();
  /** The roots with the ConfigMaps that they take settings from, as they were looked up. */
  let rootsSet: Roots['roots'] = roots.roots;
  const settings = unasked();
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
      settings.store = undefined;
      roots = rootsIn(source);
    }
    // Most edits are of what one kustomization reads, and nothing else has to be looked at.
    if (!hasNewRoots && !builds.mayAsk && !inSteps) {
      builds.renew();
      takeParts();
      if ((roots.charts.length === 0 || store.stands(installs)) && store.stands(settings)) {
        isCurrent = true;
        return false;
      }
    }
    let round: Round;
    // What a ConfigMap says may be known only when it is built.
    for (let times = 0; ; times++) {
      if (!store.stands(settings)) lookUpSettings();
      round = { isOver, ended: false, isLeft: false, live: new Set(), asked: new Set() };
      builds.follow(rootsSet, round);
      if (round.isLeft) return true;
      settle(round.live, false);
      if (store.stands(settings) || times >= deepestSettings) break;
    }
    const others = [...round.live];
    // What installs charts may stand in the templates of one.
    for (let times = 0; ; times++) {
      if (!store.stands(installs)) lookUpCharts();
      round = { ...round, live: new Set(others) };
      builds.follow(charts, round);
      if (round.isLeft) return true;
      settle(round.live, true);
      if (store.stands(installs) || times >= deepestCharts) break;
    }
    builds.keep(round.live);
    hasNewRoots = false;
    isCurrent = true;
    return false;
  }

  function lookUpCharts(): void {
    const asked: string[] = [];
    charts = means.chartRoots(roots.charts, store, source, files.folders, asked, charts);
    store.remember(installs, asked);
  }

  function lookUpSettings(): void {
    const asked: string[] = [];
    rootsSet = roots.roots.size > 0 ? means.withSettings(roots.roots, store, asked) : roots.roots;
    store.remember(settings, asked);
  }

  function rootsIn(from: BuildSource): Roots {
    const named = [...files.paths()].filter(namesRoot);
    const all = [...asking].map((path) => ({ path, documents: from.file(path)?.documents ?? [] }));
    return named.length + all.length > 0
      ? means.rootsOf(from, named, all, files.folders, resourcesOf)
      : noRoots;
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
    const carriers = (files.get(path) ?? []).filter(({ document }) => glance(document).mayCarry);
    const resources = carriers.length > 0 ? means.carriedIn({ path, documents: carriers }) : [];
    const name = carrying + path;
    if (resources.length === 0 && !builds.has(name)) return;
    const now = plainBuild(path, resources);
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
    rebuilt(changed, only) {
      refresh();
      const instead = sourceWith(source, changed);
      const mayBeRoots = [...changed].some(
        ([path, documents]) =>
          namesRoot(path) || asking.has(path) || documents.some(({ document }) => glance(document).mayBeRoot),
      );
      const there = mayBeRoots ? means.withSettings(rootsIn(instead).roots, store, []) : rootsSet;
      const rootOf = (name: string, root: Root) => (roots.roots.has(name) ? there.get(name) : root);
      return builds.rebuilt(changed.keys(), instead, rootOf, only);
    },
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
