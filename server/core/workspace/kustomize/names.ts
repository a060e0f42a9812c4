/** Namespace, prefix and suffix (kustomize 5.7: NamespaceTransformer, PrefixTransformer, SuffixTransformer). */

import type { Config } from './config.ts';
import { type Draft, renamed, withMeta, withPart, withTree } from './draft.ts';
import { rewriteAt } from './fieldSpec.ts';
import { isClusterScoped, isSelected, originalId } from './ids.ts';
import type { SaidText } from './kustomization.ts';
import { fieldOf, scalar, textOfScalar } from './nodes.ts';

/** Puts resources into a namespace, those without one and those of another one alike. */
export function inNamespace(drafts: readonly Draft[], said: SaidText, config: Config): Draft[] {
  const { value, node, source } = said;
  return drafts.map((draft) => {
    const isNamespace = draft.id.kind === 'Namespace';
    const change = isNamespace ? { name: value } : isClusterScoped(draft.id) ? {} : { namespace: value };
    const now = renamed(draft, change);
    const field = isNamespace ? 'name' : 'namespace';
    const specs = config.namespace.filter((spec) => isSelected(originalId(draft), spec));
    if (!draft.tree || (Object.keys(change).length === 0 && specs.length === 0)) return now;
    const { draft: grown, start } = withPart(now, source);
    const span = { start: node.span.start + start, end: node.span.end + start };
    const written = scalar(value, span, node.certain);
    let tree = draft.tree;
    // The file's own words stay where they say the same.
    if (Object.keys(change).length > 0 && textOfScalar(fieldOf(fieldOf(tree, 'metadata'), field)) !== value)
      tree = withMeta(tree, field, written, span);
    for (const { path, create } of specs)
      tree = rewriteAt(tree, path, () => written, create ? span : undefined);
    return tree === draft.tree ? now : withTree(grown, tree);
  });
}

/** Kinds whose names stay (PrefixTransformer.go: `prefixFieldSpecsToSkip`). */
const keepName = new Set(['CustomResourceDefinition', 'Namespace', 'APIService']);

/** Puts `prefix` before or behind the names of resources. Their name stands where it stood. */
export function affixed(drafts: readonly Draft[], said: SaidText, where: 'prefix' | 'suffix'): Draft[] {
  const { value, node } = said;
  const whole = (name: string) => (where === 'prefix' ? value + name : name + value);
  return drafts.map((draft) => {
    if (keepName.has(originalId(draft).kind)) return draft;
    const now = {
      ...renamed(draft, { name: whole(draft.id.name) }),
      prefixes: where === 'prefix' ? [...draft.prefixes, value] : draft.prefixes,
      suffixes: where === 'suffix' ? [...draft.suffixes, value] : draft.suffixes,
      named: draft.named && node.certain,
    };
    return nameWritten(now, whole);
  });
}

/** The tree under its new name, which stands where the old one stands. */
export function nameWritten(draft: Draft, whole: (name: string) => string): Draft {
  const old = fieldOf(fieldOf(draft.tree, 'metadata'), 'name');
  if (!draft.tree || !old) return draft;
  if (old.type !== 'scalar') return draft;
  const value = whole(textOfScalar(old) ?? '');
  const name = { ...old, value, certain: old.certain && draft.named };
  return withTree(draft, withMeta(draft.tree, 'name', name, old.span));
}
