/**
 * Which of several copies of one resource is meant. A repository often holds several clusters, each with resources of the
 * same names; what is written near belongs together.
 */
import { buildOfSet } from './builds.ts';
import type { Located } from './store.ts';

/** Where something stands: the folders of what it is applied with, and of the file that it is written in. */
export type Home = ReadonlySet<string>;

/** More copies than this are no clusters, and not compared. */
const most = 50;

/** The home of a set, and of a resource of it that is declared in the file `path`. */
export function homeOf(set: string, path?: string): Home {
  const build = buildOfSet(set);
  // `roots.ts` names what a resource asks for by its file, kind, namespace and name.
  const root = build?.replace(/ [A-Za-z]+\/[^/ ]*\/[^/ ]*(?: \d+)?$/, '') ?? set;
  return new Set([root, path ?? root].flatMap((one) => one.toLowerCase().split('/').slice(0, -1)));
}

/** Folders of what nobody applies along with the rest. */
const aside = /^(?:examples?|samples?|demos?|tests?|testdata|e2e|fixtures|docs?)$/;

/**
 * The copies that stand nearest to `asker`: those that share each folder with it that another copy shares, whatever its
 * place. All of them where nothing tells them apart, or one folder speaks for this copy and another for that.
 */
export function nearestOf<T>(copies: readonly T[], home: (copy: T) => Home, asker: Home): readonly T[] {
  if (copies.length < 2 || copies.length > most) return copies;
  const shared = copies.map((copy) => {
    const folders = [...home(copy)];
    const isAside = folders.some((folder) => aside.test(folder) && !asker.has(folder));
    return new Set(isAside ? [] : folders.filter((folder) => asker.has(folder)));
  });
  const all = new Set(shared.flatMap((one) => [...one]));
  const near = copies.filter((_, i) => shared[i]?.size === all.size);
  return near.length > 0 ? near : copies;
}

/** Those of some resources of one name that stand nearest to a set. */
export function nearest(found: readonly Located[], set: string): readonly Located[] {
  return found.length < 2 ? found : nearestOf(found, (one) => homeOf(one.set, one.path), homeOf(set));
}
