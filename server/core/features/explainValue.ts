/** What a value means, what a kind is for, and which releases serve an API version; in the words of the field docs. */
import { currentVersion, servedBy } from '../facts.ts';
import type { Known } from '../model/resource.ts';
import type { Locale } from '../rules/rule.ts';
import { code } from '../text/markdown.ts';
import { bySuffix } from './completion/spot.ts';
import { knownValues, valueWords } from './completion/valueData.ts';
import { texts } from './explainTexts.ts';
import { docsOf, type FieldDocs } from './fieldDocs.ts';

/** The fields that annotations take their values from. */
export const fieldsOfAnnotations: Readonly<Record<string, string>> = {
  'cert-manager.io/duration': 'Certificate.spec.duration',
  'cert-manager.io/renew-before': 'Certificate.spec.renewBefore',
  'cert-manager.io/private-key-size': 'Certificate.spec.privateKey.size',
  'cert-manager.io/issuer-kind': 'Certificate.spec.issuerRef.kind',
  'cert-manager.io/private-key-algorithm': 'Certificate.spec.privateKey.algorithm',
  'cert-manager.io/private-key-encoding': 'Certificate.spec.privateKey.encoding',
  'cert-manager.io/private-key-rotation-policy': 'Certificate.spec.privateKey.rotationPolicy',
  'cert-manager.io/usages': 'Certificate.spec.usages[]',
};

/** A word on the value of a field; undefined for one that is not known. */
export function meaningOf(path: string, value: string, docs: FieldDocs, locale: Locale): string | undefined {
  const known = bySuffix(path, knownValues)?.find((one) => one.value === value)?.detail;
  const words = known ?? bySuffix(path, valueWords)?.[value];
  // A value with a dot could pass for the end of a path.
  const own = value.includes('.') ? undefined : docsOf(`${path} = ${value}`, docs);
  const text = own ?? (typeof words === 'string' ? words : words?.[locale]);
  return text === undefined ? undefined : `${code(value)}: ${text}`;
}

/** A word on the value of an annotation, or on the one of several words in it that `at` (an offset in `source`) is in. */
export function meaningIn(
  key: string,
  source: string,
  at: number,
  docs: FieldDocs,
  locale: Locale,
): string | undefined {
  const path = fieldsOfAnnotations[key];
  if (path === undefined) return undefined;
  const start = source.lastIndexOf(',', at - 1) + 1;
  const end = source.indexOf(',', at);
  const word = source.slice(start, end < 0 ? undefined : end).replace(/^[\s"']+|[\s"']+$/g, '');
  return meaningOf(path, word, docs, locale);
}

/** What the kind of a resource is for. */
export function kindOf({ kind }: Known, docs: FieldDocs): string | undefined {
  return docs[`Kind.${kind}`];
}

/** Which releases serve its API version. */
export function servedOf({ apiVersion, kind }: Known, locale: Locale): string | undefined {
  const served = servedBy(apiVersion);
  if (!served) return undefined;
  const { since, until } = served;
  return texts[locale].served(code(apiVersion), since, until, currentVersion(kind));
}
