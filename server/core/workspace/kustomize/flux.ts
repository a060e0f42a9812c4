/**
 * What Flux makes of a `Kustomization` (kustomize.toolkit.fluxcd.io): the build of a folder with settings of its own on
 * top (fluxcd/pkg: kustomize/kustomize_generator.go), then variables put in and metadata added.
 */
import { isNull } from '../../yaml/read.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import type { Build, BuildSource } from '../built.ts';
import type { Settings } from '../settings.ts';
import { type Asking, folderBelow, manifestsBelow, settingsOf, sourceOf, withCommon } from './asked.ts';
import { complete } from './build.ts';
import { type Draft, withTree } from './draft.ts';
import { decode, type Entry } from './kustomization.ts';
import { fieldOf, remade, textOfScalar, writtenIn } from './nodes.ts';
import { startRun } from './run.ts';

const own = [
  ...['namespace', 'namePrefix', 'nameSuffix', 'components', 'images'],
  ...['patches', 'patchesStrategicMerge', 'patchesJson6902'],
];

/**
 * The build that a Flux Kustomization asks for, its `spec.path` seen from the folder `repository`. Undefined where that
 * folder holds nothing, or where a template makes the path.
 */
export function fluxBuild(
  asking: Asking,
  repository: string,
  source: BuildSource,
  before?: Build,
): Build | undefined {
  const spec = fieldOf(asking.map, 'spec');
  if (spec?.type !== 'map' || !spec.certain) return undefined;
  const path = fieldOf(spec, 'path');
  const folder = folderBelow(repository, path);
  if (folder === undefined) return undefined;
  const run = startRun(source);
  run.reads.add(asking.path);
  const base = settingsOf(run, folder, manifestsBelow(folder, source), asking, path ?? spec);
  if (!base) return undefined;
  const at = sourceOf(asking);
  const more = decode(spec, at, folder, false, { namespace: 'targetNamespace' }, own);
  const said = {
    ...base.said,
    namespace: more.namespace ?? base.said.namespace,
    prefix: more.prefix ?? base.said.prefix,
    suffix: more.suffix ?? base.said.suffix,
    components: [...base.said.components, ...more.components],
    patches: [...base.said.patches, ...more.patches],
    images: withImages(base.said.images, more.images),
    unknown: [...base.said.unknown, ...more.unknown],
  };
  const metadata = fieldOf(spec, 'commonMetadata');
  const variables = variablesOf(fieldOf(spec, 'postBuild'), asking.settings ?? []);
  const build = complete(run, base.root, said, [folder], before, (drafts) => {
    let now = variables ? drafts.map((draft) => substituted(draft, variables)) : [...drafts];
    for (const field of ['labels', 'annotations']) now = withCommon(now, at, field, fieldOf(metadata, field));
    return now;
  });
  return { ...build, asking };
}

/** An image of the same name takes the place of the folder's own. */
function withImages(base: readonly Entry[], more: readonly Entry[]): readonly Entry[] {
  const named = new Set(more.map(({ value }) => textOfScalar(fieldOf(value, 'name'))));
  return [...base.filter(({ value }) => !named.has(textOfScalar(fieldOf(value, 'name')))), ...more];
}

interface Variables {
  readonly known: ReadonlyMap<string, string>;
  /** Whether more of them come from the cluster; then a default says nothing. */
  readonly open: boolean;
}

/**
 * What `substituteFrom` gives, the later entries over the earlier ones, and `substitute` over all (fluxcd/pkg:
 * kustomize/kustomize_varsub.go). What an entry that is not known says stands over all before it.
 */
function variablesOf(postBuild: YamlNode | undefined, settings: Settings): Variables | undefined {
  if (postBuild?.type !== 'map') return undefined;
  const known = new Map<string, string>();
  let open = !postBuild.certain;
  const take = (values: YamlNode | undefined) => {
    if (values?.type !== 'map' || !values.certain) open = true;
    for (const { name, value } of values?.type === 'map' ? values.entries : []) {
      const text = value.certain ? textOfScalar(value) : undefined;
      if (text !== undefined) known.set(name, text.replaceAll('\n', ''));
      else {
        known.delete(name);
        open = true;
      }
    }
  };
  const from = fieldOf(postBuild, 'substituteFrom');
  const count = from?.type === 'list' && from.certain ? from.items.length : 0;
  if (from && !isNull(from) && count === 0) open = true;
  for (let i = 0; i < count; i++) {
    const given = settings[i];
    if (!given?.certain) known.clear();
    const data = fieldOf(given, 'data');
    if (!given?.certain || (data && !isNull(data))) take(data);
  }
  const substitute = fieldOf(postBuild, 'substitute');
  if (substitute && !isNull(substitute)) take(substitute);
  return { known, open };
}

const variable = /\$\{([A-Za-z_]\w*)(?::?[=-]([^{}$]*))?\}/g;

/** The resource with the variables that are known; values with others stay uncertain. */
function substituted(draft: Draft, variables: Variables): Draft {
  const { tree, parts } = draft;
  if (!tree || isExcepted(tree)) return draft;
  const text = parts.map((part) => part.text).join('');
  const next = remade(tree, (node) => {
    if (node.type !== 'scalar' || node.certain) return node;
    const written = writtenIn(node, text);
    const value = written && filledIn(written.content, variables);
    // What is not quoted is read again, and may become a number.
    if (!written || value === undefined || (!written.isQuoted && !/^[A-Za-z/*][\w./:@*-]*$/.test(value)))
      return node;
    if (!written.isQuoted && /^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value)) return node;
    return { ...node, value, certain: true };
  });
  const named = fieldOf(fieldOf(next, 'metadata'), 'name');
  const name = textOfScalar(named);
  const id = named?.certain && name ? { ...draft.id, name } : draft.id;
  return { ...withTree(draft, next), id, named: named?.certain ?? draft.named };
}

/** Flux leaves out what says so (`kustomize.toolkit.fluxcd.io/substitute: disabled`). */
function isExcepted(tree: YamlMap): boolean {
  const metadata = fieldOf(tree, 'metadata');
  return ['labels', 'annotations'].some(
    (field) =>
      textOfScalar(fieldOf(fieldOf(metadata, field), 'kustomize.toolkit.fluxcd.io/substitute')) ===
      'disabled',
  );
}

/** The text with its variables replaced; undefined where one of them is not known. */
function filledIn(text: string, { known, open }: Variables): string | undefined {
  let complete = true;
  const filled = text.replace(variable, (_, name: string, otherwise: string | undefined) => {
    const value = known.get(name) ?? (open ? undefined : otherwise);
    if (value === undefined) complete = false;
    return value ?? '';
  });
  return complete && !/[${}<>]/.test(filled) ? filled : undefined;
}
