/** Builds of kustomizations: where what they make was written, what they could not do, what they keep. */
import { describe, expect, test } from 'vitest';
import { buildFolder, filesOf, placeIn } from './harness/build.ts';
import { issuer, named } from './harness/kustomizations.ts';

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
      '/r/gone/Kustomization',
      '/r/gone/kustomization.yaml',
      '/r/gone/kustomization.yml',
      '/r/prod/kustomization.yaml',
      '/r/prod/patch.yaml',
    ]);
    expect([...built.bases]).toEqual(['/r/base']);
    expect([...built.patches].map(({ text }) => text)).toEqual([overlay['/r/prod/patch.yaml']]);
  });
});

describe('generated names', () => {
  test('end in what kubectl 1.34 computes of the content', () => {
    const text = 'secretGenerator:\n  - name: gen\n    literals: [a=1, \'b="x&y"\', c=ü]\n';
    const [secret] = buildFolder('/r', filesOf({ '/r/kustomization.yaml': text })).resources;
    expect(secret?.resource.name).toBe('gen-dt8b7b47t6');
    expect(secret && placeIn(secret, ['metadata', 'name'])).toBe('/r/kustomization.yaml: gen');
  });
});
