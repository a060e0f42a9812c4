/** What was built of the roots of a workspace, who read which file for it, and what the store has of it. */
import type { YamlDocument } from '../yaml/documents.ts';
import { type Built, createParts } from './buildParts.ts';
import type { Build, BuiltResource } from './built.ts';
import type { Root } from './roots.ts';
import type { Holder, Located, Store } from './store.ts';

/** How a document takes part. */
export type Role =
  /** It is applied as it stands. */
  | 'alone'
  /** Kustomizations make of it what is applied. */
  | 'base'
  /** It is no resource but a change to one. */
  | 'patch';

export interface Builds {
  /** Builds what is new, what `stale` names, and what something else asks for than before; the names go into `live`. */
  follow(
    roots: ReadonlyMap<string, Root>,
    build: (root: Root, before: Build | undefined) => Build | undefined,
    round: Round,
  ): void;
  /** Puts a build in the place of the one of its name, or takes that away. */
  replace(name: string, now: Build | undefined): void;
  has(name: string): boolean;
  entries(): Iterable<readonly [string, Build]>;
  /** The builds that read one of some files and folders. */
  readersOf(paths: readonly string[]): ReadonlySet<string>;
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
  readonly stale: ReadonlySet<string>;
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
const askerOf = (root: Root): unknown =>
  root.kind === 'helm'
    ? (root.release?.located.resource ?? root.isDeployed)
    : 'asking' in root && root.asking.map;

/** No builds; `store` takes what they make. */
export function createBuilds(store: Store): Builds {
  const builds = new Map<string, Build>();
  const askers = new Map<string, unknown>();
  const readers = new Map<string, Set<string>>();
  const touched = new Set<string>();
  const { declaredIn, partsOf } = createParts();
  const holders = new WeakMap<BuiltResource, Holder>();
  const holderOf = (name: string, built: BuiltResource): Holder => {
    const known = holders.get(built);
    if (known) return known;
    const { resource, composite, path, document, unknown } = built;
    const one: Located = { resource, composite, path, document, set: setOfBuild(name) };
    const made = { located: [unknown ? { ...one, isUnsure: true } : one] };
    holders.set(built, made);
    return made;
  };
  const reading = (path: string) =>
    [...(readers.get(path) ?? [])].sort().flatMap((name) => builds.get(name) ?? []);

  return {
    touched,
    follow(roots, build, round) {
      for (const [name, root] of roots) {
        const mayBeAsked = root.kind === 'kustomize' || (root.kind === 'helm' && !root.release);
        if (mayBeAsked && round.asked.has(root.file.path)) continue;
        round.live.add(name);
        const known = builds.get(name);
        const same = known && !round.stale.has(name) && askers.get(name) === askerOf(root);
        const made = same ? known : build(root, known);
        if (made !== known) this.replace(name, made);
        if (!made) continue;
        askers.set(name, askerOf(root));
        if (!mayBeAsked) round.asked.add(made.root);
        if (made.asks) this.follow(made.asks, build, round);
      }
    },
    replace(name, now) {
      const before = builds.get(name);
      for (const path of before?.reads ?? []) {
        readers.get(path)?.delete(name);
        touched.add(path);
      }
      if (now) builds.set(name, now);
      else {
        builds.delete(name);
        askers.delete(name);
      }
      for (const path of now?.reads ?? []) {
        const known = readers.get(path) ?? new Set();
        readers.set(path, known.add(name));
        touched.add(path);
      }
      store.update(setOfBuild(name), now?.resources.map((built) => holderOf(name, built)) ?? []);
    },
    has: (name) => builds.has(name),
    entries: () => [...builds],
    readersOf: (paths) => new Set(paths.flatMap((path) => [...(readers.get(path) ?? [])])),
    reading,
    builtFrom: (path) => reading(path).flatMap((build) => partsOf(build).get(path) ?? []),
    roleIn(path, document) {
      let role: Role = 'alone';
      for (const name of readers.get(path) ?? []) {
        const build = builds.get(name);
        if (!build) continue;
        if (declaredIn(build).has(document)) return 'base';
        if (build.patches.has(document)) role = 'patch';
      }
      return role;
    },
  };
}
