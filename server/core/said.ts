/** What rules say of one resource, where people read it. */
import type { Judged } from './rules/apply.ts';
import { type Composite, type PlaceInDocument, placeOf } from './workspace/composite.ts';
import type { YamlDocument } from './yaml/documents.ts';
import { maxDepth, type YamlNode } from './yaml/tree.ts';

/** A finding about a resource, in the document where it is shown. */
export interface Said {
  readonly path: string;
  readonly document: YamlDocument;
  readonly judged: Judged;
}

/** Tells whether something is said of the keys and values of some nodes of a resource, wherever their texts stand. */
export function asideOf(
  composite: Composite | undefined,
  nodes: readonly YamlNode[],
): (said: Said) => boolean {
  if (!composite || nodes.length === 0) return () => false;
  const places = nodes.flatMap((node) => [...placesIn(composite, node, 0)]);
  return ({ path, document, judged: { at } }) =>
    places.some(
      (place) =>
        place.path === path &&
        place.document === document &&
        place.span.start <= at.start &&
        at.end <= place.span.end,
    );
}

/** Its keys and values one by one: of one that several texts make, each stands elsewhere. */
function* placesIn(composite: Composite, node: YamlNode, depth: number): Iterable<PlaceInDocument> {
  const place = placeOf(composite, node.span);
  if (place) yield place;
  if (node.type === 'scalar' || depth > maxDepth) return;
  if (node.type === 'list') {
    for (const { value, alias } of node.items) if (!alias) yield* placesIn(composite, value, depth + 1);
    return;
  }
  for (const { key, value, alias } of node.entries) {
    const own = placeOf(composite, key);
    if (own) yield own;
    if (!alias) yield* placesIn(composite, value, depth + 1);
  }
}
