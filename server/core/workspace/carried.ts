/** Resources in texts inside of other files: in a ConfigMap, in the values of a chart. Known only where they stand whole. */
import { embeddedIn, isWhole } from '../model/embedded.ts';
import { type Known, knownResourcesOf } from '../model/resource.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { asString, lookup } from '../yaml/read.ts';
import type { YamlNode, YamlScalar } from '../yaml/tree.ts';
import type { BuildFile, BuiltResource } from './built.ts';
import { documentsIn } from './kustomize/inline.ts';
import { isKustomization } from './paths.ts';

/** Nobody nests values deeper. */
const deepest = 12;

/** Where such texts stand in resources; what has no kind may be a file of values, and is searched as a whole. */
const places: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['ConfigMap', [['data']]],
  ['HelmRelease', [['spec', 'values']]],
  ['HelmChart', [['spec', 'valuesContent']]],
  ['HelmChartConfig', [['spec', 'valuesContent']]],
  [
    'Application',
    [
      ['spec', 'source', 'helm'],
      ['spec', 'sources'],
    ],
  ],
]);

/** The resources that literal block scalars of some documents of a file hold. */
export function carriedIn({ path, documents }: BuildFile): readonly BuiltResource[] {
  if (isKustomization(path)) return [];
  return documents.flatMap(({ document }) =>
    [...scalarsIn(document.parsed().root)].flatMap((scalar) => resourcesIn(path, document, scalar)),
  );
}

function resourcesIn(path: string, document: YamlDocument, scalar: YamlScalar): readonly BuiltResource[] {
  const texts = documentsIn(scalar, { path, document, inline: undefined }) ?? [];
  return texts.flatMap(({ source: { inline }, root }) => {
    if (!inline) return [];
    const part = { path, document, start: 0, text: inline.text, inline: inline.map };
    const composite = { parts: [part] };
    const whole = knownResourcesOf(root).filter(({ map }) => isWhole(map));
    const found: readonly Known[] = [...whole, ...embeddedIn(root)];
    return found.map((resource) => ({ resource, composite, path, document, unknown: undefined }));
  });
}

function* scalarsIn(root: YamlNode | undefined): Iterable<YamlScalar> {
  if (root?.type !== 'map') return;
  const kind = asString(lookup(root, 'kind')?.entry.value);
  if (kind === undefined) {
    if (!lookup(root, 'apiVersion')) yield* literalsIn(root, 0);
    return;
  }
  for (const path of places.get(kind) ?? []) {
    let node: YamlNode | undefined = root;
    for (const key of path) node = node?.type === 'map' ? lookup(node, key)?.entry.value : undefined;
    if (node) yield* literalsIn(node, 0);
  }
}

function* literalsIn(node: YamlNode, depth: number): Iterable<YamlScalar> {
  if (depth > deepest) return;
  if (node.type === 'scalar') {
    if (node.style === 'block') yield node;
  } else if (node.type === 'list') {
    for (const { value, alias } of node.items) if (!alias) yield* literalsIn(value, depth + 1);
  } else for (const { value, alias } of node.entries) if (!alias) yield* literalsIn(value, depth + 1);
}
