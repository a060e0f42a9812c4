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
