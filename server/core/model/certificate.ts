/** What the rules about Certificates share. */
import type { TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/tree.ts';

/** Where a finding about something missing in a list's item stands: its first entry, where that is on one line. */
export function itemHead(node: YamlNode, otherwise: Span): Span {
  const [first] = node.type === 'map' ? node.entries : [];
  if (node.type !== 'map' || node.flow || !first) return otherwise;
  const scalar = first.alias === undefined && first.value.type === 'scalar' && first.value.style !== 'block';
  return { start: first.key.start, end: scalar ? Math.max(first.colon, first.value.span.end) : first.colon };
}

/**
 * Where the characters of a string stand in the text, if they stand there as they are: plain, or in quotes without
 * escapes. `node` is the scalar that holds it.
 */
export function verbatimStart(node: YamlNode, value: string): number | undefined {
  if (node.type !== 'scalar' || node.style === 'block') return undefined;
  const length = node.span.end - node.span.start;
  if (node.style === 'plain') return length === value.length ? node.span.start : undefined;
  return length === value.length + 2 ? node.span.start + 1 : undefined;
}

/** The replacement of a whole string, in the quotes that it has; undefined where an alias or a block stands for it. */
export function replaced(node: YamlNode, alias: YamlEntry['alias'], text: string): TextEdit | undefined {
  if (alias || node.type !== 'scalar' || node.style === 'block') return undefined;
  const quote = node.style === 'double' ? '"' : node.style === 'single' ? "'" : '';
  return { span: node.span, newText: quote + text + quote };
}

/**
 * Whether an entry has a key of its own that is what is written: no merge key, no collection, no template. A template in
 * one key makes the whole mapping uncertain.
 */
export function isWrittenKey(map: YamlMap, { name, quoted }: YamlEntry): boolean {
  if (!quoted && (name === '' || name === '<<')) return false;
  return map.certain || !/x{4}|[{}$<>%]/.test(name);
}
