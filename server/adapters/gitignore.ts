/** `.gitignore` files, as Git reads them: the nearest one has the last word. */
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The list of one folder; its patterns are relative to it. */
interface IgnoreList {
  readonly folder: string;
  readonly patterns: Ignore;
}

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
  for (const { folder, patterns } of [...lists].reverse()) {
    const inside = relative(folder, path).split(sep).join('/');
    if (inside === '' || inside.startsWith('../')) continue;
    const { ignored, unignored } = patterns.test(isFolder ? `${inside}/` : inside);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function listAt(folder: string, file: string): IgnoreLists {
  try {
    const state = lstatSync(file, { throwIfNoEntry: false });
    if (!state?.isFile() || state.size > maxListBytes) return [];
    const patterns = ignore({ ignorecase: process.platform === 'win32' || process.platform === 'darwin' });
    return [{ folder, patterns: patterns.add(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) }];
  } catch {
    return [];
  }
}
