/** The field docs of `server/core/schema/prose`: complete, alike in both languages, and reached by the real hover. */
import { describe, expect, test } from 'vitest';
import { compileProse, locales } from '../scripts/prose.ts';
import { plainText } from '../server/lsp/plainText.ts';
import { documentsIn } from './harness/engine.ts';
import { fieldAt, hover } from './harness/hover.ts';

const docs = { en: compileProse('en'), ko: compileProse('ko') };

const podTemplate = (indent: string) =>
  `podTemplate:
  metadata:
    labels:
      team: web
    annotations:
      sidecar.istio.io/inject: "false"
  spec:
    affinity:
      nodeAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          nodeSelectorTerms:
            - matchExpressions:
                - key: type
                  operator: In
                  values: [load-balancer]
        preferredDuringSchedulingIgnoredDuringExecution:
          - weight: 1
            preference:
              matchExpressions: [{key: disk, operator: In, values: [ssd]}]
      podAffinity:
        requiredDuringSchedulingIgnoredDuringExecution: []
        preferredDuringSchedulingIgnoredDuringExecution: []
      podAntiAffinity:
        requiredDuringSchedulingIgnoredDuringExecution: []
        preferredDuringSchedulingIgnoredDuringExecution: []
    nodeSelector:
      type: load-balancer
    tolerations:
      - operator: Exists
    priorityClassName: high
    serviceAccountName: solver
    imagePullSecrets: [{name: mirror}]
    securityContext:
      runAsNonRoot: true
    resources:
      limits:
        cpu: 20m
`.replaceAll(/^/gm, indent);

/** Holds each field that has docs of its own; both routes of HTTP-01. */
const issuer = (kind: string) => `# the story
apiVersion: cert-manager.io/v1
kind: ${kind}
metadata:
  name: my-application-issuer
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: my-admin@gmail.com
    privateKeySecretRef:
      name: my-application-key
    preferredChain: ISRG Root X1
    profile: classic
    skipTLSVerify: false
    caBundle: ""
    disableAccountKeyGeneration: false
    enableDurationFeature: false
    externalAccountBinding:
      keyID: id
      keySecretRef: {name: eab, key: secret}
    solvers:
      - selector:
          dnsNames: [example.com]
          dnsZones: [example.com]
          matchLabels:
            use: http
        waitInsteadOfSelfCheck: 0s
        http01:
          ingress:
            class: nginx
            ingressClassName: nginx
            name: mine
            serviceType: ClusterIP
            ingressTemplate:
              metadata:
                labels: {a: b}
                annotations: {c: d}
${podTemplate('            ')}
      - http01:
          gatewayHTTPRoute:
            labels: {gateway: public}
            serviceType: ClusterIP
            parentRefs:
              - name: public
${podTemplate('            ')}
      - dns01:
          cloudflare:
            apiTokenSecretRef: {name: dns, key: token}
  selfSigned: {}
  ca:
    secretName: root
  vault:
    server: https://vault.example.com
  venafi:
    zone: web
`;

const affinity = 'podTemplate.spec.affinity';
const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
const nodeAffinity = `${affinity}.nodeAffinity`;
const terms = `${nodeAffinity}.${required}.nodeSelectorTerms`;
const belowRoute = [
  ...['serviceType', 'podTemplate', 'podTemplate.metadata', 'podTemplate.spec', affinity],
  ...['labels', 'annotations'].map((field) => `podTemplate.metadata.${field}`),
  ...['nodeAffinity', 'podAffinity', 'podAntiAffinity'].flatMap((kind) =>
    ['', `.${required}`, `.${preferred}`].map((when) => `${affinity}.${kind}${when}`),
  ),
  terms,
  `${nodeAffinity}.${preferred}[].preference.matchExpressions`,
  ...['', '[].key', '[].operator', '[].values'].map((part) => `${terms}[].matchExpressions${part}`),
  ...[
    ...['nodeSelector', 'tolerations', 'priorityClassName', 'serviceAccountName'],
    ...['imagePullSecrets', 'securityContext', 'resources'],
  ].map((field) => `podTemplate.spec.${field}`),
];
const http01 = 'acme.solvers[].http01';
const documented = [
  'acme',
  'acme.server',
  'acme.email',
  'acme.privateKeySecretRef',
  'acme.preferredChain',
  'acme.profile',
  'acme.skipTLSVerify',
  'acme.caBundle',
  'acme.disableAccountKeyGeneration',
  'acme.enableDurationFeature',
  'acme.externalAccountBinding',
  'acme.solvers',
  'acme.solvers[].waitInsteadOfSelfCheck',
  'acme.solvers[].selector',
  'acme.solvers[].selector.dnsNames',
  'acme.solvers[].selector.dnsZones',
  'acme.solvers[].selector.matchLabels',
  'acme.solvers[].dns01',
  http01,
  `${http01}.ingress`,
  ...['class', 'ingressClassName', 'name', 'ingressTemplate', ...belowRoute].map(
    (f) => `${http01}.ingress.${f}`,
  ),
  `${http01}.gatewayHTTPRoute`,
  ...['labels', 'parentRefs', ...belowRoute].map((f) => `${http01}.gatewayHTTPRoute.${f}`),
  'selfSigned',
  'ca',
  'vault',
  'venafi',
].map((field) => `Issuer.spec.${field}`);

describe.each(['Issuer', 'ClusterIssuer'])('hover on a real %s', (kind) => {
  const text = issuer(kind);
  const { documents } = documentsIn(text);
  const places = new Map<string, number>();
  for (const { index } of text.matchAll(/[\w./-]+(?=:)/g)) {
    const field = fieldAt(documents, index);
    if (field && !places.has(field.path)) places.set(field.path, index);
  }

  test.each(locales)('says something on every field, in %s', (locale) => {
    const silent = documented.filter((path) => {
      const at = places.get(path);
      const answer = at === undefined ? undefined : hover(documents, at, docs[locale]);
      return !answer || !path.endsWith(text.slice(answer.span.start, answer.span.end));
    });
    expect(silent).toEqual([]);
  });

  test('tells fields of the same name apart', () => {
    const on = (path: string) => hover(documents, places.get(`Issuer.spec.${path}`) ?? -1, docs.en)?.markdown;
    expect(on(`${http01}.ingress.name`)).toContain('an Ingress that exists already');
    expect(on('acme.privateKeySecretRef.name')).toBe(docs.en['Issuer.spec.acme.privateKeySecretRef']);
    expect(on(`${http01}.gatewayHTTPRoute.labels`)).not.toBe(
      on(`${http01}.gatewayHTTPRoute.podTemplate.metadata.labels`),
    );
    const node = on(`${http01}.ingress.${affinity}.nodeAffinity.${required}`);
    expect(node).not.toBe(on(`${http01}.ingress.${affinity}.podAffinity.${required}`));
    expect(node).not.toBe(on(`${http01}.ingress.${affinity}.nodeAffinity.${preferred}`));
  });

  test('has nothing to say on keys of the user', () => {
    const at = text.indexOf('team: web');
    expect(fieldAt(documents, at)?.path).toContain('labels.team');
    expect(hover(documents, at, docs.en)).toBeUndefined();
  });
});

describe('prose', () => {
  test('both languages have the same entries, in the same order', () => {
    expect(Object.keys(docs.ko)).toEqual(Object.keys(docs.en));
  });

  test('every entry is reached by the Issuer above', () => {
    const { documents } = documentsIn(issuer('Issuer'));
    const used = new Set<string>();
    const spy = new Proxy(docs.en, {
      get(entries, key: string) {
        if (entries[key] !== undefined) used.add(key);
        return entries[key];
      },
    });
    for (const { index } of issuer('Issuer').matchAll(/[\w./-]+(?=:)/g)) hover(documents, index, spy);
    const own = Object.keys(compileProse('en', (file) => file === 'issuer.md'));
    expect(own.filter((key) => !used.has(key))).toEqual([]);
  });

  describe.each(locales)('%s', (locale) => {
    const entries = Object.entries(docs[locale]);

    test.each(entries)('%s', (_path, markdown) => {
      expect(markdown).toMatch(/\]\(https:\/\/(?:cert-manager|kubernetes)\.io\//);
      if (locale === 'ko') expect(markdown).toMatch(/[가-힣]{2}/);
      else expect(markdown).not.toMatch(/[ᄀ-ᇿ㄰-㆏가-힣]/);
      expect(markdown.split('\n').length, 'lines of a hover').toBeLessThanOrEqual(22);
      // A closing `**` between punctuation and a letter closes nothing in CommonMark (`**a:**b`).
      expect(markdown).not.toMatch(/[\p{P}`]\*\*\p{L}/u);
      expect(markdown.match(/\*\*/g)?.length ?? 0).toSatisfy((count: number) => count % 2 === 0);
    });

    test('http01 tells the way of a challenge in steps', () => {
      const text = docs[locale]['Issuer.spec.acme.solvers[].http01'] ?? '';
      const steps = text.match(/^\d+\. .+$/gm) ?? [];
      expect(steps.map((step) => Number.parseInt(step, 10))).toEqual(steps.map((_, i) => i + 1));
      expect(steps.length).toBeGreaterThanOrEqual(6);
      expect(steps.join('\n')).toMatch(locale === 'ko' ? /포트 80(?!\d)/ : /port 80(?!\d)/);
      expect(steps.join('\n')).toMatch(
        /\*\*Certificate\*\*.+\*\*CertificateRequest\*\*.+\*\*Order\*\*.+\*\*Challenge\*\*.+acme-challenge\/<TOKEN>/s,
      );
    });

    test('server names both directories of Let’s Encrypt', () => {
      const text = docs[locale]['Issuer.spec.acme.server'];
      expect(text).toContain('https://acme-v02.api.letsencrypt.org/directory');
      expect(text).toContain('https://acme-staging-v02.api.letsencrypt.org/directory');
      expect(text).toContain('READY True');
    });
  });

  test('links and code are the same kind in both languages', () => {
    const page = (url: string) => url.replace('kubernetes.io/ko/', 'kubernetes.io/').replace(/#.*/, '');
    const pages = (text = '') => [...text.matchAll(/\]\((.+?)\)/g)].map(([, url = '']) => page(url)).sort();
    const blocks = (text = '') => text.match(/^```[\s\S]+?^```/gm) ?? [];
    for (const [path, text] of Object.entries(docs.en)) {
      expect(pages(docs.ko[path]), path).toEqual(pages(text));
      expect(blocks(docs.ko[path]), path).toEqual(blocks(text));
    }
  });
});

test('in Korean, the words of the Kubernetes documentation: 시크릿, 인그레스, 게이트웨이; names of kinds in code', () => {
  const plain = (text: string) => text.replace(/`[^`]*`|\]\([^)]*\)/g, '');
  const mixed = Object.entries(docs.ko).filter(([, text]) =>
    /(?<![A-Za-z])(?:Secret|Ingress|Gateway(?! API))(?![A-Za-z])|DNS 이름/.test(plain(text)),
  );
  expect(mixed.map(([key]) => key)).toEqual([]);
});

test('without Markdown no mark of our docs is left', () => {
  for (const locale of locales)
    for (const text of Object.values(docs[locale]).map(plainText)) expect(text).not.toMatch(/\*\*|\]\(|^#/m);
});
