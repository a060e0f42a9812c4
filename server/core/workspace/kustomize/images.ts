/** `images` and `replicas` (kustomize 5.7: api/filters/imagetag, api/filters/replicacount). */
import { isNull } from '../../yaml/read.ts';
import { type Draft, type Id, withPart, withTree } from './draft.ts';
import { type FieldSpec, rewriteAt, spec, stepsOf } from './fieldSpec.ts';
import { isSelected } from './ids.ts';
import { type Entry, isSure } from './kustomization.ts';
import { fieldOf, scalar, textOfScalar } from './nodes.ts';
import { isSurelyGone } from './notThere.ts';
import type { Run } from './run.ts';

const podPaths = ['spec', 'spec/template/spec', 'spec/jobTemplate/spec/template/spec'];
const imagePaths = podPaths.flatMap((root) =>
  ['containers', 'initContainers'].map((list) => stepsOf(`${root}/${list}/image`)),
);
const podKinds = new Set([
  ...[
    'Pod',
    'Deployment',
    'DaemonSet',
    'StatefulSet',
    'ReplicaSet',
    'ReplicationController',
    'Job',
    'CronJob',
  ],
]);
const replicaSpecs = ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) =>
  spec('spec/replicas', kind, '', true),
);

/** Gives containers the image that an entry of `images` says. */
export function withImage(drafts: readonly Draft[], entry: Entry): Draft[] {
  const text = (name: string) => textOfScalar(fieldOf(entry.value, name)) ?? '';
  const [wanted, newName, newTag, digest] = [text('name'), text('newName'), text('newTag'), text('digest')];
  return drafts.map((draft) => {
    if (!draft.tree || !podKinds.has(draft.id.kind)) return draft;
    const { draft: grown, start } = withPart(draft, entry.source);
    const span = { start: entry.node.span.start + start, end: entry.node.span.end + start };
    let tree = draft.tree;
    for (const path of imagePaths)
      tree = rewriteAt(
        tree,
        path,
        (node) => {
          const image = node && splitImage(textOfScalar(node) ?? '');
          if (!image || image.name !== wanted) return node;
          const tag = newTag || (digest ? '' : image.tag);
          const pin = digest || (newTag ? '' : image.digest);
          const whole = (newName || image.name) + (tag && `:${tag}`) + (pin && `@${pin}`);
          return whole === textOfScalar(node) ? node : scalar(whole, span, node.certain && isSure(entry));
        },
        undefined,
      );
    return tree === draft.tree ? draft : withTree(grown, tree);
  });
}

function splitImage(image: string): { name: string; tag: string; digest: string } {
  const at = image.indexOf('@');
  const [front, digest] = at < 0 ? [image, ''] : [image.slice(0, at), image.slice(at + 1)];
  const colon = front.lastIndexOf(':');
  const tagged = colon > front.lastIndexOf('/');
  return { name: tagged ? front.slice(0, colon) : front, tag: tagged ? front.slice(colon + 1) : '', digest };
}

/** Gives workloads the count that an entry of `replicas` says; `more`: fields that hold such counts besides the known ones. */
export function withReplicas(
  run: Run,
  drafts: readonly Draft[],
  entry: Entry,
  more: readonly FieldSpec[],
  unseen: boolean,
): Draft[] {
  const said = fieldOf(entry.value, 'name');
  const name = textOfScalar(said) ?? '';
  const written = fieldOf(entry.value, 'count');
  // A count that is not written is zero.
  const count = written && !isNull(written) ? written : scalar(0, entry.node.span);
  const specs = [...replicaSpecs, ...more];
  let used = false;
  const now = drafts.map((draft) => {
    const ids = [draft.id, ...draft.previous].filter((id) => id.name === name);
    const fields = specs.filter((one) => ids.some((id) => isSelected(id, one)));
    if (fields.length === 0) return draft;
    used = true;
    if (!draft.tree) return draft;
    const { draft: grown, start } = withPart(draft, entry.source);
    const span = { start: count.span.start + start, end: count.span.end + start };
    const value = count.type === 'scalar' ? count.value : null;
    const tree = fields.reduce(
      (tree, { path, create }) =>
        rewriteAt(tree, path, () => scalar(value, span, count.certain), create ? span : undefined),
      draft.tree,
    );
    return withTree(grown, tree);
  });
  const holdsCounts = (id: Id) => specs.some((one) => isSelected(id, one));
  if (!used && isSure(entry) && isSurelyGone(run, drafts, unseen, holdsCounts))
    run.problem('workload-not-there', entry.source, (said ?? entry.node).span, name);
  return now;
}
