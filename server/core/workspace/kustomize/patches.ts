/** The patches of a kustomization: found, read, applied. */
import { isNull } from '../../yaml/read.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import { type Draft, doubted, idOf, renamed, type Source, withMeta, withPart, withTree } from './draft.ts';
import { rewriteAt } from './fieldSpec.ts';
import { wasEver } from './ids.ts';
import { documentsIn, type Sourced } from './inline.ts';
import { type Operation, operationsOf, patchTree } from './jsonPatch.ts';
import type { PatchEntry } from './kustomization.ts';
import { join } from './location.ts';
import { shapeOf } from './mergeKeys.ts';
import {
  emptyMap,
  fieldOf,
  moved,
  replacedEverywhere,
  scalar,
  textOfScalar,
  unlinked,
  withEntry,
  withoutEntry,
} from './nodes.ts';
import type { Run } from './run.ts';
import { mergeStrategically } from './strategicMerge.ts';
import { type Answer, selects, targetOf } from './target.ts';

/** What the resources of a build are after a patch; `unseen`: whether resources may exist that we do not see. */
export function applyPatch(
  run: Run,
  folder: string,
  drafts: readonly Draft[],
  entry: PatchEntry,
  unseen: boolean,
): Draft[] {
  const target = entry.target && targetOf(entry.target);
  if (entry.target && !target) {
    const why = run.problem('unknown-field', entry.source, entry.target.span, 'target');
    return drafts.map((draft) => doubted(draft, why));
  }
  const asks = target && selects(target);
  const answers = drafts.map((draft): Answer => (asks ? asks(draft) : 'no'));
  const read = readPatch(run, folder, entry);
  if ('why' in read) {
    const { why } = read;
    return drafts.map((draft, i) => (!asks || answers[i] !== 'no' ? doubted(draft, why) : draft));
  }
  let now: (Draft | undefined)[] = [...drafts];
  const merges = read.parts.filter(({ root }) => root.type === 'map').length;
  if ((asks && merges > 1) || read.parts.some(({ root }) => !isWritten(root))) {
    // A template has a part in it; or there are several and a target for one (PatchTransformer.go refuses that).
    const why = run.problem('patch-not-applicable', entry.source, entry.node.span, 'patch');
    return drafts.map((draft, i) => (!asks || answers[i] !== 'no' ? doubted(draft, why) : draft));
  }
  for (const part of read.parts) {
    const operations = operationsOf(part.root);
    const id = part.root.type === 'map' ? idOf(part.root, textOf(part.source)) : undefined;
    let meant = answers;
    if (!asks && !operations && id)
      meant = now.map((draft): Answer => (draft && wasEver(draft, id) ? 'yes' : 'no'));
    else if (!asks || (!operations && part.root.type !== 'map')) {
      run.problem('patch-not-applicable', entry.source, entry.node.span, 'target');
      continue;
    }
    if (!meant.some((answer) => answer !== 'no')) {
      const name = id && !asks ? `${id.kind}/${id.name}` : describe(entry.target);
      if (!unseen) run.problem('patch-without-target', entry.source, (entry.target ?? entry.node).span, name);
      continue;
    }
    now = now.map((draft, i) => {
      if (!draft || meant[i] === 'no' || meant[i] === undefined) return draft;
      if (meant[i] === 'maybe' && !draft.tree) return draft;
      if (meant[i] === 'maybe')
        return doubted(
          draft,
          run.problem('unknown-field', entry.source, (entry.target ?? entry.node).span, 'target'),
        );
      return operations ? applyOperations(run, draft, part, entry) : applyMerge(run, draft, part, entry);
    });
  }
  return now.flatMap((draft) => draft ?? []);
}

/** Whether no template may add operations to a patch, or change what one says. */
function isWritten(root: YamlNode): boolean {
  if (root.type !== 'list') return true;
  return (
    root.certain && root.items.every(({ value }) => value.certain && fieldOf(value, 'op')?.certain !== false)
  );
}

function textOf(source: Source): string {
  return source.inline?.text ?? source.document.text;
}

function describe(target: YamlNode | undefined): string {
  return ['kind', 'name', 'labelSelector', 'annotationSelector']
    .flatMap((name) => textOfScalar(fieldOf(target, name)) ?? [])
    .join('/');
}

/** The documents of a patch: of the file that it names, or of the text that it holds. */
function readPatch(
  run: Run,
  folder: string,
  { path, patch, literal, node, source }: PatchEntry,
): { readonly parts: readonly Sourced[] } | { readonly why: ReturnType<Run['problem']> } {
  if (literal) return { parts: [{ source, root: literal }] };
  if (patch?.node.type === 'scalar') {
    const parts = isBrokenJson(patch.value) ? undefined : documentsIn(patch.node, source);
    return parts ? { parts } : { why: run.problem('patch-not-applicable', source, patch.node.span, 'patch') };
  }
  if (!path) return { why: run.problem('patch-not-applicable', source, node.span, 'patch') };
  const file = run.file(join(folder, path.value), path);
  if ('why' in file) return file;
  const parts: Sourced[] = [];
  for (const { document } of file.found.documents) {
    run.patches.add(document);
    const { root, sound } = document.parsed();
    if (!sound) return { why: run.problem('patch-not-applicable', source, path.node.span, path.value) };
    if (root && !(root.type === 'scalar' && root.value === null))
      parts.push({ source: { path: file.found.path, document, inline: undefined }, root });
  }
  return { parts };
}

/** Kustomize takes what starts with a bracket for JSON, where YAML would be read as well (PatchTransformer.go). */
function isBrokenJson(text: string): boolean {
  const trimmed = text.trim();
  if (!trimmed.startsWith('[')) return false;
  try {
    return !Array.isArray(JSON.parse(trimmed));
  } catch {
    return true;
  }
}

function applyOperations(run: Run, draft: Draft, { source, root }: Sourced, entry: PatchEntry): Draft {
  if (!draft.tree) return draft;
  const { draft: grown, start } = withPart(draft, source);
  const operations = operationsOf(moved(root, start)) ?? [];
  const at = entry.patch?.node ?? entry.path?.node ?? entry.node;
  // What a resource was called before is an annotation to kustomize, and so there are annotations.
  const noted = entry.stage !== 'late' || draft.previous.length > 0 || draft.hash !== undefined;
  const done = patchTree(noted ? withAnnotations(draft.tree) : draft.tree, operations);
  if ('refused' in done)
    return doubted(draft, run.problem('patch-not-applicable', entry.source, at.span, pathOf(done.refused)));
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

function applyMerge(run: Run, draft: Draft, { source, root }: Sourced, entry: PatchEntry): Draft | undefined {
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
  const same = id.kind === draft.id.kind && id.name === draft.id.name && id.namespace === draft.id.namespace;
  const named = fieldOf(metadata, 'name')?.certain ?? draft.named;
  return same && named === draft.named ? draft : { ...renamed(draft, id), named };
}
