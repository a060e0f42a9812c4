/** Paths, folders and patterns of the command line → the files to check. */
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { type FileFault, problemOf } from './files.ts';
import { type IgnoreLists, isIgnored, listsAbove, withListOf } from './gitignore.ts';

/** A file to check: where it is, and how it is called in what is printed. */
export interface InputFile {
  readonly path: string;
  readonly name: string;
  /** Whether it was asked for by its name, and not found in a folder or by a pattern. */
  readonly named: boolean;
}

/** Why something that was asked for, or met on the way, is not among the files. */
export type InputFault = FileFault | 'no-match' | 'linked-folder' | 'special-file';

/** Something that was asked for, or found on the way, and is not checked. */
export interface Unusable {
  readonly name: string;
  readonly reason: InputFault;
  readonly detail: string;
}

export interface Inputs {
  readonly files: readonly InputFile[];
  readonly unusable: readonly Unusable[];
}

const isYaml: Take = (path) => /\.ya?ml$/i.test(path);
const neverEntered = new Set(['node_modules', '.git']);

/**
 * Finds the files for `paths`, each once, ordered by name. A path that exists is taken as it is, whatever ignore
 * lists and extensions say; of folders and patterns only YAML files (and those of which `also` says so) that no
 * `.gitignore` excludes are taken.
 */
export function findInputs(paths: readonly string[], cwd: string, also: Take = () => false): Inputs {
  const search = new Search(cwd, (path) => isYaml(path) || also(path));
  for (const path of paths) search.add(path);
  return search.inputs();
}

class Search {
  readonly #cwd: string;
  readonly #take: Take;
  readonly #files = new Map<string, { readonly link: boolean; readonly named: boolean }>();
  readonly #unusable = new Map<string, Unusable>();

  constructor(cwd: string, take: Take) {
    this.#cwd = cwd;
    this.#take = take;
  }

  add(given: string): void {
    const slashed = given.replaceAll('\\', '/');
    const variants = slashed === given ? [given] : [given, slashed];
    if (
      variants.some((variant) => this.#named(variant)) ||
      variants.some((variant) => this.#pattern(variant))
    )
      return;
    const reason = variants.some((variant) => picomatch.scan(variant).isGlob) ? 'no-match' : 'missing';
    this.#unusable.set(given, { name: given, reason, detail: '' });
  }

  /** Adds what is called so; whether anything is, usable or not. */
  #named(given: string): boolean {
    const path = resolve(this.#cwd, given);
    try {
      if (statSync(path).isDirectory()) this.#folder(path, listsAbove(path));
      else this.#files.set(path, { link: false, named: true });
      return true;
    } catch (error) {
      const { fault, detail } = problemOf(error, path);
      if (fault === 'missing') return false;
      this.#refuse(path, fault, detail);
      return true;
    }
  }

  /** Adds the files that match; whether any does. */
  #pattern(given: string): boolean {
    const { base, glob, isGlob } = picomatch.scan(given);
    const root = resolve(this.#cwd, base);
    if (!isGlob || !statSync(root, { throwIfNoEntry: false })?.isDirectory()) return false;
    const isMatch = picomatch(glob, { dot: true });
    const depth = /\*\*|[{(]/.test(glob) ? Number.POSITIVE_INFINITY : glob.split('/').length;
    let found = false;
    const take = (path: string) => {
      const matches = isMatch(slashes(relative(root, path)));
      found ||= matches;
      return matches;
    };
    this.#folder(root, listsAbove(root), take, depth);
    return found;
  }

  #folder(path: string, above: IgnoreLists, take = this.#take, depth = Number.POSITIVE_INFINITY): void {
    const lists = withListOf(above, path);
    for (const { name, isFolder, link } of this.#entries(path, lists, take)) {
      const inner = join(path, name);
      if (!isFolder && take(inner) && !this.#files.has(inner)) this.#files.set(inner, { link, named: false });
      else if (isFolder && depth > 1) this.#folder(inner, lists, take, depth - 1);
    }
  }

  /** What a folder holds and may be looked at. Links to files count as files; links to folders are not followed. */
  #entries(folder: string, lists: IgnoreLists, take: Take): readonly Entry[] {
    let found: Dirent[];
    try {
      found = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      const problem = problemOf(error, folder);
      this.#refuse(folder, problem.fault, problem.detail);
      return [];
    }
    return found.flatMap((entry) => {
      const { name } = entry;
      const path = join(folder, name);
      if (neverEntered.has(name) || isIgnored(lists, path, entry.isDirectory())) return [];
      if (entry.isDirectory() || entry.isFile())
        return [{ name, isFolder: entry.isDirectory(), link: false }];
      if (entry.isSymbolicLink()) return this.#linked(name, path, take);
      if (take(path)) this.#refuse(path, 'special-file', '');
      return [];
    });
  }

  #linked(name: string, path: string, take: Take): readonly Entry[] {
    try {
      const target = statSync(path);
      if (target.isFile()) return [{ name, isFolder: false, link: true }];
      if (target.isDirectory()) this.#refuse(path, 'linked-folder', '');
      else if (take(path)) this.#refuse(path, 'special-file', '');
    } catch (error) {
      const { fault, detail } = problemOf(error, path);
      if (take(path)) this.#refuse(path, fault, detail);
    }
    return [];
  }

  #refuse(path: string, reason: InputFault, detail: string): void {
    const name = printedName(this.#cwd, path);
    this.#unusable.set(name, { name, reason, detail });
  }

  inputs(): Inputs {
    const files = [...this.#files]
      .filter(([path, { link }]) => !link || !this.#isFoundAnyway(path))
      .map(([path, { named }]) => ({ path, name: printedName(this.#cwd, path), named }));
    return {
      files: files.sort(byName),
      unusable: [...this.#unusable.values()].sort(byName),
    };
  }

  /** A link met in a folder whose target is checked under its own name. */
  #isFoundAnyway(link: string): boolean {
    try {
      const target = realpathSync(link);
      return target !== link && this.#files.get(target)?.link === false;
    } catch {
      return false;
    }
  }
}

/** Whether a file (absolute path) is one of those looked for. */
type Take = (path: string) => boolean;

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly link: boolean;
}

/** Order by code unit: the same on every machine. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** A path below the current folder is printed relative to it, any other one as it is; with slashes. */
export function printedName(cwd: string, path: string): string {
  const inside = relative(cwd, path);
  const name = inside === '' ? '.' : inside.startsWith('..') || isAbsolute(inside) ? path : inside;
  return slashes(name);
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}
