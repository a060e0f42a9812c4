/** What a kustomization names by itself and its build does not have: kustomize refuses there. */
import type { YamlNode } from '../../yaml/tree.ts';
import type { BuildProblem, Unlike } from '../built.ts';
import { placeOf } from '../composite.ts';
import { compositeOf, type Draft, type Id, type Source } from './draft.ts';
import type { Sourced } from './inline.ts';
import type { PatchEntry } from './kustomization.ts';
import { fieldOf } from './nodes.ts';
import type { Run } from './run.ts';

/**
 * Whether a resource that is not among `drafts` is surely not there. Not where resources are not seen (`unseen`), where
 * something may have changed them that we do not follow, or where a template names one that is of the kind.
 */
export function isSurelyGone(
  run: Run,
  drafts: readonly Draft[],
  unseen: boolean,
  isMeant: (id: Id) => boolean = () => true,
): boolean {
  return (
    !unseen &&
    !run.problems.some(({ kind }) => kind === 'unknown-field') &&
    drafts.every((draft) => !isMeant(draft.id) || isSurelyNamed(draft))
  );
}

function isSurelyNamed({ named, tree }: Draft): boolean {
  return (
    named && isSure(fieldOf(tree, 'apiVersion')) && isSure(fieldOf(fieldOf(tree, 'metadata'), 'namespace'))
  );
}

/** Tells of a patch without a target that the resource which it says it is for, `id`, is not there, or not alone (`met`). */
export function patchLost(
  run: Run,
  drafts: readonly Draft[],
  { root, source }: Sourced,
  id: Id,
  entry: PatchEntry,
  met: readonly Draft[] = [],
): void {
  const metadata = fieldOf(root, 'metadata');
  const [apiVersion, kind] = [fieldOf(root, 'apiVersion'), fieldOf(root, 'kind')];
  const [name, namespace] = [fieldOf(metadata, 'name'), fieldOf(metadata, 'namespace')];
  if (![root, metadata, apiVersion, kind, name, namespace].every(isSure)) return;
  if (met.length > 0) {
    tell('resource-not-unique', name);
    return;
  }
  const unlike = difference(drafts, id);
  const wrong = unlike?.field === 'apiVersion' ? apiVersion : unlike && namespace;
  tell('resource-not-there', wrong ?? name, unlike);
  function tell(problem: BuildProblem['kind'], node: YamlNode | undefined, unlike?: Unlike): void {
    const at = placeIn(entry.source, source, node) ?? (entry.path ?? entry.patch ?? entry).node.span;
    run.problem(problem, entry.source, at, `${id.kind}/${id.name}`, unlike);
  }
}

/** Where a node of `source` stands, if that is the text of the kustomization itself. */
export function placeIn(kustomization: Source, source: Source, node: YamlNode | undefined) {
  const place = node && placeOf(compositeOf(source), node.span);
  return place?.document === kustomization.document ? place.span : undefined;
}

/** What keeps a resource of that kind and name from being meant (kyaml/resid: `ResId.Equals`). */
function difference(drafts: readonly Draft[], id: Id): Unlike | undefined {
  const alike = drafts.flatMap((draft) =>
    [draft.id, ...draft.previous].filter(({ kind, name }) => kind === id.kind && name === id.name),
  );
  const same = alike.find(({ group, version }) => group === id.group && version === id.version);
  if (same)
    return { field: 'namespace', asked: id.namespace || undefined, there: same.namespace || undefined };
  const [other] = alike;
  return other && { field: 'apiVersion', asked: apiVersionOf(id), there: apiVersionOf(other) };
}

function apiVersionOf({ group, version }: Id): string | undefined {
  return (group === '' ? version : `${group}/${version}`) || undefined;
}

function isSure(node: YamlNode | undefined): boolean {
  return node?.certain !== false;
}
