/** The field docs against the API: every field has some, every entry is of a field, and says since when it is there. */
import { describe, expect, test } from 'vitest';
import { compileProse, locales } from '../scripts/prose.ts';
import { docsOf, fieldsOf, knownAnnotations } from './harness/completion.ts';
import { documentsIn } from './harness/engine.ts';
import { hover } from './harness/hover.ts';

const docs = { en: compileProse('en'), ko: compileProse('ko') };
const kinds = ['Certificate', 'CertificateRequest', 'Issuer'].map((kind) => ({
  kind,
  fields: fieldsOf(kind),
}));
const acme = ['Order', 'Challenge'].map((kind) => ({ kind, fields: fieldsOf(kind, 'acme.cert-manager.io') }));
/** What is said of a list holds for its items. */
const isOwn = (path: string) => !path.endsWith('[]');

describe.each([...kinds, ...acme])('$kind', ({ fields }) => {
  test.each(locales)('every field has docs, in %s', (locale) => {
    expect(fields.length).toBeGreaterThan(5);
    const silent = fields.filter(({ path }) => isOwn(path) && docsOf(path, docs[locale]) === undefined);
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test.each(locales)('a field younger than the one it stands in says since when, in %s', (locale) => {
    const silent = fields.filter(({ path, since, parentSince }) => {
      const text = isOwn(path) ? docsOf(path, docs[locale]) : undefined;
      return text !== undefined && since !== parentSince && !text.includes(since);
    });
    expect(silent.map(({ path, since }) => `${path} ${since}`)).toEqual([]);
  });
});

test('every entry is one of a field or of an annotation', () => {
  const paths = [...kinds, ...acme].flatMap(({ fields }) => fields.map(({ path }) => path));
  const annotations = [...knownAnnotations, ...['kubernetes.io/tls-acme', 'kubernetes.io/ingress.class']].map(
    (key) => `Annotation.${key}`,
  );
  const ofKinds = ['Issuer', 'ClusterIssuer', 'Certificate', 'CertificateRequest', 'Order', 'Challenge'].map(
    (kind) => `Kind.${kind}`,
  );
  const known = new Set([...paths, ...annotations, ...ofKinds]);
  const isKnown = (key: string) => {
    const [field = '', value] = key.split(' = ');
    if (value !== undefined) return allowed(field).some((one) => one === undefined || one.includes(value));
    return field.startsWith('*.') ? paths.some((path) => path.endsWith(field.slice(1))) : known.has(field);
  };
  /** What may be said in the fields that a heading stands for. */
  const allowed = (field: string) =>
    [...kinds, ...acme].flatMap(({ fields }) =>
      fields
        .filter(({ path }) => path === field || (field.startsWith('*.') && path.endsWith(field.slice(1))))
        .map(({ enum: values }) => values),
    );
  expect(Object.keys(docs.en).filter((key) => !isKnown(key))).toEqual([]);
  expect([...annotations, ...ofKinds].filter((key) => docs.en[key] === undefined)).toEqual([]);
});

test.each(locales)('every value of an enum has docs, in %s', (locale) => {
  const values = [...kinds, ...acme].flatMap(({ fields }) =>
    fields
      .filter(({ path }) => isOwn(path) || path.endsWith('[]'))
      .flatMap(({ path, enum: all = [] }) => all.map((value) => `${path} = ${value}`)),
  );
  expect(values.length).toBeGreaterThan(50);
  expect(values.filter((value) => docsOf(value, docs[locale]) === undefined)).toEqual([]);
});

test.each([
  ['Certificate', 'Certificate.spec.issuerRef'],
  ['CertificateRequest', '*.issuerRef'],
])('hover on issuerRef of a %s', (kind, entry) => {
  const text = `apiVersion: cert-manager.io/v1\nkind: ${kind}\nspec:\n  issuerRef:\n    name: a\n`;
  const { documents } = documentsIn(text);
  expect(hover(documents, text.indexOf('issuerRef') + 2, docs.en)?.markdown).toBe(docs.en[entry]);
  expect(hover(documents, text.indexOf('name:'), docs.en)?.markdown).toBe(docs.en['*.issuerRef.name']);
});

test.each([
  ['solver', 'http01', 'Issuer.spec.acme.solvers[].http01'],
  ['status', 'reason', 'Challenge.status.reason'],
])('hover in %s of a Challenge on %s', (_, key, entry) => {
  const text =
    'apiVersion: acme.cert-manager.io/v1\nkind: Challenge\nspec:\n  solver:\n    http01:\n      ingress: {}\nstatus:\n  reason: a\n';
  const { documents } = documentsIn(text);
  expect(hover(documents, text.indexOf(`${key}:`), docs.en)?.markdown).toBe(docs.en[entry]);
});
