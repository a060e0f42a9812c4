/** What was built of the roots of a workspace, who read which file for it, and what the store has of it. */
import type { YamlDocument } from '../yaml/documents.ts';
import { type Built, createParts } from './buildParts.ts';
import type { Build, BuildSource, BuiltResource, Rebuilt } from './built.ts';
import type { Root } from './roots.ts';
import type { Holder, Located, Store } from './store.ts';

/** How a document takes part. */
export type Role =
  /** It is applied as it stands. */
  | 'alone'
  /** Kustomizations make of it what is applied, or leave it out. */
  | 'base'
  /** It is no resource but a change to one. */
  | 'patch';

export interface Builds {
  /** Builds what is new, what is out of date, and what something else asks for than before; the names go into `live`. */
  follow(roots: ReadonlyMap<string, Root>, round: Round): void;
  /** The builds that read one of some files and folders are out of date. */
  age(paths: readonly string[]): void;
  /** Whether something is out of date that may ask for other builds, or a root is not built that may be now. */
  readonly mayAsk: boolean;
  /** Builds what is out of date and asks for nothing. */
  renew(): void;
  /** Forgets the roots that are not among `live`. */
  keep(live: ReadonlySet<string>): void;
  /** Puts a build in the place of the one of its name, or takes that away. */
  replace(name: string, now: Build | undefined): void;
  has(name: string): boolean;
  entries(): Iterable<readonly [string, Build]>;
  /** What the builds that read some files would be of `instead`; `rootOf` gives their roots there. */
  rebuilt(
    paths: Iterable<string>,
    instead: BuildSource,
    rootOf: (name: string, root: Root) => Root | undefined,
    only: ReadonlySet<Build> | undefined,
  ): readonly Rebuilt[];
  /** The builds that read a file, in order. */
  reading(path: string): readonly Build[];
  /** What the builds that read a file make of it. */
  builtFrom(path: string): readonly Built[];
  roleIn(path: string, document: YamlDocument): Role;
  /** Files whose builds are others now; who looks at them takes them out. */
  readonly touched: Set<string>;
}

/** What is known while roots are followed. */
export interface Round {
  /** Asked behind each build: when it is, nothing more is built in this round. */
  readonly isOver: () => boolean;
  ended: boolean;
  /** Whether it was over before all was built. */
  isLeft: boolean;
  readonly live: Set<string>;
  /** Kustomizations and charts that a resource asks for: it may change what they make. */
  readonly asked: Set<string>;
}

/** The set of what a build makes (files have their path); `name` is that of the build. */
export const setOfBuild = (name: string) => `${builtFrom}${name}`;
const builtFrom = 'built from ';

/** The name of the build that a set is of; undefined for a file. */
export const buildOfSet = (set: string) =>
  set.startsWith(builtFrom) ? set.slice(builtFrom.length) : undefined;

/** What a root is asked for by, or in what way. */
function askersOf(root: Root): readonly unknown[] {
  if (root.kind === 'helm')
    return root.release ? [root.release.located.resource, ...root.release.settings] : [root.isDeployed];
  return 'asking' in root ? [root.asking.map, ...(root.asking.settings ?? [])] : [];
}

const isSameList = (one: readonly unknown[] | undefined, other: readonly unknown[]) =>
  one?.length === other.length && one.every((each, i) => each === other[i]);

/** No builds; `store` takes what they make of `source`. */
export function createBuilds(
  store: Store,
  source: BuildSource,
  build: (root: Root, source: BuildSource, before: Build | undefined) => Build | undefined,
): Builds {
  /** The roots that were followed last. */
  const known = new Map<string, Root>();
  const stale = new Set<string>();
  /** Roots of which nothing could be built. */
  const unbuilt = new Set<string>();
  const inOrder = new Map<string, readonly Build[]>();
  const builds = new Map<string, Build>();
  const askers = new Map<string, readonly unknown[]>();
  const readers = new Map<string, Set<string>>();
  const touched = new Set<string>();
  const { declaredIn, partsOf } = createParts();
  const holders = new WeakMap<BuiltResource, Holder>();
  const holderOf = (name: string, built: BuiltResource): Holder => {
    const same = holders.get(built);
    if (same) return same;
    const { resource, composite, path, document, unknown } = built;
    const one: Located = { resource, composite, path, document, set: setOfBuild(name) };
    const made = { located: [unknown ? { ...one, isUnsure: true } : one] };
    holders.set(built, made);
    return made;
  };
  const reading = (path: string): readonly Build[] => {
    const names = readers.get(path);
    if (!names) return [];
    const sorted = inOrder.get(path) ?? [...names].sort().flatMap((name) => builds.get(name) ?? []);
    inOrder.set(path, sorted);
    return sorted;
  };
  const isLeaf = (name: string) => known.get(name)?.kind === 'kustomize';

  return {
    touched,
    age(paths) {
      for (const path of paths) for (const name of readers.get(path) ?? []) stale.add(name);
      for (const name of unbuilt) stale.add(name);
    },
    get mayAsk() {
      return [...stale].some((name) => !isLeaf(name) || unbuilt.has(name));
    },
    keep(live) {
      for (const name of [...known.keys()]) if (!live.has(name)) known.delete(name);
      for (const name of [...unbuilt]) if (!live.has(name)) unbuilt.delete(name);
    },
    renew() {
      for (const name of stale) {
        const root = known.get(name);
        if (root) this.replace(name, build(root, source, builds.get(name)));
      }
      stale.clear();
    },
    follow(roots, round) {
      for (const [name, root] of roots) {
        const mayBeAsked = root.kind === 'kustomize' || (root.kind === 'helm' && !root.release);
        if (mayBeAsked && round.asked.has(root.file.path)) continue;
        round.live.add(name);
        known.set(name, root);
        const before = builds.get(name);
        const isKnown = before !== undefined || unbuilt.has(name);
        const same = isKnown && !stale.has(name) && isSameList(askers.get(name), askersOf(root));
        let made = before;
        if (!same && round.ended) round.isLeft = true;
        else if (!same) {
          stale.delete(name);
          made = build(root, source, before);
          if (made !== before) this.replace(name, made);
          round.ended = round.isOver();
          if (made) unbuilt.delete(name);
          else unbuilt.add(name);
          askers.set(name, askersOf(root));
        }
        if (!made) continue;
        if (!mayBeAsked) round.asked.add(made.root);
        if (made.asks) this.follow(made.asks, round);
      }
    },
    replace(name, now) {
      const before = builds.get(name);
      for (const path of before?.reads ?? []) {
        readers.get(path)?.delete(name);
        inOrder.delete(path);
        touched.add(path);
      }
      if (now) builds.set(name, now);
      else {
        builds.delete(name);
        askers.delete(name);
        stale.delete(name);
      }
      for (const path of now?.reads ?? []) {
        const names = readers.get(path) ?? new Set();
        readers.set(path, names.add(name));
        inOrder.delete(path);
        touched.add(path);
      }
      store.update(setOfBuild(name), now?.resources.map((built) => holderOf(name, built)) ?? []);
    },
    has: (name) => builds.has(name),
    entries: () => [...builds],
    rebuilt(paths, instead, rootOf, only) {
      const names = new Set([...paths].flatMap((path) => [...(readers.get(path) ?? [])]));
      return [...names].flatMap((name) => {
        const before = builds.get(name);
        const root = known.get(name);
        if (!before || !root || (only && !only.has(before))) return [];
        const there = rootOf(name, root);
        return [{ before, after: there && build(there, instead, before) }];
      });
    },
    reading,
    builtFrom: (path) => reading(path).flatMap((build) => partsOf(build).get(path) ?? []),
    roleIn(path, document) {
      let role: Role = 'alone';
      for (const build of reading(path)) {
        if (declaredIn(build).has(document)) return 'base';
        if (build.patches.has(document)) role = 'patch';
      }
      return role;
    },
  };
}
