/** Drafts → the answer of a build; what came out as before is what it was before. */
import { decode } from '../../model/resource.ts';
import { booleanOf } from '../../yaml/boolean.ts';
import type { YamlDocument } from '../../yaml/documents.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import type { Build, BuildProblem, BuiltResource } from '../built.ts';
import type { Part } from '../composite.ts';
import type { Draft } from './draft.ts';
import { rewriteAt } from './fieldSpec.ts';
import { fieldOf, sameTree, textOfScalar, withScalars } from './nodes.ts';
import type { Run } from './run.ts';

/** Kustomize leaves out what says that it is only for local use (kusttarget.go: `IgnoreLocal`). */
const localOnly = 'config.kubernetes.io/local-config';

export function finish(run: Run, root: string, drafts: readonly Draft[], before: Build | undefined): Build {
  const old = new Map<YamlDocument, Map<string, BuiltResource>>();
  for (const built of before?.resources ?? []) {
    const all = old.get(built.document) ?? new Map<string, BuiltResource>();
    old.set(built.document, all.set(keyIn(built.resource), built));
  }
  const resources = drafts.flatMap((draft): BuiltResource[] => {
    const { parts, source, unknown } = draft;
    const tree = draft.tree && !run.plain ? withTextAnnotations(draft.tree) : draft.tree;
    const resource = tree && decode(tree);
    if (!tree || !resource) return [];
    const local = textOfScalar(fieldOf(fieldOf(fieldOf(tree, 'metadata'), 'annotations'), localOnly));
    if (local !== undefined && local !== 'false') {
      run.deleted.add(source.document);
      return [];
    }
    const same = old.get(source.document)?.get(keyIn(resource));
    if (
      same?.path === source.path &&
      sameParts(same.composite.parts, parts) &&
      sameProblem(same.unknown, unknown) &&
      sameTree(same.resource.map, tree)
    )
      return [same];
    return [{ resource, composite: { parts }, path: source.path, document: source.document, unknown }];
  });
  return {
    root,
    resources,
    patches: run.patches,
    deleted: run.deleted,
    reads: run.reads,
    bases: run.bases,
    calls: run.calls,
    problems: run.problems,
  };
}

/** Kustomize writes annotations as texts, whatever they were (api/resource/factory.go; kyaml: `SetAnnotations`). */
function withTextAnnotations(tree: YamlMap): YamlMap {
  const annotations = fieldOf(fieldOf(tree, 'metadata'), 'annotations');
  if (annotations?.type !== 'map') return tree;
  const texts = withScalars(annotations, (node) =>
    node.value === null || (typeof node.value === 'string' && booleanOf(node) === undefined)
      ? node
      : { ...node, value: String(node.value), style: 'double' },
  );
  return rewriteAt(tree, ['metadata', 'annotations'], () => texts, annotations.span);
}

function keyIn({ kind, namespace, name }: BuiltResource['resource']): string {
  return `${kind}\n${namespace ?? ''}\n${name ?? ''}`;
}

function sameParts(a: readonly Part[], b: readonly Part[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every((part, i) => {
        const other = b[i];
        return (
          other?.document === part.document &&
          other.path === part.path &&
          other.start === part.start &&
          other.text === part.text &&
          part.inline?.lines[0] === other.inline?.lines[0]
        );
      }))
  );
}

function sameProblem(a: BuildProblem | undefined, b: BuildProblem | undefined): boolean {
  if (!a || !b) return a === b;
  const same = a.kind === b.kind && a.path === b.path && a.document === b.document && a.detail === b.detail;
  return same && a.at.start === b.at.start && a.at.end === b.at.end;
}
