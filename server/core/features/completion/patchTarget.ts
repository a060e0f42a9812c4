/** What a patch of a kustomization changes, as far as it is written and known. */
import type { Known, KnownKind } from '../../model/resource.ts';
import { lineEnd } from '../../text/lineIndex.ts';
import type { InlinePatch } from './inlinePatch.ts';
import type { Neighbours } from './offer.ts';
import { entryOf, type Outline, textOf } from './outline.ts';
import { versions } from './spot.ts';

export interface PatchTarget {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** The `target` beside a patch; undefined where none names a kind of ours. `whole` is the outline of the kustomization. */
export function targetOf(patch: InlinePatch, whole: Outline, text: string): PatchTarget | undefined {
  const end = lineEnd(text, patch.headLine);
  const items = ['patches', 'patchesJson6902'].flatMap((field) => {
    const list = entryOf(whole.root, field)?.value;
    return list?.type === 'list' ? list.items : [];
  });
  const item = items.find(({ value }) => {
    const key = entryOf(value, 'patch')?.key;
    return key !== undefined && key.start >= patch.headLine && key.end <= end;
  });
  const target = entryOf(item?.value, 'target')?.value;
  const [kind = '', group] = ['kind', 'group'].map((name) => textOf(target, name));
  const apiVersion = versions.get(kind);
  if (apiVersion === undefined || (group !== undefined && !apiVersion.startsWith(`${group}/`)))
    return undefined;
  return { kind, apiVersion, name: textOf(target, 'name'), namespace: textOf(target, 'namespace') };
}

/** The resources of a kind that a patch changes, as far as they are known. */
export function patched(
  neighbours: Neighbours,
  kind: string,
  target: PatchTarget | undefined,
): readonly Known[] {
  if (!versions.has(kind)) return [];
  const all: readonly Known[] = neighbours.all(kind as KnownKind);
  return all.filter(
    ({ name, namespace }) =>
      name !== undefined &&
      (target?.name === undefined || target.name === name) &&
      (target?.namespace === undefined || target.namespace === namespace),
  );
}
