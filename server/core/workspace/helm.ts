/** Charts: their templates with values put in, where a value is a plain scalar. */
import { lacks, textAt } from '../model/look.ts';
import { decode, knownResourcesOf } from '../model/resource.ts';
import { type Span, shift } from '../text/span.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { parse } from '../yaml/parse.ts';
import { buildOfSet } from './builds.ts';
import type { Build, Builder, BuildSource, BuiltResource } from './built.ts';
import { dependenciesOf } from './bundled.ts';
import { namesOf, type Release, valuesOf } from './chartReleases.ts';
import { type PlaceInDocument, placeOf, type Rendered, single, textOf } from './composite.ts';
import { groupVersion, withMeta } from './kustomize/draft.ts';
import { isNamespaced } from './kustomize/ids.ts';
import { scalar } from './kustomize/nodes.ts';
import { folderOf, isKustomization } from './paths.ts';
import type { ReleaseNames } from './releaseNames.ts';
import { layerOf } from './releaseValues.ts';
import type { ChartRoot } from './roots.ts';
import { type Layer, type Printed, printedAt } from './values.ts';

/**
 * What the templates of a chart make with its default values, or with those that a release of it gives, as far as a value
 * is written where one plain scalar stands. What other actions write stays unknown.
 */
export function buildChart(
  root: ChartRoot,
  source: BuildSource,
  matters: (text: string) => boolean,
  before: Build | undefined,
): Build {
  const { file, release } = root;
  const folder = folderOf(file.path);
  const reads = new Set([file.path, `${folder}/templates`]);
  const chart = file.documents[0]?.document;
  const inputs: unknown[] = [
    chart,
    release?.located.resource ?? root.isDeployed,
    ...(release?.settings ?? []),
  ];
  const values = valuesOf(root, {
    file(path) {
      reads.add(path);
      const found = source.file(path);
      inputs.push(...(found?.documents.map(({ document }) => document) ?? [source.isMissing(path)]));
      return found;
    },
    isMissing: source.isMissing,
  });
  const known = new Map<YamlDocument, BuiltResource[]>();
  if (before && sameInputs(before, inputs))
    for (const built of before.resources)
      known.set(built.document, [...(known.get(built.document) ?? []), built]);
  const names = release && namesOf(release);
  const lookUp = scalars(layerOf(file), values, names);
  const target = release && names?.target && placeOf(release.located.composite, names.target.span);
  const resources: BuiltResource[] = [];
  for (const path of source.yamlFilesBelow(`${folder}/templates`)) {
    const template = source.file(path);
    reads.add(path);
    for (const { document } of template?.documents ?? []) {
      const again = known.get(document);
      if (again) resources.push(...again);
      else {
        const made = rendered(path, document, lookUp, matters);
        resources.push(...made.map((one) => inNamespace(one, names?.target?.value, target)));
      }
    }
  }
  const again = chart && known.get(chart);
  const own = source.file(`${folder}/values.yaml`);
  resources.push(...(again ?? dependenciesOf(file, own, values, names)));
  const by = release && { by: builderOf(release) };
  return {
    root: file.path,
    resources,
    patches: new Set(),
    inputs,
    reads,
    bases: new Set(),
    calls: [],
    problems: [],
    ...by,
  };
}

/** Where the name of what installs a chart stands, and who builds it. */
function builderOf({ located: { resource, composite, path, document, set } }: Release): Builder {
  const named = textAt(resource.map, 'metadata.name');
  const place = named && placeOf(composite, named.span);
  const name = `${resource.kind}/${resource.name ?? ''}`;
  // One that several overlays build has its name in a base that they share.
  const build = buildOfSet(set) ?? '';
  const overlay = isKustomization(build) ? folderOf(build).split('/').slice(-2).join('/') : '';
  const by = overlay || (/ (Kustomization\/\S*)$/.exec(build)?.[1] ?? '');
  return {
    ...(place ?? { path, document, span: { start: 0, end: 0 } }),
    name: by ? `${name} (${by})` : name,
    resource,
  };
}

function sameInputs({ inputs = [] }: Build, now: readonly unknown[]): boolean {
  return inputs.length === now.length && inputs.every((one, i) => one === now[i]);
}

type LookUp = (path: string) => Printed | undefined;

function rendered(
  path: string,
  document: YamlDocument,
  lookUp: LookUp,
  matters: (text: string) => boolean,
): readonly BuiltResource[] {
  // The kind itself may be a value; where it is written, what does not matter is not rendered.
  if (!/^kind:.*\{\{/m.test(document.text) && !matters(document.text)) return [];
  const { text, replaced } = render(document.text, lookUp);
  if (!matters(text)) return [];
  const plain = replaced.length === 0;
  const composite = plain
    ? single(path, document)
    : { parts: [{ path, document, start: 0, text, inline: undefined, rendered: replaced }] };
  const { root } = plain ? document.parsed() : parse(text);
  return knownResourcesOf(root).map((resource) => ({
    resource,
    composite,
    path,
    document,
    unknown: undefined,
  }));
}

/** Helm, and Argo CD behind it, applies what has no namespace in that of the release. */
function inNamespace(
  built: BuiltResource,
  namespace: string | undefined,
  place: PlaceInDocument | undefined,
): BuiltResource {
  const { resource, composite } = built;
  const [group, version] = groupVersion(resource.apiVersion);
  if (namespace === undefined || !place || !lacks(resource.map, 'metadata.namespace')) return built;
  if (!isNamespaced({ group, version, kind: resource.kind })) return built;
  const start = textOf(composite).length;
  const at = shift(place.span, start);
  const map = withMeta(resource.map, 'namespace', scalar(namespace, at), at);
  const now = decode(map);
  const { path, document } = place;
  const part = { path, document, start, text: document.text, inline: undefined };
  return now ? { ...built, resource: now, composite: { parts: [...composite.parts, part] } } : built;
}

const action = /\{\{(-?)([\s\S]*?)(-?)\}\}/g;
const opens = /^\s*(?:if|range|with|define|block)\b/;
/** In these `.` is something else; what a named template is called with is not known at all. */
const rebinds = /^\s*(?:range|with|define|block)\b/;

/** Puts in what is known; the other actions stay. */
function render(
  text: string,
  lookUp: LookUp,
): { readonly text: string; readonly replaced: readonly Rendered[] } {
  const replaced: Rendered[] = [];
  const open: boolean[] = [];
  let [out, at] = ['', 0];
  for (const match of text.matchAll(action)) {
    const [whole, left, inner = '', right] = match;
    if (opens.test(inner)) open.push(rebinds.test(inner));
    else if (/^\s*end\b/.test(inner)) open.pop();
    // A trim marker takes blanks and line breaks with it.
    if (left !== '' || right !== '' || open.includes(true)) continue;
    const written = evaluate(inner, lookUp);
    if (written === undefined || written.text === '') continue;
    const { text: value, from } = written;
    const span: Span = { start: match.index, end: match.index + whole.length };
    out += text.slice(at, span.start);
    replaced.push({ at: { start: out.length, end: out.length + value.length }, action: span, from });
    out += value;
    at = span.end;
  }
  return { text: out + text.slice(at), replaced };
}

/** What an action writes, where it is one value through simple functions; undefined otherwise. */
function evaluate(inner: string, lookUp: LookUp): Printed | undefined {
  const [first = '', ...functions] = inner.trim().split(/\s*\|\s*/);
  const path = /^\$?\.((?:Values|Chart|Release)(?:\.[A-Za-z_]\w*)+)$/.exec(first)?.[1];
  const quoting = /^(s?quote)\s+\$?\.((?:Values|Chart|Release)(?:\.[A-Za-z_]\w*)+)$/.exec(first);
  const found = lookUp(path ?? quoting?.[2] ?? '');
  let text = found?.text;
  for (const name of [...(quoting?.[1] ? [quoting[1]] : []), ...functions]) {
    if (text === undefined) return undefined;
    text = simple.get(name)?.(text);
  }
  return text === undefined ? undefined : { text, from: found?.from };
}

/** Functions of sprig that need nothing but the value. */
const simple: ReadonlyMap<string, (value: string) => string | undefined> = new Map([
  ['quote', (value: string) => (/["\\\n]/.test(value) ? undefined : `"${value}"`)],
  ['squote', (value: string) => (/['\n]/.test(value) ? undefined : `'${value}'`)],
  ['toString', (value: string) => value],
  ['trim', (value: string) => value.trim()],
  ['lower', (value: string) => value.toLowerCase()],
  ['upper', (value: string) => value.toUpperCase()],
]);

/** Finds plain scalars by path, as they are written by a template: `Values.issuer.email`. */
function scalars(chart: Layer, values: readonly Layer[], names: ReleaseNames | undefined): LookUp {
  return (path) => {
    const [first, ...keys] = path.split('.');
    if (first === 'Release') {
      const text = { Name: names?.name, Namespace: names?.namespace }[keys.join('.')];
      return text === undefined ? undefined : { text, from: undefined };
    }
    // Chart.yaml has its keys in lower case, the object in upper: `.Chart.AppVersion`.
    return first === 'Chart'
      ? printedAt(
          [chart],
          keys.map((key) => key.charAt(0).toLowerCase() + key.slice(1)),
        )
      : printedAt(values, keys);
  };
}
