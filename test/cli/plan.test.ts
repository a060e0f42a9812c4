/** `plan` as a process: files in, the plan out. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleCli, cleanUp, cli, folder } from './process.ts';

beforeAll(bundleCli);
afterAll(cleanUp);

const files = {
  'kustomization.yaml': 'namespace: shop\nresources: [base]\n',
  'base/kustomization.yaml': 'resources: [issuer.yaml, ingress.yaml]\n',
  'base/issuer.yaml': `apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: letsencrypt}
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: ops@kubernetes.io
    privateKeySecretRef: {name: letsencrypt}
    solvers:
      - dns01: {cloudflare: {apiTokenSecretRef: {name: cloudflare, key: token}}}
`,
  'base/ingress.yaml': `# an ingress
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations: {cert-manager.io/issuer: letsencrypt}
spec:
  tls:
    - hosts: ["*.shop.kubernetes.io"]
      secretName: shop-tls
  rules:
    - host: "*.shop.kubernetes.io"
`,
};

describe('plan', () => {
  test('tells of what kustomizations build, at the lines of the files', () => {
    const here = folder(files);
    const { out, code } = cli(here, ['plan', '--format', 'json']);
    expect(code).toBe(0);
    const [certificate, ...others] = JSON.parse(out).certificates;
    expect(others).toEqual([]);
    expect(certificate).toMatchObject({
      name: 'shop-tls',
      namespace: 'shop',
      source: { kind: 'Ingress', name: 'shop', file: 'base/ingress.yaml', line: 2 },
      written: false,
      issuer: { kind: 'Issuer', name: 'letsencrypt', namespace: 'shop', found: true },
      names: [{ name: '*.shop.kubernetes.io', type: 'dns-01', solver: 0, nodes: null, refused: {} }],
      findings: [],
    });
  });

  test('draws a tree, in two languages', () => {
    const here = folder(files);
    expect(cli(here, ['plan']).out).toContain('*.shop.kubernetes.io: dns-01, solver 1');
    expect(cli(here, ['plan', '--locale', 'ko']).out).toContain('*.shop.kubernetes.io');
  });

  test('plans what it was asked for, and looks at the repository around it', () => {
    const here = folder({ ...files, '.git/HEAD': '' });
    const { out } = cli(here, ['plan', '--format', 'json', 'base/ingress.yaml']);
    expect(JSON.parse(out).certificates).toMatchObject([{ name: 'shop-tls', issuer: { found: true } }]);
    const { out: none } = cli(here, ['plan', '--format', 'json', 'base/issuer.yaml']);
    expect(JSON.parse(none).certificates).toEqual([]);
  });

  test('names the rules that find something', () => {
    const here = folder({
      ...files,
      'base/issuer.yaml': files['base/issuer.yaml'].replace(
        'dns01: {cloudflare: {apiTokenSecretRef: {name: cloudflare, key: token}}}',
        'http01: {ingress: {}}',
      ),
    });
    const [certificate] = JSON.parse(cli(here, ['plan', '--format', 'json']).out).certificates;
    expect(certificate.findings).toEqual(['acme-name-without-solver']);
    expect(certificate.names).toMatchObject([{ type: null, solver: null }]);
  });

  test('names what could not be read, and options that it does not have', () => {
    const here = folder({ 'a.yaml': '\0' });
    expect(cli(here, ['plan'])).toMatchObject({ code: 2 });
    expect(cli(here, ['plan']).err).toContain('a.yaml');
    expect(cli(here, ['plan', '--fix']).err).toContain('`--fix`');
    expect(cli(here, ['plan', '-']).err).toContain('standard input');
  });

  test('gives no advice on nodes where a configuration says that the network is flat', () => {
    const here = folder({
      'all.yaml': `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: letsencrypt}
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    privateKeySecretRef: {name: letsencrypt}
    solvers:
      - http01: {ingress: {ingressClassName: nginx}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: shop, namespace: shop}
spec:
  secretName: shop-tls
  dnsNames: [shop.kubernetes.io]
  issuerRef: {kind: ClusterIssuer, name: letsencrypt}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: ingress-nginx}}
  template:
    metadata: {labels: {app.kubernetes.io/name: ingress-nginx}}
    spec:
      nodeSelector: {pool: edge}
      containers: [{name: controller, image: registry.k8s.io/ingress-nginx/controller:v1.12.1}]
`,
      '.cert-manager-lint.yaml': 'root: true\nhttp01: {flatNetwork: true}\n',
    });
    const advice = 'Hold the pod to the same nodes: pool In [edge]';
    expect(cli(here, ['plan', '--no-config']).out).toContain(advice);
    const { out } = cli(here, ['plan']);
    expect(out).toContain('served by ingress-nginx');
    expect(out).not.toContain(advice);
  });
});
