/** Completion with what other files of a workspace hold. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accepted, labelsAt, offersAt } from './harness/completion.ts';
import { analyze, analyzeIn, newWorkspace, options } from './harness/engine.ts';
import { file } from './harness/lsp.ts';

/** A workspace of some files, with a new one at a path. */
function workspaceOf(files: Readonly<Record<string, string>>, path = '/new.yaml') {
  const workspace = newWorkspace();
  for (const [name, text] of Object.entries(files)) workspace.put(name, file(text).documents);
  workspace.complete = true;
  workspace.folders = [''];
  for (let wanted = workspace.wanted(); wanted.length > 0; wanted = workspace.wanted())
    for (const missing of wanted) workspace.miss(missing);
  return { workspace, path };
}

const home = new URL('./features/completion/', import.meta.url);
/** What stands beside the resource in each fixture whose text is silent, where something does. */
const clusters = readdirSync(home)
  .filter((name) => !name.includes('.accepted.'))
  .map((name) => [name, readFileSync(new URL(name, home), 'utf8')] as const)
  .filter(([, text]) => /^# silent$/m.test(text) && text.includes('\n---\n'))
  .map(([name, text]) => [name, text.slice(text.indexOf('---\n') + 4)] as const);

describe.each(clusters)('with the cluster of %s', (_, cluster) => {
  test('every snippet through HTTP-01 is free of our own findings, in the file and beside it', () => {
    const labels = labelsAt(`$0\n---\n${cluster}`).filter((label) => /http01|production/.test(label));
    expect(labels.length).toBeGreaterThan(4);
    for (const label of labels) {
      const text = accepted(`$0\n---\n${cluster}`, label);
      expect(
        analyze(text).filter(({ severity }) => severity !== 'info'),
        label,
      ).toEqual([]);
      const where = workspaceOf({ '/cluster.yaml': cluster });
      const alone = accepted('$0\n', label, options(), where);
      expect(alone.trimEnd(), label).toBe(text.slice(0, text.indexOf(`\n---\n${cluster}`)).trimEnd());
      const found = analyzeIn(file(alone), options(), where);
      expect(
        found.filter(({ severity }) => severity !== 'info'),
        label,
      ).toEqual([]);
    }
  });
});

describe.each([['web'], [undefined]])('beside an Issuer only, in the namespace %s', (namespace) => {
  const home = namespace === undefined ? '' : `, namespace: ${namespace}`;
  const issuer = `apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: letsencrypt${home}}
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    privateKeySecretRef: {name: our-account}
    solvers:
      - dns01: {cloudflare: {apiTokenSecretRef: {name: cloudflare, key: token}}}
`;
  const where = () => workspaceOf({ '/issuer.yaml': issuer });

  test.each(labelsAt('$0').slice(2))('%s: our own rules have nothing against it', (label) => {
    const beside = where();
    const alone = accepted('$0\n', label, options(), beside);
    const loud = (found: ReturnType<typeof analyze>) => found.filter(({ severity }) => severity !== 'info');
    expect(loud(analyzeIn(file(alone), options(), beside)), alone).toEqual([]);
    expect(loud(analyze(accepted(`$0\n---\n${issuer}`, label)))).toEqual([]);
  });

  test.each(['Certificate', 'Ingress with cert-manager', 'Gateway with cert-manager'])(
    '%s names that Issuer',
    (label) => {
      const alone = accepted('$0\n', label, options(), where());
      expect(alone).toMatch(/cert-manager.io\/issuer: letsencrypt$|kind: Issuer\n +name: letsencrypt$/m);
      expect(/\n {2}namespace: (.*)/.exec(alone)?.[1]).toBe(namespace);
    },
  );
});

const traefik = (label: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: traefik, namespace: traefik}
spec:
  template:
    metadata: {labels: {app: traefik}}
    spec:
      nodeSelector: {pool: ${label}}
      containers:
        - {name: traefik, image: "traefik:v3.1", args: [--providers.kubernetesingress]}
`;
const kustomization = 'resources: [issuer.yaml, traefik.yaml]\n';

test('of two overlays each pins to where its own ingress runs', () => {
  const files = {
    '/a/kustomization.yaml': kustomization,
    '/a/traefik.yaml': traefik('east'),
    '/b/kustomization.yaml': kustomization,
    '/b/traefik.yaml': traefik('west'),
  };
  const issuer = `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: letsencrypt}
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    privateKeySecretRef: {name: account}
    solvers:
      - http01:
          ingress:
            ingressClassName: traefik
            $0
`;
  for (const [folder, label] of [
    ['a', 'east'],
    ['b', 'west'],
  ] as const) {
    const where = workspaceOf(files, `/${folder}/issuer.yaml`);
    const after = accepted(issuer, 'podTemplate nodeAffinity', options(), where);
    expect(after).toMatch(new RegExp(`- key: pool\\n *operator: In\\n *values:\\n *- ${label}\\n`));
    expect(analyzeIn(file(after), options(), where)).toEqual([]);
  }
});

describe('in the patches of a kustomization', () => {
  const issuer = (name: string, spec: string) =>
    `apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: ${name}, namespace: web}\nspec: ${spec}\n`;
  const acme =
    '{acme: {server: "https://acme-v02.api.letsencrypt.org/directory", privateKeySecretRef: {name: account}, solvers: [{dns01: {cloudflare: {apiTokenSecretRef: {name: a, key: b}}}}]}}';
  const certificate =
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: shop, namespace: web}\nspec: {secretName: shop, dnsNames: [shop.example.org], duration: 24h, issuerRef: {name: signer, kind: Issuer}}\n';
  const files = {
    '/issuer.yaml': `${issuer('signer', acme)}---\n${issuer('own', '{selfSigned: {}}')}---\n${certificate}`,
  };
  const head = 'resources: [issuer.yaml]\npatches:\n';
  const where = () => workspaceOf(files, '/kustomization.yaml');
  const found = (text: string) => {
    const around = where();
    around.workspace.put(around.path, file(text).documents);
    return analyzeIn(file(text), options(), around).filter(({ severity }) => severity !== 'info');
  };

  test('a starter has the name of what it changes, and leaves an issuer of its type', () => {
    const start = `${head}  - patch: |\n      $0\n`;
    const labels = offersAt(start, options(), where()).flatMap(({ label, sort }) =>
      sort === 'snippet' ? [label] : [],
    );
    expect(labels).toEqual(
      expect.arrayContaining(['Certificate', 'Issuer ACME dns01 route53', 'Issuer self-signed']),
    );
    expect(labels).not.toContain('Issuer CA');
    expect(labels.filter((label) => label.startsWith('ClusterIssuer'))).toEqual([]);
    expect(accepted(start, 'Issuer self-signed', options(), where())).toContain('name: own\n');
    for (const label of labels) {
      const text = accepted(start, label, options(), where());
      expect(found(text), text).toEqual([]);
    }
  });

  const operation = (kind: string, name: string, ...lines: readonly string[]) =>
    `${head}  - target: {kind: ${kind}, name: ${name}}\n    patch: |\n${lines.map((line) => `      ${line}\n`).join('')}`;
  const labels = (text: string) => offersAt(text, options(), where()).map(({ label }) => label);

  test('paths are those of the target; what is not added has to be there', () => {
    const path = (op: string, typed: string) =>
      labels(operation('Issuer', 'signer', `- op: ${op}`, `  path: ${typed}$0`));
    expect(path('replace', '/spec/acme/')).toEqual([
      '/spec/acme/server',
      '/spec/acme/privateKeySecretRef',
      '/spec/acme/solvers',
    ]);
    expect(path('add', '/spec/acme/')).toContain('/spec/acme/preferredChain');
    expect(path('add', '/spec/acme/solvers/')).toEqual(['/spec/acme/solvers/-', '/spec/acme/solvers/0']);
    expect(path('add', '/spec/ca/')).toEqual([]);
  });

  test('a value fits what stands beside it in the target', () => {
    const value = (path: string) =>
      labels(operation('Certificate', 'shop', '- op: add', `  path: ${path}`, '  value: $0'));
    expect(value('/spec/renewBefore')).toEqual(['8h']);
    expect(value('/spec/issuerRef/name')).toEqual(['signer', 'own']);
    expect(value('/spec/dnsNames/-')).not.toContain('shop.example.org');
  });

  test('whole solvers are free of our own findings', () => {
    const text = operation(
      'Issuer',
      'signer',
      '- op: replace',
      '  path: /spec/acme/solvers/0',
      '  value: $0',
    );
    const solvers = labels(text).filter((label) => / .+/.test(label));
    expect(solvers).toContain('dns01 route53');
    for (const label of solvers) {
      const after = accepted(text, label, options(), where());
      expect(found(after), after).toEqual([]);
    }
  });
});

test('names of other files, each once, those of the file itself first', () => {
  const issuer = (name: string) =>
    `apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: ${name}}\nspec: {selfSigned: {}}\n`;
  const where = workspaceOf({ '/one.yaml': issuer('one'), '/two.yaml': issuer('two') });
  const source = `apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  issuerRef:\n    kind: ClusterIssuer\n    name: $0\n---\n${issuer('two')}`;
  expect(offersAt(source, options(), where).map(({ label }) => label)).toEqual(['two', 'one']);
});

test('what is gathered follows the files', () => {
  const node = (label: string) =>
    `apiVersion: v1\nkind: Node\nmetadata: {name: one, labels: {${label}: a}}\n`;
  const where = workspaceOf({ '/nodes.yaml': node('first') });
  const source =
    'apiVersion: cert-manager.io/v1\nkind: Issuer\nspec:\n  acme:\n    solvers:\n      - http01:\n          ingress:\n            podTemplate:\n              spec:\n                nodeSelector:\n                  $0\n';
  const first = () => offersAt(source, options(), where)[0]?.label;
  expect(first()).toBe('first');
  where.workspace.put('/nodes.yaml', file(node('second')).documents);
  expect(first()).toBe('second');
  where.workspace.remove('/nodes.yaml');
  expect(first()).toBe('type');
});
