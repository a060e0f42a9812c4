/** The text of a patch that stands inside of a kustomization → a tree whose places lead back into it. */
import { splitDocuments, type YamlDocument } from '../../yaml/documents.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import type { Inline } from '../composite.ts';
import type { Source } from './draft.ts';
import { pinned } from './nodes.ts';

/** A tree with the text that its places are in. */
export interface Sourced {
  readonly source: Source;
  readonly root: YamlNode;
}

/**
 * The documents in the text of a scalar. That of a literal block scalar keeps its places; in any other one all nodes
 * stand where the scalar stands. Undefined where the text does not parse.
 */
export function documentsIn(scalar: YamlScalar, source: Source): readonly Sourced[] | undefined {
  const literal = scalar.style === 'block' ? literalText(scalar, source.document) : undefined;
  // Kustomize trims the text first: a block scalar at its end loses its line break.
  const text = (literal?.text ?? (typeof scalar.value === 'string' ? scalar.value : '')).trimEnd();
  const found: Sourced[] = [];
  for (const { document, start } of splitDocuments(text)) {
    const { root, sound } = document.parsed();
    if (!sound) return undefined;
    if (!root || (root.type === 'scalar' && root.value === null)) continue;
    if (!literal) found.push({ source, root: pinned(root, scalar.span) });
    else {
      const first = literal.text.slice(0, start).split('\n').length - 1;
      const lines = literal.map.lines.slice(first);
      const inline = { text: document.text, map: { ...literal.map, lines } };
      found.push({ source: { ...source, inline }, root });
    }
  }
  return found;
}

/** The lines of a literal block scalar without their indentation; undefined for a folded one. */
function literalText(
  scalar: YamlScalar,
  { text: whole }: YamlDocument,
): { readonly text: string; readonly map: Inline } | undefined {
  const { start, end } = scalar.span;
  if (whole[start] !== '|') return undefined;
  const first = whole.indexOf('\n', start) + 1;
  if (first === 0 || first > end) return undefined;
  const raw = whole.slice(first, end).split('\n');
  const filled = raw.find((line) => line.trim() !== '');
  const indent = filled === undefined ? 0 : filled.length - filled.trimStart().length;
  // A first line that is indented further than the others, as an indicator in the header allows.
  if (indent === 0 || /\d/.test(whole.slice(start, first))) return undefined;
  const lines: number[] = [];
  const kept: string[] = [];
  let at = first;
  for (const line of raw) {
    const content = /^[ ]*/.exec(line)?.[0].length ?? 0;
    const cut = Math.min(indent, content);
    if (cut < indent && line.trim() !== '') return undefined;
    lines.push(at + cut);
    kept.push(line.slice(cut));
    at += line.length + 1;
  }
  return { text: kept.join('\n'), map: { lines, indent } };
}
