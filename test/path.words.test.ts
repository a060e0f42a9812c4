/** The picture of a challenge in words, and the labels of its arrows. */
import { describe, expect, test } from 'vitest';
import { columnsOf, labelsOf, pictureIn } from './harness/path.ts';

/** Several ways, of which nobody knows who serves them; no node takes the pod of one. */
const manySolvers = `apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: many, namespace: team}
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    privateKeySecretRef: {name: key}
    solvers:
      - http01:
          ingress:
            ingressClassName: edge
            podTemplate: {spec: {nodeSelector: {role: nowhere}}}
      - selector: {dnsNames: [gw.example.com]}
        http01:
          gatewayHTTPRoute:
            parentRefs: [{name: edge-gw, namespace: gw, kind: Gateway}]
            podTemplate: {spec: {nodeSelector: {role: nowhere}}}
      - selector: {dnsZones: [example.org]}
        dns01: {route53: {region: eu-central-1}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: many, namespace: team}
spec:
  secretName: many-tls
  issuerRef: {name: many}
  dnsNames: [shop.example.com, gw.example.com, www.example.org]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge-gw, namespace: gw}
spec:
  gatewayClassName: somebody
  listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
---
apiVersion: v1
kind: Node
metadata:
  name: n1
  labels: {kubernetes.io/os: linux, kubernetes.io/arch: amd64, kubernetes.io/hostname: n1}
---
apiVersion: v1
kind: Node
metadata:
  name: n2
  labels: {kubernetes.io/os: linux, kubernetes.io/arch: amd64, kubernetes.io/hostname: n2}
`;

const pictures = { en: pictureIn(manySolvers, 'en'), ko: pictureIn(manySolvers, 'ko') };

test('labels of arrows do not lie on each other', () => {
  for (const locale of ['en', 'ko'] as const) {
    const labels = labelsOf(pictures[locale]?.svg ?? '');
    expect(labels.length).toBeGreaterThan(15);
    for (const [i, one] of labels.entries())
      for (const other of labels.slice(i + 1)) {
        const apart =
          Math.abs(one.y - other.y) > 11 ||
          one.x + columnsOf(one.text) * 6.6 < other.x ||
          other.x + columnsOf(other.text) * 6.6 < one.x;
        expect(apart, `${one.text} and ${other.text}`).toBe(true);
      }
  }
});

describe('in words', () => {
  const words = (locale: 'en' | 'ko') => pictures[locale]?.sentences ?? [];

  test('the controller behind a Gateway that is there is what is not known', () => {
    expect(words('en')).toContain('Gateway controller: Gateway edge-gw, which one is not known');
    expect(words('en')).toContain('Ingress controller: ingress class edge, which one is not known');
    expect(words('ko')).toContain('게이트웨이 컨트롤러: 게이트웨이 edge-gw, 어느 것인지 알 수 없음');
    expect(pictures.en?.mermaid).toContain('["Gateway controller<br/>Gateway edge-gw<br/>which one');
  });

  test('a Gateway that does not take the challenge is where it ends', () => {
    const shut = manySolvers.replace('from: All', 'from: Same');
    const [en, ko] = (['en', 'ko'] as const).map((locale) => pictureIn(shut, locale)?.sentences ?? []);
    expect(en).toContain('Gateway controller: Gateway edge-gw, takes no routes of the namespace. Warning');
    expect(ko).toContain(
      '게이트웨이 컨트롤러: 게이트웨이 edge-gw, 이 네임스페이스의 라우트를 받지 않음. 경고',
    );
    expect(
      pictureIn(shut)?.nodes.find(({ label }) => label.includes('takes no routes'))?.place,
    ).toBeDefined();
  });

  test('nothing stands for nothing, and nothing twice', () => {
    expect(words('en').filter((one) => one.startsWith('No node takes the pod'))).toEqual([
      'No node takes the pod. Warning',
    ]);
    for (const one of [...words('en'), ...words('ko')])
      expect(one).not.toMatch(/: \.|Not known$|알 수 없음\. /);
  });

  test('what rules say has no backticks', () => {
    expect(words('en').join('\n')).toContain('role=nowhere. Warning: ');
    expect(words('en').join('\n')).not.toContain('`');
    expect(pictures.en?.mermaid).not.toContain('#96;');
  });
});
