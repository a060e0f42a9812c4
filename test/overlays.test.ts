/** Findings about what overlays build: where the cure is offered, and what it makes. */
import { expect, test } from 'vitest';
import { options } from './harness/engine.ts';
import { openWorkspace } from './harness/workspace.ts';

const rule = 'http01-solver-without-node-affinity';
const base = '/base/issuer.yaml';
const dev = '/overlays/dev/kustomization.yaml';

test('the finding stands in the base, names the overlay, and can be cured in either', () => {
  const { offers, findings } = openWorkspace('check-kustomize-lacking');
  expect(findings(base, options()).map(({ rule }) => rule)).toEqual([rule]);
  const titles = offers(base, rule, options()).map(({ title, safety }) => `${safety}: ${title}`);
  // Of two overlays one has cured it: changing the base for both is a choice.
  expect(titles.every((title) => title.startsWith('unsafe: '))).toBe(true);
  expect(titles.filter((title) => title.includes('overlays/dev'))).toHaveLength(1);
  expect(titles.some((title) => title.includes('overlays/prod'))).toBe(false);
});

test('the patch is added behind those that are there, and cures', () => {
  const { offers, apply, findings } = openWorkspace('check-kustomize-lacking');
  const fix = offers(base, rule, options()).find(({ title }) => title.includes('overlays/dev'));
  const text = apply(fix)[dev];
  expect(
    text,
  ).toContain(`        value: "*.dev.kubernetes.io" # want acme-name-without-solver "\\"*.dev.kubernetes.io\\""
  - target:
      kind: Issuer
      name: letsencrypt
    patch: |-
      - op: add
        path: /spec/acme/solvers/0/http01/ingress/podTemplate
        value:
          spec:
            affinity:
`);
  expect(findings(base, options())).toEqual([]);
});

test('where each overlay places the ingress differently, each is offered its own cure, and none in the base is safe', () => {
  const { offers, apply, findings } = openWorkspace('check-placement-differs');
  const all = offers(base, rule, options());
  const titles = all.map(({ title, safety }) => `${safety}: ${title}`);
  expect(titles.filter((title) => title.startsWith('safe: '))).toEqual([]);
  const inOverlay = (name: string) => all.filter(({ title }) => title.includes(`overlays/${name}`));
  expect(inOverlay('dev').map(({ title }) => title)).toEqual([
    'Pin the solver pod to nodes with a pod of ingress-nginx (podAffinity) (as a patch in overlays/dev)',
  ]);
  expect(inOverlay('prod').map(({ title }) => title)).toEqual([
    'Pin the solver pod to nodes with pool=edge (nodeAffinity) (as a patch in overlays/prod)',
  ]);
  expect(apply(inOverlay('prod')[0])['/overlays/prod/kustomization.yaml']).toContain('key: dedicated');
  expect(findings(base, options()).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^ingress-nginx may run on any node/),
  ]);
  apply(inOverlay('dev')[0]);
  expect(findings(base, options())).toEqual([]);
});
