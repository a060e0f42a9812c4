/** Navigation over small folders: where names lead, who says them again, and what a new name would change. */
import { describe, expect, test } from 'vitest';
import { filesOf, navigate } from './harness/navigation.ts';

describe('a name leads to its resource', () => {
  test.each<[folder: string, path: string, cursor: string, targets: readonly string[]]>([
    // Issuers, by kind, group and namespace.
    ['nav-issuers', 'certificates.yaml', 'name: lets$0encrypt', ['issuers.yaml:4 name: letsencrypt']],
    ['nav-issuers', 'certificates.yaml', 'name: $0internal', ['issuers.yaml:27 name: internal']],
    ['nav-issuers', 'certificates.yaml', 'name: internal$0\n    group: awspca', []],
    ['nav-issuers', 'certificates.yaml', '{{ .Values.$0issuer }}', []],
    ['nav-issuers', 'certificates.yaml', 'is$0suerRef', []],
    ['nav-issuers', 'ingress.yaml', 'cluster-issuer: "letsencrypt$0"', ['issuers.yaml:4 name: letsencrypt']],
    ['nav-issuers', 'ingress.yaml', 'cert-manager.io/issuer: in$0ternal', ['issuers.yaml:27 name: internal']],
    // Secrets, to whatever writes them.
    [
      'nav-issuers',
      'ingress.yaml',
      'secretName: inner$0-tls',
      ['certificates.yaml:21 secretName: inner-tls'],
    ],
    ['nav-secrets', 'issuers.yaml', "name: '$0aws'", ['secrets.yaml:4 name: aws']],
    ['nav-secrets', 'issuers.yaml', 'secretName: ca-pa$0ir', ['secrets.yaml:14 name: ca-pair']],
    ['nav-secrets', 'issuers.yaml', 'name: seal$0ed', ['secrets.yaml:19 name: sealed']],
    ['nav-secrets', 'issuers.yaml', '{ name: root-t$0ls', ['issuers.yaml:50 secretName: root-tls']],
    ['nav-secrets', 'issuers.yaml', 'name: jks-$0password', ['secrets.yaml:25 name: jks-password']],
    ['nav-secrets', 'issuers.yaml', 'name: e$0ab', []],
    ['nav-gateway', 'gateway.yaml', '- name: shop-$0tls', ['gateway.yaml:66 secretName: shop-tls']],
    // The account key is written by the issuer itself: editors then show who uses it.
    ['nav-secrets', 'issuers.yaml', 'name: acc$0ount', ['issuers.yaml:9 name: account']],
    // Classes, Gateways, Certificates.
    ['nav-issuers', 'issuers.yaml', 'ingressClassName: ng$0inx', ['ingress.yaml:33 name: nginx']],
    ['nav-issuers', 'ingress.yaml', 'ingressClassName: ng$0inx', ['ingress.yaml:33 name: nginx']],
    ['nav-gateway', 'gateway.yaml', 'gatewayClassName: en$0voy', ['gateway.yaml:4 name: envoy']],
    ['nav-gateway', 'gateway.yaml', 'parentRef:\n    name: ed$0ge', ['gateway.yaml:9 name: edge']],
    [
      'nav-gateway',
      'gateway.yaml',
      'parentRefs:\n              - name: ed$0ge',
      ['gateway.yaml:9 name: edge'],
    ],
    ['nav-gateway', 'gateway.yaml', 'certificate-name: sh$0op', ['gateway.yaml:63 name: shop']],
    // Entries of a kustomization.
    [
      'nav-kustomize',
      'base/kustomization.yaml',
      '- iss$0uer.yaml',
      ['base/issuer.yaml:1 apiVersion: cert-manager.io/v1'],
    ],
    ['nav-kustomize', 'dev/kustomization.yaml', '- ../$0base', ['base/kustomization.yaml:1 resources:']],
    ['nav-kustomize', 'entries/kustomization.yaml', 'missing$0', []],
    // Of several clusters the own one.
    [
      'plan-clusters',
      'clusters/west/shop.yaml',
      'name: lets$0encrypt',
      ['clusters/west/issuer.yaml:4 name: letsencrypt'],
    ],
    // What a build finds a resource by.
    ['nav-patched', 'patched/kustomization.yaml', 'name: sh$0op', ['base/certificate.yaml:4 name: shop']],
    ['nav-patched', 'patched/kustomization.yaml', 'name: c$0a', ['base/issuer.yaml:4 name: ca']],
    ['nav-patched', 'patched/issuer.yaml', 'name: c$0a', ['base/issuer.yaml:4 name: ca']],
    ['nav-kustomize', 'entries/kustomization.yaml', 'remote$0', []],
  ])('%s %s %j', (folder, path, cursor, targets) => {
    expect(navigate(folder).definition(path, cursor)).toEqual(targets);
  });

  test('what builds find a resource by is among its references', () => {
    const { references } = navigate('nav-patched');
    for (const [path, cursor] of [
      ['base/issuer.yaml', 'name: c$0a'],
      ['patched/issuer.yaml', 'name: c$0a'],
    ] as const)
      expect(references(path, cursor)).toEqual([
        ' base/certificate.yaml:9 name: ca',
        '=base/issuer.yaml:4 name: ca',
        ' patched/issuer.yaml:4 name: ca',
        ' patched/kustomization.yaml:17 name: ca',
      ]);
  });

  test('what is applied together goes before what stands elsewhere', () => {
    const issuer = 'apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata:\n  name: ca\n';
    const certificate = `apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata:\n  name: a\nspec:\n  issuerRef: {name: ca, kind: ClusterIssuer}\n`;
    const nav = navigate({
      'a.yaml': `${issuer}---\n${certificate}`,
      'b.yaml': issuer,
      'c.yaml': certificate,
    });
    expect(nav.definition('a.yaml', '{name: c$0a')).toEqual(['a.yaml:4 name: ca']);
    expect(nav.definition('c.yaml', '{name: c$0a')).toEqual(['a.yaml:4 name: ca', 'b.yaml:4 name: ca']);
    expect(nav.references('b.yaml', 'name: $0ca')).toEqual([
      '=b.yaml:4 name: ca',
      ' c.yaml:6 issuerRef: {name: ca, kind: ClusterIssuer}',
    ]);
  });

  test('where one side has no namespace: to the one resource of the name', () => {
    const issuer = (namespace: string) =>
      `apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata:\n  name: ca\n${namespace}`;
    const certificate = (namespace: string) =>
      `apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata:\n  name: a\n${namespace}spec:\n  issuerRef: {name: ca}\n`;
    const [shop, other] = ['  namespace: shop\n', '  namespace: other\n'];
    const lead = (files: Record<string, string>) => navigate(files).definition('c.yaml', '{name: c$0a');
    expect(lead({ 'a.yaml': issuer(''), 'c.yaml': certificate(shop) })).toEqual(['a.yaml:4 name: ca']);
    expect(lead({ 'a.yaml': issuer(shop), 'c.yaml': certificate('') })).toEqual(['a.yaml:4 name: ca']);
    expect(lead({ 'a.yaml': issuer(shop), 'c.yaml': certificate(other) })).toEqual([]);
    const several = { 'a.yaml': issuer(shop), 'b.yaml': issuer(other) };
    expect(lead({ ...several, 'c.yaml': certificate('') })).toEqual([]);
  });

  test('an alias leads on from where it stands', () => {
    const text = `apiVersion: cert-manager.io/v1
kind: Issuer
metadata: { name: &it ca }
spec: { ca: { secretName: *it } }
---
apiVersion: v1
kind: Secret
metadata: { name: ca }
`;
    expect(navigate({ 'a.yaml': text }).definition('a.yaml', '*i$0t')).toEqual([
      'a.yaml:8 metadata: { name: ca }',
    ]);
  });

  test('in the text as it is now', () => {
    const nav = navigate('nav-issuers');
    nav.put('issuers.yaml', `# one line more\n${filesOf('nav-issuers').get('issuers.yaml')}`);
    expect(nav.definition('certificates.yaml', 'name: lets$0encrypt')).toEqual([
      'issuers.yaml:5 name: letsencrypt',
    ]);
    nav.put('issuers.yaml', '# nothing\n');
    expect(nav.definition('certificates.yaml', 'name: lets$0encrypt')).toEqual([]);
  });
});

describe('references', () => {
  const letsencrypt = [
    ' certificates.yaml:12 name: letsencrypt',
    ' ingress.yaml:7 cert-manager.io/cluster-issuer: "letsencrypt"',
    '=issuers.yaml:4 name: letsencrypt',
  ];
  test.each([
    ['issuers.yaml', 'name: lets$0encrypt\nspec'],
    ['certificates.yaml', 'name: letsencrypt$0'],
    ['ingress.yaml', '"$0letsencrypt"'],
  ])('from %s %j', (path, cursor) => {
    expect(navigate('nav-issuers').references(path, cursor)).toEqual(letsencrypt);
  });

  test('of a Secret, that which writes it first of all', () => {
    expect(navigate('nav-issuers').references('certificates.yaml', 'inner-$0tls')).toEqual([
      '=certificates.yaml:21 secretName: inner-tls',
      '=ingress.yaml:28 secretName: inner-tls',
    ]);
    expect(navigate('nav-secrets').references('secrets.yaml', 'name: ca-pa$0ir')).toEqual([
      ' issuers.yaml:26 secretName: ca-pair',
      '=secrets.yaml:14 name: ca-pair',
    ]);
  });

  test('of a name that nobody bears: all that say it', () => {
    const files = filesOf('nav-issuers');
    const nav = navigate({
      'certificates.yaml': files.get('certificates.yaml') ?? '',
      'ingress.yaml': files.get('ingress.yaml') ?? '',
    });
    expect(nav.references('ingress.yaml', '"lets$0encrypt"')).toEqual(letsencrypt.slice(0, 2));
  });

  test('highlights are those of one file', () => {
    expect(navigate('nav-issuers').highlights('ingress.yaml', '"lets$0encrypt"')).toEqual(
      letsencrypt.slice(1, 2),
    );
  });
});

describe('with a kustomization', () => {
  test('each build has a world of its own', () => {
    const nav = navigate('nav-kustomize');
    expect(nav.definition('base/certificate.yaml', 'issuerRef:\n    name: c$0a')).toEqual([
      'base/issuer.yaml:4 name: ca',
    ]);
    expect(nav.references('base/issuer.yaml', 'name: c$0a')).toEqual([
      ' base/certificate.yaml:9 name: ca',
      '=base/issuer.yaml:4 name: ca',
      ' prod/more.yaml:8 issuerRef: { name: ca }',
    ]);
    expect(nav.lenses('base/issuer.yaml').map(({ title }) => title)).toEqual(['used by 2 certificates']);
    expect(nav.lenses('base/certificate.yaml').map(({ title }) => title)).toEqual([
      'issues shop-tls for 1 name through ca (CA)',
    ]);
    expect(nav.symbols('shop')).toEqual(['Certificate shop base/certificate.yaml:4']);
  });
});
