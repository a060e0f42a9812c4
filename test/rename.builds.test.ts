/** New names where kustomizations build: what finds the resource changes along, or the name is refused. */
import { describe, expect, test } from 'vitest';
import { filesOf, navigate } from './harness/navigation.ts';
import type { Texts } from './harness/renaming.ts';

const issuer = 'apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: { name: ca }\n';
const certificate = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web }
spec: { issuerRef: { name: ca } }
`;
const others: Texts = {
  'patch.yaml': `${issuer}spec: { selfSigned: {} }\n`,
  'operations.yaml': '- { op: add, path: /spec, value: { selfSigned: {} } }\n',
  'replacement.yaml': `source: { kind: Issuer, name: ca }
targets:
  - select: { name: web }
    fieldPaths: [spec.issuerRef.name]
`,
  'names.yaml':
    'nameReference: [{ kind: Issuer, fieldSpecs: [{ kind: Certificate, path: spec/issuerRef/name }] }]\n',
};

/** An Issuer and a Certificate with a kustomization; other files where it names them. */
function kustomized(more: string): Record<string, string> {
  const named = Object.entries(others).filter(([path]) => more.includes(path));
  return {
    'a.yaml': issuer,
    'b.yaml': certificate,
    'kustomization.yaml': `resources: [a.yaml, b.yaml]\n${more}\n`,
    ...Object.fromEntries(named),
  };
}

/** A patch as a text in a kustomization. */
const inline = (name: string, more = '') =>
  `  - patch: |\n      apiVersion: cert-manager.io/v1\n      kind: Issuer\n      metadata:\n        name: ${name}\n${more}`;

const a = 'a.yaml:3 metadata: { name: own }';
const b = 'b.yaml:4 spec: { issuerRef: { name: own } }';

describe('what finds a resource by its name changes along', () => {
  test.each<[what: string, more: string, lines: readonly string[]]>([
    ['a patch', 'patches: [{ path: patch.yaml }]', [a, b, 'patch.yaml:3 metadata: { name: own }']],
    [
      'a target, and the patch behind it',
      'patches:\n  - path: patch.yaml\n    target: { kind: Issuer, name: "ca" }',
      [
        a,
        b,
        'kustomization.yaml:4 target: { kind: Issuer, name: "own" }',
        'patch.yaml:3 metadata: { name: own }',
      ],
    ],
    ['a patch within', `patches:\n${inline("'ca'")}`, [a, b, "kustomization.yaml:7 name: 'own'"]],
    [
      'a patch that is no text',
      'patchesStrategicMerge: [{ apiVersion: cert-manager.io/v1, kind: Issuer, metadata: { name: ca } }]',
      [
        a,
        b,
        'kustomization.yaml:2 patchesStrategicMerge: [{ apiVersion: cert-manager.io/v1, kind: Issuer, metadata: { name: own } }]',
      ],
    ],
    [
      'the target of a JSON patch',
      'patchesJson6902:\n  - path: operations.yaml\n    target: { version: v1, kind: Issuer, name: ca }',
      [a, b, 'kustomization.yaml:4 target: { version: v1, kind: Issuer, name: own }'],
    ],
    [
      'the source of a replacement, and who is rejected',
      `replacements:
  - source: { kind: Issuer, name: ca }
    targets:
      - select: { group: cert-manager.io }
        reject: [{ name: ca }]
        fieldPaths: [spec.issuerRef.name]`,
      [
        a,
        'kustomization.yaml:3 - source: { kind: Issuer, name: own }',
        'kustomization.yaml:6 reject: [{ name: own }]',
      ],
    ],
    [
      'the target of a replacement',
      `replacements:
  - source: { kind: Certificate }
    targets:
      - select: { kind: Issuer, name: ca }
        fieldPaths: [metadata.labels.for]
        options: { create: true }`,
      [a, b, 'kustomization.yaml:5 - select: { kind: Issuer, name: own }'],
    ],
    [
      'a replacement in a file of its own',
      'replacements: [{ path: replacement.yaml }]',
      [a, 'replacement.yaml:1 source: { kind: Issuer, name: own }'],
    ],
    [
      'a variable',
      'vars:\n  - name: X\n    objref: { apiVersion: cert-manager.io/v1, kind: Issuer, name: ca }',
      [a, b, 'kustomization.yaml:4 objref: { apiVersion: cert-manager.io/v1, kind: Issuer, name: own }'],
    ],
  ])('%s', (_, more, lines) => {
    expect(navigate(kustomized(more)).rename('a.yaml', 'name: c$0a', 'own')).toEqual(lines);
  });

  test('a patch that deletes it, where something else applies it', () => {
    const files = {
      'a.yaml': issuer,
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'kept/kustomization.yaml': 'resources: [..]\n',
      'deleted/kustomization.yaml': `resources: [..]\npatches:\n${inline('ca', '      $patch: delete\n')}`,
    };
    expect(navigate(files).rename('a.yaml', 'name: c$0a', 'own')).toEqual([
      a,
      'deleted/kustomization.yaml:7 name: own',
    ]);
  });

  test.each([
    ['Flux', 'kustomize.toolkit.fluxcd.io/v1', 'Kustomization', '  path: ./\n'],
    ['Argo CD', 'argoproj.io/v1alpha1', 'Application', '  source:\n    path: .\n    kustomize:\n'],
  ])('a patch of %s', (_, apiVersion, kind, spec) => {
    const operations = `'[{ "op": "add", "path": "/spec", "value": { "selfSigned": {} } }]'`;
    const patches = `      patches: [{ patch: ${operations}, target: { kind: Issuer, name: ca } }]\n`;
    const asking = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: x }\nspec:\n${spec}`;
    const indented = kind === 'Application' ? patches : patches.slice(4);
    const found = navigate({ ...kustomized(''), 'apps/x.yaml': asking + indented }).rename(
      'a.yaml',
      'name: c$0a',
      'own',
    );
    const line = kind === 'Application' ? 8 : 6;
    expect(found).toEqual([
      a,
      `apps/x.yaml:${line} patches: [{ patch: ${operations}, target: { kind: Issuer, name: own } }]`,
      b,
    ]);
  });

  test('from a patch, or from a target', () => {
    const nav = navigate(
      kustomized('patches:\n  - path: patch.yaml\n    target: { kind: Issuer, name: ca }'),
    );
    const lines = nav.rename('a.yaml', 'name: c$0a', 'own');
    expect(nav.renamable('patch.yaml', 'name: c$0a')).toBe('Issuer ca: patch.yaml:3 metadata: { name: ca }');
    expect(nav.rename('patch.yaml', 'name: c$0a', 'own')).toEqual(lines);
    expect(nav.rename('kustomization.yaml', 'Issuer, name: c$0a', 'own')).toEqual(lines);
    expect(nav.renamable('kustomization.yaml', 'ki$0nd: Issuer')).toBeUndefined();
  });

  test('a Secret that a generator writes, and who adds to it', () => {
    const nav = navigate({
      'base/kustomization.yaml': 'secretGenerator: [{ name: tls, literals: [a=b] }]\nresources: [all.yaml]\n',
      'base/all.yaml':
        'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { tls: [{ secretName: tls }] }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { imagePullSecrets: [{ name: "tls" }] } } }\n',
      'kustomization.yaml':
        'resources: [base]\nsecretGenerator: [{ name: tls, behavior: merge, literals: [c=d] }]\n',
    });
    expect(nav.rename('base/kustomization.yaml', 'name: t$0ls', 'own')).toEqual([
      'base/all.yaml:4 spec: { tls: [{ secretName: own }] }',
      'base/all.yaml:9 spec: { template: { spec: { imagePullSecrets: [{ name: "own" }] } } }',
      'base/kustomization.yaml:1 secretGenerator: [{ name: own, literals: [a=b] }]',
      'kustomization.yaml:2 secretGenerator: [{ name: own, behavior: merge, literals: [c=d] }]',
    ]);
  });
});

describe('names to which kustomizations add something', () => {
  const prod = (patch: string) => ({
    ...Object.fromEntries(
      Object.entries(kustomized('configurations: [names.yaml]\nnamePrefix: my-')).map(([path, text]) => [
        `base/${path}`,
        text,
      ]),
    ),
    'prod/kustomization.yaml': `resources: [../base, more.yaml]\nnameSuffix: -prod\npatches:\n${patch}`,
    'prod/more.yaml': certificate.replace('name: web', 'name: more').replace('name: ca', 'name: my-ca-prod'),
  });

  test('patches say the first name or that of the layer below, references the one that is built', () => {
    const nav = navigate(prod(inline('my-ca') + inline('ca')));
    const lines = [
      'base/a.yaml:3 metadata: { name: own }',
      'base/b.yaml:4 spec: { issuerRef: { name: own } }',
      'prod/kustomization.yaml:8 name: my-own',
      'prod/kustomization.yaml:13 name: own',
      'prod/more.yaml:4 spec: { issuerRef: { name: my-own-prod } }',
    ];
    expect(nav.rename('base/a.yaml', 'name: c$0a', 'own')).toEqual(lines);
    expect(nav.rename('prod/more.yaml', 'name: my$0-ca-prod', 'my-own-prod')).toEqual(lines);
    expect(nav.rename('prod/kustomization.yaml', 'name: my-c$0a', 'my-own')).toEqual(lines);
    expect(nav.rename('prod/more.yaml', 'name: my$0-ca-prod', 'own')).toBe(
      'A kustomization adds to this name: the new one has to be “my-…-prod”, too.',
    );
  });

  test('in each overlay its own', () => {
    const files = Object.fromEntries(filesOf('nav-kustomize'));
    const nav = navigate({
      ...files,
      'prod/kustomization.yaml': `namePrefix: prod-\n${files['prod/kustomization.yaml']}`,
      'prod/more.yaml': files['prod/more.yaml']?.replace('name: ca', 'name: prod-ca') ?? '',
    });
    expect(nav.rename('base/issuer.yaml', 'name: c$0a', 'own')).toEqual([
      'base/certificate.yaml:9 name: own',
      'base/issuer.yaml:4 name: own',
      'prod/more.yaml:8 issuerRef: { name: prod-own }',
    ]);
  });

  test('that are there already, as they are built', () => {
    const taken = { ...prod(inline('ca')), 'prod/more.yaml': issuer.replace('name: ca', 'name: my-own') };
    expect(navigate(taken).rename('base/a.yaml', 'name: c$0a', 'own')).toBe(
      'Issuer my-own-prod already exists.',
    );
  });
});

describe('is refused', () => {
  const finds = /^kustomization\.yaml:\d+ finds “ca” .* by a pattern or within a text/;
  test.each<[what: string, more: string, why: RegExp]>([
    ['a target of names', 'patches: [{ path: operations.yaml, target: { name: "(ca|x)" } }]', finds],
    ['an anchored target', 'patches: [{ path: operations.yaml, target: { name: ^ca$ } }]', finds],
    [
      'a pattern that is not tried',
      'patches: [{ path: operations.yaml, target: { kind: Issuer, name: "(?i)ca" } }]',
      /not surely known/,
    ],
    ['a folded text', `patches:\n${inline('ca').replace('|', '>')}`, /cannot|by a pattern|not surely known/],
    [
      'a text in quotes',
      `patches: [{ patch: '{"apiVersion":"cert-manager.io/v1","kind":"Issuer","metadata":{"name":"ca"}}' }]`,
      finds,
    ],
    [
      'an anchor',
      'patches: [{ path: operations.yaml, target: { kind: Issuer, name: &it ca } }]\nlabels: [{ pairs: { for: *it } }]',
      finds,
    ],
    [
      'a text that finds something else, too',
      'patches: [{ path: operations.yaml, target: { name: ca } }]\nconfigMapGenerator: [{ name: ca, literals: [a=b] }]',
      /^kustomization\.yaml:2 finds another resource by “ca”, too/,
    ],
    [
      'a test of the name',
      `patches:\n  - target: { kind: Issuer }\n    patch: '[{ "op": "test", "path": "/metadata/name", "value": "ca" }]'`,
      /^With the new name kustomization\.yaml:4 would build something else \(\/metadata\/name\)/,
    ],
    [
      'a pattern that is for the new name',
      `patches:\n  - target: { name: o.* }\n    patch: '[{ "op": "add", "path": "/metadata/labels", "value": { "a": "b" } }]'`,
      /^With the new name kustomization\.yaml:3 would build something else/,
    ],
    ['what is not followed', 'transformers: [t.yaml]', /not surely known/],
  ])('where it meets %s', (_, more, why) => {
    expect(navigate(kustomized(more)).rename('a.yaml', 'name: c$0a', 'own')).toMatch(why);
    expect(navigate(kustomized(more), 'ko').rename('a.yaml', 'name: c$0a', 'own')).toMatch(/[가-힣]/);
  });

  test('where a replacement has it in a path', () => {
    const nav = navigate({
      'kustomization.yaml': `resources: [all.yaml]
replacements:
  - source: { kind: Ingress }
    targets:
      - select: { kind: Ingress }
        fieldPaths: ["spec.tls.[secretName=tls].hosts.0"]
`,
      'all.yaml': `apiVersion: v1
kind: Secret
metadata: { name: tls }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { tls: [{ hosts: [x], secretName: tls }] }
`,
    });
    expect(nav.rename('all.yaml', 'name: t$0ls', 'own')).toMatch(
      /^With the new name kustomization.yaml:3 would/,
    );
  });

  test('without asking builds anew: a pattern is told before anybody types a name', () => {
    const nav = navigate(kustomized('patches: [{ path: operations.yaml, target: { name: "(ca|x)" } }]'));
    expect(nav.renamable('a.yaml', 'name: c$0a')).toMatch(finds);
  });
});
