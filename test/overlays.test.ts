/** Findings about what overlays build: where the cure is offered, and what it makes. */
import { expect, test } from 'vitest';
import { options } from './harness/engine.ts';
import { openWorkspace, textIn } from './harness/workspace.ts';

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

test('overlays of two clusters that are called the same are told apart, and no fix is offered twice', () => {
  const { offers, write } = openWorkspace('check-placement-flux-clusters');
  const away = 'http01-solver-away-from-ingress';
  const ingress = textIn('check-placement-flux-clusters', 'infra/controllers/ingress.yaml');
  write('/infra/controllers/ingress.yaml', ingress.replace('pool: edge', 'pool: other'));
  const titles = offers('/infra/issuers/issuer.yaml', away, options()).map(({ title }) => title);
  expect(titles.filter((title) => title.includes('Kustomization/issuers'))).toEqual([
    expect.stringMatching(/clusters\/prod\/infra\.yaml\)$/),
    expect.stringMatching(/clusters\/stage\/infra\.yaml\)$/),
  ]);
  expect(new Set(titles).size).toBe(titles.length);
});

test('what one build calls a resource is not written into a base of others', () => {
  const { offers, write } = openWorkspace('check-kustomize-renamed');
  const changed = 'name-changed-by-kustomization';
  // The other one tells kustomize of the fields.
  write(
    '/overlays/prod/names.yaml',
    `nameReference:
  - kind: Issuer
    fieldSpecs:
      - {kind: Certificate, path: spec/issuerRef/name}
      - {kind: Ingress, path: metadata/annotations/cert-manager.io\\/issuer}
`,
  );
  write(
    '/overlays/prod/kustomization.yaml',
    'namePrefix: prod-\nresources: [../../base]\nconfigurations: [names.yaml]\n',
  );
  const fixes = offers('/base/all.yaml', changed, options());
  expect(fixes.map(({ title }) => title)).toEqual([
    'Ask for dev-ca (as a patch in overlays/dev)',
    'Ask for dev-ca (as a patch in overlays/dev)',
  ]);
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

test('under patches of Flux: in the base, although a variable stands in it, or as one patch more', () => {
  const issuer = '/configs/issuer.yaml';
  const flux = '/clusters/prod.yaml';
  const { offers, apply, findings } = openWorkspace('check-flux-patched');
  const fixes = offers(issuer, rule, options());
  expect(fixes.filter(({ elsewhere }) => !elsewhere).map(({ safety }) => safety)).toContain('safe');
  const patches = fixes.filter(({ elsewhere }) => elsewhere);
  expect(patches.map(({ title }) => title.replace(/^.*\(/, '('))).toEqual([
    '(as a patch in Kustomization/configs)',
  ]);
  expect(apply(patches[0])[flux]).toContain(`        name: letsencrypt
    - patch: |-
        - op: add
          path: /spec/acme/solvers/0/http01/ingress/podTemplate
`);
  expect(findings(issuer, options())).toEqual([]);
});

test('no fix writes over a variable that Flux replaces', () => {
  const [issuer, flux] = ['/configs/issuer.yaml', '/clusters/prod.yaml'];
  const { offers, findings, write } = openWorkspace('check-flux-patched');
  const wrong = 'https://acme-v02.api.letsencrypt.org';
  const text = textIn('check-flux-patched', issuer.slice(1));
  const asking = textIn('check-flux-patched', flux.slice(1)).replace('/spec/acme/server', '/spec/acme/email');
  const fixes = () => offers(issuer, 'acme-server-url-wrong', options());
  write(flux, asking.replace('acme_email:', `acme_server: ${wrong}\n      acme_email:`));
  write(issuer, text.replace(/https:.*/, wrong));
  expect(fixes().length).toBeGreaterThan(0);
  write(issuer, text.replace(/https:.*/, `"\${acme_server}"`));
  expect(findings(issuer, options()).map((found) => found.rule)).toContain('acme-server-url-wrong');
  expect(fixes()).toEqual([]);
});

test('in an overlay that is written in braces', () => {
  const issuer = '/base/issuer.yaml';
  const { offers, apply, findings } = openWorkspace('check-kustomize-flow');
  const patched = (overlay: string) => {
    const fix = offers(issuer, rule, options()).find(({ title }) => title.endsWith(`${overlay})`));
    return apply(fix)[`/${overlay}/kustomization.yaml`] ?? '';
  };
  const entry =
    /\{target: \{kind: Issuer, name: letsencrypt\}, patch: "- \{op: add, path: [\w/]+\/podTemplate, value: [^"]*\}"\}/;
  const short = (text: string) => text.replace(entry, '{…}');
  expect(short(patched('empty'))).toBe('{resources: [../base], namespace: empty, patches: [{…}]}\n');
  expect(short(patched('bare'))).toBe('{resources: [../base], namespace: bare, patches: [{…}]}\n');
  expect(short(patched('one'))).toContain('\npatches: [{path: email.yaml}, {…}]\n');
  expect(patched('block')).toContain('\npatches:\n  - target:\n      kind: Issuer\n');
  expect(findings(issuer, options())).toEqual([]);
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
