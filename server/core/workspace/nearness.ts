/**
 * Which of several copies of one resource is meant. A repository often holds several clusters, each with resources of the
 * same names; what is written near belongs together.
 */
import { buildOfSet } from './builds.ts';
import type { Located } from './store.ts';

/** Where something stands: what it is applied with, and the files that it is written in. */
export interface Home {
  /** The folders of each path, from the top. */
  readonly paths: readonly (readonly string[])[];
  /** All of them: environments and clusters are named so. Parts of names tell nothing (`prod-eu` is not `eu-staging`). */
  readonly folders: ReadonlySet<string>;
}

/** More copies than this are no clusters, and not compared. */
const most = 50;

/** The home of a set, and of a resource of it that is declared in the file `path`. */
export function homeOf(set: string, path?: string): Home {
  const build = buildOfSet(set);
  // `roots.ts` names what a resource asks for by its file, kind, namespace and name.
  const root = build?.replace(/ [A-Za-z]+\/[^/ ]*\/[^/ ]*(?: \d+)?$/, '') ?? set;
  const paths = [...new Set([root, path ?? root])].map((one) => one.split('/').slice(0, -1));
  return { paths, folders: new Set(paths.flat().map((folder) => folder.toLowerCase())) };
}

/**
 * The copies that stand nearest to `asker`: those that share the most folders from the top, and of these those that share
 * the most others. All of them where nothing tells them apart.
 */
export function nearestOf<T>(copies: readonly T[], home: (copy: T) => Home, asker: Home): readonly T[] {
  const near = nearestByFolders(copies, home, asker);
  if (near.length < 2 || near.length > most) return near;
  return best(near, (one) => [...home(one).folders].filter((folder) => asker.folders.has(folder)).length);
}

/** Those that share the most folders with `asker`, from the top. */
export function nearestByFolders<T>(
  copies: readonly T[],
  home: (copy: T) => Home,
  asker: Home,
): readonly T[] {
  if (copies.length < 2 || copies.length > most) return copies;
  return best(copies, (one) => sharedFolders(home(one), asker));
}

function best<T>(some: readonly T[], score: (one: T) => number): readonly T[] {
  const scores = some.map(score);
  const highest = Math.max(...scores);
  return some.filter((_, i) => scores[i] === highest);
}

/** Those of some resources of one name that stand nearest to a set. */
export function nearest(found: readonly Located[], set: string): readonly Located[] {
  return found.length < 2 ? found : nearestOf(found, (one) => homeOf(one.set, one.path), homeOf(set));
}

function sharedFolders(one: Home, other: Home): number {
  return Math.max(
    ...one.paths.flatMap((path) =>
      other.paths.map((asked) => {
        const end = path.findIndex((folder, i) => folder !== asked[i]);
        return end < 0 ? path.length : end;
      }),
    ),
  );
}
