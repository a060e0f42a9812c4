/** Parameters put into the template of an ApplicationSet. */
import type { YamlMap, YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { maxDepth } from '../../yaml/tree.ts';
import { remade, writtenIn } from '../kustomize/nodes.ts';
import type { Element } from './elements.ts';

/**
 * The template with its parameters put in. What holds anything else, as a function or an unknown name, stays uncertain;
 * a parameter makes a text whatever it looks like.
 */
export function filled(template: YamlMap, text: string, { parameters }: Element, isGo: boolean): YamlMap {
  return remade(template, (node) => {
    if (node.type !== 'scalar' || node.certain) return node;
    const [start, ...tags] = writtenIn(node, text)?.content.split('{{') ?? [];
    const parts = tags.map((one) => {
      const [inner = '', rest, ...more] = one.split('}}');
      const found = parameters.get(nameOf(inner.trim(), isGo));
      return found === undefined || rest === undefined || more.length > 0 ? '{' : found + rest;
    });
    const value = [start, ...parts].join('');
    return start === undefined || /\$\{|[{}<>]/.test(value) ? node : { ...node, value, certain: true };
  });
}

/** `path.basename`, or as Go has it `.path.basename` and `index .path.segments 1` → the name of a parameter. */
function nameOf(inner: string, isGo: boolean): string {
  if (!isGo) return inner;
  const [, list, index] = /^index\s+\.([\w.]+)\.segments\s+(\d+)$/.exec(inner) ?? [];
  return list === undefined ? (/^\.([\w.]+)$/.exec(inner)?.[1] ?? '') : `${list}[${index}]`;
}

/** The first scalar in which something is left to put in. */
export function firstUnfilled(node: YamlNode, depth = 0): YamlScalar | undefined {
  if (node.type === 'scalar') return node.certain ? undefined : node;
  if (depth > maxDepth) return undefined;
  for (const { value } of node.type === 'map' ? node.entries : node.items) {
    const found = firstUnfilled(value, depth + 1);
    if (found) return found;
  }
  return undefined;
}
