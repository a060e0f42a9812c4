/** The plan: fixtures, what a real cluster did, and the verdicts of the real code. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { rows } from './harness/conformance.ts';
import type { PlacementRow, SolverRow } from './harness/issuance.ts';
import { jsonPlanOf, jsonPlanWithoutFindings, planOf, readTexts, textPlanOf } from './harness/plan.ts';
import { shimRows } from './harness/shims.ts';
import { workspaceNames } from './harness/workspace.ts';

const home = fileURLToPath(new URL('./workspaces/', import.meta.url));
const workspaces = new Map(workspaceNames('plan-').map((name) => [name, readTexts(home + name, /\.yaml$/)]));

const schema = JSON.parse(readFileSync(new URL('../docs/plan.schema.json', import.meta.url), 'utf8'));
const isPlan = new Ajv({ allowUnionTypes: true }).compile(schema);

describe('workspaces', () => {
  const golden = (path: string, text: string) => {
    if (process.env['UPDATE_GOLDENS']) writeFileSync(path, text);
    expect(existsSync(path), path).toBe(true);
    return readFileSync(path, 'utf8');
  };

  test.each([...workspaces])('%s', (name, texts) => {
    const folder = `${home}${name}/`;
    const json = jsonPlanOf(texts);
    expect(json).toEqual(JSON.parse(golden(`${folder}plan.json`, `${JSON.stringify(json, undefined, 2)}\n`)));
    expect(isPlan(json) || isPlan.errors).toBe(true);
    for (const locale of ['en', 'ko'] as const) {
      const text = textPlanOf(texts, locale);
      expect(text).toBe(golden(`${folder}plan.${locale}.txt`, text));
    }
  });

  test('colours add nothing but colours', () => {
    for (const texts of workspaces.values()) {
      const painted = textPlanOf(texts, 'en', { color: true });
      const codes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
      expect(painted).not.toBe(painted.replace(codes, ''));
      expect(painted.replace(codes, '')).toBe(textPlanOf(texts, 'en'));
    }
  });

  test('the order of files and documents changes no certificate', () => {
    for (const texts of workspaces.values()) {
      const turned = Object.entries(texts)
        .reverse()
        .map(([file, text]): [string, string] => {
          const parts = text.split(/^---$/m).map((part) => `\n${part.trim()}\n`);
          return [file, parts.reverse().join('---')];
        });
      const certificates = (plan: ReturnType<typeof jsonPlanOf>) =>
        plan.certificates
          .map(({ source, names, findings: _, ...rest }) => [
            source.name,
            rest,
            names.map(({ nodes, ...name }) => ({ ...name, nodes: nodes && [...nodes].sort() })),
          ])
          .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      expect(certificates(jsonPlanOf(Object.fromEntries(turned)))).toEqual(certificates(jsonPlanOf(texts)));
    }
  });
});

test('an empty workspace has an empty plan', () => {
  expect(jsonPlanOf({})).toEqual({ certificates: [] });
  expect(textPlanOf({ 'a.yaml': 'a: 1\n' }, 'en')).toMatch(/^No Certificate/);
});

test('a Node without the labels of its kubelet is a part, and tells of no pod where it runs', () => {
  const texts = readTexts(`${home}plan-placement`, /\.yaml$/);
  const nodes = (some: typeof texts) =>
    jsonPlanOf(some).certificates.flatMap(({ names }) => names.flatMap((name) => name.nodes ?? ['unknown']));
  expect(nodes(texts)).not.toContain('unknown');
  const part = 'apiVersion: v1\nkind: Node\nmetadata: {name: more, labels: {type: storage}}\n';
  expect(new Set(nodes({ ...texts, 'part.yaml': part }))).toEqual(new Set(['unknown']));
});

test('findings of an entry of an Ingress belong to its Certificate alone', () => {
  const planned = jsonPlanOf({
    'all.yaml': `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: ca}
spec: {ca: {secretName: root}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop, annotations: {cert-manager.io/cluster-issuer: ca}}
spec:
  rules:
    - host: a.company.org
      http: {paths: []}
  tls:
    - {hosts: [a.company.org], secretName: a-tls}
    - {hosts: [b.company.org], secretName: b-tls}
`,
  });
  expect(planned.certificates.map(({ name, findings }) => [name, findings])).toEqual([
    ['a-tls', []],
    ['b-tls', ['ingress-tls-host-without-rule']],
  ]);
});

test('what is said of a solver that answers no name of a Certificate is not on its way', () => {
  const base = {
    'base/kustomization.yaml': 'resources: [issuer.yaml, a.yaml, b.yaml]\n',
    'base/issuer.yaml': JSON.stringify(
      issuer([
        { selector: { dnsNames: ['a.org'] }, http01: { ingress: { ingressClassName: 'nginx' } } },
        { selector: { dnsNames: ['b.org'] }, http01: { ingress: { ingressClassName: 'Nginx_' } } },
      ]),
    ),
    'base/a.yaml': JSON.stringify(certificate('a.org')),
    'base/b.yaml': JSON.stringify(certificate('b.org')).replaceAll('app', 'other'),
  };
  const findings = (texts: Record<string, string>) =>
    jsonPlanOf(texts).certificates.map((one) => [
      one.name,
      one.findings.filter((rule) => rule.startsWith('http01')),
    ]);
  const story = 'http01-solver-without-node-affinity';
  const [wrong, both] = ['http01-invalid-ingress-class-name', story];
  expect(findings(base)).toEqual([
    ['app', [story]],
    ['other', [wrong, both]],
  ]);
  const overlaid = {
    ...base,
    'prod/kustomization.yaml':
      'resources: [../base]\npatches:\n  - path: class.yaml\n    target: {kind: ClusterIssuer}\n',
    'prod/class.yaml':
      '- {op: replace, path: /spec/acme/solvers/0/http01/ingress/ingressClassName, value: "Other_"}\n',
  };
  expect(findings(overlaid).filter(([name]) => name === 'app')).toContainEqual(['app', [wrong, both]]);
});

test('Certificates of one name exclude each other where they are applied together, and not in the folders of two clusters', () => {
  const made = (name: string, host: string) =>
    JSON.stringify({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name, namespace: 'web', annotations: { 'cert-manager.io/cluster-issuer': 'le' } },
      spec: { tls: [{ hosts: [host], secretName: 'tls' }] },
    });
  const contested = (...paths: [string, string]) =>
    planOf({ [paths[0]]: made('a', 'a.org'), [paths[1]]: made('b', 'b.org') }).certificates.map(
      (one) => one.contested,
    );
  expect(contested('web/a.yaml', 'web/b.yaml')).toEqual([true, true]);
  expect(contested('prod/a.yaml', 'stage/b.yaml')).toEqual([false, false]);
});

test('a Certificate that lacks what it needs is one all the same, where nothing patches', () => {
  const { spec, ...rest } = certificate('a.org');
  const { issuerRef: _, ...lacking } = spec;
  const [one] = planned({ ...rest, spec: lacking });
  expect(one).toMatchObject({ name: 'app', issuer: { found: false, name: null } });
});

test('nothing in a name acts upon a terminal', () => {
  const text = textPlanOf(
    {
      'a.json': JSON.stringify({
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'a\u001b[31m', namespace: 'b\u202e' },
        spec: { secretName: 'c', dnsNames: ['d\u0007'], issuerRef: { name: 'e\u009b', group: 'f\r' } },
      }),
    },
    'en',
  );
  expect(text).toMatch(/u\{1b\}/);
  expect([...text].filter((char) => char !== '\n' && /[\p{Cc}\u202e]/u.test(char))).toEqual([]);
});

describe('releases', () => {
  const texts = readTexts(`${home}plan-gateways`, /\.yaml$/);
  const kinds = (release: Parameters<typeof planOf>[1]) =>
    planOf(texts, release).certificates.map(({ source }) => source.kind);
  test('read what they know', () => {
    expect(kinds('1.4')).toEqual([]);
    expect(kinds('1.19')).toEqual(['Gateway']);
    expect(kinds('1.20')).toEqual(['Gateway', 'ListenerSet']);
  });
  test('without a parent there is no route', () => {
    expect(planOf(texts, '1.19').certificates[0]?.names[0]?.route).toBeUndefined();
    expect(planOf(texts, '1.20').certificates[0]?.names[0]?.route).toMatchObject({ className: 'envoy' });
  });
});

const issuer = (solvers: unknown) => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'ClusterIssuer',
  metadata: { name: 'le' },
  spec: { acme: { solvers } },
});
const certificate = (dnsName: string, labels: unknown = {}) => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'app', namespace: 'shop', labels },
  spec: {
    secretName: 'app-tls',
    dnsNames: [dnsName],
    issuerRef: { name: 'le', kind: 'ClusterIssuer' },
  },
});
const planned = (...documents: unknown[]) =>
  jsonPlanWithoutFindings({
    'all.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: documents }),
  }).certificates;

describe('as the real code said', () => {
  test('solvers', () => {
    for (const { id, solvers, dnsName, labels, chosen, type } of rows<SolverRow>('solvers')) {
      const [name] = planned(issuer(solvers), certificate(dnsName, labels))[0]?.names ?? [];
      expect([name?.solver, name?.type], id).toEqual([chosen, type ?? null]);
    }
  });

  test('nodes', () => {
    for (const { id, nodes, spec, feasible, refused } of rows<PlacementRow>('placements')) {
      const items = nodes.map(({ name, labels, taints }) => ({
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name, labels },
        spec: { taints },
      }));
      const solvers = [{ http01: { ingress: { podTemplate: { spec } } } }];
      const [name] = planned(issuer(solvers), certificate('a.org'), ...items)[0]?.names ?? [];
      expect([name?.nodes, name?.refused], id).toEqual([feasible, refused]);
    }
  });

  test('shims', () => {
    for (const { id, doc, certificates } of shimRows()) {
      const byName = <T extends { readonly name: string | null }>(all: readonly T[]) =>
        [...all].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
      const made = planned(doc).map(({ name, spec }) => ({ name, spec }));
      expect(byName(made), id).toEqual(byName(certificates.map(({ name, spec }) => ({ name, spec }))));
    }
  });
});
