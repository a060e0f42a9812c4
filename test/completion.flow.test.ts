/** Completion in flow style and JSON: what is written stands between commas, and is whole. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { accepted, labelsAt, marked, offersAt } from './harness/completion.ts';
import { options } from './harness/engine.ts';

const certificate = (spec: string) =>
  `apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a}\nspec:\n  secretName: a\n  ${spec}\n  dnsNames: [a.example.com]\n`;

describe('a comma goes where something stands beside without one', () => {
  test.each([
    ['issuerRef: {$0 name: free }', 'kind', 'issuerRef: {kind: , name: free }'],
    ['issuerRef: { ki$0 name: free }', 'kind', 'issuerRef: { kind: , name: free }'],
    ['issuerRef: {name: free $0}', 'kind', 'issuerRef: {name: free, kind: }'],
    [
      'issuerRef: {name: free $0 group: cert-manager.io}',
      'kind',
      'issuerRef: {name: free, kind: , group: cert-manager.io}',
    ],
    ['issuerRef: {name: "free"$0}', 'kind', 'issuerRef: {name: "free", kind: }'],
    [
      'issuerRef: {name: free, kind: $0 group: cert-manager.io}',
      'Issuer',
      'issuerRef: {name: free, kind: Issuer, group: cert-manager.io}',
    ],
    [
      'issuerRef: {name: free, kind: I$0 group: cert-manager.io}',
      'Issuer',
      'issuerRef: {name: free, kind: Issuer, group: cert-manager.io}',
    ],
    ['issuerRef: {name: free\n    $0\n    }', 'kind', 'issuerRef: {name: free,\n    kind: \n    }'],
    ['issuerRef: {$0\n    name: free}', 'kind', 'issuerRef: {kind: ,\n    name: free}'],
    ['issuerRef: {kind$0: Issuer name: free}', 'group', 'issuerRef: {group: Issuer name: free}'],
    ['usages: [$0 server auth]', 'client auth', 'usages: [client auth, server auth]'],
    ['usages: ["server auth" $0]', 'client auth', 'usages: ["server auth", client auth]'],
    [
      'usages: [server auth, $0 "client auth"]',
      'cert sign',
      'usages: [server auth, cert sign, "client auth"]',
    ],
    [
      'keystores: {pkcs12: {create: true} $0}',
      'jks',
      'keystores: {pkcs12: {create: true}, jks: {create: true, passwordSecretRef: {name: , key: }}}',
    ],
    [
      'keystores: {$0 pkcs12: {create: true}}',
      'jks',
      'keystores: {jks: {create: true, passwordSecretRef: {name: , key: }}, pkcs12: {create: true}}',
    ],
  ])('%j, %s', (spec, label, after) => {
    expect(accepted(certificate(spec), label)).toBe(certificate(after));
  });

  test('in lists of objects', () => {
    const solvers = (list: string) =>
      `apiVersion: cert-manager.io/v1\nkind: Issuer\nspec: {acme: {solvers: ${list}}}\n`;
    for (const list of ['[$0{http01: {}}]', '[{http01: {}}$0]', '[{http01: {}} $0]', '[ $0 {http01: {}}]'])
      expect(parse(accepted(solvers(list), '{ dns01 }')).spec.acme.solvers).toHaveLength(2);
  });

  test('no key is offered behind a key, no value before one', () => {
    for (const spec of [
      'issuerRef: {name $0}',
      'issuerRef: {name: free, kind: $0 Issuer}',
      'privateKey: $0 {algorithm: RSA}',
    ])
      expect(labelsAt(certificate(spec)), spec).toEqual([]);
  });

  test('while somebody types, none behind a value, which may go on', () => {
    const { text, offset } = marked(certificate('usages: [server $0]'));
    expect(labelsAt(certificate('usages: [server $0]'))).toContain('client auth');
    expect(offersAt({ text, offset }, options(), undefined, true)).toEqual([]);
  });

  test('in JSON', () => {
    const json = (spec: string) =>
      `{\n  "apiVersion": "cert-manager.io/v1",\n  "kind": "Certificate",\n  "spec": {\n${spec}\n  }\n}\n`;
    const after = accepted(json('    "secretName": "b"\n    $0'), 'dnsNames');
    expect(after).toContain('"secretName": "b",\n    "dnsNames"');
    const before = accepted(json('    "dn$0"\n    "secretName": "b"'), 'dnsNames');
    for (const text of [after, before]) expect(() => JSON.parse(text)).not.toThrow();
  });
});
