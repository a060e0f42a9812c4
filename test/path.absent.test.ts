/** What is absent in the picture and in the plan, and what a template decides: two things that are told apart. */
import { describe, expect, test } from 'vitest';
import { pictureIn } from './harness/path.ts';
import { textPlanOf } from './harness/plan.ts';

const certificate = (
  spec: string,
  metadata = '{name: web, namespace: shop}',
) => `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: ${metadata}
${spec}`;
const issuer = (spec: string) => `---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: le, namespace: shop}
spec:${spec}
`;
const asks = certificate(`spec:
  secretName: web-tls
  issuerRef: {name: le}
  dnsNames: [a.example.com]
`);
const solvers = (list: string) =>
  issuer(`
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    privateKeySecretRef: {name: key}
    solvers: ${list}`);

/** Sentences of the picture, without what rules say. */
const picture = (text: string, locale: 'en' | 'ko' = 'en') =>
  (pictureIn(text, locale)?.sentences ?? []).map((one) =>
    one.replace(/\. (?:Error|Warning|오류|경고).*$/s, ''),
  );
const plan = (text: string, locale: 'en' | 'ko' = 'en') => textPlanOf({ 'a.yaml': text }, locale);

/** Name, manifest, a sentence of the picture, a line of the plan. */
const absent: readonly (readonly [string, string, string, string])[] = [
  [
    'no issuerRef',
    certificate('spec:\n  secretName: web-tls\n  dnsNames: [a.example.com]\n'),
    'Issuer: (none is named)',
    '├─ Issuer: no issuer is named\n',
  ],
  [
    'an issuerRef without a name',
    certificate(
      'spec:\n  secretName: t\n  issuerRef: {kind: ClusterIssuer, name: ""}\n  dnsNames: [a.example.com]\n',
    ),
    'ClusterIssuer: (none is named)',
    '├─ Issuer: no issuer is named\n',
  ],
  ['no spec', certificate(''), 'Issuer: (none is named)', '├─ Issuer: no issuer is named\n'],
  [
    'no name of the Certificate',
    certificate(
      'spec:\n  secretName: t\n  issuerRef: {name: le}\n  dnsNames: [a.example.com]\n',
      '{namespace: shop}',
    ),
    'Certificate: shop/(no name), a.example.com',
    'Certificate shop/(no name) ',
  ],
  [
    'an empty entry of dnsNames',
    certificate('spec:\n  secretName: t\n  issuerRef: {name: le}\n  dnsNames:\n    - a.example.com\n    -\n'),
    'Certificate: shop/web, a.example.com',
    'a.example.com: challenge not known\n',
  ],
  [
    'no type of the issuer',
    asks + issuer(' {}'),
    'Issuer: shop/le, no type',
    '├─ a.example.com: none: the issuer has no type\n',
  ],
  [
    'two types of the issuer',
    `${asks}${issuer('\n  ca: {secretName: ca}\n  selfSigned: {}')}`,
    'Issuer: shop/le, more than one type, no challenge is needed',
    'Issuer le (more than one type)',
  ],
  [
    'no type of a solver',
    asks + solvers('[{}]'),
    'Challenge not known: a solver has neither http01 nor dns01',
    'a.example.com: challenge not known: a solver has neither http01 nor dns01\n',
  ],
  [
    'no way of an HTTP-01 solver',
    asks + solvers('[{http01: {}}]'),
    'solver 1: HTTP-01, neither ingress nor gatewayHTTPRoute',
    'neither ingress nor gatewayHTTPRoute, so there is no pod\n',
  ],
  [
    'two ways of an HTTP-01 solver',
    asks + solvers('[{http01: {ingress: {}, gatewayHTTPRoute: {parentRefs: [{name: gw}]}}}]'),
    'solver 1: HTTP-01, both ingress and gatewayHTTPRoute',
    'both ingress and gatewayHTTPRoute, so there is no pod\n',
  ],
];

describe('what is absent', () => {
  test.each(absent)('%s', (_, text, sentence, line) => {
    const sentences = picture(text);
    expect(sentences).toContain(sentence);
    expect(plan(text)).toContain(line);
    for (const said of [...sentences, plan(text)])
      expect(said).not.toMatch(/template|: not known$|Solver pod/m);
    const korean = [...picture(text, 'ko'), plan(text, 'ko')].join('\n');
    expect(korean).not.toMatch(/템플릿|undefined/);
  });

  test('an Ingress without a name', () => {
    const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {annotations: {cert-manager.io/issuer: le}}
spec: {tls: [{hosts: [a.example.com], secretName: t}]}
`;
    expect(plan(ingress)).toBe('Ingress (no name): without a name it makes no Certificate a.yaml:1\n');
  });
});

describe('what a template decides', () => {
  test.each([
    [
      'a name',
      certificate('spec:\n  secretName: t\n  issuerRef: {name: "{{ .Values.issuer }}"}\n'),
      /^Issuer: \(name from a template\)$/,
    ],
    [
      'an issuerRef',
      certificate('spec:\n  secretName: t\n  issuerRef:\n    {{- toYaml .Values.ref | nindent 4 }}\n'),
      /^Issuer: \(name from a template\)$/,
    ],
    [
      'a kind',
      certificate('spec:\n  secretName: t\n  issuerRef: {name: le, kind: "{{ .Values.kind }}"}\n'),
      /^Issuer: le, a template decides its kind$/,
    ],
    [
      'names',
      certificate('spec:\n  secretName: t\n  issuerRef: {name: le}\n  dnsNames: ["{{ .Values.host }}"]\n'),
      /^Certificate: shop\/web, more names from a template$/,
    ],
    [
      'all of the spec',
      certificate('spec: {{ toYaml .Values.spec | nindent 2 }}\n'),
      /^Certificate: shop\/web, more names from a template$/,
    ],
    [
      'the name',
      certificate('spec:\n  secretName: t\n  issuerRef: {name: le}\n', '{name: "{{ .Release.Name }}"}'),
      /^Certificate: \(name from a template\)/,
    ],
    [
      'solvers',
      asks + solvers('{{ toYaml .Values.solvers | nindent 4 }}'),
      /^Challenge not known: a template decides$/,
    ],
    [
      'the type',
      asks + issuer('\n  {{- toYaml .Values.spec | nindent 2 }}'),
      /^Issuer: shop\/le, not known$/,
    ],
  ])('%s', (_, text, sentence) => {
    expect(picture(text)).toContainEqual(expect.stringMatching(sentence));
  });

  test('and not an error in the text', () => {
    const broken = certificate('spec:\n  secretName: t\n  issu\n  dnsNames: [a.example.com]\n');
    expect(picture(broken)).toContain('Issuer: not known');
    expect([...picture(broken), plan(broken)].join('\n')).not.toContain('template');
    const solver = `${asks}${solvers('\n      - http01: {ingress: {}}\n        sel\n        dns')}`;
    expect(picture(solver)).toContain('Challenge not known');
    expect(plan(solver)).toContain('a.example.com: challenge not known\n');
    expect([...picture(solver), plan(solver)].join('\n')).not.toContain('template');
    const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    cert-manager.io/issuer: le
    foo
    bar
spec: {tls: [{hosts: [a.example.com], secretName: t}]}
`;
    expect(plan(ingress)).toContain('Ingress web: its Certificates are not known: the text cannot be read');
  });
});
