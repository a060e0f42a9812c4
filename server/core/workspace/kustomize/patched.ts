/** What one patch makes of one resource. */
import { isNull } from '../../yaml/read.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import { placeOf } from '../composite.ts';
import { type Draft, doubted, renamed, withMeta, withPart, withTree } from './draft.ts';
import { rewriteAt } from './fieldSpec.ts';
import type { Sourced } from './inline.ts';
import { type Operation, operationsOf, patchTree } from './jsonPatch.ts';
import type { PatchEntry } from './kustomization.ts';
import { shapeOf } from './mergeKeys.ts';
import {
  emptyMap,
  fieldOf,
  moved,
  replacedEverywhere,
  scalar,
  spanInside,
  textOfScalar,
  unlinked,
  withEntry,
  withoutEntry,
} from './nodes.ts';
import type { Run } from './run.ts';
import { mergeStrategically } from './strategicMerge.ts';

/** A resource after a JSON patch. */
export function applyOperations(run: Run, draft: Draft, { source, root }: Sourced, entry: PatchEntry): Draft {
  if (!draft.tree) return draft;
  const { draft: grown, start } = withPart(draft, source);
  const operations = operationsOf(moved(root, start)) ?? [];
  const at = entry.patch?.node ?? entry.path?.node ?? entry.node;
  // What a resource was called before is an annotation to kustomize, and so there are annotations.
  const noted = entry.stage !== 'late' || draft.previous.length > 0 || draft.hash !== undefined;
  const done = patchTree(noted ? withAnnotations(draft.tree) : draft.tree, operations);
  if ('refused' in done) {
    // What a template writes may be a path that is there.
    const [kind, detail] = done.refused.at.certain
      ? (['patch-not-applicable', pathOf(done.refused)] as const)
      : (['unknown-field', 'patches'] as const);
    return doubted(draft, run.problem(kind, entry.source, at.span, detail));
  }
  const tree = withoutEmptyAnnotations(unlinked(done.tree, run.linked), draft.tree);
  const now = settled(withTree(grown, tree), draft);
  return entry.stage === 'late' ? now : { ...now, previous: [...draft.previous, draft.id] };
}

function withAnnotations(tree: YamlMap): YamlMap {
  const metadata = fieldOf(tree, 'metadata');
  if (metadata?.type !== 'map' || fieldOf(metadata, 'annotations')) return tree;
  return withMeta(tree, 'annotations', emptyMap(metadata.span), metadata.span);
}

function withoutEmptyAnnotations(tree: YamlMap, before: YamlMap): YamlMap {
  const metadata = fieldOf(tree, 'metadata');
  const annotations = fieldOf(metadata, 'annotations');
  if (metadata?.type !== 'map' || annotations?.type !== 'map' || annotations.entries.length > 0) return tree;
  if (fieldOf(fieldOf(before, 'metadata'), 'annotations')) return tree;
  return withMetadata(tree, withoutEntry(metadata, 'annotations'));
}

function pathOf({ path }: Operation): string {
  return `/${path.join('/')}`;
}

/** A resource after a strategic merge; undefined where it is deleted. */
export function applyMerge(
  run: Run,
  draft: Draft,
  { source, root }: Sourced,
  entry: PatchEntry,
): Draft | undefined {
  if (root.type !== 'map') return draft;
  if (!draft.tree) return textOfScalar(fieldOf(root, '$patch')) === 'delete' ? undefined : draft;
  const { draft: grown, start } = withPart(draft, source);
  const patch =
    entry.target || entry.stage === 'first' ? withNullTexts(moved(root, start)) : moved(root, start);
  if (patch.type !== 'map') return draft;
  const done = mergeStrategically(draft.tree, patch, shapeOf(draft.id));
  if (done.state === 'deleted') return undefined;
  if (done.state === 'refused') {
    const at = entry.patch ?? entry.path;
    return doubted(
      draft,
      run.problem('patch-not-applicable', entry.source, (at?.node ?? entry.node).span, draft.id.name),
    );
  }
  const tree = relinked(run, draft.tree, restored(draft.tree, done.tree, entry));
  return settled(withTree(grown, tree), draft);
}

/**
 * Where a patch is applied through a target, kustomize first copies its labels and annotations as texts: a null becomes
 * the text `null` and removes nothing (reswrangler.go: `ApplySmPatch`).
 */
function withNullTexts(patch: YamlNode): YamlNode {
  let tree = patch;
  for (const name of ['labels', 'annotations'])
    for (const [key, value] of entriesOf(fieldOf(fieldOf(patch, 'metadata'), name)))
      if (tree.type === 'map' && isNull(value)) {
        const text = { ...scalar('null', value.span), certain: value.certain };
        tree = rewriteAt(tree, ['metadata', name, key], () => text, value.span);
      }
  return tree;
}

function entriesOf(node: YamlNode | undefined): readonly (readonly [string, YamlNode])[] {
  return node?.type === 'map' ? node.entries.map(({ name, value }) => [name, value]) : [];
}

/** A label that an entry of `labels` wrote in several places is one value for kustomize: it changes in all of them. */
function relinked(run: Run, before: YamlMap, after: YamlMap): YamlMap {
  let tree = after;
  for (const holder of [['metadata'], ['spec', 'template', 'metadata']]) {
    const labels = (root: YamlNode) => fieldOf(holder.reduce<YamlNode | undefined>(fieldOf, root), 'labels');
    for (const [name, old] of entriesOf(labels(before))) {
      const now = fieldOf(labels(after), name);
      if (!run.linked.has(old) || !now || now === old) continue;
      run.linked.add(now);
      tree = replacedEverywhere(tree, old, now);
    }
  }
  return tree;
}

/** What a strategic merge never changes: the version, the namespace, and kind and name unless it is allowed to. */
function restored(base: YamlMap, merged: YamlMap, entry: PatchEntry): YamlMap {
  let tree = merged;
  for (const name of entry.allowKindChange ? ['apiVersion'] : ['apiVersion', 'kind']) {
    const value = fieldOf(base, name);
    if (value && fieldOf(tree, name) !== value)
      tree = withEntry(tree, {
        name,
        key: value.span,
        colon: value.span.end,
        quoted: false,
        value,
        alias: undefined,
      });
  }
  for (const name of entry.allowNameChange ? ['namespace'] : ['name', 'namespace']) {
    const value = fieldOf(fieldOf(base, 'metadata'), name);
    const metadata = fieldOf(tree, 'metadata');
    if (value) tree = fieldOf(metadata, name) === value ? tree : withMeta(tree, name, value, value.span);
    else if (metadata?.type === 'map') tree = withMetadata(tree, withoutEntry(metadata, name));
  }
  return tree;
}

function withMetadata(tree: YamlMap, value: YamlMap): YamlMap {
  if (fieldOf(tree, 'metadata') === value) return tree;
  return withEntry(tree, {
    name: 'metadata',
    key: value.span,
    colon: value.span.end,
    quoted: false,
    value,
    alias: undefined,
  });
}

/** The draft with the name that its tree has now. */
function settled(draft: Draft, before: Draft): Draft {
  const { tree } = draft;
  const metadata = tree && fieldOf(tree, 'metadata');
  if (!tree || metadata === fieldOf(before.tree, 'metadata')) {
    if (fieldOf(tree, 'kind') === fieldOf(before.tree, 'kind')) return draft;
  }
  const said = (holder: YamlNode | undefined, name: string, otherwise: string) => {
    const node = fieldOf(holder, name);
    return node?.certain === false ? otherwise : (textOfScalar(node) ?? '');
  };
  const id = {
    ...draft.id,
    kind: said(tree, 'kind', draft.id.kind),
    name: said(metadata, 'name', draft.id.name),
    namespace: said(metadata, 'namespace', draft.id.namespace),
  };
  const name = fieldOf(metadata, 'name');
  const at = name && placeOf(draft, spanInside(name));
  const same = id.kind === draft.id.kind && id.name === draft.id.name && id.namespace === draft.id.namespace;
  const named = name?.certain ?? draft.named;
  return same && named === draft.named ? draft : { ...renamed(draft, { ...id, at }), named };
}
