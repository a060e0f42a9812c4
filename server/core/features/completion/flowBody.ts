/** Bodies in flow style: `{name: «», kind: «ClusterIssuer»}`, or as JSON. */
import type { Schema } from '../../schema/schema.ts';
import { type BodyNode, bodyTree, schemaBelow } from './bodyTree.ts';
import { quote } from './layout.ts';

/**
 * A body of block style (`layout.ts`) in flow style. A slot for a mapping or a list gets its brackets around it, one for
 * a string of JSON its quotes.
 */
export function flowOf(body: string, schema: Schema | undefined, json: boolean): string {
  return printed(bodyTree(body), schema, json);
}

function printed(node: BodyNode, schema: Schema | undefined, json: boolean): string {
  if (node.type === 'list')
    return `[${node.items.map((item) => printed(item, schemaBelow(schema, '[]'), json)).join(', ')}]`;
  if (node.type === 'map') {
    const entries = node.entries.map(([name, value]) => {
      const text = printed(value, schemaBelow(schema, name), json);
      return `${json ? quote(name) : name}: ${text}`;
    });
    return `{${entries.join(', ')}}`;
  }
  return flowText(node.text, schema, json);
}

/** A scalar, or the slot of what is still to be written. */
function flowText(text: string, schema: Schema | undefined, json: boolean): string {
  if (text === '«»' && schema?.type === 'object') return '{«»}';
  if (text === '«»' && schema?.type === 'array') return '[«»]';
  const [, open = '', inner = text, close = ''] = /^(«)(.*)(»)$/.exec(text) ?? [];
  const isOther = schema !== undefined && schema.type !== 'string' && schema.type !== 'object';
  if (/^["{[]/.test(inner) || isOther) return text;
  const needsQuotes = json || /[,[\]{}]/.test(inner);
  return needsQuotes ? `"${open}${inner}${close}"` : text;
}
