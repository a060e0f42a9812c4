/** The patches of a kustomization: found, read, applied. */
import type { YamlNode } from '../../yaml/tree.ts';
import { compositeOf, type Draft, doubted, type Id, idOf } from './draft.ts';
import { idLike, wasEver } from './ids.ts';
import { documentsIn, type Sourced } from './inline.ts';
import { operationsOf } from './jsonPatch.ts';
import type { PatchEntry } from './kustomization.ts';
import { join } from './location.ts';
import { fieldOf, textOfScalar } from './nodes.ts';
import { isSurelyGone, patchLost } from './notThere.ts';
import { applyMerge, applyOperations } from './patched.ts';
import type { Run } from './run.ts';
import { type Answer, idsMet, selects, targetOf } from './target.ts';

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
  if (target)
    for (const [i, draft] of drafts.entries())
      if (answers[i] !== 'no')
        for (const id of idsMet(target, draft))
          run.call(fieldOf(entry.target, 'name'), compositeOf(entry.source), id);
  const read = readPatch(run, folder, entry);
  if ('why' in read) {
    const { why } = read;
    return drafts.map((draft, i) => (!asks || answers[i] !== 'no' ? doubted(draft, why) : draft));
  }
  let now: (Draft | undefined)[] = [...drafts];
  const merges = read.parts.filter(({ root }) => root.type === 'map').length;
  const isTemplated = read.parts.some(({ root }) => !isWritten(root));
  if ((asks && merges > 1) || isTemplated) {
    // There are several and a target for one (PatchTransformer.go refuses that).
    const [kind, detail] = isTemplated
      ? (['unknown-field', 'patches'] as const)
      : (['patch-not-applicable', 'patch'] as const);
    const why = run.problem(kind, entry.source, entry.node.span, detail);
    return drafts.map((draft, i) => (!asks || answers[i] !== 'no' ? doubted(draft, why) : draft));
  }
  for (const part of read.parts) {
    const operations = operationsOf(part.root);
    const id = part.root.type === 'map' ? idOf(part.root, part.source) : undefined;
    let meant = answers;
    if (!asks && !operations && id)
      meant = now.map((draft): Answer => (draft && wasEver(draft, id) ? 'yes' : 'no'));
    else if (!asks || (!operations && part.root.type !== 'map')) {
      // A template may write what is not there.
      if (part.root.certain) run.problem('patch-not-applicable', entry.source, entry.node.span, 'target');
      else run.problem('unknown-field', entry.source, entry.node.span, 'patches');
      continue;
    }
    if (!meant.some((answer) => answer !== 'no')) {
      if (entry.target && !unseen)
        run.problem('patch-without-target', entry.source, entry.target.span, describe(entry.target));
      const there = now.flatMap((draft) => draft ?? []);
      if (id && !asks && isSurelyGone(run, there, unseen, ({ kind }) => kind === id.kind))
        patchLost(run, there, part, id, entry);
      continue;
    }
    const met = now.flatMap((draft, i) => (draft && meant[i] !== 'no' ? draft : []));
    if (id && !asks && met.length > 1 && isSurelyGone(run, met, false)) {
      patchLost(run, met, part, id, entry, met);
      continue;
    }
    if (id && !operations)
      for (const [i, draft] of now.entries())
        if (draft && meant[i] !== 'no') called(run, draft, id, part, entry);
    now = now.map((draft, i) => {
      if (!draft || meant[i] === 'no' || meant[i] === undefined) return draft;
      if (meant[i] === 'maybe' && !draft.tree) return draft;
      if (meant[i] === 'maybe')
        return doubted(
          draft,
          run.problem('unknown-field', entry.source, (entry.target ?? entry.node).span, 'target'),
        );
      if (operations) return applyOperations(run, draft, part, entry);
      const merged = applyMerge(run, draft, part, entry);
      if (!merged) run.deleted.add(draft.source.document);
      return merged;
    });
  }
  return now.flatMap((draft) => draft ?? []);
}

/**
 * Notes that a patch says the name of a resource that it is for. Behind a target its own name says nothing to kustomize,
 * unless it becomes the resource's; readers are told the same by it.
 */
function called(run: Run, draft: Draft, id: Id, { source, root }: Sourced, entry: PatchEntry): void {
  const name = fieldOf(fieldOf(root, 'metadata'), 'name');
  const like = (each: Id) => each.kind === id.kind && each.name === id.name;
  const met = entry.target ? [draft.id, ...draft.previous].find(like) : idLike(draft, id);
  if (!met || (entry.target && (entry.allowNameChange || !isPlain(id)))) return;
  run.call(name, compositeOf(source), met);
}

/** Whether the name stands there as it is. */
function isPlain({ name, at }: Id): boolean {
  return at?.document.text.slice(at.span.start, at.span.end) === name;
}

/** Whether no template may add operations to a patch, or change what one says. */
function isWritten(root: YamlNode): boolean {
  if (root.type !== 'list') return true;
  return (
    root.certain && root.items.every(({ value }) => value.certain && fieldOf(value, 'op')?.certain !== false)
  );
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
