/** What an `ApplicationSet` of Argo CD makes: Applications, which then ask for builds like those that are written. */
import { booleanAt, itemsAt, mapAt, nodeAt, textAt } from '../../model/look.ts';
import { decode } from '../../model/resource.ts';
import type { Span } from '../../text/span.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import type { Build, BuildProblem, BuildSource, BuiltResource } from '../built.ts';
import { single } from '../composite.ts';
import { argoSources } from '../kustomize/argo.ts';
import type { Asking } from '../kustomize/asked.ts';
import { emptyMap, entryOf, fieldOf, scalar, writtenIn } from '../kustomize/nodes.ts';
import { argoRoots, type Root } from '../roots.ts';
import { elementsOf } from './elements.ts';
import { filled, firstUnfilled } from './fill.ts';

/** More Applications of one template are not followed. */
const most = 1000;

/**
 * The Applications that an ApplicationSet makes of the generators that are followed: lists, and folders of the repository,
 * seen from `folders`. The others are problems, as are sources that hold more than plain parameters.
 */
export function buildApplicationSet(
  asking: Asking,
  folders: readonly string[],
  source: BuildSource,
  before: Build | undefined,
): Build {
  const { path, document, map } = asking;
  const reads = new Set([path]);
  const problems: BuildProblem[] = [];
  const unseen = (at: Span, detail: string) => {
    if (!problems.some((one) => one.at.start === at.start))
      problems.push({ kind: 'unseen-resources', path, document, at, detail });
  };
  const isGo = booleanAt(map, 'spec.goTemplate')?.value === true;
  const patch = nodeAt(map, 'spec.templatePatch');
  if (patch) unseen(patch.key, 'templatePatch');
  const template = patch ? undefined : mapAt(map, 'spec.template')?.value;
  const all = template
    ? itemsAt(map, 'spec.generators').flatMap(({ node }, i) =>
        elementsOf(node, `${i}`, { source, folders, reads, unseen, isGo }),
      )
    : [];
  if (all.length > most) unseen(nodeAt(map, 'spec.generators')?.key ?? map.span, 'generators');
  const elements = all.length > most ? [] : all;
  const inputs = [document, ...folders, ...elements.map(({ name }) => name)];
  const old = before?.inputs ?? [];
  if (before && inputs.length === old.length && inputs.every((one, i) => one === old[i])) return before;
  const resources: BuiltResource[] = [];
  const asks = new Map<string, Root>();
  const composite = single(path, document);
  const id = ['namespace', 'name'].map((one) => textAt(map, `metadata.${one}`)?.value).join('/');
  for (const element of elements) {
    const made = template && application(template, map, filled(template, document.text, element, isGo));
    const resource = made && decode(made);
    if (!resource) continue;
    resources.push({ resource, composite, path, document, unknown: undefined });
    for (const from of argoSources(made)) {
      const left = nodeAt(from, 'path') && firstUnfilled(from);
      if (left) unseen(left.span, writtenIn(left, document.text)?.content ?? 'template');
    }
    const name = `${path} ${id} ${element.name}`;
    for (const [each, root] of argoRoots(name, { path, document, map: made }, folders)) asks.set(each, root);
  }
  return {
    root: path,
    resources,
    patches: new Set(),
    inputs,
    reads,
    bases: new Set(),
    problems,
    asks,
    calls: [],
  };
}

/** The Application of a filled template, which says neither its version nor its kind. */
function application(template: YamlMap, set: YamlMap, made: YamlMap): YamlMap {
  const at = template.span;
  const version = fieldOf(set, 'apiVersion') ?? scalar('', at);
  const head = [entryOf('apiVersion', at, version), entryOf('kind', at, scalar('Application', at))];
  return { ...emptyMap(at), certain: made.certain, entries: [...head, ...made.entries] };
}
