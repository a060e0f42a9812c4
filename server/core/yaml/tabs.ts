/** Tabs where YAML wants blanks: found by the error that they make, replaced where only one structure can be meant. */
import { lineEnd, lineStart } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';
import type { Parsed, SyntaxFault } from './parse.ts';
import { maxDepth, type YamlNode } from './tree.ts';

/** The tabs in the indentation of the line that a syntax error stands in, where they are its cause. */
export function tabsAt(text: string, { at, code }: SyntaxFault): Span | undefined {
  const start = lineStart(text, at);
  const line = text.slice(start, lineEnd(text, start));
  const [, blanks = '', tabs] = /^( *)(\t+)/.exec(line) ?? [];
  if (tabs === undefined) return undefined;
  const startsNode = /^[ \t]+(?:-[ \t]|["']?[\w./-]+["']?:(?:\s|$))/.test(line);
  if (code !== 'TAB_AS_INDENT' && !(code === 'BAD_INDENT' && startsNode)) return undefined;
  return { start: start + blanks.length, end: start + blanks.length + tabs.length };
}

/** How many blanks a tab may stand for, the likeliest first. */
const widths = [2, 4, 8];

/**
 * The edits that put blanks in the place of all tabs in the indentation. Undefined where the text is not whole then,
 * or where it depends on the width of a tab what is meant.
 */
export function untabbed(
  text: string,
  parse: (text: string) => Parsed,
): readonly { readonly span: Span; readonly newText: string }[] | undefined {
  const indents = [...text.matchAll(/^[ \t]*\t[ \t]*(?=\S)/gm)];
  let chosen: number | undefined;
  let meant: string | undefined;
  for (const width of widths) {
    const { root, sound } = parse(text.replace(/^[ \t]*\t[ \t]*(?=\S)/gm, (tabs) => blanks(tabs, width)));
    if (!sound || !root) continue;
    const shape = JSON.stringify(shapeOf(root, 0));
    if (meant !== undefined && meant !== shape) return undefined;
    meant = shape;
    chosen ??= width;
  }
  if (chosen === undefined) return undefined;
  const width = chosen;
  return indents.map(({ 0: tabs, index }) => ({
    span: { start: index, end: index + tabs.length },
    newText: blanks(tabs, width),
  }));
}

function blanks(tabs: string, width: number): string {
  return tabs.replaceAll('\t', ' '.repeat(width));
}

function shapeOf(node: YamlNode, depth: number): unknown {
  if (depth > maxDepth || node.type === 'scalar') return node.type === 'scalar' ? node.value : null;
  if (node.type === 'list') return node.items.map(({ value }) => shapeOf(value, depth + 1));
  return { map: node.entries.map(({ name, value }) => [name, shapeOf(value, depth + 1)]) };
}
