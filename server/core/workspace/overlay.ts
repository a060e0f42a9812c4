/** Where a build may take a patch over what its base says: its own kustomization, or the Flux Kustomization that asks for it. */
import type { TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import { lookup } from '../yaml/read.ts';
import type { Workspace } from './api.ts';
import type { Build } from './built.ts';
import type { PlaceInDocument } from './composite.ts';
import { addPatch, type Operation } from './patchEntry.ts';
import { folderOf, isKustomization } from './paths.ts';

export interface Overlay extends PlaceInDocument {
  /** What people call it. */
  readonly name: string;
  /** The edits of its document that add a patch; undefined where none can be added. */
  readonly add: (target: Target, operations: readonly Operation[]) => readonly TextEdit[] | undefined;
}

type Target = Parameters<typeof addPatch>[1];

/**
 * What lies over the file at `base` in a build; undefined where the build adds nothing to it. Of an overlay that Flux asks for
 * it is the kustomization, unless Flux has patches of its own.
 */
export function overlayOf(build: Build, base: string, workspace: Workspace): Overlay | undefined {
  const isOwn = folderOf(build.root) === folderOf(base) || !isKustomization(build.root);
  const flux = overlayOfFlux(build, isOwn);
  const [found] = isOwn || flux ? [] : (workspace.documents(build.root) ?? []);
  if (!found) return flux;
  const { document } = found;
  const { root } = document.parsed();
  return {
    path: build.root,
    document,
    span: (root?.type === 'map' ? root.entries[0]?.key : undefined) ?? noWhere,
    name: folderOf(build.root).split('/').slice(-2).join('/'),
    add: (target, operations) => addPatch(document, target, operations),
  };
}

function overlayOfFlux({ asking }: Build, isOnly: boolean): Overlay | undefined {
  const spec = asking && lookup(asking.map, 'spec')?.entry;
  if (!spec || spec.alias || spec.value.type !== 'map') return undefined;
  if (!isOnly && !lookup(spec.value, 'patches')) return undefined;
  const { path, document, map } = asking;
  const metadata = lookup(map, 'metadata')?.entry.value;
  const named = metadata?.type === 'map' ? lookup(metadata, 'name')?.entry.value : undefined;
  const name = named?.type === 'scalar' && named.certain ? String(named.value) : '';
  return {
    path,
    document,
    span: named?.span ?? noWhere,
    name: `Kustomization/${name}`,
    add: (target, operations) => addPatch(document, target, operations, spec),
  };
}

const noWhere: Span = { start: 0, end: 0 };
