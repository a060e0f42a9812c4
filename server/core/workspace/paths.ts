/** Paths of files: decoded, with slashes, as the host names them. */

/** The names of a kustomization file, in the order in which kustomize looks for them (`konfig.RecognizedKustomizationFileNames`). */
export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether a path is that of a kustomization file. */
export function isKustomization(path: string): boolean {
  return kustomizationNames.includes(path.slice(path.lastIndexOf('/') + 1));
}

/** Whether a path is that of the file that makes a folder a Helm chart. */
export function isChart(path: string): boolean {
  return /(?:^|\/)Chart\.ya?ml$/.test(path);
}

/** The folder that holds a file; empty for a name without a slash. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/**
 * The path that `relative` names, seen from a folder. Paths may be URIs: their first segments stay as they are. Undefined
 * where it is a URL, or leaves the tree.
 */
export function joinPath(folder: string, relative: string): string | undefined {
  if (isRemote(relative)) return undefined;
  const parts = relative.startsWith('/') ? [''] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length < 2) return undefined;
    else parts.pop();
  }
  return parts.join('/');
}

/**
 * Whether a path names something elsewhere: a URL, or a repository in one of the short forms that kustomize knows
 * (api/internal/git/repospec.go).
 */
export function isRemote(path: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:/i.test(path) ||
    /^[\w.-]+@[\w.-]+:/.test(path) ||
    /^(?:www\.)?(?:github|gitlab|bitbucket)\.(?:com|org)[/:]/i.test(path) ||
    /[?&](?:ref|version|timeout|submodules)=/.test(path) ||
    /^[\w.-]+\.[a-z]{2,}\/.*(?:\.git\b|\/\/)/i.test(path)
  );
}

/** Whether a path lies in one of some folders. */
export function isInside(folders: readonly string[], path: string): boolean {
  return folders.some((folder) => path.startsWith(`${folder.replace(/\/$/, '')}/`));
}

/** A path and those of all folders that hold it, the innermost first. */
export function withFolders(path: string): readonly string[] {
  const all = [path];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) all.push(folder);
  return all;
}

/** Those of some paths, given in order, that start with `prefix`. */
export function filesBelow(paths: readonly string[], prefix: string): readonly string[] {
  const start = firstFrom(paths, prefix);
  let end = start;
  while (end < paths.length && paths[end]?.startsWith(prefix)) end++;
  return paths.slice(start, end);
}

/** Names of the folders in the one that `prefix` names; `paths` are in order. What lies in them is passed over. */
export function foldersBelow(paths: readonly string[], prefix: string): readonly string[] {
  const names: string[] = [];
  let at = firstFrom(paths, prefix);
  for (let path = paths[at]; path?.startsWith(prefix); path = paths[at]) {
    const end = path.indexOf('/', prefix.length);
    if (end >= 0) names.push(path.slice(prefix.length, end));
    // The character behind a slash is a zero.
    at = end < 0 ? at + 1 : firstFrom(paths, `${path.slice(0, end)}0`);
  }
  return names;
}

function firstFrom(paths: readonly string[], text: string): number {
  let [low, high] = [0, paths.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
