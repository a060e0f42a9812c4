/** `vars`: values of resources that take the place of `$(NAME)` in others. They are not followed. */
import type { YamlNode } from '../../yaml/tree.ts';
import { compositeOf, type Draft, doubted, groupVersion } from './draft.ts';
import { isSelected } from './ids.ts';
import type { Entry } from './kustomization.ts';
import { fieldOf, textOfScalar } from './nodes.ts';
import type { Run } from './run.ts';

/** The resources of a kustomization with `vars`: of what uses one it is not known what it looks like. */
export function withVars(run: Run, drafts: readonly Draft[], vars: readonly Entry[]): readonly Draft[] {
  let now = drafts;
  for (const { value, node, source } of vars) {
    const objref = fieldOf(value, 'objref');
    const text = (name: string) => textOfScalar(fieldOf(objref, name)) ?? '';
    const [group, version] = groupVersion(text('apiVersion'));
    // Kustomize: api/types/var.go, `VarSet`; api/resmap: `GetMatchingResourcesByAnyId`.
    for (const draft of now)
      for (const id of new Set([draft.id, ...draft.previous]))
        if (id.name === text('name') && isSelected(id, { group, version, kind: text('kind') }))
          run.call(fieldOf(objref, 'name'), compositeOf(source), id);
    const uses = now.map(
      ({ tree }) => tree !== undefined && mentions(tree, `$(${textOfScalar(fieldOf(value, 'name'))})`),
    );
    if (!uses.includes(true)) continue;
    const why = run.problem('unknown-field', source, node.span, 'vars');
    now = now.map((draft, i) => (uses[i] ? doubted(draft, why) : draft));
  }
  return now;
}

function mentions(root: YamlNode, text: string): boolean {
  const seen = new Set<YamlNode>();
  const stack: YamlNode[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.type === 'scalar') {
      if (typeof node.value === 'string' && node.value.includes(text)) return true;
    } else stack.push(...(node.type === 'map' ? node.entries : node.items).map(({ value }) => value));
  }
  return false;
}
