/** What completion knows by heart, held against the API: no field or value in it that the API does not have. */
import { describe, expect, test } from 'vitest';
import {
  alternatives,
  bySuffix,
  fieldsOf,
  isPublicCa,
  knownValues,
  orders,
  starters,
  valueWords,
} from './harness/completion.ts';

const fields = [
  ...['Certificate', 'CertificateRequest', 'Issuer'].flatMap((kind) => fieldsOf(kind)),
  ...['Order', 'Challenge'].flatMap((kind) => fieldsOf(kind, 'acme.cert-manager.io')),
];
type Table = Readonly<Record<string, unknown>>;
/** The entry of a table for each of the fields, looked up once. */
const entries = new Map<Table, readonly unknown[]>();
/** The fields that an entry of a table is for. */
function under(table: Table, key: string): typeof fields {
  const found = entries.get(table) ?? fields.map(({ path }) => bySuffix(path, table));
  entries.set(table, found);
  return fields.filter((_, i) => found[i] === table[key]);
}
/** What v1alpha2 and v1alpha3 call some fields; what is below `metadata` is not in the tables of kinds. */
const old = ['azuredns', 'clouddns', 'acmedns'];

describe.each([
  ['orders', orders, (names: readonly string[]) => names],
  ['alternatives', alternatives, (groups: readonly (readonly string[])[]) => groups.flat()],
] as const)('%s', (_, table, namesOf) => {
  test.each(Object.keys(table).filter((key) => key !== '*.metadata'))('%s', (key) => {
    const places = under(table, key);
    expect(places.length).toBeGreaterThan(0);
    const known = new Set(places.flatMap(({ inner }) => inner));
    const value = table[key] as never;
    expect(namesOf(value).filter((name: string) => !known.has(name) && !old.includes(name))).toEqual([]);
  });
});

test.each(Object.keys(starters))('the starter of %s is for a field', (key) => {
  expect(under(starters, key).length).toBeGreaterThan(0);
});

test.each(Object.keys(knownValues))('the values of %s are allowed there', (key) => {
  const places = under(knownValues, key);
  expect(places.length).toBeGreaterThan(0);
  for (const { enum: allowed } of places)
    if (allowed)
      expect(allowed).toEqual(expect.arrayContaining((knownValues[key] ?? []).map(({ value }) => value)));
});

test.each(Object.keys(valueWords))('the words of %s are on its values', (key) => {
  const places = under(valueWords, key);
  expect(places.length).toBeGreaterThan(0);
  const words = Object.keys(valueWords[key] ?? {});
  for (const { enum: allowed } of places) if (allowed) expect(allowed).toEqual(expect.arrayContaining(words));
});

test('what is said of a value in Korean has no English word for what has a Korean one', () => {
  const said = Object.values(knownValues).flatMap((values) =>
    values.flatMap(({ detail }) => (typeof detail === 'object' ? [detail.ko] : [])),
  );
  expect(said).toContain('Google Trust Services 스테이징. externalAccountBinding 필요');
  expect(said.filter((text) => /staging|production|default/.test(text))).toEqual([]);
});

test('every directory is one of a CA that the rules know', () => {
  const directories = (knownValues['*.acme.server'] ?? []).map(({ value }) => value);
  expect(directories.filter((url) => !isPublicCa(url))).toEqual([]);
});
