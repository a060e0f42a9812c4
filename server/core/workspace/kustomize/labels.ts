/** Labels and annotations (kustomize 5.7: LabelTransformer, AnnotationsTransformer and their tables). */
import type { Span } from '../../text/span.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import type { Config } from './config.ts';
import { fieldSpecsIn } from './config.ts';
import { type Draft, withPart, withTree } from './draft.ts';
import { type FieldSpec, rewriteAt, spec } from './fieldSpec.ts';
import { isSelected } from './ids.ts';
import type { LabelEntry, Said } from './kustomization.ts';
import { emptyMap, entryOf, scalar, textOfScalar, withEntry } from './nodes.ts';

const metadata = [spec('metadata/labels', '', '', true)];

/** api/internal/konfig/builtinpluginconsts/templatelabels.go */
const templates: readonly FieldSpec[] = [
  spec('spec/template/metadata/labels', 'ReplicationController', '', true, 'v1'),
  ...['Deployment', 'ReplicaSet', 'DaemonSet'].map((kind) =>
    spec('spec/template/metadata/labels', kind, '', true),
  ),
  spec('spec/template/metadata/labels', 'StatefulSet', 'apps', true),
  spec('spec/template/metadata/labels', 'Job', 'batch', true),
  spec('spec/jobTemplate/metadata/labels', 'CronJob', 'batch', true),
  spec('spec/jobTemplate/spec/template/metadata/labels', 'CronJob', 'batch', true),
];

const affinity = 'spec/template/spec/affinity';
const ofPods = 'DuringSchedulingIgnoredDuringExecution';
/** The parts of commonlabels.go that concern kinds which somebody here reads. */
const selectors: readonly FieldSpec[] = [
  spec('spec/selector', 'Service', '', true, 'v1'),
  spec('spec/selector', 'ReplicationController', '', true, 'v1'),
  ...['Deployment', 'ReplicaSet', 'DaemonSet'].map((kind) =>
    spec('spec/selector/matchLabels', kind, '', true),
  ),
  spec('spec/selector/matchLabels', 'StatefulSet', 'apps', true),
  spec('spec/volumeClaimTemplates[]/metadata/labels', 'StatefulSet', 'apps', true),
  spec('spec/selector/matchLabels', 'Job', 'batch'),
  ...['Deployment', 'StatefulSet'].flatMap((kind) => [
    ...['podAffinity', 'podAntiAffinity'].flatMap((side) => [
      spec(`${affinity}/${side}/preferred${ofPods}/podAffinityTerm/labelSelector/matchLabels`, kind, 'apps'),
      spec(`${affinity}/${side}/required${ofPods}/labelSelector/matchLabels`, kind, 'apps'),
    ]),
    spec('spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels', kind, 'apps'),
  ]),
  ...metadata,
  ...templates,
];

/** commonannotations.go */
const annotated: readonly FieldSpec[] = [
  spec('metadata/annotations', '', '', true),
  ...templates
    .filter(({ path }) => path[1] !== 'jobTemplate' || path.length > 4)
    .map((each) => ({ ...each, path: each.path.with(-1, 'annotations') })),
  spec('spec/jobTemplate/metadata/annotations', 'CronJob', 'batch', true),
];

/** Gives resources the labels of one entry. */
export function labelled(drafts: readonly Draft[], entry: LabelEntry, config: Config): Draft[] {
  const own = fieldSpecsIn(entry.fields);
  const specs =
    entry.where === 'selectors'
      ? [...own, ...selectors, ...config.labels]
      : [...own, ...(entry.where === 'templates' ? templates : []), ...metadata];
  return withPairs(drafts, entry.pairs, specs);
}

/** Gives resources the annotations that a kustomization says are common. */
export function annotatedWith(drafts: readonly Draft[], pairs: LabelEntry['pairs'], config: Config): Draft[] {
  return pairs.length === 0 ? [...drafts] : withPairs(drafts, pairs, [...annotated, ...config.annotations]);
}

function withPairs(
  drafts: readonly Draft[],
  pairs: readonly Said<readonly [string, YamlNode]>[],
  specs: readonly FieldSpec[],
): Draft[] {
  return drafts.map((draft) => {
    if (!draft.tree) return draft;
    let now = draft;
    let tree: YamlMap = draft.tree;
    for (const { value, source } of pairs) {
      const [name, node] = value;
      const { draft: grown, start } = withPart(now, source);
      const at: Span = { start: node.span.start + start, end: node.span.end + start };
      const written = scalar(textOfScalar(node) ?? '', at, node.certain);
      const before = tree;
      for (const { path, create, ...kind } of specs) {
        if (!isSelected(draft.id, kind)) continue;
        tree = rewriteAt(
          tree,
          path,
          (old) => {
            const map = old?.type === 'map' ? old : old ? undefined : emptyMap(at);
            return map && withEntry(map, entryOf(name, at, written));
          },
          create ? at : undefined,
        );
      }
      if (tree !== before) now = grown;
    }
    return withTree(now, tree);
  });
}
