/**
 * What the API server refuses of the solver pod (kubernetes `pkg/apis/core/validation/validation.go`, release 1.36, and
 * apimachinery's label selectors). Works on the `podTemplate.spec` that is written and on what cert-manager merges to it.
 */
import { type Data, type DataMap, type DataPath, fieldIn, listIn, mapIn, textIn } from '../model/data.ts';
import { isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName } from '../model/names.ts';
import { maps, type Problems } from './podProblem.ts';
import { securityProblems } from './podSecurity.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/**
 * All problems of a `podTemplate.spec`, its resources aside. Some of the fields that are missing in it the CRD demands
 * too, so that no such podTemplate gets this far.
 */
export function* podProblems(spec: DataMap): Problems {
  for (const [key, value] of Object.entries(mapIn(spec, 'nodeSelector') ?? {}))
    yield* label(key, value, ['nodeSelector']);
  const affinity = mapIn(spec, 'affinity') ?? {};
  yield* nodeAffinity(mapIn(affinity, 'nodeAffinity') ?? {}, ['affinity', 'nodeAffinity']);
  for (const name of ['podAffinity', 'podAntiAffinity'])
    yield* podAffinity(mapIn(affinity, name) ?? {}, ['affinity', name]);
  for (const [item, path] of maps(spec, 'tolerations', [])) yield* toleration(item, path);
  for (const name of ['priorityClassName', 'serviceAccountName']) {
    const value = textIn(spec, name);
    if (value && !isDnsSubdomain(value)) yield { reason: 'name', path: [name], subject: [name], value };
  }
  yield* securityProblems(mapIn(spec, 'securityContext') ?? {}, ['securityContext']);
}

/** An entry of a label map. */
export function* label(key: string, value: Data, path: DataPath): Problems {
  const at = [...path, key];
  if (!isQualifiedName(key)) yield { reason: 'label-key', path: at, subject: at, value: key };
  else if (typeof value === 'string' && !isLabelValue(value))
    yield { reason: 'label-value', path: at, subject: at, value };
}

function* nodeAffinity(affinity: DataMap, path: DataPath): Problems {
  const hard = mapIn(affinity, required);
  if (hard) {
    const at = [...path, required];
    if (listIn(hard, 'nodeSelectorTerms')?.length === 0) {
      const terms = [...at, 'nodeSelectorTerms'];
      yield { reason: 'terms-missing', path: terms, subject: at, value: '' };
    }
    for (const [term, inner] of maps(hard, 'nodeSelectorTerms', at)) yield* nodeTerm(term, inner);
  }
  for (const [item, at] of maps(affinity, preferred, path)) {
    yield* weight(item, at);
    yield* nodeTerm(mapIn(item, 'preference') ?? {}, [...at, 'preference']);
  }
}

function* weight(item: DataMap, path: DataPath): Problems {
  const value = fieldIn(item, 'weight') ?? 0;
  if (typeof value !== 'number' || (value >= 1 && value <= 100)) return;
  const at = [...path, 'weight'];
  yield { reason: 'weight', path: at, subject: at, value: String(value) };
}

function* nodeTerm(term: DataMap, path: DataPath): Problems {
  for (const [item, at] of maps(term, 'matchExpressions', path))
    yield* requirement(item, at, ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']);
  for (const [item, at] of maps(term, 'matchFields', path)) yield* fieldRequirement(item, at);
}

function* requirement(item: DataMap, path: DataPath, operators: readonly string[]): Problems {
  const [operator, values] = [textIn(item, 'operator'), listIn(item, 'values')];
  if (operator === undefined || values === undefined) return;
  const at = [...path, 'values'];
  const about = { subject: path, value: operator };
  if (!operators.includes(operator)) {
    yield { ...about, reason: 'operator', path: [...path, 'operator'] };
  } else if (/In$/.test(operator) && values.length === 0)
    yield { ...about, reason: 'values-missing', path: at };
  else if (/Exist/.test(operator) && values.length > 0)
    yield { ...about, reason: 'values-forbidden', path: at };
  else if (/^[GL]t$/.test(operator) && values.length !== 1)
    yield { ...about, reason: 'values-single', path: at };
  const key = textIn(item, 'key');
  if (key !== undefined && !isQualifiedName(key)) {
    const field = [...path, 'key'];
    yield { reason: 'label-key', path: field, subject: field, value: key };
  }
  for (const [i, value] of values.entries()) {
    const field = [...at, i];
    if (typeof value === 'string' && !isLabelValue(value))
      yield { reason: 'label-value', path: field, subject: field, value };
  }
}

/** A requirement on the fields of a node: on its name alone. */
function* fieldRequirement(item: DataMap, path: DataPath): Problems {
  const [operator, values, key] = [textIn(item, 'operator'), listIn(item, 'values'), textIn(item, 'key')];
  if (operator === undefined || values === undefined || key === undefined) return;
  const about = { subject: path, value: operator };
  if (operator !== 'In' && operator !== 'NotIn') {
    yield { ...about, reason: 'operator', path: [...path, 'operator'] };
  } else if (values.length !== 1) yield { ...about, reason: 'values-single', path: [...path, 'values'] };
  if (key !== 'metadata.name') {
    const field = [...path, 'key'];
    yield { reason: 'field-key', path: field, subject: field, value: key };
    return;
  }
  for (const [i, value] of values.entries()) {
    const field = [...path, 'values', i];
    if (typeof value === 'string' && !isDnsSubdomain(value))
      yield { reason: 'node-name', path: field, subject: field, value };
  }
}

function* podAffinity(affinity: DataMap, path: DataPath): Problems {
  for (const [term, at] of maps(affinity, required, path)) yield* podTerm(term, at);
  for (const [item, at] of maps(affinity, preferred, path)) {
    yield* weight(item, at);
    const term = mapIn(item, 'podAffinityTerm');
    if (term) yield* podTerm(term, [...at, 'podAffinityTerm']);
  }
}

function* podTerm(term: DataMap, path: DataPath): Problems {
  for (const name of ['labelSelector', 'namespaceSelector'])
    yield* labelSelector(mapIn(term, name) ?? {}, [...path, name]);
  for (const [i, value] of (listIn(term, 'namespaces') ?? []).entries()) {
    const at = [...path, 'namespaces', i];
    if (typeof value === 'string' && !isDnsLabel(value))
      yield { reason: 'namespace', path: at, subject: at, value };
  }
  yield* labelKeys(term, path);
  const at = [...path, 'topologyKey'];
  const key = textIn(term, 'topologyKey');
  if (key === '') yield { reason: 'topology-key-missing', path: at, subject: at, value: '' };
  else if (key !== undefined && !isQualifiedName(key))
    yield { reason: 'label-key', path: at, subject: at, value: key };
}

function* labelSelector(selector: DataMap, path: DataPath): Problems {
  for (const [key, value] of Object.entries(mapIn(selector, 'matchLabels') ?? {}))
    yield* label(key, value, [...path, 'matchLabels']);
  for (const [item, at] of maps(selector, 'matchExpressions', path))
    yield* requirement(item, at, ['In', 'NotIn', 'Exists', 'DoesNotExist']);
}

/** `matchLabelKeys` and `mismatchLabelKeys` (`validateMatchLabelKeysAndMismatchLabelKeys`). */
function* labelKeys(term: DataMap, path: DataPath): Problems {
  const selector = mapIn(term, 'labelSelector');
  const mismatched = listIn(term, 'mismatchLabelKeys') ?? [];
  for (const name of ['matchLabelKeys', 'mismatchLabelKeys']) {
    const keys = listIn(term, name) ?? [];
    const about = { subject: path, path: [...path, name], value: name };
    if (keys.length > 0 && fieldIn(term, 'labelSelector') === undefined)
      yield { ...about, reason: 'label-keys-without-selector' };
    for (const [i, key] of keys.entries()) {
      const at = { subject: path, path: [...path, name, i], value: String(key) };
      if (selector && typeof key === 'string' && !isQualifiedName(key)) yield { ...at, reason: 'label-key' };
      else if (name === 'matchLabelKeys' && mismatched.includes(key))
        yield { ...at, reason: 'label-keys-both' };
    }
  }
}

function* toleration(item: DataMap, path: DataPath): Problems {
  const names = ['key', 'operator', 'value', 'effect'] as const;
  const [key, operator, value, effect] = names.map((name) => textIn(item, name));
  if (key === undefined || operator === undefined || value === undefined || effect === undefined) return;
  const about = { subject: path, value: operator } as const;
  const at = (name: string) => [...path, name];
  if (key !== '' && !isQualifiedName(key))
    yield { reason: 'label-key', path: at('key'), subject: path, value: key };
  if (key === '' && operator !== 'Exists')
    yield { ...about, reason: 'toleration-key-empty', path: at('operator') };
  else if (operator === '' || operator === 'Equal') {
    if (!isLabelValue(value))
      yield { ...about, reason: 'toleration-value', path: at('operator'), value, culprit: at('value') };
  } else if (operator === 'Exists') {
    if (value !== '')
      yield {
        ...about,
        reason: 'toleration-exists-value',
        path: at('operator'),
        value,
        culprit: at('value'),
      };
  } else if (operator === 'Lt' || operator === 'Gt') {
    // Behind a feature gate of the newest releases; with the gate on, other values than these are refused, too.
    if (!isDecimalInteger(value))
      yield { ...about, reason: 'toleration-number', path: at('operator'), value, culprit: at('value') };
  } else yield { ...about, reason: 'toleration-operator', path: at('operator') };
  const seconds = fieldIn(item, 'tolerationSeconds') !== undefined;
  if (effect !== '' && !['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect))
    yield { ...about, reason: 'toleration-effect', path: at('effect'), value: effect };
  else if (seconds && effect !== 'NoExecute')
    yield {
      ...about,
      reason: 'toleration-seconds',
      path: at('effect'),
      value: effect,
      culprit: at('tolerationSeconds'),
    };
}

/** Numbers that `Lt` and `Gt` compare with: 64 bits, and neither a plus nor a zero in front. */
function isDecimalInteger(text: string): boolean {
  return /^-?(0|[1-9]\d{0,18})$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
