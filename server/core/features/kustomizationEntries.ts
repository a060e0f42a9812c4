/** The entries of a kustomization that name files and folders (kustomize `api/types/kustomization.go`). */
import { itemsAt, textAt, textsAt } from '../model/look.ts';
import type { Span } from '../text/span.ts';
import type { PlaceInDocument } from '../workspace/composite.ts';
import { folderOf, isKustomization, joinPath, kustomizationNames } from '../workspace/paths.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { indexAt } from '../yaml/documents.ts';
import type { YamlMap } from '../yaml/tree.ts';

/** An entry whose file the workspace has. */
export interface KustomizationEntry {
  readonly place: PlaceInDocument;
  /** The start of the file, or of the kustomization in the folder. */
  readonly target: PlaceInDocument;
}

/** Lists of paths. */
const lists = ['resources', 'bases', 'components', 'crds', 'configurations', 'transformers', 'generators'];

/** All entries of a file that name another file of the workspace; none where it is no kustomization. */
export function kustomizationEntries(workspace: Workspace, path: string): readonly KustomizationEntry[] {
  const document = isKustomization(path) ? workspace.documents(path)?.[0]?.document : undefined;
  const root = document?.parsed().root;
  if (!document || root?.type !== 'map') return [];
  return pathsIn(root).flatMap(({ value, span }) => {
    const target = targetOf(workspace, folderOf(path), value);
    return target ? [{ place: { path, document, span }, target }] : [];
  });
}

/** The entry at an offset in a file. */
export function entryAt(workspace: Workspace, path: string, offset: number): KustomizationEntry | undefined {
  if (!isKustomization(path)) return undefined;
  const documents = workspace.documents(path) ?? [];
  const local = offset - (documents[indexAt(documents, offset)]?.start ?? 0);
  return kustomizationEntries(workspace, path).find(
    ({ place: { document, span } }) =>
      document === documents[indexAt(documents, offset)]?.document &&
      span.start <= local &&
      local <= span.end,
  );
}

function pathsIn(root: YamlMap): readonly { readonly value: string; readonly span: Span }[] {
  const ofPatches = ['patches', 'patchesJson6902', 'replacements'].flatMap((field) =>
    itemsAt(root, field).flatMap(({ node }) => (node.type === 'map' ? (textAt(node, 'path') ?? []) : [])),
  );
  // An entry of `patchesStrategicMerge` may hold the patch itself.
  const merged = textsAt(root, 'patchesStrategicMerge').filter(({ value }) => !value.includes('\n'));
  return [...lists.flatMap((field) => textsAt(root, field)), ...ofPatches, ...merged];
}

function targetOf(workspace: Workspace, folder: string, entry: string): PlaceInDocument | undefined {
  const path = joinPath(folder, entry);
  if (path === undefined) return undefined;
  for (const candidate of [path, ...kustomizationNames.map((name) => `${path}/${name}`)]) {
    const document = workspace.documents(candidate)?.[0]?.document;
    if (document) return { path: candidate, document, span: { start: 0, end: 0 } };
  }
  return undefined;
}
