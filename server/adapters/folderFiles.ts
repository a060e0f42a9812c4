/** The files of workspace folders on this machine, for the index of the language server. */
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import picomatch from 'picomatch';
import { isKustomization } from '../core/index.ts';
import { decodeText } from './files.ts';
import { type IgnoreLists, isIgnored, listsAbove, withListOf } from './gitignore.ts';

/** Larger files (bytes) hold no manifests that somebody wrote. */
const maxIndexedBytes = 4 * 1024 * 1024;
/** Files that are listed at once. */
const piece = 64;
const neverEntered = new Set(['node_modules', '.git']);

/** Lists and reads; links to folders are not followed, `.gitignore` and `excluded` (globs as in `files.exclude`) are respected. */
export const folderFiles = {
  async *list(folder: string, excluded: readonly string[]): AsyncIterable<readonly string[]> {
    const root = filePath(folder);
    if (root === undefined) return;
    const isExcluded = excludes(excluded);
    let found: string[] = [];
    for await (const path of walk(root, listsAbove(root), (inner) =>
      isExcluded(relative(root, inner).split(sep).join('/')),
    )) {
      found.push(pathToFileURL(path).href);
      if (found.length < piece) continue;
      yield found;
      found = [];
    }
    if (found.length > 0) yield found;
  },
  async listed(
    folders: readonly string[],
    uris: readonly string[],
    excluded: readonly string[],
  ): Promise<readonly string[]> {
    const isExcluded = excludes(excluded);
    const roots = folders.flatMap((folder) => filePath(folder) ?? []);
    return uris.filter((uri) => {
      const path = filePath(uri);
      return path !== undefined && roots.some((root) => isListed(root, path, isExcluded));
    });
  },
  read: (uris: readonly string[]) => Promise.all(uris.map(readOne)),
};

/** Whether globs as in `files.exclude` leave out a path below a folder, written with slashes. */
function excludes(excluded: readonly string[]): (path: string) => boolean {
  return excluded.length > 0 ? picomatch([...excluded], { dot: true }) : () => false;
}

/** Whether a walk from `root` comes to a file. */
function isListed(root: string, path: string, isExcluded: (path: string) => boolean): boolean {
  const steps = relative(root, path).split(sep);
  if (steps[0] === '..' || !isWanted(steps.at(-1) ?? '')) return false;
  let lists = listsAbove(root);
  let at = root;
  for (const [i, step] of steps.entries()) {
    lists = withListOf(lists, at);
    at = join(at, step);
    const inner = steps.slice(0, i + 1).join('/');
    if (neverEntered.has(step) || isIgnored(lists, at, i < steps.length - 1) || isExcluded(inner))
      return false;
  }
  return true;
}

async function* walk(
  folder: string,
  above: IgnoreLists,
  isExcluded: (path: string) => boolean,
): AsyncIterable<string> {
  const lists = withListOf(above, folder);
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    // Gone meanwhile, or not ours to read: the files in it are as if they were not there.
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (neverEntered.has(entry.name) || isIgnored(lists, path, entry.isDirectory()) || isExcluded(path))
      continue;
    if (entry.isDirectory()) yield* walk(path, lists, isExcluded);
    else if ((entry.isFile() || entry.isSymbolicLink()) && isWanted(entry.name)) yield path;
  }
}

function isWanted(name: string): boolean {
  return /\.ya?ml$/i.test(name) || isKustomization(name);
}

async function readOne(uri: string): Promise<string | { readonly reason: string } | undefined> {
  const path = filePath(uri);
  if (path === undefined) return undefined;
  try {
    const found = await stat(path);
    const { size } = found;
    // A name in YAML may lead to a device or a pipe.
    if (!found.isFile()) return undefined;
    if (size > maxIndexedBytes) return { reason: 'too-large' };
    const content = decodeText(await readFile(path));
    return 'fault' in content ? { reason: content.fault } : content.text;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return { reason: code === 'EACCES' || code === 'EPERM' ? 'no-permission' : 'unreadable' };
  }
}

function filePath(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}
