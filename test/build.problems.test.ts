/** What a build could not do as kustomize does it, and that it always ends. */
import { describe, expect, test } from 'vitest';
import { buildFolder, dataOfBuilt, filesOf, problemsOf } from './harness/build.ts';
import { issuer, named } from './harness/kustomizations.ts';
import { randomFrom, randomWorkspace } from './harness/random.ts';

/** The problems of a kustomization beside an Issuer `one`, and whether that is still known. */
function trouble(kustomization: string, more: Readonly<Record<string, string>> = {}): string[] {
  const text = `resources:\n  - issuer.yaml\n${kustomization}`;
  const built = buildFolder(
    '/r',
    filesOf({ '/r/kustomization.yaml': text, '/r/issuer.yaml': issuer('one'), ...more }),
  );
  const state = built.resources.map(
    ({ resource, unknown }) => `${resource.name} ${unknown ? 'unknown' : 'known'}`,
  );
  return [...problemsOf(built), ...state];
}

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

describe('hostile input', () => {
  test('cut and mixed files end without an error', () => {
    let built = 0;
    for (let seed = 0; seed < 150; seed++) {
      const random = randomFrom(seed);
      const files = Object.entries(randomWorkspace(seed)).map(([path, text]) => {
        const cut = Math.floor(random() * text.length);
        const odd =
          ['', '{{ if }}', '\u0000', '- [', '*a', `\${X}`, '<<: *b\n', '\t'][Math.floor(random() * 8)] ?? '';
        return [`/r/${path}`, random() < 0.5 ? text : text.slice(0, cut) + odd + text.slice(cut + 3)];
      });
      const source = filesOf(Object.fromEntries(files));
      if (!source.kustomization('/r/overlay')) continue;
      const first = buildFolder('/r/overlay', source);
      const second = buildFolder('/r/overlay', source, first);
      expect(second.resources.map((each, i) => each === first.resources[i])).not.toContain(false);
      built += first.resources.length;
    }
    expect(built).toBeGreaterThan(300);
  });

  test('aliases of aliases in base and patch', () => {
    const bomb = (key: string) =>
      Array.from(
        { length: 30 },
        (_, i) =>
          `  ${key}${i}: &${key}${i} ${i === 0 ? '{x: y}' : `{a: *${key}${i - 1}, b: *${key}${i - 1}}`}`,
      ).join('\n');
    const files = filesOf({
      '/r/kustomization.yaml': 'resources: [a.yaml]\npatches:\n  - path: p.yaml\nlabels: [{pairs: {a: b}}]\n',
      '/r/a.yaml': `apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: one}\nspec:\n${bomb('a')}\n`,
      '/r/p.yaml': `apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: one}\nspec:\n${bomb('a')}\n`,
    });
    const first = buildFolder('/r', files);
    expect(problemsOf(first)).toEqual(['/r/kustomization.yaml:3 patch-not-applicable one']);
    expect(buildFolder('/r', files, first).resources[0]).toBe(first.resources[0]);
  });

  test('kustomizations nested beyond measure, and wide ones', () => {
    const texts: Record<string, string> = {};
    for (let i = 0; i < 200; i++) texts[`/r/${i}/kustomization.yaml`] = `resources: [../${i + 1}]\n`;
    expect(problemsOf(buildFolder('/r/0', filesOf(texts)))).toHaveLength(1);
    for (let i = 0; i < 20; i++)
      texts[`/w/${i}/kustomization.yaml`] = `resources: [../${i + 1}, ../${i + 1}/.]\n`;
    expect(buildFolder('/w/0', filesOf(texts)).resources).toEqual([]);
    for (let i = 0; i < 16; i++) {
      texts[`/x/${i}/kustomization.yaml`] = `resources: [../l${i}, ../r${i}]\n`;
      for (const side of ['l', 'r'])
        texts[`/x/${side}${i}/kustomization.yaml`] = `resources: [../${i + 1}]\nnamePrefix: ${side}\n`;
    }
    texts['/x/16/kustomization.yaml'] = 'resources: [a.yaml]\n';
    texts['/x/16/a.yaml'] = issuer('a');
    const many = buildFolder('/x/0', filesOf(texts));
    expect(problemsOf(many).join()).toContain('not-usable');
  });

  test('selectors that take forever elsewhere', () => {
    const found = trouble(
      `patches:\n  - target: {name: "(a+)+$"}\n    patch: '[{"op":"add","path":"/spec/x","value":1}]'\n`,
      {
        '/r/issuer.yaml': issuer('a'.repeat(60)),
      },
    );
    expect(found.at(-1)).toMatch(/unknown$/);
  });
});
