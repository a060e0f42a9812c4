/** Hovers on names: what bears them in the workspace, and for which names the solver of a selector answers. */
import { describe, expect, test } from 'vitest';
import { strangeIn } from './harness/markdown.ts';
import { navigate } from './harness/navigation.ts';

const files = {
  'issuer.yaml': `apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: le, namespace: shop}
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    privateKeySecretRef: {name: account}
    solvers:
      - http01:
          ingress: {ingressClassName: public}
      - selector:
          dnsZones: [example.org]
          dnsNames: [b.example.org, never.example.org]
        dns01:
          cloudflare:
            apiTokenSecretRef: {name: token, key: t}
      - http01:
          gatewayHTTPRoute:
            parentRefs: [{name: edge}]
`,
  'certificates.yaml': `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: web, namespace: shop}
spec:
  secretName: web-tls
  dnsNames: [a.example.com, b.example.org, b.example.org]
  issuerRef: {name: le}
`,
  'more/ingress.yaml': `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  ingressClassName: public
  tls: [{secretName: web-tls}]
`,
  'more/cluster.yaml': `apiVersion: v1
kind: Secret
metadata: {name: token, namespace: shop}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: public}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec: {gatewayClassName: envoy}
`,
};
const nav = navigate(files);

describe('a reference', () => {
  test.each([
    [
      'a Secret that is written, and read elsewhere',
      'more/ingress.yaml',
      '{secretName: $0web-tls',
      'Secret `web-tls` in namespace `shop`\n\n- written for Certificate `web` (`certificates.yaml:5`)',
    ],
    [
      'who reads what is written here',
      'certificates.yaml',
      'secretName: $0web-tls',
      'Secret `web-tls` in namespace `shop`\n\n- read by Ingress `web` (`more/ingress.yaml:6`)',
    ],
    [
      'a Secret that is there',
      'issuer.yaml',
      '{name: $0token',
      'Secret `token` in namespace `shop`\n\n- Secret `token` (`more/cluster.yaml:3`)',
    ],
    [
      'a class',
      'more/ingress.yaml',
      'ingressClassName: $0public',
      'IngressClass `public`\n\n- IngressClass `public` (`cluster.yaml:7`), served by `k8s.io/ingress-nginx`',
    ],
    [
      'a Gateway',
      'issuer.yaml',
      '[{name: $0edge',
      'Gateway `edge` in namespace `shop`\n\n- Gateway `edge` (`more/cluster.yaml:12`), of class `envoy`',
    ],
  ])('%s', (_, path, cursor, text) => {
    expect(nav.explained(path, cursor)).toBe(text);
    expect(navigate(files, 'ko').explained(path, cursor)).toMatch(/[가-힣]/);
  });

  test('the Secret of a Certificate that cert-manager makes', () => {
    const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop, annotations: {cert-manager.io/cluster-issuer: le}}
spec: {tls: [{hosts: [a.com], secretName: made-tls}]}
`;
    const said = (locale: 'en' | 'ko') =>
      navigate({ 'i.yaml': ingress }, locale).explained('i.yaml', 'secretName: $0made-tls');
    expect(said('en')).toBe(
      'Secret `made-tls` in namespace `shop`\n\n- written for Certificate `made-tls`, which cert-manager makes of this Ingress',
    );
    expect(said('ko')).toContain('- cert-manager가 이 Ingress에서 만드는 Certificate `made-tls`를 위해');
    const plain = ingress.replace(', annotations: {cert-manager.io/cluster-issuer: le}', '');
    expect(navigate({ 'i.yaml': plain }).explained('i.yaml', 'secretName: $0made-tls')).toBeUndefined();
  });

  test('that the workspace does not know: what cert-manager writes, and what the cluster may have', () => {
    expect(nav.explained('issuer.yaml', 'privateKeySecretRef: {name: $0account')).toMatch(
      /^Secret `account`.*\n\ncert-manager keeps the key of the ACME account in it\.$/,
    );
    expect(nav.explained('certificates.yaml', 'metadata: {name: $0web')).toBeUndefined();
    expect(navigate({ 'a.yaml': files['issuer.yaml'] }).explained('a.yaml', '{name: $0token')).toMatch(
      /^Secret `token`.*\n\nNot in the files that are known here\. It may well be in the cluster\.$/,
    );
    const alone = navigate({ 'a.yaml': files['certificates.yaml'] });
    expect(alone.explained('a.yaml', 'secretName: $0web-tls')).toContain(
      'cert-manager writes key and certificate into it.',
    );
  });

  test('where one side has no namespace: said as such', () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: token}\n';
    expect(
      navigate({ 'a.yaml': files['issuer.yaml'], 's.yaml': secret }).explained('a.yaml', '{name: $0token'),
    ).toContain('- Secret `token` (`s.yaml:3`), where both are applied to one namespace');
  });

  test('many are cut', () => {
    const ingress = (name: string) => files['more/ingress.yaml'].replace('{name: web,', `{name: ${name},`);
    const many = Array.from({ length: 20 }, (_, i) => ingress(`i${i}`)).join('---\n');
    const text = navigate({ ...files, 'many.yaml': many }).explained(
      'certificates.yaml',
      'secretName: $0web-tls',
    );
    expect(text?.split('\n')).toHaveLength(11);
    expect(text).toMatch(/- and 13 more$/);
  });
});

describe('a selector', () => {
  test('a zone: the names in it that its solver answers', () => {
    expect(nav.explained('issuer.yaml', 'dnsZones: [$0example.org')).toBe(
      '`example.org`: solver 2 answers for 1 name of the workspace\n\n- `b.example.org`: Certificate `web` (`certificates.yaml:7`)',
    );
    expect(navigate(files, 'ko').explained('issuer.yaml', 'dnsZones: [$0example.org')).toContain(
      '솔버 2가 작업 영역의 이름 1개를 맡습니다',
    );
  });

  test('a name: who asks for it; nothing where nobody does', () => {
    expect(nav.explained('issuer.yaml', 'dnsNames: [$0b.example.org')).toContain('Certificate `web`');
    expect(nav.explained('issuer.yaml', '$0never.example.org')).toBeUndefined();
  });

  test('its key: all that its solver answers', () => {
    expect(nav.explained('issuer.yaml', 'sel$0ector:')).toMatch(
      /^solver 2 answers for 1 name of the workspace\n\n- `b\.example\.org`/,
    );
    expect(nav.explained('issuer.yaml', 'dns$0Zones:')).toBeUndefined();
  });

  test('follows an edit elsewhere', () => {
    const edited = navigate(files);
    edited.put('certificates.yaml', files['certificates.yaml'].replaceAll('example.org', 'example.net'));
    expect(edited.explained('issuer.yaml', 'dnsZones: [$0example.org')).toBeUndefined();
  });
});

test('no name of a file becomes Markdown', () => {
  const hostile = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      text
        .replaceAll('web-tls', '"![x](https://evil.example/p.png)"')
        .replace('{name: web,', '{name: "a`[b](https://evil.example)",'),
    ]),
  );
  const text = navigate(hostile).explained('more/ingress.yaml', '{secretName: "$0!') ?? '';
  expect(text).toContain('written for Certificate');
  expect(strangeIn(text)).toEqual([]);
});
