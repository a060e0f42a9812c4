/**
 * What Argo CD makes of an `Application` (argoproj.io) with a source that is a folder: with a kustomization in it the build
 * of that, changed as its `kustomize` says (argo-cd: util/kustomize/kustomize.go); else its YAML files.
 */
import { itemsAt, mapAt } from '../../model/look.ts';
import { isDeeplyCertain, isNull } from '../../yaml/read.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import type { Build, BuildSource } from '../built.ts';
import { type Asking, folderBelow, settingsOf, sourceOf, withDefaultNamespace } from './asked.ts';
import { complete } from './build.ts';
import { isNamespaced } from './ids.ts';
import { decode, type Entry, type Kustomization, type LabelEntry } from './kustomization.ts';
import { folderOf } from './location.ts';
import { emptyMap, entryOf, fieldOf, scalar, textOfScalar, withEntry } from './nodes.ts';
import { startRun } from './run.ts';

const own = [
  ...['namespace', 'namePrefix', 'nameSuffix', 'components', 'replicas'],
  ...['commonLabels', 'commonAnnotations', 'patches'],
];

/** One source of an Application that asks. */
export interface ArgoAsking extends Asking {
  readonly from: YamlMap;
}

/** The sources of an Application; one by itself counts only where there are not several. */
export function argoSources(map: YamlMap): readonly YamlMap[] {
  const several = itemsAt(map, 'spec.sources').flatMap(({ node }) => (node.type === 'map' ? [node] : []));
  const one = mapAt(map, 'spec.source')?.value;
  return several.length > 0 || !one ? several : [one];
}

/**
 * The build that a source of an Application asks for, its `path` seen from the folder `repository`. Undefined where it asks
 * for no folder (but a chart), where the folder holds nothing, or where a template has a part in it.
 */
export function argoBuild(
  asking: ArgoAsking,
  repository: string,
  source: BuildSource,
  before?: Build,
): Build | undefined {
  const { from } = asking;
  const path = fieldOf(from, 'path');
  if (!path || ['chart', 'helm', 'plugin'].some((field) => fieldOf(from, field))) return undefined;
  if (!isDeeplyCertain(from)) return undefined;
  const folder = folderBelow(repository, path);
  if (folder === undefined || source.file(`${folder}/Chart.yaml`)) return undefined;
  const directory = fieldOf(from, 'directory');
  if (['include', 'exclude', 'jsonnet'].some((field) => fieldOf(directory, field))) return undefined;
  const deep = textOfScalar(fieldOf(directory, 'recurse')) === 'true';
  const run = startRun(source);
  run.reads.add(asking.path);
  const files = (all: readonly string[]) =>
    [...all].sort().filter((file) => deep || folderOf(file) === folder);
  const base = settingsOf(run, folder, files, asking, path);
  if (!base) return undefined;
  run.plain = base.root === folder;
  const kustomize = fieldOf(from, 'kustomize');
  const said = kustomize?.type === 'map' && !run.plain ? changed(base.said, kustomize, asking) : base.said;
  const namespace = fieldOf(fieldOf(fieldOf(asking.map, 'spec'), 'destination'), 'namespace');
  return complete(run, base.root, said, [folder], before, (drafts) =>
    withDefaultNamespace(drafts, sourceOf(asking), namespace, ({ id }) => isNamespaced(id)),
  );
}

/** The kustomization as `kustomize edit` leaves it. */
function changed(base: Kustomization, kustomize: YamlMap, asking: Asking): Kustomization {
  const at = sourceOf(asking);
  const more = decode(kustomize, at, base.folder, false, {}, own);
  const yes = (name: string) => textOfScalar(fieldOf(kustomize, name)) === 'true';
  const where = yes('labelIncludeTemplates')
    ? 'templates'
    : yes('labelWithoutSelector')
      ? 'metadata'
      : 'selectors';
  const labels = more.labels.map((entry): LabelEntry => ({ ...entry, where }));
  const images = fieldOf(kustomize, 'images');
  const listed = images?.type === 'list' ? images.items.map(({ value }) => value) : [];
  return {
    ...base,
    namespace: more.namespace ?? base.namespace,
    prefix: more.prefix ?? base.prefix,
    suffix: more.suffix ?? base.suffix,
    components: [...base.components, ...more.components],
    labels: [...base.labels, ...labels],
    annotations: [...base.annotations, ...more.annotations],
    patches: [...base.patches, ...more.patches],
    replicas: [...base.replicas, ...more.replicas],
    images: [...base.images, ...listed.flatMap((node) => imageOf(node, asking) ?? [])],
    unknown: [...base.unknown, ...more.unknown],
  };
}

/** `name=other:tag` → an entry of `images`. */
function imageOf(node: YamlNode, asking: Asking): Entry | undefined {
  if (isNull(node)) return undefined;
  const [, name = '', other = '', tag = '', digest = ''] =
    /^(?:([^=]+)=)?([^@]+?)(?::([^/:@]+))?(?:@(.+))?$/.exec(textOfScalar(node) ?? '') ?? [];
  if (other === '') return undefined;
  let map = emptyMap(node.span);
  const fields = { name: name || other, newName: name ? other : '', newTag: tag, digest };
  for (const [key, value] of Object.entries(fields))
    if (value) map = withEntry(map, entryOf(key, node.span, scalar(value, node.span)));
  return { value: map, node, source: sourceOf(asking) };
}
