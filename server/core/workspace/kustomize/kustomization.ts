/** A kustomization file → what it says, with places. What is decoded here is what a build follows. */
import { isDeeplyCertain, isNull, names } from '../../yaml/read.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import type { BuildFile } from '../built.ts';
import type { Source } from './draft.ts';
import { fieldOf, textOfScalar } from './nodes.ts';

/** A value with the text that it stands in. */
export interface Said<T> {
  readonly value: T;
  readonly node: YamlNode;
  readonly source: Source;
}

export type SaidText = Said<string>;

/** An entry of `patches` or of one of the two older fields. */
export interface PatchEntry {
  /** The whole entry. */
  readonly node: YamlNode;
  readonly source: Source;
  readonly path: SaidText | undefined;
  readonly patch: SaidText | undefined;
  /** A patch that is written as a mapping or a list, not as a text. */
  readonly literal: YamlNode | undefined;
  readonly target: YamlNode | undefined;
  readonly allowNameChange: boolean;
  readonly allowKindChange: boolean;
  /** `patchesStrategicMerge` come first, then `patches`; `patchesJson6902` come after names and labels. */
  readonly stage: 'first' | 'second' | 'late';
}

export interface LabelEntry {
  readonly pairs: readonly Said<readonly [string, YamlNode]>[];
  readonly where: 'metadata' | 'templates' | 'selectors';
  readonly fields: YamlNode | undefined;
}

/** An entry of a list that later code reads by itself. */
export type Entry = Said<YamlMap>;

export interface Kustomization {
  readonly source: Source;
  /** The folder that its paths start from. */
  readonly folder: string;
  readonly component: boolean;
  /** Whether its text has a syntax error; what is decoded is then what could be read of it. */
  readonly unreadable: boolean;
  readonly resources: readonly SaidText[];
  readonly components: readonly SaidText[];
  readonly configurations: readonly SaidText[];
  readonly namespace: SaidText | undefined;
  readonly prefix: SaidText | undefined;
  readonly suffix: SaidText | undefined;
  readonly patches: readonly PatchEntry[];
  readonly labels: readonly LabelEntry[];
  readonly annotations: readonly Said<readonly [string, YamlNode]>[];
  readonly images: readonly Entry[];
  readonly replicas: readonly Entry[];
  readonly secrets: readonly Entry[];
  readonly configMaps: readonly Entry[];
  readonly generatorOptions: YamlNode | undefined;
  readonly replacements: readonly Entry[];
  readonly vars: readonly Entry[];
  /** Fields that bring resources which are not in the workspace: generators and charts. */
  readonly unseen: readonly SaidText[];
  /** Fields that we do not follow, or that a template makes. */
  readonly unknown: readonly SaidText[];
}

/** Fields that change nothing that anybody here reads. */
const harmless = [
  ...['apiVersion', 'kind', 'metadata', 'sortOptions', 'buildMetadata', 'validators', 'crds', 'helmGlobals'],
  'inventory',
];
const unseenFields = ['generators', 'helmCharts', 'helmChartInflationGenerator'];

/** What a kustomization file says; undefined where it is none: no mapping, or of another kind. */
export function readKustomization(file: BuildFile, folder: string): Kustomization | undefined {
  const found = file.documents.find(({ document }) => {
    const { root } = document.parsed();
    return root && !isNull(root);
  });
  const root = found?.document.parsed().root;
  if (!found || root?.type !== 'map') return undefined;
  const kind = textOfScalar(fieldOf(root, 'kind')) ?? 'Kustomization';
  if (kind !== 'Kustomization' && kind !== 'Component') return undefined;
  // Also Flux has a Kustomization, which is none for kustomize (types.Kustomization: `EnforceFields`).
  const version = textOfScalar(fieldOf(root, 'apiVersion'));
  if (version && version !== `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`)
    return undefined;
  const says = root.entries.some(
    ({ name, value }) => !['apiVersion', 'kind', 'metadata'].includes(name) && !isNull(value),
  );
  // Kustomize refuses one that says nothing (types.Kustomization: `CheckEmpty`).
  if (!says && root.certain) return undefined;
  const source: Source = { path: file.path, document: found.document, inline: undefined };
  const { sound } = found.document.parsed();
  return { ...decode(root, source, folder, kind === 'Component', {}), unreadable: !sound };
}

/** A kustomization's names of fields → those of the resource that holds them. */
type Fields = Readonly<Record<string, string>>;

/**
 * The settings in `root`, read as those of a kustomization. `rename`: where a field has another name than a
 * kustomization's; fields that are not asked for (`only`) are left alone.
 */
export function decode(
  root: YamlMap,
  source: Source,
  folder: string,
  component: boolean,
  rename: Fields,
  only?: readonly string[],
): Kustomization {
  const unknown: SaidText[] = [];
  const asked = new Set<string>();
  const field = (name: string): YamlNode | undefined => {
    if (only && !only.includes(name)) return undefined;
    const written = rename[name] ?? name;
    asked.add(written);
    const value = fieldOf(root, written);
    return value && !isNull(value) ? value : undefined;
  };
  const refuse = (name: string, node: YamlNode): undefined => {
    unknown.push({ value: name, node, source });
    return undefined;
  };
  const text = (name: string): SaidText | undefined => {
    const node = field(name);
    const value = textOfScalar(node);
    if (node && value === undefined) return refuse(name, node);
    if (!node || value === undefined || value === '') return undefined;
    const { start, end } = node.span;
    return { value: node.certain ? value : source.document.text.slice(start, end), node, source };
  };
  const items = (name: string): readonly YamlNode[] => {
    const node = field(name);
    if (!node) return [];
    if (node.type !== 'list' || !node.certain) refuse(name, node);
    return node.type === 'list' ? node.items.map(({ value }) => value) : [];
  };
  const texts = (name: string): readonly SaidText[] =>
    items(name).flatMap((node) => {
      const value = textOfScalar(node);
      if (value === undefined || !node.certain) refuse(name, node);
      return value === undefined || !node.certain ? [] : [{ value, node, source }];
    });
  const entries = (name: string): readonly Entry[] =>
    items(name).flatMap((node) => {
      if (node.type !== 'map') refuse(name, node);
      return node.type === 'map' ? [{ value: node, node, source }] : [];
    });
  const pairsIn = (
    name: string,
    node: YamlNode | undefined,
  ): readonly Said<readonly [string, YamlNode]>[] => {
    if (!node || isNull(node)) return [];
    if (node.type !== 'map' || !node.certain) refuse(name, node);
    if (node.type !== 'map') return [];
    return [...names(node)].flatMap((key) => {
      const value = fieldOf(node, key);
      if (value && !isText(value)) refuse(name, value);
      return value ? [{ value: [key, value] as const, node: value, source }] : [];
    });
  };
  const pairs = (name: string) => pairsIn(name, field(name));

  const patchEntry = (node: YamlNode, stage: PatchEntry['stage']): PatchEntry => {
    if (node.type === 'map' && !node.certain) refuse('patches', node);
    const said = (name: string): SaidText | undefined => {
      const inner = fieldOf(node, name);
      const value = textOfScalar(inner);
      return inner && value !== undefined && value !== '' ? { value, node: inner, source } : undefined;
    };
    const option = (name: string) => textOfScalar(fieldOf(fieldOf(node, 'options'), name)) === 'true';
    const [patch, target] = [fieldOf(node, 'patch'), fieldOf(node, 'target')];
    return {
      node,
      source,
      path: said('path'),
      patch: said('patch'),
      literal: patch && patch.type !== 'scalar' ? patch : undefined,
      target: target && !isNull(target) ? target : undefined,
      allowNameChange: option('allowNameChange'),
      allowKindChange: option('allowKindChange'),
      stage,
    };
  };
  const merges = items('patchesStrategicMerge').map((node): PatchEntry => {
    const value = textOfScalar(node);
    const said = value === undefined ? undefined : { value, node, source };
    const isText = value?.includes('\n') === true || /^\s*\{/.test(value ?? '');
    return {
      ...patchEntry(node, 'first'),
      path: isText ? undefined : said,
      patch: isText ? said : undefined,
      literal: node.type === 'scalar' ? undefined : node,
      target: undefined,
    };
  });
  const labels = entries('labels').map(({ value: entry }): LabelEntry => {
    const yes = (name: string) => textOfScalar(fieldOf(entry, name)) === 'true';
    return {
      pairs: pairsIn('labels', fieldOf(entry, 'pairs')),
      where: yes('includeSelectors') ? 'selectors' : yes('includeTemplates') ? 'templates' : 'metadata',
      fields: fieldOf(entry, 'fields'),
    };
  });
  const common = pairs('commonLabels');
  const made: Omit<Kustomization, 'unseen' | 'unknown'> = {
    source,
    folder,
    component,
    unreadable: false,
    resources: [...texts('resources'), ...texts('bases')],
    components: texts('components'),
    configurations: texts('configurations'),
    namespace: text('namespace'),
    prefix: text('namePrefix'),
    suffix: text('nameSuffix'),
    patches: [
      ...merges,
      ...items('patches').map((node) => patchEntry(node, 'second')),
      ...items('patchesJson6902').map((node) => patchEntry(node, 'late')),
    ],
    labels:
      common.length > 0 ? [...labels, { pairs: common, where: 'selectors', fields: undefined }] : labels,
    annotations: pairs('commonAnnotations'),
    images: [...entries('images'), ...entries('imageTags')],
    replicas: entries('replicas'),
    secrets: entries('secretGenerator'),
    configMaps: entries('configMapGenerator'),
    generatorOptions: field('generatorOptions'),
    replacements: entries('replacements'),
    vars: entries('vars'),
  };
  const unseen: SaidText[] = [];
  if (!only) {
    for (const name of [...harmless, ...unseenFields]) asked.add(name);
    for (const name of names(root)) {
      const node = fieldOf(root, name);
      if (!node || isNull(node)) continue;
      if (!asked.has(name)) refuse(name, node);
      else if (unseenFields.includes(name)) unseen.push({ value: name, node, source });
    }
    if (!root.certain) refuse(root.entries[0]?.name ?? '', root);
  }
  return { ...made, unseen, unknown };
}

/** Whether kustomize, which reads YAML 1.1 here, takes a value for a text: `yes` and `on` are truth values. */
function isText(node: YamlNode): boolean {
  if (node.type !== 'scalar') return false;
  if (typeof node.value !== 'string') return node.value === null;
  return node.style !== 'plain' || !/^(?:y|n|yes|no|on|off)$/i.test(node.value);
}

/** Whether nothing of what an entry says is made by a template. */
export function isSure(entry: Said<unknown>): boolean {
  return isDeeplyCertain(entry.node);
}
