/** Paths as a kustomization writes them. */
import { folderOf, isRemote, joinPath } from '../paths.ts';

export { folderOf, isRemote };

/** The path that `relative` names, seen from `folder`; one that leads out of everything names nothing. */
export function join(folder: string, relative: string): string {
  return joinPath(folder, relative) ?? nowhere;
}

/** No file is called so. */
const nowhere = '\0';
