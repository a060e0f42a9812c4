/** What lenses tell of Certificates: solvers, names without one, listeners of Gateways. */
import { describe, expect, test } from 'vitest';
import { documentsIn } from './harness/engine.ts';
import { hover } from './harness/hover.ts';
import { navigate } from './harness/navigation.ts';

describe('lenses', () => {
  const issuer = (selectors: readonly string[]) => `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: le}
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    privateKeySecretRef: {name: account}
    solvers:
${selectors.map((selector) => `      - {selector: {dnsZones: [${selector}]}, ${selector.startsWith('d') ? 'dns01: {route53: {}}' : 'http01: {ingress: {}}'}}\n`).join('')}`;
  const certificate = (names: string) => `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: many}
spec:
  secretName: many-tls
  issuerRef: {name: le, kind: ClusterIssuer}
  dnsNames: [${names}]
`;
  const lensesOf = (selectors: readonly string[], names: string, locale: 'en' | 'ko' = 'en') =>
    navigate({ 'i.yaml': issuer(selectors), 'c.yaml': certificate(names) }, locale)
      .lenses('c.yaml')
      .map(({ title }) => title);
  const shown = (nav: ReturnType<typeof navigate>) => nav.showing('c.yaml');

  test('a resource counts once, though an overlay says the name again', () => {
    const nav = navigate({
      'base/all.yaml': `${issuer(['a.com'])}---\n${certificate('a.com')}---\napiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {cert-manager.io/cluster-issuer: le}}
spec: {tls: [{hosts: [a.com], secretName: web-tls}]}
`,
      'base/kustomization.yaml': 'resources: [all.yaml]\n',
      'prod/kustomization.yaml': `resources: [../base]
patches:
  - patch: |-
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web, annotations: {cert-manager.io/cluster-issuer: le}}
`,
      'dev/kustomization.yaml': 'resources: [../base]\n',
    });
    const [lens] = nav.lenses('base/all.yaml');
    expect(lens?.title).toBe('used by 1 certificate, 1 ingress');
  });

  test('more solvers than two are counted', () => {
    const zones = ['a.com', 'b.com', 'd.com'];
    expect(lensesOf(zones, 'a.com, b.com, d.com')).toEqual([
      'issues many-tls for 3 names through 3 solvers (HTTP-01, DNS-01)',
    ]);
    expect(lensesOf(zones, 'a.com, b.com, d.com', 'ko')).toEqual([
      'many-tls 발급: 이름 3개, 솔버 3개(HTTP-01, DNS-01)',
    ]);
  });

  test('a name without a solver is told of, and there is a picture', () => {
    expect(lensesOf(['a.com'], 'a.com, www.a.com, x.org')).toEqual([
      'many-tls waits: 1 of 3 names without a solver, the rest through solver 1, HTTP-01',
    ]);
    expect(lensesOf(['a.com'], 'x.org, y.org')).toEqual(['many-tls waits: its 2 names have no solver']);
    expect(lensesOf(['a.com'], 'x.org', 'ko')).toEqual(['many-tls 대기: 이름 1개 모두 맡을 솔버 없음']);
    const nav = navigate({ 'i.yaml': issuer(['a.com']), 'c.yaml': certificate('x.org') });
    expect(shown(nav)).toEqual(['Show challenge path: c.yaml:3 metadata: {name: many}']);
  });

  test('a Certificate with an address has a picture, though nothing is told of it', () => {
    const text = certificate('a.com').replace('  dnsNames:', '  ipAddresses: [10.0.0.1]\n  dnsNames:');
    const nav = navigate({ 'i.yaml': issuer(['a.com']), 'c.yaml': text });
    expect(nav.lenses('c.yaml')).toEqual([]);
    expect(shown(nav)).toEqual(['Show challenge path: c.yaml:3 metadata: {name: many}']);
  });

  test('listeners of an annotated Gateway are told of once a Secret', () => {
    const listener = (name: string, hostname: string, more = '') =>
      `    - {name: ${name}, protocol: HTTPS, port: 443, hostname: ${hostname}, tls: {${more}certificateRefs: [{name: edge-tls}]}}\n`;
    const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: edge
  annotations: {cert-manager.io/cluster-issuer: le}
spec:
  gatewayClassName: envoy
  listeners:
${listener('a', 'a.com')}${listener('b', 'www.a.com')}${listener('c', 'a.com')}${listener('p', 'p.com', 'mode: Passthrough, ')}`;
    const nav = navigate({ 'i.yaml': issuer(['a.com']), 'c.yaml': gateway });
    expect(nav.lenses('c.yaml').map(({ title, at }) => `${title} ${at.slice(0, 8)}`)).toEqual([
      'issues edge-tls for 2 names through solver 1, HTTP-01 c.yaml:9',
    ]);
    expect(shown(nav).filter((one) => one.startsWith('Show'))).toEqual([
      expect.stringMatching(/^Show challenge path: c\.yaml:9 /),
    ]);
    expect(nav.hints('c.yaml').map(({ text }) => text)).toEqual([
      'a.com solver 1 · HTTP-01',
      'www.a.com solver 1 · HTTP-01',
      'a.com solver 1 · HTTP-01',
    ]);
    const text = `${issuer(['a.com'])}---\n${gateway}`;
    const { documents } = documentsIn(text);
    expect(hover(documents, text.indexOf('www.a.com') + 1, {})?.markdown).toContain('solver 1');
    expect(hover(documents, text.indexOf('p.com') + 1, {})?.markdown ?? '').not.toContain('solver');
  });
});
