/** Builds that a Flux Kustomization or an Argo CD Application asks for. */
import { describe, expect, test } from 'vitest';
import { type BuiltResource, buildAsked, dataOfBuilt, filesOf, placeIn } from './harness/build.ts';
import { issuer, named } from './harness/kustomizations.ts';

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
