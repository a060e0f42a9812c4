/** What is built of the files of a workspace, and which of it is to be built anew. */
import type { Build, BuildFile, BuildSource } from './built.ts';
import { withFile } from './fileSet.ts';
import { withFolders } from './paths.ts';
import type { Root } from './roots.ts';

/** What builds are made with. */
export interface BuildMeans {
  readonly source: BuildSource;
  readonly build: (root: Root, source: BuildSource, before: Build | undefined) => Build | undefined;
  readonly findRoots: () => ReadonlyMap<string, Root>;
  /** Told of each build that came, went or is another now. */
  readonly onReplace: (name: string, before: Build | undefined, now: Build | undefined) => void;
}

export interface Builds {
  /** Files changed, came or went: what reads them is out of date. */
  changed(paths: Iterable<string>): void;
  /** There may be other roots now. */
  rootsChanged(): void;
  /** Builds what is out of date, until `isOver`; says whether more is left. */
  advance(isOver: () => boolean): boolean;
  /** Takes over what was built elsewhere, under a name that is no root's. */
  replace(name: string, now: Build | undefined): void;
  has(name: string): boolean;
  /** The builds that read a file, in the order of their names. */
  reading(path: string): readonly Build[];
  all(): readonly Build[];
  /** What a build would make if a file were another. */
  with(build: Build, changed: BuildFile): Build | undefined;
}

/** No builds yet. */
export function createBuilds({ source, build, findRoots, onReplace }: BuildMeans): Builds {
  /** Roots by a name of their own; those that resources ask for come first. */
  let roots: ReadonlyMap<string, Root> = new Map();
  let rootsDirty = false;
  /** Whether what resources ask for may be another. */
  let startsOver = false;
  const builds = new Map<string, Build>();
  /** The names of the builds that read a file, or look for it. */
  const readers = new Map<string, Set<string>>();
  const inOrder = new Map<string, readonly Build[]>();
  const stale = new Set<string>();
  /** Roots that ask for nothing that is here, yet. */
  const unbuilt = new Set<string>();
  /** Kustomizations that a resource asks for: it may change what they make. */
  const asked = new Set<string>();
  /** What is looked at next, in order. */
  let queue: string[] = [];
  let next = 0;

  function replace(name: string, now: Build | undefined): void {
    const before = builds.get(name);
    for (const path of before?.reads ?? []) {
      readers.get(path)?.delete(name);
      inOrder.delete(path);
    }
    if (now) builds.set(name, now);
    else builds.delete(name);
    for (const path of now?.reads ?? []) {
      const known = readers.get(path) ?? new Set();
      readers.set(path, known.add(name));
      inOrder.delete(path);
    }
    if (before !== now) onReplace(name, before, now);
  }

  const asks = (root: Root | undefined) => root?.kind === 'flux' || root?.kind === 'argo';

  /** Everything is looked at again, in order; what is up to date stays. */
  function startOver(): void {
    startsOver = false;
    if (rootsDirty) {
      rootsDirty = false;
      const before = roots;
      roots = findRoots();
      for (const name of before.keys()) if (!roots.has(name)) replace(name, undefined);
    }
    asked.clear();
    unbuilt.clear();
    queue = [...roots.keys()];
    next = 0;
  }

  function settle(name: string): void {
    const isStale = stale.delete(name);
    const root = roots.get(name);
    if (!root) return;
    if (root.kind === 'kustomize' && asked.has(root.file.path)) replace(name, undefined);
    else if (isStale || !builds.has(name)) {
      const made = build(root, source, builds.get(name));
      if (made) unbuilt.delete(name);
      else unbuilt.add(name);
      replace(name, made);
    }
    const made = asks(root) ? builds.get(name) : undefined;
    if (made) asked.add(made.root);
  }

  return {
    changed(paths) {
      for (const path of paths) {
        for (const each of withFolders(path))
          for (const name of readers.get(each) ?? []) {
            stale.add(name);
            queue.push(name);
            if (asks(roots.get(name))) startsOver = true;
          }
      }
      queue.push(...unbuilt);
    },
    rootsChanged() {
      rootsDirty = true;
      startsOver = true;
    },
    advance(isOver) {
      if (startsOver) startOver();
      while (next < queue.length) {
        settle(queue[next++] ?? '');
        if (isOver()) break;
      }
      if (next < queue.length) return true;
      queue = [];
      next = 0;
      return false;
    },
    replace,
    has: (name) => builds.has(name),
    reading(path) {
      const names = readers.get(path);
      if (!names) return [];
      const known = inOrder.get(path) ?? [...names].sort().flatMap((name) => builds.get(name) ?? []);
      inOrder.set(path, known);
      return known;
    },
    all: () => [...builds.values()],
    with(known, changed) {
      const name = [...(readers.get(changed.path) ?? [])].find((one) => builds.get(one) === known);
      const root = name === undefined ? undefined : roots.get(name);
      return root && build(root, withFile(source, changed), known);
    },
  };
}
