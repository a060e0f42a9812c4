/** What of a workspace is applied: kustomizations that no other one includes. */

import { textsAt } from '../model/look.ts';
import type { BuildFile, BuildSource } from './built.ts';
import { folderOf, isChart, isKustomization, joinPath } from './paths.ts';

/** Something that is built and applied as a whole. */
export interface Root {
  readonly kind: 'kustomize' | 'helm';
  /** The kustomization file, or the `Chart.yaml`. */
  readonly file: BuildFile;
}

/** The roots of a workspace by the path of the file that names them. */
export function rootsOf(source: BuildSource, paths: Iterable<string>): ReadonlyMap<string, Root> {
  const kustomizations = new Map<string, BuildFile>();
  const charts: string[] = [];
  for (const path of paths) {
    if (isChart(path)) charts.push(path);
    const file = isKustomization(path) ? source.kustomization(folderOf(path)) : undefined;
    if (file && !kustomizations.has(folderOf(file.path))) kustomizations.set(folderOf(file.path), file);
  }
  const included = new Set<string>();
  for (const [folder, file] of kustomizations)
    for (const path of foldersIn(folder, file)) if (path !== folder) included.add(path);
  const roots = new Map<string, Root>();
  for (const [folder, file] of kustomizations) {
    if (!included.has(folder) && !isComponent(file)) roots.set(file.path, { kind: 'kustomize', file });
  }
  for (const path of charts) {
    const file = source.file(path);
    if (file) roots.set(path, { kind: 'helm', file });
  }
  return roots;
}

function isComponent(file: BuildFile): boolean {
  return file.documents.some(({ document }) => /^kind:[ \t]*["']?Component\b/m.test(document.text));
}

/** The folders that a kustomization includes. */
function foldersIn(folder: string, file: BuildFile): readonly string[] {
  const root = file.documents[0]?.document.parsed().root;
  if (root?.type !== 'map') return [];
  return ['resources', 'bases', 'components'].flatMap((field) =>
    textsAt(root, field).flatMap(({ value }) => joinPath(folder, value) ?? []),
  );
}
