/** Charts: their templates with the values of `values.yaml` put in, where a value is a plain scalar. */
import { knownResourcesOf } from '../model/resource.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { parse } from '../yaml/parse.ts';
import { lookup } from '../yaml/read.ts';
import type { YamlNode } from '../yaml/tree.ts';
import type { Build, BuildFile, BuildSource, BuiltResource } from './built.ts';
import { type Rendered, single } from './composite.ts';
import { folderOf } from './paths.ts';

/**
 * What the templates of a chart make with its default values, as far as a value is written where one plain scalar
 * stands. What other actions write stays unknown. `file` is the `Chart.yaml`; `isDeployed`: something installs it with other values.
 */
export function buildChart(
  file: BuildFile,
  source: BuildSource,
  matters: (text: string) => boolean,
  before: Build | undefined,
  isDeployed: boolean,
): Build {
  const folder = folderOf(file.path);
  const reads = new Set([file.path, `${folder}/values.yaml`]);
  // What a chart that includes this one, or a release of it, says of its values is not known here.
  const values =
    isDeployed || /\/charts\/[^/]+$/.test(folder) ? undefined : source.file(`${folder}/values.yaml`);
  const [chart, defaults] = [file, values].map((one) => one?.documents[0]?.document);
  const known = new Map(
    before && sameInputs(before, [chart, defaults])
      ? before.resources.map((built) => [built.document, built] as const)
      : [],
  );
  const lookUp = scalars({ Chart: chart?.parsed().root, Values: defaults?.parsed().root });
  const resources: BuiltResource[] = [];
  for (const path of source.yamlFilesBelow(`${folder}/templates`)) {
    const template = source.file(path);
    reads.add(path);
    for (const { document } of template?.documents ?? []) {
      const again = known.get(document);
      if (again) resources.push(again);
      else if (matters(document.text)) resources.push(...rendered(path, document, lookUp));
    }
  }
  return {
    root: file.path,
    resources,
    patches: new Set(),
    inputs: [chart, defaults],
    reads,
    bases: new Set(),
    calls: [],
    problems: [],
  };
}

function sameInputs({ inputs = [] }: Build, now: readonly (YamlDocument | undefined)[]): boolean {
  return inputs.length === now.length && inputs.every((document, i) => document === now[i]);
}

type LookUp = (path: string) => string | undefined;

function rendered(path: string, document: YamlDocument, lookUp: LookUp): readonly BuiltResource[] {
  const { text, replaced } = render(document.text, lookUp);
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
    const value = evaluate(inner, lookUp);
    if (value === undefined || value === '') continue;
    const span: Span = { start: match.index, end: match.index + whole.length };
    out += text.slice(at, span.start);
    replaced.push({ at: { start: out.length, end: out.length + value.length }, action: span });
    out += value;
    at = span.end;
  }
  return { text: out + text.slice(at), replaced };
}

/** What an action writes, where it is one value through simple functions; undefined otherwise. */
function evaluate(inner: string, lookUp: LookUp): string | undefined {
  const [first = '', ...functions] = inner.trim().split(/\s*\|\s*/);
  const path = /^\$?\.((?:Values|Chart)(?:\.[A-Za-z_]\w*)+)$/.exec(first)?.[1];
  const quoting = /^(s?quote)\s+\$?\.((?:Values|Chart)(?:\.[A-Za-z_]\w*)+)$/.exec(first);
  let value = lookUp(path ?? quoting?.[2] ?? '');
  for (const name of [...(quoting?.[1] ? [quoting[1]] : []), ...functions]) {
    if (value === undefined) return undefined;
    value = simple.get(name)?.(value);
  }
  return value;
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
function scalars(roots: Readonly<Record<string, YamlNode | undefined>>): LookUp {
  return (path) => {
    const [first = '', ...keys] = path.split('.');
    // Chart.yaml has its keys in lower case, the object in upper: `.Chart.AppVersion`.
    const name = (key: string) => (first === 'Chart' ? key.charAt(0).toLowerCase() + key.slice(1) : key);
    let node = Object.hasOwn(roots, first) ? roots[first] : undefined;
    for (const key of keys) {
      if (node?.type !== 'map') return undefined;
      node = lookup(node, name(key))?.entry.value;
    }
    if (node?.type !== 'scalar' || !node.certain || node.value === null) return undefined;
    if (typeof node.value === 'number')
      return Number.isInteger(node.value) && Math.abs(node.value) < 1e6 ? String(node.value) : undefined;
    const text = String(node.value);
    return /[\n{}]/.test(text) ? undefined : text;
  };
}
