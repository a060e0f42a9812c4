/** Hovers on values, on `apiVersion` and `kind`, and on annotations that Kubernetes knows. */
import { describe, expect, test } from 'vitest';
import { compileProse, locales } from '../scripts/prose.ts';
import { explainedAt } from './harness/completion.ts';
import { options } from './harness/engine.ts';

const said = (source: string, locale: 'en' | 'ko' = 'en') =>
  explainedAt(source, options({}, locale), compileProse(locale));

const certificate = (spec: string, version = 'cert-manager.io/v1') =>
  `apiVersion: ${version}\nkind: Certificate\nmetadata: {name: a}\nspec: ${spec}\n`;
const source = (annotation: string, kind = 'Ingress') =>
  `apiVersion: networking.k8s.io/v1
kind: ${kind}
metadata:
  name: a
  annotations:
    cert-manager.io/issuer: le
    ${annotation}
`;

describe('a value', () => {
  test.each([
    ['{privateKey: {algorithm: ECD$0SA}}', /^`ECDSA`: The key is ECDSA/],
    ['{privateKey: {encoding: PKCS$08}}', /^`PKCS8`: .*Java/],
    ['{privateKey: {rotationPolicy: Ne$0ver}}', /^`Never`: The key in the Secret is kept/],
    ['{usages: [server $0auth, client auth]}', /^`server auth`: Proves a TLS server/],
    ['{signatureAlgorithm: SHA256$0WithRSA}', /^`SHA256WithRSA`/],
    ['{issuerRef: {name: a, kind: Cluster$0Issuer}}', /^`ClusterIssuer`: .*all namespaces/],
    ['{duration: 1000$0h}', /^`1000h`: (?:41 days 16 hours|41일 16시간)$/],
    ['{renewBefore: 24$0h}', /^`24h`: (?:1 day|1일)$/],
    ['{privateKey: {size: 409$06}}', /^`4096`: .*RSA/],
    ['{privateKey: {size: 38$04, algorithm: ECDSA}}', /^`384`: .*ECDSA/],
    [
      '{issuerRef: {name: my$0ca, kind: AWSPCAIssuer, group: awspca.cert-manager.io}}',
      /AWSPCAIssuer.*external/,
    ],
  ])('%s', (spec, words) => {
    expect(said(certificate(spec))).toMatch(words);
    expect(said(certificate(spec), 'ko')).toMatch(/[가-힣]/);
  });

  test('that is none of the field is left alone', () => {
    expect(said(certificate('{privateKey: {algorithm: ed2$05519}}'))).toBeUndefined();
    expect(said(certificate('{secretName: RS$0A}'))).toBeUndefined();
    expect(said(certificate('{duration: 9$00m}'))).toBeUndefined();
    expect(said(certificate('{duration: 9$00d}'))).toBeUndefined();
    expect(said(certificate('{privateKey: {size: 102$04}}'))).toBeUndefined();
    expect(said(certificate('{privateKey: {algorithm: {{ .Values.RS$0A }}}}'))).toBeUndefined();
    expect(said(certificate('{dnsNames: ["x.usages[] = an$0y"]}'))).toBeUndefined();
  });
});

describe('a value of an annotation', () => {
  test.each([
    ['cert-manager.io/private-key-algorithm: RS$0A', /^`RSA`/],
    ['cert-manager.io/private-key-encoding: "PKCS$08"', /^`PKCS8`/],
    ['cert-manager.io/private-key-rotation-policy: Alw$0ays', /^`Always`/],
    ['cert-manager.io/issuer-kind: Cluster$0Issuer', /^`ClusterIssuer`/],
    ['cert-manager.io/usages: "server auth, cl$0ient auth"', /^`client auth`: Proves a TLS client/],
    ['cert-manager.io/usages: "server $0auth, client auth"', /^`server auth`/],
    ['cert-manager.io/usages: $0signing', /^`signing`/],
    ['cert-manager.io/duration: 720$0h', /^`720h`: (?:30 days|30일)$/],
    ['cert-manager.io/renew-before: "36$00h"', /^`360h`: (?:15 days|15일)$/],
    ['cert-manager.io/private-key-size: "409$06"', /^`4096`: .*RSA/],
    ['cert-manager.io/usages: signing,a$0ny,signing', /^`any`/],
  ])('%s', (annotation, words) => {
    expect(said(source(annotation))).toMatch(words);
    expect(said(source(annotation), 'ko')).toMatch(/[가-힣]/);
  });

  test('that means nothing', () => {
    expect(said(source('cert-manager.io/usages: "server$0, auth"'))).toBeUndefined();
    expect(said(source('example.com/private-key-algorithm: RS$0A'))).toBeUndefined();
  });
});

describe('apiVersion and kind', () => {
  test.each([
    ['cert-manager.io/v1', '`cert-manager.io/v1` is served by cert-manager 1.0 and later.'],
    [
      'cert-manager.io/v1alpha2',
      '`cert-manager.io/v1alpha2` is served by cert-manager 0.11 up to 1.5; later ones serve `cert-manager.io/v1`.',
    ],
    [
      'certmanager.k8s.io/v1alpha1',
      '`certmanager.k8s.io/v1alpha1` is served by cert-manager up to 0.10; later ones serve `cert-manager.io/v1`.',
    ],
  ])('%s', (version, words) => {
    for (const text of [certificate('{}', `$0${version}`), `api$0${certificate('{}', version).slice(3)}`])
      expect(said(text)).toBe(words);
    expect(said(certificate('{}', `$0${version}`), 'ko')).toMatch(/제공됩니다/);
  });

  test.each(['Issuer', 'ClusterIssuer', 'Certificate', 'CertificateRequest', 'Order', 'Challenge'])(
    'kind: %s',
    (kind) => {
      const group = /Order|Challenge/.test(kind) ? 'acme.cert-manager.io' : 'cert-manager.io';
      for (const locale of locales) {
        const docs = compileProse(locale)[`Kind.${kind}`];
        expect(said(`apiVersion: ${group}/v1\nkind: $0${kind}\n`, locale)).toBe(docs);
        expect(said(`apiVersion: ${group}/v1\nki$0nd: ${kind}\n`, locale)).toBe(docs);
      }
    },
  );

  test('of others: nothing', () => {
    expect(said(source('a: b').replace('networking', '$0networking'))).toBeUndefined();
    expect(said(source('a: b').replace('kind: Ing', 'kind: $0Ing'))).toBeUndefined();
  });
});

test.each(['kubernetes.io/tls-acme', 'kubernetes.io/ingress.class'])('the annotation %s', (key) => {
  const annotation = `${key.slice(0, 4)}$0${key.slice(4)}: "true"`;
  for (const locale of locales)
    expect(said(source(annotation), locale)).toBe(compileProse(locale)[`Annotation.${key}`]);
  expect(said(source(annotation, 'Gateway').replace('networking', 'gateway.networking'))).toBeUndefined();
});

test.each(['HMACSHA256', 'HMACMD5'])('the TSIG algorithm %s', (algorithm) => {
  const solver = `{dns01: {rfc2136: {nameserver: a, tsigAlgorithm: $0${algorithm}}}}`;
  const issuer = `apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: a}\nspec: {acme: {solvers: [${solver}]}}\n`;
  for (const locale of locales) expect(said(issuer, locale)).toMatch(`\`${algorithm}\`: `);
});

test('an issuer of another group, by annotation', () => {
  const text = source('cert-manager.io/issuer-group: awspca.cert-manager.io').replace(
    'issuer: le',
    'issuer: l$0e',
  );
  expect(said(text)).toMatch(/^`Issuer\.awspca\.cert-manager\.io` `le`: an external issuer/);
  const cluster = source('cert-manager.io/issuer-kind: ClusterIssuer').replace('issuer: le', 'issuer: l$0e');
  expect(said(cluster)).toMatch(/^ClusterIssuer `le`/);
});

test.each(['ValidatingWebhookConfiguration', 'CustomResourceDefinition', 'APIService'])(
  'the annotations that inject a CA into a %s',
  (kind) => {
    const of = (key: string) =>
      `apiVersion: example/v1\nkind: ${kind}\nmetadata:\n  name: a\n  annotations:\n    ${key}: a/b\n`;
    for (const locale of locales)
      expect(said(of('cert-manager.io/inject-c$0a-from'), locale)).toBe(
        compileProse(locale)['Annotation.cert-manager.io/inject-ca-from'],
      );
    expect(said(of('cert-manager.io/dura$0tion'))).toBeUndefined();
    expect(said(of('cert-manager.io/inject-ca-from').replace('apiVersion', 'api$0Version'))).toBeUndefined();
  },
);

describe('the host of a rule of an Ingress', () => {
  const issuer = `apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: le}
spec: {acme: {server: https://a, solvers: [{dns01: {route53: {}}}]}}
---
`;
  const at = (host: string, tls = '[{secretName: a, hosts: [a.com, "*.b.com"]}]') =>
    `${issuer}apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: a, annotations: {cert-manager.io/issuer: le}}
spec:
  tls: ${tls}
  rules: [{host: ${host}}]
`;
  test.each([
    ['A$0.com', /^`a\.com` is proved by solver 1/],
    ['x$0.b.com', /^`\*\.b\.com` is proved by solver 1/],
    ['other$0.com', /^No entry of `tls` .* names `other\.com`/],
  ])('%s', (host, words) => {
    expect(said(at(host))).toMatch(words);
    expect(said(at(host), 'ko')).toMatch(/[가-힣]/);
  });

  test('where a template decides the entries: nothing', () => {
    expect(said(at('other$0.com', '{{ .Values.tls }}'))).toBeUndefined();
  });
});

test('an issuer and its solvers are told in one language', () => {
  const source = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: a, namespace: b}
spec: {issuerRef: {name: le$0}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: le, namespace: b}
spec:
  acme:
    solvers:
      - http01: {ingress: {ingressClassName: nginx}}
      - http01: {gatewayHTTPRoute: {parentRefs: [{name: edge}]}}
`;
  expect(said(source)).toMatch(/ingress class `nginx`\n.*Gateway `edge`/);
  expect(said(source, 'ko')).toMatch(/유형: `acme`\n.*인그레스 클래스 `nginx`\n.*게이트웨이 `edge`/);
});
