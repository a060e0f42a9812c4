/** What the editor shows of a file by itself: outline, links, lenses, hints; and symbols of the workspace. */
import { describe, expect, test } from 'vitest';
import { filesOf, navigate } from './harness/navigation.ts';

describe('what is in a file', () => {
  test('outline', () => {
    const nav = navigate('nav-issuers');
    expect(nav.outline('issuers.yaml')).toEqual([
      'ClusterIssuer letsencrypt',
      '  http01 ingress',
      '  dns01 route53 — example.org',
      '    selector — example.org',
      '      example.org',
      'Issuer internal — shop',
      '  ca — internal-ca',
      'Issuer internal — other',
      '  selfSigned',
      'ClusterIssuer unused',
      '  selfSigned',
    ]);
    expect(nav.outline('ingress.yaml').slice(0, 5)).toEqual([
      'Ingress shop — shop',
      '  blog-tls — blog.example.com',
      '    blog.example.com',
      '  docs-tls — docs.example.org',
      '    docs.example.org',
    ]);
    expect(navigate('nav-gateway').outline('gateway.yaml')).toContain('  https — HTTPS shop.example.com');
  });

  test('outline of a templated name', () => {
    const text = 'apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata:\n  name: {{ .Values.x }}-ca\n';
    expect(navigate({ 'a.yaml': text }).outline('a.yaml')).toEqual(['Issuer {{ .Values.x }}-ca']);
  });

  test('links', () => {
    const nav = navigate('nav-issuers');
    const acme = 'https://cert-manager.io/docs/configuration/acme';
    expect(nav.links('issuers.yaml').slice(0, 4)).toEqual([
      `acme ${acme}/`,
      `http01 ${acme}/http01/`,
      `dns01 ${acme}/dns01/`,
      `route53 ${acme}/dns01/route53/`,
    ]);
    expect(nav.links('ingress.yaml')[0]).toBe(
      'cert-manager.io/cluster-issuer https://cert-manager.io/docs/reference/annotations/',
    );
    expect(navigate('nav-kustomize').links('prod/kustomization.yaml')).toEqual([
      '../base base/kustomization.yaml:1',
      'more.yaml prod/more.yaml:1',
    ]);
  });

  test('lenses that show something', () => {
    const nav = navigate('nav-issuers');
    expect(nav.showing('issuers.yaml')).toEqual(['Preview solver objects: issuers.yaml:11 - http01:']);
    expect(nav.showing('certificates.yaml')).toEqual(['Show challenge path: certificates.yaml:4 name: shop']);
    expect(nav.showing('ingress.yaml')).toEqual([
      'Show challenge path: ingress.yaml:13 secretName: blog-tls',
      'Show challenge path: ingress.yaml:15 secretName: docs-tls',
      'Preview Certificate: ingress.yaml:1 apiVersion: networking.k8s.io/v1',
      'Preview Certificate: ingress.yaml:17 apiVersion: networking.k8s.io/v1',
    ]);
    expect(navigate('nav-issuers', 'ko').showing('ingress.yaml').at(-1)).toMatch(/^Certificate 미리 보기/);
  });

  test('no lens leads to a preview that has nothing to show', () => {
    const solvers = [
      'dns01: {cloudflare: {}}',
      'http01: {}',
      'http01: {ingress: {}, gatewayHTTPRoute: {}}',
      'http01: {ingress: {class: {{ .Values.class }}}}',
    ];
    const source = (kind: string, annotation: string, spec: string) =>
      `apiVersion: ${kind === 'Ingress' ? 'networking.k8s.io' : 'gateway.networking.k8s.io'}/v1
kind: ${kind}
metadata:
  name: web
  annotations: {${annotation}: elsewhere}
spec: {${spec}}
`;
    const tls = 'tls: [{hosts: [a.example.com], secretName: web-tls}]';
    const listeners =
      'listeners: [{name: a, port: 443, protocol: HTTPS, hostname: a.example.com, tls: {mode: Terminate, certificateRefs: [{name: web-tls}]}}]';
    const issuer = 'cert-manager.io/cluster-issuer';
    const nav = navigate({
      'issuer.yaml': `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: le}
spec:
  acme:
    solvers:
${solvers.map((solver) => `      - ${solver}\n`).join('')}`,
      'plain.yaml': source('Ingress', 'other', tls),
      'without.yaml': source('Ingress', issuer, 'rules: []'),
      'gateway.yaml': source('Gateway', issuer, listeners),
      'set.yaml': source('ListenerSet', issuer, listeners),
      'ingress.yaml': source('Ingress', issuer, tls),
    });
    for (const path of ['issuer.yaml', 'plain.yaml', 'without.yaml'])
      expect(nav.showing(path), path).toEqual([]);
    for (const path of ['gateway.yaml', 'set.yaml', 'ingress.yaml'])
      expect(nav.showing(path), path).toEqual([expect.stringContaining('Preview Certificate')]);
    expect(nav.showing('set.yaml', { version: '1.19' })).toEqual([]);
    // cert-manager leaves a Certificate alone that is there already.
    nav.put(
      'certificate.yaml',
      `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: web-tls}
spec: {secretName: web-tls, dnsNames: [a.example.com], issuerRef: {name: le}}
`,
    );
    expect(nav.showing('ingress.yaml')).toEqual([]);
  });

  test('lenses', () => {
    const nav = navigate('nav-issuers');
    expect(nav.lenses('issuers.yaml')).toEqual([
      {
        at: 'issuers.yaml:4 name: letsencrypt',
        title: 'used by 1 certificate, 1 ingress',
        uses: [
          'certificates.yaml:12 name: letsencrypt',
          'ingress.yaml:7 cert-manager.io/cluster-issuer: "letsencrypt"',
        ],
      },
      expect.objectContaining({ at: 'issuers.yaml:27 name: internal' }),
    ]);
    expect(nav.lenses('certificates.yaml').map(({ title }) => title)).toEqual([
      'issues shop-tls for 2 names through solver 1, HTTP-01 and solver 2, DNS-01',
      'issues inner-tls for 1 name through internal (CA)',
    ]);
    expect(nav.lenses('ingress.yaml').map(({ title }) => title)).toEqual([
      'issues blog-tls for 1 name through solver 1, HTTP-01',
      'issues docs-tls for 1 name through solver 2, DNS-01',
      'issues inner-tls for 1 name through internal (CA)',
    ]);
    const korean = navigate('nav-issuers', 'ko');
    expect(korean.lenses('issuers.yaml')[0]?.title).toBe('인증서 1개, 인그레스 1개에서 사용');
    expect(korean.lenses('certificates.yaml')[0]?.title).toBe(
      'shop-tls 발급: 이름 2개, 솔버 1(HTTP-01), 솔버 2(DNS-01)',
    );
  });

  test('hints', () => {
    const nav = navigate('nav-issuers');
    const [first, second] = nav.hints('certificates.yaml');
    expect([first, second]).toEqual([
      { text: 'shop.example.com solver 1 · HTTP-01', target: 'issuers.yaml:11 - http01:' },
      { text: 'www.example.org solver 2 · DNS-01', target: 'issuers.yaml:14 - selector:' },
    ]);
    expect(nav.hints('ingress.yaml').map(({ text }) => text)).toEqual([
      'blog.example.com solver 1 · HTTP-01',
      'docs.example.org solver 2 · DNS-01',
    ]);
    expect(nav.hints('certificates.yaml', { start: 0, end: 160 })).toEqual([first]);
    const korean = navigate('nav-issuers', 'ko');
    expect(korean.hints('certificates.yaml')[0]?.text).toBe('shop.example.com 솔버 1 · HTTP-01');
  });

  test('neither lens nor hint where it is not sure', () => {
    const files = Object.fromEntries(filesOf('nav-issuers'));
    const templated = files['issuers.yaml']?.replace('- example.org', '- {{ .Values.zone }}') ?? '';
    const nav = navigate({ ...files, 'issuers.yaml': templated });
    expect(nav.hints('certificates.yaml')).toEqual([]);
    expect(nav.lenses('certificates.yaml')).toHaveLength(1);
    // Two issuers of one name.
    const twice = navigate({ ...files, 'more.yaml': files['issuers.yaml'] ?? '' });
    expect(twice.hints('certificates.yaml')).toEqual([]);
  });
});

test('symbols of the workspace are found by some of their letters, the closest first', () => {
  const nav = navigate('nav-issuers');
  expect(nav.symbols('shop')).toEqual([
    'Certificate shop certificates.yaml:4',
    'Ingress shop ingress.yaml:4',
  ]);
  expect(nav.symbols('inner')[0]).toBe('Certificate inner certificates.yaml:18');
  expect(nav.symbols('ClusterIssuer lets')).toEqual(['ClusterIssuer letsencrypt issuers.yaml:4']);
  expect(nav.symbols('xyz')).toEqual([]);
});
