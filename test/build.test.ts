/** Builds of kustomizations: where what they make was written, what they could not do, what they keep. */
import { describe, expect, test } from 'vitest';
import {
  type Build,
  type BuiltResource,
  buildAsked,
  buildFolder,
  dataOfBuilt,
  filesOf,
  placeIn,
  problemsOf,
} from './harness/build.ts';
import { randomFrom, randomWorkspace } from './harness/random.ts';

const issuer = (name: string, more = '') => `apiVersion: cert-manager.io/v1
kind: Issuer
metadata:
  name: ${name}
spec:
  acme:
    server: https://acme.example.com/directory
    solvers:
      - http01:
          ingress:
            class: nginx
${more}`;

const overlay = {
  '/r/base/kustomization.yaml': 'resources: [issuer.yaml, other.yaml]\n',
  '/r/base/issuer.yaml': `# The base.\n${issuer('one')}`,
  '/r/base/other.yaml': issuer('two'),
  '/r/prod/kustomization.yaml': `resources:
  - ../base
namePrefix: prod-
patches:
  - path: patch.yaml
  - patch: |-
      apiVersion: cert-manager.io/v1
      kind: Issuer
      metadata:
        name: one
      spec:
        acme:
          profile: inline
  - target: {kind: Issuer, name: one}
    patch: |
      - op: add
        path: /spec/acme/solvers/0/http01/ingress/serviceType
        value: NodePort
  - patch: >-
      {apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {name: one},
      spec: {acme: {caBundle: folded}}}
labels:
  - pairs:
      team: web
`,
  '/r/prod/patch.yaml': `apiVersion: cert-manager.io/v1
kind: Issuer
metadata:
  name: one
spec:
  acme:
    email: ops@example.com
`,
  '/r/spaces/kustomization.yaml': 'resources: [../base]\nnamespace: web\n',
};

function named(build: Build | undefined, name: string): BuiltResource {
  const found = build?.resources.find(({ resource }) => resource.name === name);
  if (!found) throw new Error(`no ${name} among ${build?.resources.map(({ resource }) => resource.name)}`);
  return found;
}

describe('every value is placed where it was written', () => {
  const built = named(buildFolder('/r/prod', filesOf(overlay)), 'prod-one');
  const acme = ['spec', 'acme'];
  test.each([
    ['the base', [...acme, 'server'], '/r/base/issuer.yaml: https://acme.example.com/directory'],
    ['a patch in a file', [...acme, 'email'], '/r/prod/patch.yaml: ops@example.com'],
    ['a patch within the kustomization', [...acme, 'profile'], '/r/prod/kustomization.yaml: inline'],
    [
      'an operation of a JSON patch',
      [...acme, 'solvers', 0, 'http01', 'ingress', 'serviceType'],
      '/r/prod/kustomization.yaml: NodePort',
    ],
    ['a label', ['metadata', 'labels', 'team'], '/r/prod/kustomization.yaml: web'],
    ['a name with a prefix: the name of the base', ['metadata', 'name'], '/r/base/issuer.yaml: one'],
  ])('%s', (_, path, place) => {
    expect(placeIn(built, path)).toBe(place);
  });

  test('a folded text: the whole scalar', () => {
    expect(placeIn(built, [...acme, 'caBundle'])).toMatch(
      /^\/r\/prod\/kustomization\.yaml: >-\n {6}\{apiVersion/,
    );
  });

  test('the namespace: where the kustomization says it', () => {
    const spaced = named(buildFolder('/r/spaces', filesOf(overlay)), 'one');
    expect(placeIn(spaced, ['metadata', 'namespace'])).toBe('/r/spaces/kustomization.yaml: web');
    expect(spaced.resource.namespace).toBe('web');
    expect(spaced.path).toBe('/r/base/issuer.yaml');
  });

  test('the mapping that several make together: the base', () => {
    expect(placeIn(built, ['spec'])).toMatch(/^\/r\/base\/issuer\.yaml: acme:/);
  });
});

describe('what stays the same stays the same object', () => {
  test('a resource that nothing touches has the very tree of its document', () => {
    const files = filesOf(overlay);
    const { resources } = buildFolder('/r/base', files);
    expect(resources).toHaveLength(2);
    for (const { resource, document, composite } of resources) {
      expect(resource.map).toBe(document.parsed().root);
      expect(composite.parts).toHaveLength(1);
    }
  });

  test('an edit of one document rebuilds what it is part of', () => {
    const files = filesOf(overlay);
    const first = buildFolder('/r/prod', files);
    const edited = filesOf(
      { ...overlay, '/r/base/other.yaml': issuer('two').replace('nginx', 'haproxy') },
      files,
    );
    const second = buildFolder('/r/prod', edited, first);
    expect(named(second, 'prod-one')).toBe(named(first, 'prod-one'));
    expect(named(second, 'prod-two')).not.toBe(named(first, 'prod-two'));
    const third = buildFolder(
      '/r/prod',
      filesOf(
        { ...overlay, '/r/prod/patch.yaml': overlay['/r/prod/patch.yaml'].replace('ops', 'me') },
        files,
      ),
      first,
    );
    expect(named(third, 'prod-two')).toBe(named(first, 'prod-two'));
    expect(named(third, 'prod-one')).not.toBe(named(first, 'prod-one'));
    expect(placeIn(named(third, 'prod-one'), ['spec', 'acme', 'email'])).toBe(
      '/r/prod/patch.yaml: me@example.com',
    );
  });

  test('documents of other kinds are not parsed', () => {
    const files = filesOf({
      '/r/kustomization.yaml': 'resources: [all.yaml]\nnamespace: x\n',
      '/r/all.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: x\n  : broken\n',
    });
    const { problems, resources } = buildFolder('/r', files);
    expect([problems, resources]).toEqual([[], []]);
  });

  test('what it read, and what patches are', () => {
    const files = filesOf({
      ...overlay,
      '/r/prod/kustomization.yaml': `${overlay['/r/prod/kustomization.yaml']}components: [../gone]\n`,
    });
    const built = buildFolder('/r/prod', files);
    expect([...built.reads].sort()).toEqual([
      '/r/base/issuer.yaml',
      '/r/base/kustomization.yaml',
      '/r/base/other.yaml',
      '/r/gone',
      '/r/prod/kustomization.yaml',
      '/r/prod/patch.yaml',
    ]);
    expect([...built.bases]).toEqual(['/r/base']);
    expect([...built.patches].map(({ text }) => text)).toEqual([overlay['/r/prod/patch.yaml']]);
  });
});

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
    ['a patch for nothing', patch('three'), [`${k}:4 patch-without-target Issuer/three`, 'one known']],
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
    ['itself', '  - ../r\n', [`${k}:3 not-usable ../r`, 'one known']],
    ['a template', 'namespace: x\n{{ if .a }}\nlabels: []\n{{ end }}\n', ['one unknown']],
  ])('%s', (_, text, expected) => {
    const found = trouble(text);
    if (expected.length === 1) expect(found.at(-1)).toBe(expected[0]);
    else expect(found).toEqual(expected);
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
    expect(problemsOf(built)).toEqual(['/b/kustomization.yaml:1 not-usable ../a']);
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

describe('Flux and Argo CD', () => {
  const app = {
    '/r/apps/a.yaml': issuer('one', `            name: \${NAME:=nobody} # \${X}\n`),
    '/r/apps/deep/b.yaml': issuer('two', `            name: \${OTHER}\n`),
    '/r/apps/whole/kustomization.yaml': 'resources: [c.yaml]\nnamePrefix: k-\n',
    '/r/apps/whole/c.yaml': issuer('three'),
    '/r/apps/whole/left-out.yaml': issuer('four'),
  };
  const flux = (more: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps}
spec:
  path: ./apps
  targetNamespace: web
  commonMetadata:
    labels: {team: a}
  patches:
    - target: {kind: Issuer, name: one}
      patch: |
        - {op: add, path: /spec/acme/email, value: flux@example.com}
${more}`;
  const nameOf = (built: BuiltResource) => {
    const { spec } = dataOfBuilt(built) as {
      spec: { acme: { solvers: { http01: { ingress: { name: string } } }[] } };
    };
    return spec.acme.solvers[0]?.http01.ingress.name;
  };

  test('a folder without a kustomization: all YAML below, folders with one as a whole', () => {
    const built = buildAsked('/r/flux.yaml', '/r', filesOf({ ...app, '/r/flux.yaml': flux('') }));
    expect(built?.resources.map(({ resource }) => resource.name)).toEqual(['one', 'two', 'k-three']);
    const one = named(built, 'one');
    expect(placeIn(one, ['spec', 'acme', 'email'])).toBe('/r/flux.yaml: flux@example.com');
    expect(placeIn(one, ['metadata', 'namespace'])).toBe('/r/flux.yaml: web');
    expect(placeIn(one, ['metadata', 'labels', 'team'])).toBe('/r/flux.yaml: a');
  });

  test('variables: known ones are put in, defaults where nothing else may set them', () => {
    const build = (more: string) =>
      buildAsked('/r/flux.yaml', '/r', filesOf({ ...app, '/r/flux.yaml': flux(more) }));
    const known = build('  postBuild:\n    substitute: {NAME: somebody}\n');
    expect(nameOf(named(known, 'one'))).toBe('somebody');
    expect(nameOf(named(build('  postBuild:\n    substitute: {A: b}\n'), 'one'))).toBe('nobody');
    const open = build('  postBuild:\n    substituteFrom: [{kind: Secret, name: x}]\n');
    expect(nameOf(named(open, 'one'))).not.toBe('nobody');
    expect(nameOf(named(known, 'two'))).not.toBe('');
    expect(build('')?.resources.map(({ unknown }) => unknown)).toEqual([undefined, undefined, undefined]);
  });

  test('an Application: the folder alone, or what kustomize makes with its options', () => {
    const application = (path: string, more: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: a}
spec:
  destination: {namespace: elsewhere}
  source:
    path: ${path}
${more}`;
    const build = (path: string, more: string) =>
      buildAsked('/r/app.yaml', '/r', filesOf({ ...app, '/r/app.yaml': application(path, more) }));
    expect(build('apps', '')?.resources.map(({ resource }) => resource.name)).toEqual(['one']);
    const deep = build('apps', '    directory: {recurse: true}\n');
    expect(deep?.resources.map(({ resource }) => resource.name)).toEqual(['one', 'two', 'three', 'four']);
    const options = '    kustomize:\n      namePrefix: argo-\n      commonLabels: {a: b}\n';
    const kustomized = named(build('apps/whole', options), 'argo-three');
    expect(placeIn(kustomized, ['metadata', 'labels', 'a'])).toBe('/r/app.yaml: b');
    expect(placeIn(kustomized, ['metadata', 'namespace'])).toBe('/r/app.yaml: elsewhere');
    expect(build('none', '')).toBeUndefined();
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
