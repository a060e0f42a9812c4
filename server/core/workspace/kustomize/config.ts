/** Transformer configurations: which fields a kustomization tells kustomize about besides the built-in ones. */
import type { YamlNode } from '../../yaml/tree.ts';
import type { BuildFile } from '../built.ts';
import { type FieldSpec, stepsOf } from './fieldSpec.ts';
import type { Gvk } from './ids.ts';
import { fieldOf, textOfScalar } from './nodes.ts';

/** Names of one kind, and the fields that hold them. */
export interface NameReference {
  readonly target: Gvk;
  readonly fields: readonly FieldSpec[];
}

export interface Config {
  readonly namespace: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly annotations: readonly FieldSpec[];
  readonly references: readonly NameReference[];
  readonly replicas: readonly FieldSpec[];
}

export const noConfig: Config = { namespace: [], labels: [], annotations: [], references: [], replicas: [] };

/** Fields that change nothing that anybody here reads: images, variables. */
const harmless = new Set(['images', 'varReference', 'apiVersion', 'kind', 'metadata']);
const known = new Set(['namespace', 'commonLabels', 'commonAnnotations', 'nameReference', 'replicas']);

/** What a configuration file says, and the first field in it that we do not follow. */
export function readConfig(file: BuildFile): {
  readonly config: Config;
  readonly unknown: string | undefined;
} {
  let config = noConfig;
  let unknown: string | undefined;
  for (const { document } of file.documents) {
    const { root, sound } = document.parsed();
    if (!sound || (root && root.type === 'list')) unknown ??= file.path;
    if (root?.type !== 'map') continue;
    for (const { name, value } of root.entries)
      if (!value.certain || !(known.has(name) || harmless.has(name))) unknown ??= name;
    config = mergeConfigs(config, {
      namespace: fieldSpecsIn(fieldOf(root, 'namespace')).filter(
        ({ path }) => path.join('/') !== 'metadata/namespace',
      ),
      labels: fieldSpecsIn(fieldOf(root, 'commonLabels')),
      annotations: fieldSpecsIn(fieldOf(root, 'commonAnnotations')),
      references: itemsOf(fieldOf(root, 'nameReference')).map((node) => ({
        target: gvkIn(node),
        fields: fieldSpecsIn(fieldOf(node, 'fieldSpecs')),
      })),
      replicas: fieldSpecsIn(fieldOf(root, 'replicas')),
    });
  }
  return { config, unknown };
}

export function mergeConfigs(a: Config, b: Config): Config {
  if (b === noConfig) return a;
  if (a === noConfig) return b;
  return {
    namespace: [...a.namespace, ...b.namespace],
    labels: [...a.labels, ...b.labels],
    annotations: [...a.annotations, ...b.annotations],
    references: [...a.references, ...b.references],
    replicas: [...a.replicas, ...b.replicas],
  };
}

/** The field specs that a list writes. */
export function fieldSpecsIn(node: YamlNode | undefined): readonly FieldSpec[] {
  return itemsOf(node).flatMap((item) => {
    const path = textOfScalar(fieldOf(item, 'path'));
    const create = textOfScalar(fieldOf(item, 'create')) === 'true';
    return path === undefined ? [] : [{ ...gvkIn(item), path: stepsOf(path), create }];
  });
}

function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.type === 'list' ? node.items.map(({ value }) => value) : [];
}

function gvkIn(node: YamlNode): Gvk {
  const text = (name: string) => textOfScalar(fieldOf(node, name)) ?? '';
  return { group: text('group'), version: text('version'), kind: text('kind') };
}
