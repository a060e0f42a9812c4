/** The shims: each verdict of the real ones, and what the facts say beyond them. */
import { describe, expect, test } from 'vitest';
import { shimRows, shimVerdict } from './harness/shims.ts';

const ingress = (annotations: Record<string, string>, spec: unknown, name = 'web') => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'shop', annotations },
  spec,
});
const tls = [{ hosts: ['a.example.org'], secretName: 'a-tls' }];
const issuer = { 'cert-manager.io/issuer': 'le' };

describe('the real shims', () => {
  const all = shimRows();
  test('said something', () => expect(all.length).toBeGreaterThan(50));
  test.each(all.map((row) => [row.id, row] as const))('%s', (_, { doc, certificates, events, failed }) => {
    expect(shimVerdict(doc)).toEqual({ certificates, events, failed });
  });
});

describe('ingress', () => {
  test('without tls gives nothing, not even a failure', () => {
    const nothing = { certificates: [], events: [], failed: false };
    expect(shimVerdict(ingress({ ...issuer, 'cert-manager.io/duration': '90d' }, {}))).toEqual(nothing);
  });

  test('entries without hosts or secret are skipped, a secret used twice stops all', () => {
    const skipped = shimVerdict(ingress(issuer, { tls: [{ secretName: 'x' }, ...tls] }));
    expect(skipped.events).toEqual(['Warning BadConfig', 'Normal CreateCertificate']);
    const [unnamed, twice] = [
      [{ hosts: ['a'] }, { hosts: ['b'] }],
      [...tls, ...tls],
    ];
    for (const list of [unnamed, twice])
      expect(shimVerdict(ingress(issuer, { tls: list }))).toEqual({
        certificates: [],
        events: ['Warning BadConfig'],
        failed: false,
      });
  });

  test.each([
    { ...issuer, 'cert-manager.io/cluster-issuer': 'le' },
    { 'cert-manager.io/cluster-issuer': 'le', 'cert-manager.io/issuer-kind': 'ClusterIssuer' },
    { 'cert-manager.io/cluster-issuer': 'le', 'cert-manager.io/issuer-group': 'x.org' },
    { 'cert-manager.io/issuer': '' },
    { 'kubernetes.io/tls-acme': 'true' },
  ])('%j: no issuer to tell', (annotations) => {
    expect(shimVerdict(ingress(annotations, { tls })).events).toEqual(['Warning BadConfig']);
  });

  test('an external issuer, an address among the hosts, the challenge in place', () => {
    const annotations = {
      ...issuer,
      'cert-manager.io/issuer-kind': 'AWSPCAIssuer',
      'cert-manager.io/issuer-group': 'awspca.cert-manager.io',
      'acme.cert-manager.io/http01-edit-in-place': 'true',
    };
    const hosts = [{ hosts: ['a.example.org', '10.0.0.1'], secretName: 'a-tls' }];
    expect(shimVerdict(ingress(annotations, { tls: hosts })).certificates).toEqual([
      {
        name: 'a-tls',
        annotations: {
          'acme.cert-manager.io/http01-override-ingress-name': 'web',
          'cert-manager.io/issue-temporary-certificate': 'true',
        },
        spec: {
          dnsNames: ['a.example.org'],
          ipAddresses: ['10.0.0.1'],
          secretName: 'a-tls',
          issuerRef: { name: 'le', kind: 'AWSPCAIssuer', group: 'awspca.cert-manager.io' },
          usages: ['digital signature', 'key encipherment'],
        },
      },
    ]);
  });

  const read = (name: string, value: string) => {
    const { certificates, failed } = shimVerdict(
      ingress({ ...issuer, [`cert-manager.io/${name}`]: value }, { tls }),
    );
    const { dnsNames, secretName, issuerRef, usages, ...rest } = (certificates[0]?.spec ?? {}) as Record<
      string,
      unknown
    >;
    const shown = name === 'usages' ? { usages } : name === 'alt-names' ? { dnsNames } : rest;
    return failed ? 'failed' : shown;
  };

  test.each([
    ['duration', '1h30m', { duration: '1h30m0s' }],
    ['duration', '1.5h', { duration: '1h30m0s' }],
    ['duration', '2160h0m0.5s', { duration: '2160h0m0.5s' }],
    ['duration', '59m', 'failed'],
    ['duration', '3 months', 'failed'],
    ['renew-before-percentage', '30', { renewBeforePercentage: 30 }],
    ['renew-before-percentage', '30%', 'failed'],
    ['usages', 'server auth, client auth', { usages: ['server auth', 'client auth'] }],
    ['usages', 'server auth,', 'failed'],
    ['private-key-size', '4096', { privateKey: { size: 4096 } }],
    ['private-key-size', '1024', 'failed'],
    ['private-key-size', '4k', 'failed'],
    ['private-key-algorithm', 'ecdsa', 'failed'],
    ['private-key-encoding', 'PKCS8', { privateKey: { encoding: 'PKCS8' } }],
    ['subject-organizations', '"Shop, Inc.",Other', { subject: { organizations: ['Shop, Inc.', 'Other'] } }],
    ['subject-organizations', 'a "b" c', 'failed'],
    ['subject-organizations', '', 'failed'],
    ['subject-organizations', 'a\nb', 'failed'],
    ['subject-streetaddresses', 'invalid csv",', 'failed'],
    ['subject-serialnumber', '7', { subject: { serialNumber: '7' } }],
    ['ip-sans', '10.0.0.1,2001:db8::1', { ipAddresses: ['10.0.0.1', '2001:db8::1'] }],
    ['ip-sans', '10.0.0.0/8', 'failed'],
    ['ip-sans', '10.0.0.01', 'failed'],
    ['alt-names', 'b.example.org', { dnsNames: ['a.example.org', 'b.example.org'] }],
    ['secret-template', '{"labels":{"a":"b"}}', { secretTemplate: { labels: { a: 'b' } } }],
    ['secret-template', '{}', {}],
    ['secret-template', '{"label":{}}', 'failed'],
    ['secret-template', '{labels: {}}', 'failed'],
    ['secret-template', '{"annotations":{"cert-manager.io/x":"y"}}', 'failed'],
  ])('%s: %s', (name, value, wanted) => {
    expect(read(name, value)).toEqual(wanted);
  });
});

describe('gateway', () => {
  const listener = (name: string, more: object = {}) => ({
    name,
    protocol: 'HTTPS',
    hostname: `${name}.example.org`,
    tls: { certificateRefs: [{ name: 'gw-tls' }] },
    ...more,
  });
  const set = (annotations: Record<string, string>) => ({
    kind: 'ListenerSet',
    metadata: { name: 'set', annotations },
    spec: { parentRef: { name: 'gw' }, listeners: [listener('a')] },
  });
  const gateway = (annotations: Record<string, string>, listeners: unknown[] = []) => ({
    kind: 'Gateway',
    metadata: { name: 'gw', annotations },
    spec: { listeners },
  });

  test('leaves listeners alone that it is told to', () => {
    const annotations = { ...issuer, 'cert-manager.io/ignore-tls-listeners': 'b, c' };
    const answer = shimVerdict(
      gateway(annotations, [listener('a'), listener('b'), listener('c', { hostname: '' })]),
    );
    expect(answer.events).toEqual(['Normal CreateCertificate']);
    expect(answer.certificates[0]?.spec).toMatchObject({ dnsNames: ['a.example.org'] });
  });

  test('a ListenerSet has the issuer of its Gateway where it has none', () => {
    expect(shimVerdict(set({})).certificates).toEqual([]);
    const [made] = shimVerdict(set({}), gateway(issuer)).certificates;
    expect(made?.annotations).toEqual({
      'acme.cert-manager.io/http01-parentrefkind': 'ListenerSet',
      'acme.cert-manager.io/http01-parentrefname': 'set',
    });
    const fallback = set({ 'acme.cert-manager.io/http01-parentreffallback': 'true', ...issuer });
    expect(shimVerdict(fallback).certificates[0]?.annotations).toEqual({
      'acme.cert-manager.io/http01-parentrefkind': 'Gateway',
      'acme.cert-manager.io/http01-parentrefname': 'gw',
    });
  });
});
