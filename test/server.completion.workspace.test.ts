/** Completion over LSP with what other files hold, and what starts their index. */
import { expect, test } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver/node';
import { fileSource } from './harness/files.ts';
import { folders, completing as full, start, uri } from './harness/lsp.ts';

const named = (items: readonly CompletionItem[], label: string) => items.find((item) => item.label === label);

const letsencrypt =
  'apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata:\n  name: le-production\nspec:\n  selfSigned: {}\n';
const begun =
  'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata:\n  name: a\nspec:\n  issuerRef:\n    kind: ClusterIssuer\n    name: ';

test.each([
  ['completion in a new file', true],
  ['a new file that becomes one of ours', false],
])('%s starts the index, so that names of other files come', async (_, asks) => {
  const source = fileSource({ 'file:///work/issuer.yaml': letsencrypt });
  const client = await start({
    capabilities: full,
    workspaceFolders: folders('file:///work'),
    ports: { files: () => source },
  });
  const at = 'file:///work/new.yaml';
  await client.open('', at);
  if (asks) {
    const list = await client.complete({ line: 0, character: 0 }, undefined, at);
    expect(list?.items.map(({ label }) => label)).toContain('Certificate');
    // The client asks again while it is typed.
    expect(list?.isIncomplete).toBe(true);
    const written = (label: string, of: typeof list) => named(of?.items ?? [], label)?.textEdit?.newText;
    expect(written('Certificate', list)).not.toContain('le-production');
    await client.refreshed.next();
    const again = await client.complete({ line: 0, character: 0 }, undefined, at);
    expect(again?.isIncomplete).toBe(false);
    expect(written('Certificate', again)).toContain('le-production');
    await client.change(2, [{ text: begun }], at);
  } else {
    await client.change(2, [{ text: begun }], at);
    await client.refreshed.next();
  }
  const list = await client.complete({ line: 7, character: 10 }, undefined, at);
  expect(list?.items.map(({ label }) => label)).toEqual(['le-production']);
});

test('a file that is none of ours starts no index', async () => {
  const source = fileSource({ 'file:///work/issuer.yaml': letsencrypt });
  const client = await start({
    capabilities: full,
    workspaceFolders: folders('file:///work'),
    ports: { files: () => source },
  });
  await client.open('services:\n  web:\n    image: x\n', uri);
  expect(await client.complete({ line: 2, character: 11 }, undefined, uri)).toMatchObject({ items: [] });
  await client.change(2, [{ text: 'services: {}\n' }], uri);
  await client.complete({ line: 0, character: 0 }, undefined, uri);
  expect(source.lists).toBe(0);
});

test('the release that the workspace installs decides what is offered', async () => {
  const client = await start({ capabilities: full });
  await client.open(
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: cert-manager, namespace: cert-manager}\nspec:\n  chart:\n    spec: {chart: cert-manager, version: v1.15.0, sourceRef: {kind: HelmRepository, name: jetstack}}\n',
    'file:///work/release.yaml',
  );
  const at = 'file:///work/certificate.yaml';
  await client.open('apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  \n', at);
  const list = await client.complete({ line: 3, character: 2 }, undefined, at);
  expect(named(list?.items ?? [], 'secretName')).toBeDefined();
  expect(named(list?.items ?? [], 'renewBeforePercentage')).toBeUndefined();
});

test('what other files of the workspace hold is offered, and named in hovers', async () => {
  const certificate =
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata:\n  name: a\nspec:\n  issuerRef:\n    kind: ClusterIssuer\n    name: letsencrypt\n  dnsNames: [www.example.com]\n  secretName: a\n';
  const issuer =
    'apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata:\n  name: letsencrypt\nspec:\n  acme:\n    server: https://acme-v02.api.letsencrypt.org/directory\n    privateKeySecretRef: {name: a}\n    solvers:\n      - http01: {ingress: {ingressClassName: nginx}}\n';
  const client = await start({ capabilities: full });
  await client.open(issuer, 'file:///work/deploy/issuer.yaml');
  await client.open(certificate, 'file:///work/deploy/certificate.yaml');
  const at = 'file:///work/deploy/certificate.yaml';
  const list = await client.complete({ line: 7, character: 12 }, undefined, at);
  expect(list?.items.map(({ label }) => label)).toEqual(['letsencrypt']);
  expect(JSON.stringify(await client.hover({ line: 8, character: 16 }, at))).toContain('solver 1');
});
