/** The workspace of a run: the files that were asked for, and the rest of their Git repository to look things up in. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FileProblem, isProblem, readText, type TextContent } from '../adapters/files.ts';
import { findInputs, type InputFile } from '../adapters/inputs.ts';
import {
  fileOf,
  isKustomization,
  isWorthKeeping,
  kustomizationNames,
  openFile,
  type SourceFile,
  type Workspace,
  withFolders,
} from '../core/index.ts';

/** A file that was asked for: what stands in it, or why that is not known. */
export interface LoadedFile {
  readonly input: InputFile;
  readonly content: TextContent | FileProblem;
  /** Undefined where nothing in it can matter. */
  readonly file: SourceFile | undefined;
}

/** The path by which the workspace knows a file of this machine. */
export function workspacePath(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Reads `inputs` into `workspace`, and what lies around them. Files in which nothing matters are not kept. */
export function loadWorkspace(workspace: Workspace, inputs: readonly InputFile[]): readonly LoadedFile[] {
  const loaded = inputs.map((input): LoadedFile => {
    const content = readText(input.path);
    const path = workspacePath(input.path);
    const worth = !isProblem(content) && isWorthKeeping(path, content.text);
    if (isProblem(content) || !worth) {
      workspace.note(path);
      return { input, content: isProblem(content) ? content : nothing, file: undefined };
    }
    const file = openFile(content.text);
    workspace.put(path, file.documents);
    return { input, content, file };
  });
  const root = repositoryOf(inputs);
  if (root !== undefined) lookAround(workspace, root, new Set(inputs.map(({ path }) => path)));
  const given = inputs.filter(({ named }) => !named).map(({ path }) => workspacePath(dirname(path)));
  workspace.folders = root !== undefined ? [workspacePath(root)] : commonFolder(given);
  satisfy(workspace);
  workspace.partsKnown = !inputs.some(({ path }) => isBelowKustomization(path));
  workspace.complete = root !== undefined || inputs.some(({ named }) => !named);
  return loaded.map((one) => (one.file || isProblem(one.content) ? one : askedFor(one, workspace)));
}

/** A file in which nothing of ours stands may be a part of what is built. */
function askedFor(loaded: LoadedFile, workspace: Workspace): LoadedFile {
  const documents = workspace.documents(workspacePath(loaded.input.path));
  return documents ? { ...loaded, content: readText(loaded.input.path), file: fileOf(documents) } : loaded;
}

const nothing: TextContent = { text: '', bom: false, bytes: new Uint8Array() };

/** Puts what a repository holds beside the inputs into the workspace. */
export function lookAround(workspace: Workspace, root: string, known: ReadonlySet<string>): void {
  for (const { path } of findInputs([root], root, (name) => isKustomization(name)).files) {
    if (known.has(path)) continue;
    const content = readText(path);
    const name = workspacePath(path);
    if (!isProblem(content) && isWorthKeeping(name, content.text))
      workspace.put(name, openFile(content.text).documents);
    else workspace.note(name);
  }
}

/** Builds may ask for files that were not kept. */
export function satisfy(workspace: Workspace): void {
  for (let wanted = workspace.wanted(); wanted.length > 0; wanted = workspace.wanted()) {
    for (const path of wanted) {
      const content = isRegular(path) ? readText(path) : undefined;
      if (!content || isProblem(content)) workspace.miss(path);
      else workspace.put(path, openFile(content.text).documents);
    }
  }
}

/** Whether a kustomization lies in the folder of a file or above it: then the file may be a patch. */
function isBelowKustomization(path: string): boolean {
  return withFolders(workspacePath(dirname(path))).some((folder) =>
    kustomizationNames.some((name) => existsSync(`${folder}/${name}`)),
  );
}

/** A name in YAML may lead to a device or a pipe. */
function isRegular(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** The innermost folder that holds all of some. */
function commonFolder(paths: readonly string[]): readonly string[] {
  const [first, ...others] = paths;
  if (first === undefined) return [];
  let common = first.split('/');
  for (const other of others) {
    const parts = other.split('/');
    const end = common.findIndex((part, i) => parts[i] !== part);
    if (end >= 0) common = common.slice(0, end);
  }
  return [common.join('/')];
}

/** The Git repository that holds all inputs; undefined where there is none, or where they lie in several. */
function repositoryOf(inputs: readonly InputFile[]): string | undefined {
  const known = new Map<string, string | undefined>();
  const rootAbove = (folder: string): string | undefined => {
    if (known.has(folder)) return known.get(folder);
    const parent = dirname(folder);
    const root = existsSync(join(folder, '.git'))
      ? folder
      : parent === folder
        ? undefined
        : rootAbove(parent);
    known.set(folder, root);
    return root;
  };
  const roots = new Set(inputs.map(({ path }) => rootAbove(dirname(path))));
  return roots.size === 1 ? [...roots][0] : undefined;
}
