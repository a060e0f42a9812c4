/** A change of a built resource → an entry in `patches` of a kustomization that makes the same change. */
import { type Data, type DataMap, isMap, toData } from '../model/data.ts';
import type { TextEdit } from '../text/edit.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { editorOf } from '../yaml/edit.ts';
import { scalarText } from '../yaml/print.ts';
import { lookup } from '../yaml/read.ts';
import type { YamlMap } from '../yaml/tree.ts';

/** One step of a JSON patch (RFC 6902). */
export interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  /** A JSON pointer (RFC 6901). */
  readonly path: string;
  readonly value?: Data;
}

/** The steps that lead from one resource to the other. Lists of different length are replaced as a whole. */
export function operationsBetween(before: YamlMap, after: YamlMap): readonly Operation[] {
  return [...stepsBetween(toData(before), toData(after), '')];
}

function* stepsBetween(before: Data, after: Data, path: string): Iterable<Operation> {
  if (isMap(before) && isMap(after)) {
    yield* stepsInMap(before, after, path);
    return;
  }
  if (isList(before) && isList(after) && before.length === after.length) {
    for (const [i, item] of before.entries()) yield* stepsBetween(item, after[i] ?? null, `${path}/${i}`);
    return;
  }
  if (JSON.stringify(before) !== JSON.stringify(after)) yield { op: 'replace', path, value: after };
}

function* stepsInMap(before: DataMap, after: DataMap, path: string): Iterable<Operation> {
  for (const [name, value] of Object.entries(before)) {
    const inner = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!Object.hasOwn(after, name)) yield { op: 'remove', path: inner };
    else yield* stepsBetween(value, after[name] ?? null, inner);
  }
  for (const [name, value] of Object.entries(after)) {
    const inner = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!Object.hasOwn(before, name)) yield { op: 'add', path: inner, value };
  }
}

const isList = (data: Data): data is readonly Data[] => Array.isArray(data);

/**
 * The edits that add a patch to a kustomization file, behind those that are there; undefined where it is written so that
 * nothing can be added to it.
 */
export function addPatch(
  { text, parsed }: YamlDocument,
  target: { readonly kind: string; readonly name: string },
  operations: readonly Operation[],
): readonly TextEdit[] | undefined {
  const { root, masked, sound } = parsed();
  if (root?.type !== 'map' || !sound || operations.length === 0) return undefined;
  const editor = editorOf(text, { root, masked });
  const entry = {
    target: { kind: target.kind, name: target.name },
    patch: { lines: operations.flatMap(linesOf) },
  };
  const patches = lookup(root, 'patches')?.entry;
  return patches
    ? editor.append(patches, entry)
    : editor.insert({ value: root, alias: undefined }, ['patches'], [entry]);
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
