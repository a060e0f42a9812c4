/** `replacements`: values copied from one resource into others (kustomize 5.7: api/filters/replacement). */
import { isDeeplyCertain } from '../../yaml/read.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import type { BuildProblem } from '../built.ts';
import { compositeOf, type Draft, doubted, type Source, withPart, withTree } from './draft.ts';
import { nodeAt, stepsOf, withNodeAt } from './fieldPath.ts';
import { type Entry, isSure } from './kustomization.ts';
import { join } from './location.ts';
import { fieldOf, scalar, textOfScalar } from './nodes.ts';
import { isSurelyGone, placeIn } from './notThere.ts';
import type { Run } from './run.ts';
import { base64 } from './sha256.ts';
import { type Answer, idSelected, isLabelled, some, type Target, targetOf } from './target.ts';

/** The resources after one entry of `replacements`; `unseen`: whether resources may exist that we do not see. */
export function replaced(
  run: Run,
  folder: string,
  drafts: readonly Draft[],
  entry: Entry,
  unseen: boolean,
): Draft[] {
  const refuse = (kind: BuildProblem['kind'], detail: string) => {
    const why = run.problem(kind, entry.source, entry.node.span, detail);
    return drafts.map((draft) => doubted(draft, why));
  };
  if (!isSure(entry)) return refuse('unknown-field', 'replacements');
  const path = fieldOf(entry.value, 'path');
  if (!path) return one({ run, source: entry.source, entry, unseen }, drafts, entry.value);
  const said = { value: textOfScalar(path) ?? '', node: path, source: entry.source };
  if (entry.value.entries.length > 1) return refuse('replacement-not-applicable', said.value);
  const file = run.file(join(folder, said.value), said);
  if ('why' in file) return drafts.map((draft) => doubted(draft, file.why));
  // Kustomize reads the first document alone (ReplacementTransformer.go: `Config`).
  const documents = file.found.documents.map((each) => each.document);
  const document = documents.find((each) => each.parsed().root) ?? documents[0];
  const { root, sound, templated } = document?.parsed() ?? {};
  if (sound && (root ? !isDeeplyCertain(root) : templated)) return refuse('unknown-field', 'replacements');
  if (!document || !sound || !root || root.type === 'scalar')
    return refuse('replacement-not-applicable', said.value);
  const source: Source = { path: file.found.path, document, inline: undefined };
  const all = root.type === 'list' ? root.items.map(({ value }) => value) : [root];
  return all.reduce((now, node) => one({ run, source, entry, unseen }, now, node), [...drafts]);
}

/** A replacement at work: `entry` of the kustomization, and the text that it is written in. */
interface Work {
  readonly run: Run;
  readonly source: Source;
  readonly entry: Entry;
  readonly unseen: boolean;
}

/** Notes why kustomize refuses a replacement; `node` is what it refuses. */
function refusal(work: Work, detail: string, node?: YamlNode): BuildProblem {
  return problemAt(work, 'replacement-not-applicable', detail, node);
}

/** Notes that what a replacement does is not known. */
function notFollowed({ run, entry }: Work): BuildProblem {
  return run.problem('unknown-field', entry.source, entry.node.span, 'replacements');
}

function problemAt(
  { run, source, entry }: Work,
  kind: BuildProblem['kind'],
  detail: string,
  node?: YamlNode,
) {
  const at = placeIn(entry.source, source, node) ?? entry.node.span;
  return run.problem(kind, entry.source, at, detail);
}

function one(work: Work, drafts: readonly Draft[], node: YamlNode): Draft[] {
  const targets = fieldOf(node, 'targets');
  const list = targets?.type === 'list' ? targets.items.map(({ value }) => value) : [];
  const value = sourceValue(work, drafts, node);
  if (list.length === 0) refusal(work, 'targets');
  let now = [...drafts];
  for (const target of list) {
    const chosen = chosenBy(work.run, target, work.source);
    now = now.map((draft) => {
      const answer = chosen ? chosen(draft) : 'maybe';
      if (answer === 'no') return draft;
      if (answer === 'maybe') return doubted(draft, notFollowed(work));
      return 'why' in value ? doubted(draft, value.why) : write(work, draft, target, value);
    });
  }
  return now;
}

/** A value with the text that its places lie in. */
interface Found {
  readonly node: YamlNode;
  /** Where in the drafts it stands; undefined: it is written in the replacement itself. */
  readonly from: Draft | undefined;
  readonly source: Source;
}

/** The value that is copied, or why it is not known. */
function sourceValue(
  work: Work,
  drafts: readonly Draft[],
  node: YamlNode,
): Found | { readonly why: BuildProblem } {
  const { run, source, unseen } = work;
  const literal = fieldOf(node, 'sourceValue');
  if (literal) return { node: literal, from: undefined, source };
  const said = fieldOf(node, 'source');
  if (said?.type !== 'map' || !said.certain) return { why: refusal(work, 'source') };
  const text = (name: string) => textOfScalar(fieldOf(said, name)) || undefined;
  const selector: Target = {
    ...{ group: text('group'), version: text('version'), kind: text('kind') },
    ...{ name: text('name'), namespace: text('namespace'), labels: undefined, annotations: undefined },
  };
  const all = drafts.filter((draft) => {
    const met = idSelected(selector, draft);
    if (met && selector.name) run.call(fieldOf(said, 'name'), compositeOf(source), met);
    return met !== undefined;
  });
  const [from] = all;
  const asked = [selector.kind, selector.name].filter((each) => each !== undefined).join('/');
  if (!from) {
    if (!isSurelyGone(run, drafts, unseen)) return { why: notFollowed(work) };
    return { why: problemAt(work, 'resource-not-there', asked, fieldOf(said, 'name') ?? said) };
  }
  if (all.length > 1) {
    const sure = isSurelyGone(run, all, false);
    return { why: sure ? problemAt(work, 'resource-not-unique', asked, said) : notFollowed(work) };
  }
  if (from.unknown) return { why: from.unknown };
  const fieldPath = text('fieldPath') ?? 'metadata.name';
  const path = stepsOf(fieldPath);
  const tree = from.tree ?? from.source.document.parsed().root;
  const isName = path.join('.') === 'metadata.name';
  // Of a resource whose tree nobody follows only the name may have changed.
  if (!from.tree && isName) return { node: scalar(from.id.name, said.span), from: undefined, source };
  const found = tree && nodeAt(tree, path);
  // In one that nobody follows a patch may have written it.
  if (!found && from.tree && isDeeplyCertain(from.tree))
    return { why: refusal(work, fieldPath, fieldOf(said, 'fieldPath')) };
  if (!found?.certain) return { why: notFollowed(work) };
  const options = fieldOf(said, 'options');
  const delimiter = textOfScalar(fieldOf(options, 'delimiter')) ?? '';
  if (delimiter === '') return { node: found, from, source };
  const part = (textOfScalar(found) ?? '').split(delimiter)[indexOf(options)];
  if (part === undefined) return { why: refusal(work, fieldPath, options) };
  return { node: { ...scalar(part, found.span), style: 'plain' }, from, source };
}

function indexOf(options: YamlNode | undefined): number {
  return Number(textOfScalar(fieldOf(options, 'index')) ?? '0');
}

/**
 * Whether a target is for a resource; what selects or rejects one by its name is noted (replacement.go:
 * `selectByAnnoAndLabel`, `containsRejectId`).
 */
function chosenBy(run: Run, target: YamlNode, source: Source): ((draft: Draft) => Answer) | undefined {
  const select = fieldOf(target, 'select');
  const chosen = select && targetOf(select);
  const list = fieldOf(target, 'reject');
  const rejects = (list?.type === 'list' ? list.items : []).map(({ value }) => ({
    value,
    target: targetOf(value),
  }));
  if (!chosen || rejects.some((each) => !each.target)) return undefined;
  const isNamed = (node: YamlNode, by: Target, draft: Draft): boolean => {
    const met = idSelected(by, draft);
    if (met && by.name) run.call(fieldOf(node, 'name'), compositeOf(source), met);
    return met !== undefined;
  };
  return (draft) => {
    const answer = isLabelled(chosen, draft);
    if (answer === 'no' || !isNamed(select, chosen, draft)) return 'no';
    const refused = rejects.map(({ value, target: by }): Answer => {
      if (!by) return 'no';
      const { labels, annotations, ...id } = by;
      const asksId = Object.values(id).some((each) => each !== undefined);
      const asksLabels = labels !== undefined || annotations !== undefined;
      return some([
        asksId && isNamed(value, by, draft) ? 'yes' : 'no',
        asksLabels ? isLabelled(by, draft) : 'no',
      ]);
    });
    return refused.includes('yes') ? 'no' : refused.includes('maybe') ? 'maybe' : answer;
  };
}

function write(work: Work, draft: Draft, target: YamlNode, value: Found): Draft {
  if (!draft.tree) return draft;
  const paths = fieldOf(target, 'fieldPaths');
  const all =
    paths?.type === 'list'
      ? paths.items.flatMap((item) => textOfScalar(item.value) ?? [])
      : ['metadata.name'];
  const options = fieldOf(target, 'options');
  const create = textOfScalar(fieldOf(options, 'create')) === 'true';
  let now = draft;
  for (const path of all) {
    const { tree } = now;
    if (!tree) return now;
    const placed = placedIn(now, draft, value);
    const steps = stepsOf(path);
    const next = withNodeAt(tree, steps, 0, create, (old) => refined(old, placed.node, options), placed.node);
    const named = ['metadata.name', 'metadata.namespace', 'kind', 'apiVersion'].includes(path);
    // Which references follow a name that is written so is not followed.
    if (named) return doubted(now, notFollowed(work));
    if (next?.type !== 'map') return doubted(now, refusal(work, path));
    now = withTree(placed.draft, next);
  }
  return now;
}

/** The value with places in the composite of the resource that it is put into. */
function placedIn(now: Draft, draft: Draft, { node, from, source }: Found): { draft: Draft; node: YamlNode } {
  if (from === draft || from?.source.document === draft.source.document) return { draft: now, node };
  const home = from?.parts.find(
    (part) => part.start <= node.span.start && node.span.end <= part.start + part.text.length,
  );
  const origin: Source = home
    ? {
        path: home.path,
        document: home.document,
        inline: home.inline && { text: home.text, map: home.inline },
      }
    : source;
  const { draft: grown, start } = withPart(now, origin);
  const by = start - (home?.start ?? 0);
  const span = { start: node.span.start + by, end: node.span.end + by };
  // A mapping or list is taken as it is; its inner places are those of one value.
  const value: YamlNode = node.type === 'scalar' ? { ...node, span } : { ...node, span, certain: false };
  return { draft: grown, node: value };
}

function refined(
  old: YamlNode | undefined,
  value: YamlNode,
  options: YamlNode | undefined,
): YamlNode | undefined {
  const encoding = textOfScalar(fieldOf(options, 'encoding'));
  if (encoding === 'base64' && value.type === 'scalar')
    value = { ...value, value: base64(textOfScalar(value) ?? '') };
  const delimiter = textOfScalar(fieldOf(options, 'delimiter')) ?? '';
  if (delimiter === '') return value;
  if (old?.type !== 'scalar' || value.type !== 'scalar') return undefined;
  const parts = (textOfScalar(old) ?? '').split(delimiter);
  const text = textOfScalar(value) ?? '';
  const index = indexOf(options);
  if (index < 0) parts.unshift(text);
  else if (index >= parts.length) parts.push(text);
  else parts[index] = text;
  const whole: YamlScalar = { ...value, value: parts.join(delimiter), certain: old.certain && value.certain };
  return whole;
}
