/** Which field stands at a place. */
import type { Span } from '../../server/core/index.ts';
import type { YamlNode } from '../../server/core/yaml/tree.ts';

/** The steps to the field at a place of a tree: `spec`, `acme`, `solvers`, `[0]`, `http01`. */
export function pathAt(
  node: YamlNode | undefined,
  at: Span,
  path: readonly string[] = [],
): readonly string[] {
  if (node?.type === 'map') {
    for (const entry of node.entries) {
      const inner = [...path, entry.name];
      if (entry.key.start <= at.start && at.end <= entry.key.end) return inner;
      if (entry.colon <= at.start && at.end <= (entry.alias ?? entry.value.span).end)
        return pathAt(entry.value, at, inner);
    }
  } else if (node?.type === 'list') {
    for (const [i, { value, alias }] of node.items.entries()) {
      const span = alias ?? value.span;
      const inner = [...path, `[${i}]`];
      // The first key of an item also stands for the item.
      if (
        value.type === 'map' &&
        value.entries[0]?.key.start === at.start &&
        at.end === value.entries[0].key.end
      )
        return inner;
      if (span.start <= at.start && at.end <= span.end) return pathAt(value, at, inner);
    }
  }
  return path;
}
