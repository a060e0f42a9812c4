/** `.gitignore` files, as Git reads them: the nearest one has the last word. */
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { type IgnoreList, ignoreList, isIgnored as isListed } from './ignoreLists.ts';

/** The lists in force in a folder, outermost first. */
export type IgnoreLists = readonly IgnoreList[];

/** A longer list is not read. */
const maxListBytes = 1 << 20;

/**
 * The lists above `folder` (absolute), from the root of its Git repository down, its own not included. Empty where
 * they ignore the folder itself: it was named, and what is named is read.
 */
export function listsAbove(folder: string): IgnoreLists {
  const above: string[] = [];
  let at = folder;
  while (!existsSync(join(at, '.git'))) {
    const parent = dirname(at);
    if (parent === at) return [];
    at = parent;
    above.unshift(at);
  }
  const lists = above.reduce<IgnoreLists>(withListOf, []);
  return isIgnored(lists, folder, true) ? [] : lists;
}

/** `lists` and the one that stands in `folder`. */
export function withListOf(lists: IgnoreLists, folder: string): IgnoreLists {
  const root = lists.length === 0 ? listAt(folder, join(folder, '.git', 'info', 'exclude')) : [];
  return [...lists, ...root, ...listAt(folder, join(folder, '.gitignore'))];
}

/** Whether `path` (absolute, below all lists) is ignored. */
export function isIgnored(lists: IgnoreLists, path: string, isFolder: boolean): boolean {
  return isListed(lists, withSlashes(path), isFolder);
}

const withSlashes = (path: string) => path.split(sep).join('/');

function listAt(folder: string, file: string): IgnoreLists {
  try {
    const state = lstatSync(file, { throwIfNoEntry: false });
    if (!state?.isFile() || state.size > maxListBytes) return [];
    const ignoresCase = process.platform === 'win32' || process.platform === 'darwin';
    return [ignoreList(withSlashes(folder), readFileSync(file, 'utf8'), ignoresCase)];
  } catch {
    return [];
  }
}
