/** The edits that hold a solver's pod to nodes: into its podTemplate, whatever is there already. */
import { type Data, type DataMap, isMap, textIn, toData } from '../model/data.ts';
import type { Field } from '../model/field.ts';
import type { Editor, Edits, Holder } from '../yaml/edit.ts';
import type { Literal } from '../yaml/print.ts';
import { lookup } from '../yaml/read.ts';
import type { YamlEntry } from '../yaml/tree.ts';
import { covers } from './feasibility.ts';
import type { Copy } from './solverPlacement.ts';
import type { Misplaced } from './solverPod.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const specPath = ['podTemplate', 'spec'];
const termsPath = [...specPath, 'affinity', 'nodeAffinity', required, 'nodeSelectorTerms'];

/** The entry at `path` below `holder`, where it is written there and in no merged mapping. */
export function find(holder: YamlEntry, path: readonly string[]): YamlEntry | undefined {
  let at: YamlEntry | undefined = holder;
  for (const name of path) {
    const found: ReturnType<typeof lookup> = at?.value.type === 'map' ? lookup(at.value, name) : undefined;
    at = found?.merged ? undefined : found?.entry;
  }
  return at;
}

/**
 * Makes the node affinity of a way (`route`) require a label: with `intoTerms` in every term that is there, else in a
 * new one.
 */
export function requireLabel(
  route: YamlEntry,
  requirement: Literal,
  intoTerms: boolean,
  edit: Editor,
): Edits | undefined {
  const terms = find(route, termsPath);
  if (!terms || !intoTerms) {
    return edit.insert(route, termsPath.slice(0, -1), {
      nodeSelectorTerms: [{ matchExpressions: [requirement] }],
    });
  }
  const { value } = terms;
  if (value.type !== 'list' || value.items.length === 0)
    return edit.append(terms, { matchExpressions: [requirement] });
  return joined(value.items.map((term) => addRequirement(term, requirement, edit)));
}

function addRequirement(term: Holder, requirement: Literal, edit: Editor): Edits | undefined {
  const list = term.value.type === 'map' ? lookup(term.value, 'matchExpressions') : undefined;
  if (list?.merged) return undefined;
  return list
    ? edit.append(list.entry, requirement)
    : edit.insert(term, [], { matchExpressions: [requirement] });
}

/** Holds the pod to the nodes of a controller, and lets it past their taints. */
export function copyPlacement(
  route: YamlEntry,
  { nodeSelectorTerms, tolerations }: Copy,
  intoTerms: boolean,
  edit: Editor,
): Edits | undefined {
  const terms = nodeSelectorTerms.map(literalOf);
  if (find(route, termsPath) && intoTerms) {
    const [requirement, ...others] = nodeSelectorTerms.flatMap(({ matchExpressions }) =>
      Array.isArray(matchExpressions) ? matchExpressions : [],
    );
    // Several ways cannot be joined with those that are there.
    if (requirement === undefined || others.length > 0 || !onlyExpressions(nodeSelectorTerms))
      return undefined;
    return withTolerations(requireLabel(route, literalOf(requirement), true, edit), route, tolerations, edit);
  }
  const affinity = { nodeAffinity: { [required]: { nodeSelectorTerms: terms } } };
  if (isFree(route)) return edit.insert(route, specPath, { affinity, ...tolerationsOf(tolerations) });
  const pinned = edit.insert(route, termsPath.slice(0, -1), { nodeSelectorTerms: terms });
  return withTolerations(pinned, route, tolerations, edit);
}

const onlyExpressions = (terms: readonly DataMap[]) =>
  terms.every((term) => term['matchFields'] === undefined);

/** Lets the pod follow the pods of a controller, and past the taints of their nodes. */
export function followPods(
  route: YamlEntry,
  term: DataMap,
  tolerations: readonly Data[],
  edit: Editor,
): Edits | undefined {
  const literal = literalOf(term);
  const affinity = { podAffinity: { [required]: [literal] } };
  if (isFree(route)) return edit.insert(route, specPath, { affinity, ...tolerationsOf(tolerations) });
  const path = [...specPath, 'affinity', 'podAffinity', required];
  return withTolerations(edit.insert(route, path, [literal]), route, tolerations, edit);
}

/** Makes a term of the pod affinity look into these namespaces, and lets the pod past the taints of the nodes there. */
export function lookInto(
  route: YamlEntry,
  index: number,
  namespaces: readonly string[],
  tolerations: readonly Data[],
  edit: Editor,
): Edits | undefined {
  const terms = find(route, [...specPath, 'affinity', 'podAffinity', required]);
  const term = terms?.value.type === 'list' ? terms.value.items[index] : undefined;
  if (term?.value.type !== 'map') return undefined;
  const own = lookup(term.value, 'namespaces');
  if (own?.merged) return undefined;
  const edits = own
    ? edit.replace(own.entry, 'namespaces', namespaces)
    : edit.insert(term, [], { namespaces });
  return withTolerations(edits, route, tolerations, edit);
}

/** Makes a pod tolerate what it does not yet. */
export function tolerate(route: YamlEntry, tolerations: readonly Data[], edit: Editor): Edits | undefined {
  const list = find(route, [...specPath, 'tolerations']);
  if (!list) return edit.insert(route, [...specPath, 'tolerations'], tolerations.map(tolerationOf));
  return joined(tolerations.map((item) => edit.append(list, tolerationOf(item))));
}

/** `edits`, and those that let the pod past taints as well, as far as it does not say so already. */
function withTolerations(
  edits: Edits | undefined,
  route: YamlEntry,
  tolerations: readonly Data[],
  edit: Editor,
): Edits | undefined {
  const list = find(route, [...specPath, 'tolerations'])?.value;
  const written = list?.type === 'list' ? list.items.map(({ value }) => toData(value)).filter(isMap) : [];
  const missing = tolerations.filter((item) => !written.some((own) => isMap(item) && covers(own, item)));
  if (!edits || missing.length === 0) return edits;
  // What goes further in comes first: both may go to the same place in the text.
  return joined([edits, tolerate(route, missing, edit)]);
}

/** Whether a podTemplate says nothing of affinities and tolerations, so that all goes in at once. */
function isFree(route: YamlEntry): boolean {
  const spec = find(route, specPath);
  if (spec?.value.type !== 'map') return true;
  const { value } = spec;
  return ['affinity', 'tolerations'].every((name) => lookup(value, name) === undefined);
}

const tolerationsOf = (tolerations: readonly Data[]): { readonly tolerations?: Literal } =>
  tolerations.length > 0 ? { tolerations: tolerations.map(tolerationOf) } : {};

/** Without `tolerationSeconds`: the solver is to stay as long as it is asked. */
export function tolerationOf(item: Data): Readonly<Record<string, string>> {
  if (!isMap(item)) return {};
  const names = ['key', 'operator', 'value', 'effect'];
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const text = textIn(item, name);
      return text ? [[name, text]] : [];
    }),
  );
}

/** Labels, selectors and requirements hold texts only. */
export function literalOf(data: Data): Literal {
  if (isMap(data))
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, literalOf(value)]));
  return Array.isArray(data) ? data.map(literalOf) : String(data);
}

/** The terms as a node selector; undefined where they say more than one can. */
export function asSelector(terms: readonly DataMap[]): Readonly<Record<string, string>> | undefined {
  const [term, ...others] = terms;
  const expressions = term?.['matchExpressions'];
  if (!Array.isArray(expressions) || others.length > 0 || !onlyExpressions(terms)) return undefined;
  const entries = expressions.flatMap((item): [string, string][] => {
    const values = isMap(item) ? item['values'] : undefined;
    const [value] = Array.isArray(values) ? values : [];
    const simple = isMap(item) && item['operator'] === 'In' && Array.isArray(values) && values.length === 1;
    return simple ? [[textIn(item, 'key') ?? '', String(value)]] : [];
  });
  return entries.length === expressions.length ? Object.fromEntries(entries) : undefined;
}

/** Puts the nodes of a controller in the place of those that the pod is held to. */
export function replacePlacement(
  route: YamlEntry,
  { nodeSelectorTerms, tolerations }: Copy,
  edit: Editor,
): Edits | undefined {
  const terms = find(route, termsPath);
  const selector = find(route, [...specPath, 'nodeSelector']);
  const spec = find(route, specPath);
  const literal = nodeSelectorTerms.map(literalOf);
  const own = selector?.value.type === 'map' ? selector.value.entries : [];
  const replaced = terms && edit.replace(terms, 'nodeSelectorTerms', literal);
  if (replaced && own.length === 0) return withTolerations(replaced, route, tolerations, edit);
  if (!selector || spec?.value.type !== 'map') return undefined;
  if (replaced) {
    const removed = edit.remove(spec.value, selector);
    return withTolerations(joined([replaced, removed]), route, tolerations, edit);
  }
  const simple = asSelector(nodeSelectorTerms);
  if (simple)
    return withTolerations(edit.replace(selector, 'nodeSelector', simple), route, tolerations, edit);
  if (lookup(spec.value, 'affinity')) return undefined;
  const affinity = { nodeAffinity: { [required]: { nodeSelectorTerms: literal } } };
  return withTolerations(edit.replace(selector, 'affinity', affinity), route, tolerations, edit);
}

/** Each preferred term becomes a required one; they are alternatives, as the scheduler ORs them. */
export function requirePreferred(preferred: Field<unknown>, edit: Editor): Edits | undefined {
  const list = preferred.entry.value;
  if (preferred.entry.name !== 'preferredDuringSchedulingIgnoredDuringExecution' || list.type !== 'list')
    return undefined;
  const terms = list.items.map(({ value }) =>
    value.type === 'map' ? lookup(value, 'preference')?.entry : undefined,
  );
  const copies = terms.flatMap((entry) =>
    entry?.value.type === 'map' && !entry.alias ? [{ copy: entry.value }] : [],
  );
  if (
    copies.length !== terms.length ||
    copies.some(({ copy }) => lookup(copy, 'matchExpressions') === undefined)
  )
    return undefined;
  return edit.replace(preferred.entry, required, { nodeSelectorTerms: copies });
}

/** Moves what cert-manager does not read to where it does. */
export function moveHome({ map, entry, path }: Misplaced, edit: Editor): Edits | undefined {
  const [first, ...rest] = path;
  const sibling = first === undefined ? undefined : lookup(map, first);
  if (!sibling) return edit.nest(entry, path);
  if (sibling.merged || find(sibling.entry, [...rest, entry.name])) return undefined;
  return edit.move(map, entry, sibling.entry, rest);
}

/** All edits in one; undefined where one of them cannot be made. */
export function joined(parts: readonly (Edits | undefined)[]): Edits | undefined {
  const [first, ...rest] = parts.flatMap((part) => part ?? []);
  return first && parts.every((part) => part !== undefined) ? [first, ...rest] : undefined;
}
