/** A change of a built resource → an entry in `patches` of a kustomization that makes the same change. */
import { type Data, isMap, toData } from '../model/data.ts';
import type { TextEdit } from '../text/edit.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { editorOf } from '../yaml/edit.ts';
import { type Literal, scalarText } from '../yaml/print.ts';
import { isDeeplyCertain, lookup, names } from '../yaml/read.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/tree.ts';

/** One step of a JSON patch (RFC 6902). */
export interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  /** A JSON pointer (RFC 6901). */
  readonly path: string;
  readonly value?: Data;
}

/**
 * The steps that lead from one resource to the other. Lists of different length are replaced as a whole. None where a
 * template has a part in what would be written.
 */
export function operationsBetween(before: YamlMap, after: YamlMap): readonly Operation[] {
  const steps = [...stepsBetween(before, after, '')];
  if (steps.some(({ node }) => node && !isDeeplyCertain(node))) return [];
  return steps.map(({ op, path, node }) => (node ? { op, path, value: toData(node) } : { op, path }));
}

type Step = Pick<Operation, 'op' | 'path'> & { readonly node?: YamlNode };

function* stepsBetween(before: YamlNode, after: YamlNode, path: string): Iterable<Step> {
  if (before.type === 'map' && after.type === 'map') {
    yield* stepsInMap(before, after, path);
    return;
  }
  if (before.type === 'list' && after.type === 'list' && before.items.length === after.items.length) {
    for (const [i, { value }] of after.items.entries())
      yield* stepsBetween(before.items[i]?.value ?? value, value, `${path}/${i}`);
    return;
  }
  if (JSON.stringify(toData(before)) !== JSON.stringify(toData(after)))
    yield { op: 'replace', path, node: after };
}

function* stepsInMap(before: YamlMap, after: YamlMap, path: string): Iterable<Step> {
  const inner = (name: string) => `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  for (const name of names(before)) {
    const [one, other] = [before, after].map((map) => lookup(map, name)?.entry.value);
    if (!one || !other) yield { op: 'remove', path: inner(name) };
    else yield* stepsBetween(one, other, inner(name));
  }
  for (const name of names(after)) {
    const node = lookup(before, name) ? undefined : lookup(after, name)?.entry.value;
    if (node) yield { op: 'add', path: inner(name), node };
  }
}

const isList = (data: Data): data is readonly Data[] => Array.isArray(data);

/**
 * The edits that add a patch to `patches` of a kustomization, behind those that are there; undefined where it is written so
 * that nothing can be added to it. `below`: where in the document the kustomization's fields stand, if not at its root.
 */
export function addPatch(
  { text, parsed }: YamlDocument,
  target: { readonly kind: string; readonly name: string },
  operations: readonly Operation[],
  below: YamlEntry | undefined = undefined,
): readonly TextEdit[] | undefined {
  const { root, masked, sound } = parsed();
  const fields = below?.value ?? root;
  if (!root || fields?.type !== 'map' || !sound || operations.length === 0) return undefined;
  const editor = editorOf(text, { root, masked });
  const patches = lookup(fields, 'patches')?.entry;
  const last = patches?.value.type === 'list' ? patches.value.items.at(-1)?.value : undefined;
  const patchFirst = last?.type === 'map' && last.entries[0]?.name === 'patch';
  const add = (patch: Literal) => {
    const entry: Literal = patchFirst ? { patch, target: { ...target } } : { target: { ...target }, patch };
    return patches
      ? editor.append(patches, entry)
      : editor.insert(below ?? { value: fields, alias: undefined }, ['patches'], [entry]);
  };
  // Where all stands in braces a text has no lines of its own.
  return add({ lines: operations.flatMap(linesOf) }) ?? add(operations.map(lineOf).join('\n'));
}

function lineOf({ op, path, value }: Operation): string {
  const written = value === undefined ? '' : `, value: ${inFlow(value)}`;
  return `- {op: ${op}, path: ${scalarText(path)}${written}}`;
}

function inFlow(value: Data): string {
  if (isList(value)) return `[${value.map(inFlow).join(', ')}]`;
  if (!isMap(value)) return inline(value);
  const entries = Object.entries(value).map(([name, inner]) => `${scalarText(name)}: ${inFlow(inner)}`);
  return `{${entries.join(', ')}}`;
}

function linesOf({ op, path, value }: Operation): readonly string[] {
  const head = [`- op: ${op}`, `  path: ${scalarText(path)}`];
  if (value === undefined) return head;
  if (typeof value !== 'object' || value === null || isEmpty(value))
    return [...head, `  value: ${inline(value)}`];
  return [...head, '  value:', ...block(value).map((line) => `    ${line}`)];
}

const isEmpty = (value: Data) =>
  isList(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0;

/** Lines of a mapping or list that is not empty. */
function block(value: Data): readonly string[] {
  if (isList(value)) {
    return value.flatMap((item) => {
      const [first = '', ...rest] = isNested(item) ? block(item) : [inline(item)];
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  }
  if (!isMap(value)) return [inline(value)];
  return Object.entries(value).flatMap(([name, inner]) =>
    isNested(inner)
      ? [`${scalarText(name)}:`, ...block(inner).map((line) => `  ${line}`)]
      : [`${scalarText(name)}: ${inline(inner)}`],
  );
}

const isNested = (value: Data) => typeof value === 'object' && value !== null && !isEmpty(value);

function inline(value: Data): string {
  if (typeof value === 'string') return scalarText(value);
  return JSON.stringify(value);
}
