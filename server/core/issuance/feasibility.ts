/** Which nodes the scheduler leaves to a pod: node selector, required node affinity and taints. */
import { type DataMap, isMap, listIn, mapIn, textIn } from '../model/data.ts';
import { isLabelValue, isQualifiedName } from '../model/names.ts';
import type { Node, Taint } from '../model/node.ts';

/** Why a node is left out: `affinity`, or `taint <key>`; undefined where the pod may run there. */
export function refusal(pod: DataMap, node: Node): string | undefined {
  if (!matchesNode(pod, node)) return 'affinity';
  const [taint] = untolerated(pod, node);
  return taint && `taint ${taint.key}`;
}

/** The taints that keep a pod away from a node. */
export function untolerated(pod: DataMap, node: Node): readonly Taint[] {
  const tolerations = (listIn(pod, 'tolerations') ?? []).filter(isMap);
  return node.taints.filter(
    (taint) =>
      (taint.effect === 'NoSchedule' || taint.effect === 'NoExecute') &&
      !tolerations.some((toleration) => tolerates(toleration, taint)),
  );
}

/** Node selector and required node affinity (k8s.io/component-helpers `nodeaffinity.go`, `GetRequiredNodeAffinity`). */
export function matchesNode(pod: DataMap, node: Node): boolean {
  const selector = mapIn(pod, 'nodeSelector') ?? {};
  for (const key in selector)
    if (!Object.hasOwn(node.labels, key) || node.labels[key] !== selector[key]) return false;
  const required = requiredOf(pod);
  if (!required) return true;
  const labels = new Map(Object.entries(node.labels));
  return (listIn(required, 'nodeSelectorTerms') ?? []).some(
    (term) => isMap(term) && matchesTerm(term, labels, node.name),
  );
}

/** The required node affinity; undefined where there is none. */
export function requiredOf(pod: DataMap): DataMap | undefined {
  const affinity = mapIn(mapIn(pod, 'affinity') ?? {}, 'nodeAffinity');
  return affinity && mapIn(affinity, 'requiredDuringSchedulingIgnoredDuringExecution');
}

/** A term that is empty or cannot be parsed matches no node; its requirements are ANDed. */
function matchesTerm(term: DataMap, labels: ReadonlyMap<string, string>, name: string): boolean {
  const expressions = listIn(term, 'matchExpressions') ?? [];
  const fields = listIn(term, 'matchFields') ?? [];
  if (expressions.length + fields.length === 0) return false;
  return (
    expressions.every((item) => isMap(item) && matchesLabels(item, labels)) &&
    fields.every((item) => isMap(item) && matchesName(item, name))
  );
}

/** A requirement on labels (k8s.io/apimachinery `pkg/labels/selector.go`, `Matches`); false where it cannot be parsed. */
export function matchesLabels(item: DataMap, labels: ReadonlyMap<string, string>): boolean {
  const [key, operator, values] = requirement(item);
  if (!isQualifiedName(key) || !values.every(isLabelValue)) return false;
  const value = labels.get(key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return values.length > 0 && (value === undefined || !values.includes(value));
    case 'Exists':
      return values.length === 0 && value !== undefined;
    case 'DoesNotExist':
      return values.length === 0 && value === undefined;
    case 'Gt':
    case 'Lt': {
      const [bound] = values.map(integer);
      const has = value === undefined ? undefined : integer(value);
      if (values.length !== 1 || bound === undefined || has === undefined) return false;
      return operator === 'Gt' ? has > bound : has < bound;
    }
    default:
      return false;
  }
}

function matchesName(item: DataMap, name: string): boolean {
  const [key, operator, values] = requirement(item);
  if (key !== 'metadata.name' || values.length !== 1) return false;
  if (operator === 'In') return values[0] === name;
  return operator === 'NotIn' && values[0] !== name;
}

function requirement(item: DataMap): [string, string, string[]] {
  const values = (listIn(item, 'values') ?? []).map((value) => (typeof value === 'string' ? value : '\0'));
  return [textIn(item, 'key') ?? '\0', textIn(item, 'operator') ?? '\0', values];
}

/** As Go's `strconv.ParseInt(text, 10, 64)`. */
export function integer(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** Whether a toleration permits a taint (k8s.io/api `core/v1/toleration.go`, `ToleratesTaint`). */
export function tolerates(toleration: DataMap, taint: Taint): boolean {
  const [effect, key, operator, value] = ['effect', 'key', 'operator', 'value'].map(
    (name) => textIn(toleration, name) ?? '\0',
  );
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  return (
    operator === 'Exists' || ((operator === '' || operator === 'Equal') && value === (taint.value ?? ''))
  );
}

/** Whether a toleration permits all that another one does. */
export function covers(toleration: DataMap, other: DataMap): boolean {
  const same = (name: string) => (textIn(toleration, name) ?? '\0') === (textIn(other, name) ?? '\0');
  const all = (name: string) => textIn(toleration, name) === '' || same(name);
  const operator = (item: DataMap) => textIn(item, 'operator') || 'Equal';
  if (!all('effect') || !all('key')) return false;
  return operator(toleration) === 'Exists' || (operator(other) === 'Equal' && same('key') && same('value'));
}

/** The toleration that lets a pod past a taint, and no other. */
export function tolerationFor({ key, value, effect }: Taint): DataMap {
  return value === undefined
    ? { key, operator: 'Exists', effect }
    : { key, operator: 'Equal', value, effect };
}
