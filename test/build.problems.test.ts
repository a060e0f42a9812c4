/** What a build could not do as kustomize does it. */
import { describe, expect, test } from 'vitest';
import { buildFolder, dataOfBuilt, filesOf, problemsOf } from './harness/build.ts';
import { issuer, named, trouble } from './harness/kustomizations.ts';

describe('problems', () => {
  const k = '/r/kustomization.yaml';
  const patch = (name: string) =>
    `patches:\n  - patch: |-\n      apiVersion: cert-manager.io/v1\n      kind: Issuer\n      metadata: {name: ${name}}\n      spec: {acme: {email: a@b.example}}\n`;
  test.each([
    ['a field that is not known', 'nameprefix: x\n', [`${k}:3 unknown-field nameprefix`, 'one unknown']],
    ['a transformer', 'transformers: [t.yaml]\n', [`${k}:3 unknown-field transformers`, 'one unknown']],
    ['a chart', 'helmCharts:\n  - name: x\n', [`${k}:4 unseen-resources helmCharts`, 'one known']],
    [
      'a remote base',
      '  - https://example.com/x.yaml\n',
      [`${k}:3 remote https://example.com/x.yaml`, 'one known'],
    ],
    ['a remote component', 'components: [github.com/a/b]\n', [`${k}:3 remote github.com/a/b`, 'one unknown']],
    ['a file that is missing', '  - gone.yaml\n', [`${k}:3 missing-file gone.yaml`, 'one known']],
    [
      'a patch that is missing',
      'patches:\n  - path: gone.yaml\n',
      [`${k}:4 missing-file gone.yaml`, 'one unknown'],
    ],
    ['a patch for nothing', patch('three'), [`${k}:7 resource-not-there Issuer/three`, 'one unknown']],
    [
      'a patch for nothing in a file, in which a placeholder stands',
      'patches:\n  - path: p.yaml\n',
      ['one known'],
      { '/r/p.yaml': issuer('<NAME>') },
    ],
    [
      'a patch with a target for nothing',
      `${patch('three')}    target: {name: three}\n`,
      [`${k}:9 patch-without-target three`, 'one known'],
    ],
    [
      'a replacement of what may be elsewhere',
      '  - https://example.com/x.yaml\nreplacements:\n  - source: {kind: Issuer, name: x}\n    targets: [{select: {kind: Issuer}}]\n',
      [`${k}:3 remote https://example.com/x.yaml`, `${k}:5 unknown-field replacements`, 'one unknown'],
    ],
    [
      'replicas of what may be elsewhere',
      '  - gone.yaml\nreplicas: [{name: x, count: 1}]\n',
      [`${k}:3 missing-file gone.yaml`, 'one known'],
    ],
    [
      'replicas for nothing, and a field that may have changed names',
      'replicas: [{name: x, count: 1}]\ntransformers: [t.yaml]\n',
      [`${k}:4 unknown-field transformers`, 'one unknown'],
    ],
    ['replicas for nothing', 'replicas: [{name: x}]\n', [`${k}:3 workload-not-there x`, 'one unknown']],
    [
      'a patch for what may be elsewhere',
      `  - https://example.com/x.yaml\n${patch('three')}`,
      [`${k}:3 remote https://example.com/x.yaml`, 'one known'],
    ],
    [
      'an operation that fails',
      'patches:\n  - target: {kind: Issuer}\n    patch: |-\n      - {op: remove, path: /spec/ca}\n',
      [`${k}:5 patch-not-applicable /spec/ca`, 'one unknown'],
    ],
    [
      'a patch of another type',
      patch('one').replace('{email: a@b.example}', '[]'),
      [`${k}:4 patch-not-applicable one`, 'one unknown'],
    ],
    [
      'a patch that does not parse',
      'patches:\n  - patch: "{a: ["\n',
      [`${k}:4 patch-not-applicable patch`, 'one unknown'],
    ],
    ['the same resource twice', '  - issuer.yaml\n', [`${k}:3 duplicate-resource Issuer/one`, 'one unknown']],
    ['itself', '  - ../r\n', [`${k}:3 cycle ../r`, 'one known']],
    [
      'a syntax error, whatever may follow from it',
      '  - gone.yaml\nprefix: x\npatches: [{ target: {name: x}, patch: "[]" }\nnamespace: a\n',
      [`${k}:1 unreadable-kustomization `, 'one unknown'],
    ],
    [
      'a conflict marker',
      '<<<<<<< ours\nnamespace: a\n=======\nnamespace: b\n>>>>>>> theirs\n',
      [`${k}:1 unreadable-kustomization `, 'one unknown'],
    ],
    ['a template', 'namespace: x\n{{ if .a }}\nlabels: []\n{{ end }}\n', ['one unknown']],
  ])('%s', (_, text, expected, more?: Readonly<Record<string, string>>) => {
    const found = trouble(text, more);
    if (expected.length === 1) expect(found.at(-1)).toBe(expected[0]);
    else expect(found).toEqual(expected);
  });

  test('a base with a syntax error: told there, once, and no patch is said to miss its target', () => {
    const built = (base: string) =>
      problemsOf(
        buildFolder(
          '/r',
          filesOf({
            '/r/kustomization.yaml': `resources: [base]\n${patch('three')}`,
            '/r/base/kustomization.yaml': base,
            '/r/base/issuer.yaml': issuer('one'),
          }),
        ),
      );
    const told = ['/r/base/kustomization.yaml:1 unreadable-kustomization '];
    expect(built('resources: [issuer.yaml\n')).toEqual(told);
    // Nothing at all can be read of it.
    expect(built('a: b: c\n')).toEqual(told);
    expect(built('- issuer.yaml\n')).toContain('/r/kustomization.yaml:1 not-usable base');
  });

  test.each([
    ['empty', '', `${k}:4 replacement-not-applicable r.yaml`],
    ['broken', '{a: [\n', `${k}:4 replacement-not-applicable r.yaml`],
    ['a template', '{{ .x }}\n', `${k}:4 unknown-field replacements`],
    ['a template has a part in', 'source: {name: x}\n{{ .x }}\n', `${k}:4 unknown-field replacements`],
  ])('a file of replacements that is %s', (_, text, told) => {
    const found = trouble('replacements:\n  - path: r.yaml\n', { '/r/r.yaml': text });
    expect(found).toEqual([told, 'one unknown']);
  });

  test('a variable in the namespace is not certain', () => {
    const files = {
      '/r/kustomization.yaml': `resources: [a.yaml]\nnamespace: \${NS}\n`,
      '/r/a.yaml': issuer('one'),
    };
    const [built] = buildFolder('/r', filesOf(files)).resources;
    expect([built?.resource.name, built?.resource.namespace, built?.unknown]).toEqual([
      'one',
      undefined,
      undefined,
    ]);
  });

  test('bases that include each other end', () => {
    const built = buildFolder(
      '/a',
      filesOf({
        '/a/kustomization.yaml': 'resources: [../b]\n',
        '/b/kustomization.yaml': 'resources: [../a, x.yaml]\n',
        '/b/x.yaml': issuer('x'),
      }),
    );
    expect(problemsOf(built)).toEqual(['/b/kustomization.yaml:1 cycle ../a']);
    expect(built.resources).toHaveLength(1);
  });

  test('a secret of unknown content has an unknown name, and so has what refers to it', () => {
    const built = buildFolder(
      '/r',
      filesOf({
        '/r/kustomization.yaml':
          'resources: [a.yaml]\nsecretGenerator:\n  - name: tls\n    files: [tls.crt]\n',
        '/r/a.yaml':
          'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {tls: [{secretName: tls}]}\n',
      }),
    );
    const secret = built.resources.find(({ resource }) => resource.kind === 'Secret');
    expect([secret?.resource.name, secret?.unknown]).toEqual([undefined, undefined]);
    expect(built.problems).toEqual([]);
    expect(JSON.stringify(dataOfBuilt(named(built, 'web')))).toContain('tls-????????');
  });
});
