/** Anchors and their aliases, which hold what moves in its place: an alias reads the last anchor above it. */
import type { Span } from '../text/span.ts';
import { maxDepth, type YamlEntry, type YamlItem, type YamlNode } from './tree.ts';

/** An anchor (`&name`) or an alias (`*name`), with the place of what bears it. */
export interface Mark {
  readonly kind: 'anchor' | 'alias';
  readonly name: string;
  readonly at: number;
}

/** All anchors and aliases of a document. `text` is the document, `root` its tree. */
export function marksIn(text: string, root: YamlNode | undefined): readonly Mark[] {
  const marks: Mark[] = [];
  const node = (one: YamlNode, depth: number): void => {
    if (one.anchor !== undefined) marks.push({ kind: 'anchor', name: one.anchor, at: one.span.start });
    if (one.type === 'scalar' || depth > maxDepth) return;
    for (const inner of one.type === 'list' ? one.items : one.entries) held(inner, depth);
  };
  const held = ({ alias, value }: YamlEntry | YamlItem, depth: number): void => {
    if (alias) marks.push({ kind: 'alias', name: text.slice(alias.start + 1, alias.end), at: alias.start });
    else node(value, depth + 1);
  };
  if (root) node(root, 0);
  return marks;
}

/**
 * Whether what stands in `moved` can go to `to` and every alias still reads the same: none of its anchors passes an alias
 * or another anchor of that name, none of its aliases an anchor.
 */
export function marksAllow(marks: readonly Mark[], moved: Span, to: number): boolean {
  const isInside = ({ at }: Mark) => moved.start <= at && at <= moved.end;
  const own = marks.filter(isInside);
  if (own.length === 0) return true;
  const anchors = new Set(own.flatMap(({ kind, name }) => (kind === 'anchor' ? [name] : [])));
  const names = new Set(own.map(({ name }) => name));
  const [low, high] = [Math.min(moved.start, to), Math.max(moved.end, to)];
  return !marks.some(
    (mark) =>
      !isInside(mark) &&
      low <= mark.at &&
      mark.at <= high &&
      (mark.kind === 'anchor' ? names : anchors).has(mark.name),
  );
}
