/** Edits of built resources. */
import { shift } from '../text/span.ts';
import { type Composite, type Part, textOf } from '../workspace/composite.ts';
import { editorOf } from '../yaml/edit.ts';
import { type Parsed, parse } from '../yaml/parse.ts';
import { type Masked, mask } from '../yaml/template.ts';
import type { YamlNode } from '../yaml/tree.ts';

/** One editor for all parts: an edit that would touch two of them is not offered (`editsOf`). */
export function compositeEditor(composite: Composite) {
  const items = composite.parts.flatMap((part) => {
    const { root } = readIn(part);
    return root && !part.inline ? [{ value: relocated(root, part.start), alias: undefined }] : [];
  });
  const [only] = items;
  const [part] = composite.parts;
  if (only && part && composite.parts.length === 1)
    return editorOf(textOf(composite), { root: only.value, masked: readIn(part).masked });
  const end = textOf(composite).length;
  const root: YamlNode = {
    type: 'list',
    flow: false,
    items,
    span: { start: 0, end },
    certain: true,
    anchor: undefined,
  };
  return editorOf(textOf(composite), { root, masked: maskedOf(composite) });
}

/** What a part is in the composite: where a value stands for a template action, its text is not that of the document. */
const readIn = ({ document, text, rendered }: Part): Pick<Parsed, 'root' | 'masked'> =>
  rendered ? parse(text) : document.parsed();

/** What templates have a part in, of all parts; undefined where there is none. */
function maskedOf({ parts }: Composite): Masked | undefined {
  const all = parts.map((part) => (part.inline ? mask(part.text) : readIn(part).masked));
  if (parts.every(({ text }, i) => (all[i]?.text ?? text) === text)) return undefined;
  const gather = <T>(of: (one: Masked, start: number) => readonly T[]): readonly T[] =>
    parts.flatMap(({ start }, i) => of(all[i] ?? mask(''), start));
  const spans = (name: 'masks' | 'blocks' | 'bodies') =>
    gather((one, start) => one[name].map((span) => shift(span, start)));
  return {
    text: parts.map(({ text }, i) => all[i]?.text ?? text).join(''),
    masks: spans('masks'),
    holes: gather((one, start) => one.holes.map(({ at, column }) => ({ at: at + start, column }))),
    controls: gather((one, start) => one.controls.map((at) => at + start)),
    blocks: spans('blocks'),
    bodies: spans('bodies'),
    conflict: all.some((one) => one?.conflict),
  };
}

/** The same tree, `by` units further on. */
function relocated(node: YamlNode, by: number, depth = 0): YamlNode {
  if (by === 0) return node;
  const span = shift(node.span, by);
  if (node.type === 'scalar' || depth > 64) return { ...node, span };
  if (node.type === 'list')
    return {
      ...node,
      span,
      items: node.items.map(({ value, alias }) => ({
        value: relocated(value, by, depth + 1),
        alias: alias && shift(alias, by),
      })),
    };
  return {
    ...node,
    span,
    entries: node.entries.map((entry) => ({
      ...entry,
      key: shift(entry.key, by),
      colon: entry.colon + by,
      value: relocated(entry.value, by, depth + 1),
      alias: entry.alias && shift(entry.alias, by),
    })),
  };
}
