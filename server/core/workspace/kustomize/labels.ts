/** Labels and annotations (kustomize 5.7: LabelTransformer, AnnotationsTransformer and their tables). */
import type { Span } from '../../text/span.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import type { Config } from './config.ts';
import { fieldSpecsIn } from './config.ts';
import { type Draft, withPart, withTree } from './draft.ts';
import { type FieldSpec, rewriteAt, spec } from './fieldSpec.ts';
import { isSelected } from './ids.ts';
import type { LabelEntry, Said } from './kustomization.ts';
import { emptyMap, entryOf, fieldOf, replacedEverywhere, scalar, textOfScalar, withEntry } from './nodes.ts';
import type { Run } from './run.ts';

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
export function labelled(run: Run, drafts: readonly Draft[], entry: LabelEntry, config: Config): Draft[] {
  const own = fieldSpecsIn(entry.fields);
  const specs =
    entry.where === 'selectors'
      ? [...own, ...selectors, ...config.labels]
      : [...own, ...(entry.where === 'templates' ? templates : []), ...metadata];
  return withPairs(run, drafts, entry.pairs, specs);
}

/** Gives resources the annotations that a kustomization says are common. */
export function annotatedWith(
  run: Run,
  drafts: readonly Draft[],
  pairs: LabelEntry['pairs'],
  config: Config,
): Draft[] {
  return pairs.length === 0
    ? [...drafts]
    : withPairs(run, drafts, pairs, [...annotated, ...config.annotations]);
}

function withPairs(
  run: Run,
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
      run.linked.add(written);
      const before = tree;
      // New fields share one value; one that is there is overwritten, and with it those that it was shared with.
      const copies = new Map<YamlNode, YamlNode>();
      for (const { path, create, ...kind } of specs) {
        if (!isSelected(draft.id, kind)) continue;
        tree = rewriteAt(
          tree,
          path,
          (old) => {
            const map = old?.type === 'map' ? old : old ? undefined : emptyMap(at);
            const there = fieldOf(map, name);
            const copy = there && there !== written ? (copies.get(there) ?? { ...written }) : written;
            if (there && copy !== written) copies.set(there, copy);
            return map && withEntry(map, entryOf(name, at, copy));
          },
          create ? at : undefined,
        );
      }
      for (const [old, copy] of copies) {
        if (!run.linked.has(old)) continue;
        run.linked.add(copy);
        tree = replacedEverywhere(tree, old, copy);
      }
      if (tree !== before) now = grown;
    }
    return withTree(now, tree);
  });
}
