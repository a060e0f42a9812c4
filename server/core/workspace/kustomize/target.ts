/** Which resources a target selects (kustomize 5.7: api/types/selector.go, api/resmap/reswrangler.go `Select`). */
import type { YamlNode } from '../../yaml/tree.ts';
import type { Draft, Id } from './draft.ts';
import { isSelected, namespaceOf, originalId } from './ids.ts';
import { fieldOf, textOfScalar } from './nodes.ts';

/** Regular expressions for what a resource is called, and selectors for its labels and annotations. */
export interface Target {
  readonly group: string | undefined;
  readonly version: string | undefined;
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly labels: string | undefined;
  readonly annotations: string | undefined;
}

/** `maybe`: what the selector asks cannot be told. */
export type Answer = 'yes' | 'no' | 'maybe';

/** The target that a mapping writes; undefined where a template has a part in it or a value has the wrong type. */
export function targetOf(node: YamlNode): Target | undefined {
  if (node.type !== 'map' || !node.certain) return undefined;
  const known = ['group', 'version', 'kind', 'name', 'namespace', 'labelSelector', 'annotationSelector'];
  for (const { name, value } of node.entries)
    if (!known.includes(name) || !value.certain || value.type !== 'scalar') return undefined;
  const text = (name: string) => textOfScalar(fieldOf(node, name)) || undefined;
  return {
    group: text('group'),
    version: text('version'),
    kind: text('kind'),
    name: text('name'),
    namespace: text('namespace'),
    labels: text('labelSelector'),
    annotations: text('annotationSelector'),
  };
}

/** Asks of each resource whether a target selects it. */
export function selects(target: Target): (draft: Draft) => Answer {
  const [group, version, kind] = [matcher(target.group), matcher(target.version), matcher(target.kind)];
  const [name, namespace] = [matcher(target.name), matcher(target.namespace)];
  return (draft) => {
    const [now, first] = [draft.id, originalId(draft)];
    return every([
      kind(now.kind),
      group(now.group),
      version(now.version),
      some([name(first.name), name(now.name)]),
      some([namespace(namespaceOf(first)), namespace(namespaceOf(now))]),
      isLabelled(target, draft),
    ]);
  };
}

/** Whether a resource has the labels and annotations that a target asks for. */
export function isLabelled({ labels, annotations }: Target, draft: Draft): Answer {
  return every([
    matchesSelector(labels, draft, 'labels'),
    matchesSelector(annotations, draft, 'annotations'),
  ]);
}

/**
 * Whether a target of a replacement selects a resource, and its name of which it says so: there, names are no patterns
 * (kustomize 5.7: kyaml/resid, `IsSelectedBy`), and any that it ever had counts.
 */
export function idSelected(target: Target, { id, previous }: Draft): Id | undefined {
  const { group = '', version = '', kind = '', name, namespace } = target;
  return [id, ...previous].find(
    (each) =>
      isSelected(each, { group, version, kind }) &&
      (name === undefined || each.name === name) &&
      (namespace === undefined || namespaceOf(each) === namespace),
  );
}

/** Those of a resource's names that the pattern of a target finds, or may find. */
export function idsMet({ name }: Target, draft: Draft): readonly Id[] {
  if (name === undefined) return [];
  const finds = matcher(name);
  return [...new Set([originalId(draft), draft.id])].filter((id) => finds(id.name) !== 'no');
}

function every(answers: readonly Answer[]): Answer {
  return answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes';
}

/** Whether one of some answers is yes. */
export function some(answers: readonly Answer[]): Answer {
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

/**
 * Go's expressions run in linear time and ours do not: one that repeats a group or repeats often, one that is long, or
 * one in a syntax that only Go has is not tried.
 */
function matcher(pattern: string | undefined): (text: string) => Answer {
  if (pattern === undefined) return () => 'yes';
  if (/^[\w-]+$/.test(pattern)) return (text) => (text === pattern ? 'yes' : 'no');
  const repeats = pattern.match(/[*+{]/g)?.length ?? 0;
  if (pattern.length > 300 || repeats > 4 || /\)[*+{]|\(\?[^:]|\\[1-9pPkKQE]|\[\[:/.test(pattern))
    return () => 'maybe';
  try {
    const expression = new RegExp(`^(?:${pattern})$`);
    return (text) => (expression.test(text) ? 'yes' : 'no');
  } catch {
    return () => 'maybe';
  }
}

function matchesSelector(
  selector: string | undefined,
  { tree }: Draft,
  where: 'labels' | 'annotations',
): Answer {
  if (selector === undefined) return 'yes';
  if (!tree || selector.length > 2000) return 'maybe';
  const map = fieldOf(fieldOf(tree, 'metadata'), where);
  if (map && !(map.type === 'map' && map.certain))
    return map.type === 'scalar' && map.value === null ? 'no' : 'maybe';
  const answers = requirements(selector).map((requirement): Answer => {
    const parsed = parseRequirement(requirement);
    if (!parsed) return 'maybe';
    const node = fieldOf(map, parsed.key);
    if (node && !node.certain) return 'maybe';
    return parsed.holds(textOfScalar(node)) ? 'yes' : 'no';
  });
  return every(answers);
}

/** The parts of a selector: split at commas outside of parentheses. */
function requirements(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

interface Requirement {
  readonly key: string;
  readonly holds: (value: string | undefined) => boolean;
}

/** One requirement of a selector of labels (Kubernetes: apimachinery/pkg/labels/selector.go). */
function parseRequirement(text: string): Requirement | undefined {
  const [, key = '', word = '', list = ''] = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(text) ?? [];
  if (key) {
    const values = new Set(list.split(',').map((value) => value.trim()));
    return { key, holds: (value) => (value !== undefined && values.has(value)) === (word === 'in') };
  }
  const [, left = '', operator = '', right = ''] =
    /^([^\s=!<>]+)\s*(==?|!=)\s*([^\s=!<>]*)$/.exec(text) ?? [];
  if (left) return { key: left, holds: (value) => (value === right) === (operator !== '!=') };
  const [, not = '', name = ''] = /^(!?)\s*([^\s=!<>()]+)$/.exec(text) ?? [];
  return name ? { key: name, holds: (value) => (value !== undefined) === (not === '') } : undefined;
}
