/** The values that resources of Flux and Argo CD give to a chart, as layers. */
import { booleanAt, itemsAt, lacks, look, nodeAt, textAt } from '../model/look.ts';
import { createDocument } from '../yaml/documents.ts';
import { asString, isDeeplyCertain } from '../yaml/read.ts';
import type { YamlMap, YamlNode } from '../yaml/tree.ts';
import type { BuildFile } from './built.ts';
import type { Settings } from './settings.ts';
import { emptyLayer, type Layer, settingPath } from './values.ts';

/** What lies where a field names a file of values; the field may be one of several names. */
export type ReadValues = (name: string) => Layer;

export const unknownLayer: Layer = { kind: 'unknown' };
const unknown = unknownLayer;

/** For who does not know the files. */
export const unreadable: ReadValues = () => unknown;

/**
 * Argo CD (util/helm, reposerver/repository: `helmTemplate`): the files of `valueFiles`, over them `valuesObject`, or else
 * `values`, over them `parameters`, over all `fileParameters`.
 */
export function argoLayers(source: YamlMap, read: ReadValues): readonly Layer[] {
  const parameters = itemsAt(source, 'helm.parameters').map(({ node }): Layer => {
    const [name, value] = node.type === 'map' ? [textAt(node, 'name'), textAt(node, 'value')] : [];
    if (!name || !value || node.type !== 'map') return unknown;
    const data = typed(value.value, booleanAt(node, 'forceString')?.value ?? !lacks(node, 'forceString'));
    return { kind: 'set', path: settingPath(name.value), value: data, at: name.span };
  });
  const object = mapValues(source, 'helm.valuesObject');
  const text = textLayer(source, 'helm.values');
  return [
    ...fileLayers(source, 'helm.valueFiles', read),
    // The documentation has it that both count, the code leaves the text out.
    ...(object.length > 0 && text.length > 0 ? [unknown] : text),
    ...object,
    ...parameters,
    ...(isKnown(source, 'helm.parameters') && lacks(source, 'helm.fileParameters') ? [] : [unknown]),
  ];
}

/**
 * Flux (helm-controller API v2): `valuesFrom` in its order, over it inline `values`. `settings`: the ConfigMaps that its
 * items name.
 */
export function fluxLayers(map: YamlMap, settings: Settings = []): readonly Layer[] {
  const from = isKnown(map, 'spec.valuesFrom')
    ? itemsAt(map, 'spec.valuesFrom').map(({ node }, i) => settingLayer(node, settings[i]))
    : [unknown];
  return [...from, ...mapValues(map, 'spec.values')];
}

/** What one item of `valuesFrom` takes from its ConfigMap (fluxcd/pkg: chartutil, `ChartValuesFromReferences`). */
function settingLayer(item: YamlNode, given: YamlMap | undefined): Layer {
  if (item.type !== 'map' || !given) return unknown;
  const found = look(given, ['data', textAt(item, 'valuesKey')?.value ?? 'values.yaml']);
  if (found.state === 'absent') return booleanAt(item, 'optional')?.value ? emptyLayer : unknown;
  const text = found.state === 'written' && found.node.certain ? asString(found.node) : undefined;
  if (text === undefined) return unknown;
  const at = textAt(item, 'name')?.span ?? item.span;
  const target = textAt(item, 'targetPath');
  if (target) return { kind: 'set', path: settingPath(target.value), value: unquoted(text), at };
  const { root, sound } = createDocument(text).parsed();
  if (!sound || (root && root.type !== 'map')) return unknown;
  return root ? { kind: 'map', map: root, at } : emptyLayer;
}

/** What stands in quotes is a text; a comma would start another value (`ReplacePathValue`). */
function unquoted(text: string): ReturnType<typeof typed> {
  const quoted = /^(['"])(.*)\1$/s.exec(text)?.[2];
  return text.includes(',') ? undefined : typed(quoted ?? text, quoted !== undefined);
}

/** The files in a list, in its order. */
export function fileLayers(map: YamlMap, path: string, read: ReadValues): readonly Layer[] {
  if (!isKnown(map, path)) return [unknown];
  return itemsAt(map, path).map(({ node }) => (node.type === 'scalar' ? read(String(node.value)) : unknown));
}

/** The values that a file holds. */
export function layerOf(file: BuildFile | undefined): Layer {
  const [only, ...more] = file?.documents ?? [];
  const { root, sound } = only?.document.parsed() ?? {};
  if (!sound || more.length > 0) return unknown;
  if (root === undefined) return emptyLayer;
  if (root.type !== 'map' || !file || !only) return unknown;
  return { kind: 'map', map: root, at: undefined, file: { path: file.path, document: only.document } };
}

/** Values that are written as a mapping. */
export function mapValues(map: YamlMap, path: string): readonly Layer[] {
  const found = look(map, path);
  if (found.state === 'absent') return [];
  if (found.state === 'unknown' || found.node.type !== 'map') return [unknown];
  return [{ kind: 'map', map: found.node, at: undefined }];
}

/** Values that are a text: YAML inside of a scalar. */
export function textLayer(map: YamlMap, path: string): readonly Layer[] {
  const found = look(map, path);
  if (found.state === 'absent') return [];
  const text = textAt(map, path);
  if (!text) return [unknown];
  const { root, sound } = createDocument(text.value).parsed();
  if (!sound) return [unknown];
  if (!root) return [];
  return root.type === 'map' ? [{ kind: 'map', map: root, at: text.key }] : [unknown];
}

function isKnown(map: YamlMap, path: string): boolean {
  const found = nodeAt(map, path);
  return found ? isDeeplyCertain(found.value) : lacks(map, path);
}

/**
 * What Helm makes of the text behind `--set name=`, or `--set-string` (helm: pkg/strvals, `typedVal`). Undefined for what
 * Argo CD or Helm reads in another way: a list, a variable of the build, an escape, a number in an unusual form.
 */
function typed(text: string, isForced: boolean): string | boolean | undefined {
  if (/[\\$]|^\{/.test(text)) return undefined;
  if (isForced) return text;
  if (/^(?:null|[+-]0.*|\+\d.*)$/i.test(text)) return undefined;
  return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
}
