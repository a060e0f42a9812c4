/** Lists of ignored files, as Git reads them: the nearest one has the last word. Knows no file system. */
import ignore, { type Ignore } from 'ignore';

/** The list of one folder (absolute, with slashes); its patterns are relative to it. */
export interface IgnoreList {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** The list that `text` is, for what lies below `folder`. */
export function ignoreList(folder: string, text: string, ignoresCase: boolean): IgnoreList {
  return { folder, patterns: ignore({ ignorecase: ignoresCase }).add(text.replace(/^\uFEFF/, '')) };
}

/** Whether `path` (absolute, with slashes) is ignored by one of `lists`, which come outermost first. */
export function isIgnored(lists: readonly IgnoreList[], path: string, isFolder: boolean): boolean {
  for (const { folder, patterns } of [...lists].reverse()) {
    const start = folder.endsWith('/') ? folder : `${folder}/`;
    if (!path.startsWith(start) || path === start) continue;
    const inside = path.slice(start.length);
    const { ignored, unignored } = patterns.test(isFolder ? `${inside}/` : inside);
    if (ignored || unignored) return ignored;
  }
  return false;
}

/**
 * Whether a file below `root` (absolute, with slashes) is ignored, or a folder on the way to it: Git does not look into such
 * a folder again. `lists` in any order.
 */
export function ignoredBelow(root: string, lists: readonly IgnoreList[]): (path: string) => boolean {
  if (lists.length === 0) return () => false;
  const outermostFirst = [...lists].sort((a, b) => a.folder.length - b.folder.length);
  const folders = new Map<string, boolean>();
  const isFolderIgnored = (folder: string): boolean => {
    if (folder.length <= root.length) return false;
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const above = folder.slice(0, folder.lastIndexOf('/'));
    const found = isFolderIgnored(above) || isIgnored(outermostFirst, folder, true);
    folders.set(folder, found);
    return found;
  };
  return (path) =>
    isFolderIgnored(path.slice(0, path.lastIndexOf('/'))) || isIgnored(outermostFirst, path, false);
}
