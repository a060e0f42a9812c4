/** The index of the server: files that no editor has open, read in the background. */
import { describe, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  LSPErrorCodes,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { fileSource } from './harness/files.ts';
import { folders, type PlanNode, rich, type Status, start } from './harness/lsp.ts';
import { mailbox } from './harness/mailbox.ts';

const folder = 'file:///work';
const certificate = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: shop
  namespace: shop
spec:
  secretName: shop-tls
  dnsNames: ["*.shop.example.org"]
  issuerRef:
    kind: ClusterIssuer
    name: letsencrypt
`;
const issuer = (type: string) => `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: ops@kubernetes.io
    privateKeySecretRef:
      name: letsencrypt
    solvers:
      - ${type}
`;
const http01 = issuer(
  'http01: {ingress: {ingressClassName: nginx, podTemplate: {spec: {nodeSelector: {a: b}}}}}',
);
const dns01 = issuer('dns01: {cloudflare: {apiTokenSecretRef: {name: token, key: token}}}');
const uri = `${folder}/certificate.yaml`;
const wildcard = 'acme-name-without-solver';

async function open(files: Record<string, string>) {
  const source = fileSource(files);
  const client = await start({
    workspaceFolders: folders(folder),
    capabilities: {
      ...rich,
      workspace: { ...rich.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
    },
    ports: { files: () => source },
  });
  await client.open(certificate, uri);
  await client.refreshed.next();
  const rules = async (of = uri) => (await client.diagnostics(of)).map(({ code }) => code);
  return { client, source, rules };
}

describe('the index', () => {
  test('lets a rule see an issuer of another file', async () => {
    const { rules } = await open({ [`${folder}/issuer.yaml`]: http01 });
    expect(await rules()).toContain(wildcard);
  });

  test('is quiet where the other file is right', async () => {
    const { rules } = await open({ [`${folder}/issuer.yaml`]: dns01 });
    expect(await rules()).not.toContain(wildcard);
  });

  test('follows a file that changes on disk, and one that goes', async () => {
    const { client, source, rules } = await open({ [`${folder}/issuer.yaml`]: dns01 });
    const changed = async (type: 2 | 3) => {
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: `${folder}/issuer.yaml`, type }],
      });
      await client.refreshed.next();
    };
    source.write(`${folder}/issuer.yaml`, http01);
    await changed(2);
    expect(await rules()).toContain(wildcard);
    source.remove(`${folder}/issuer.yaml`);
    await changed(3);
    expect(await rules()).not.toContain(wildcard);
  });

  test('an open editor wins over the disk, until it is closed', async () => {
    const { client, rules } = await open({ [`${folder}/issuer.yaml`]: dns01 });
    await client.open(http01, `${folder}/issuer.yaml`);
    await client.diagnostics(`${folder}/issuer.yaml`);
    expect(await rules()).toContain(wildcard);
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: `${folder}/issuer.yaml` },
    });
    await client.refreshed.next();
    expect(await rules()).not.toContain(wildcard);
  });

  test('does not start where no file of ours is open', async () => {
    const source = fileSource({ [`${folder}/issuer.yaml`]: http01 });
    const client = await start({ workspaceFolders: folders(folder), ports: { files: () => source } });
    await client.open('a: 1\n', `${folder}/values.yaml`);
    await client.diagnostics(`${folder}/values.yaml`);
    expect(source.listed).toBe(0);
    await client.open(certificate, uri);
    await client.refreshed.next();
    expect(source.listed).toBe(1);
  });

  test('a file that cannot be read does not stop the others', async () => {
    const { rules } = await open({ [`${folder}/a.yaml`]: '\0unreadable', [`${folder}/issuer.yaml`]: http01 });
    expect(await rules()).toContain(wildcard);
  });
});

describe('the whole workspace', () => {
  const shop = `${folder}/shop.yaml`;

  async function unopened(scope: string) {
    const source = fileSource({ [`${folder}/issuer.yaml`]: http01, [shop]: certificate });
    const client = await start({
      workspaceFolders: folders(folder),
      capabilities: rich,
      settings: ({ section }) => (section === 'files.exclude' ? {} : { diagnostics: { scope } }),
      ports: { files: () => source },
      initializationOptions: { commands: ['certManager.fixWorkspace'], status: true },
    });
    const statuses = mailbox<Status>();
    client.connection.onNotification('certManager/status', statuses.put);
    await client.open(http01, `${folder}/issuer.yaml`);
    await client.refreshed.next();
    return { client, source, statuses };
  }

  test('reports files that no editor has open where the setting says so', async () => {
    const { client } = await unopened('workspace');
    const report: WorkspaceDiagnosticReport = await client.connection.sendRequest('workspace/diagnostic', {
      previousResultIds: [],
    });
    expect(report.items.map(({ uri }) => uri)).toEqual([shop]);
    const codes = report.items.flatMap((item) =>
      item.kind === 'full' ? item.items.map(({ code }) => code) : [],
    );
    expect(codes).toContain(wildcard);
  });

  test('keeps the request open while there is no news, and answers when there is', async () => {
    const { client } = await unopened('workspace');
    const ask = (previousResultIds: { uri: string; value: string }[]) =>
      client.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds });
    const first = await ask([]);
    const ids = first.items.map(({ uri, resultId = '' }) => ({ uri, value: resultId }));
    const later = ask(ids);
    await client.change(2, [{ text: dns01 }], `${folder}/issuer.yaml`);
    expect((await later).items).toMatchObject([{ kind: 'full', uri: shop, version: null, items: [] }]);
  });

  test('says nothing of them otherwise, and ends when the client gives up', async () => {
    const { client } = await unopened('openFiles');
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(
      'workspace/diagnostic',
      { previousResultIds: [] },
      source.token,
    );
    await client.diagnostics(`${folder}/issuer.yaml`);
    source.cancel();
    await expect(asked).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  test('tells what it holds and what it could not read', async () => {
    const { client, source, statuses } = await unopened('openFiles');
    source.write(`${folder}/odd.yaml`, '\0');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: `${folder}/odd.yaml`, type: 1 }],
    });
    const status = await statuses.next(({ notAnalysed }) => notAnalysed.length > 0);
    expect(status).toMatchObject({ phase: 'ready', byKind: { ClusterIssuer: 1, Certificate: 1 } });
    expect(status.notAnalysed).toEqual([{ uri: `${folder}/odd.yaml`, line: 0, why: 'not text' }]);
  });
});

test('one edit mends a rule everywhere, to be confirmed', async () => {
  const loose = issuer('http01: {ingress: {ingressClassName: nginx}}');
  const more = loose.replace('name: letsencrypt\nspec', 'name: other\nspec');
  const source = fileSource({ [`${folder}/a.yaml`]: loose, [`${folder}/b.yaml`]: more });
  const client = await start({
    workspaceFolders: folders(folder),
    capabilities: {
      ...rich,
      workspace: {
        ...rich.workspace,
        workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
      },
    },
    ports: { files: () => source },
  });
  await client.open(loose, `${folder}/a.yaml`);
  await client.refreshed.next();
  const edit: WorkspaceEdit = await client.connection.sendRequest('certManager/fixEverywhere', {
    rule: 'http01-solver-without-node-affinity',
  });
  const changed = (edit.documentChanges ?? []).flatMap((change) =>
    'textDocument' in change ? [change.textDocument] : [],
  );
  expect(changed).toEqual([
    { uri: `${folder}/a.yaml`, version: 1 },
    { uri: `${folder}/b.yaml`, version: null },
  ]);
  expect(edit.changeAnnotations?.['cert-manager']?.needsConfirmation).toBe(true);
  const none = await client.connection.sendRequest('certManager/fixEverywhere', { rule: 'no-such-rule' });
  expect(none).toBeNull();
});

describe('kustomizations', () => {
  const overlay = `${folder}/overlays/prod/kustomization.yaml`;
  const base = `${folder}/base/issuer.yaml`;
  const loose = issuer('http01: {ingress: {ingressClassName: nginx}}');
  const files = (patch: string) => ({
    [`${folder}/base/kustomization.yaml`]: 'resources: [issuer.yaml]\n',
    [base]: loose,
    [overlay]: `resources: [../../base]\n${patch}`,
  });
  const cure = `patches:
  - target: {kind: ClusterIssuer}
    patch: |-
      - op: add
        path: /spec/acme/solvers/0/http01/ingress/podTemplate
        value: {spec: {nodeSelector: {a: b}}}
`;

  async function opened(patch: string) {
    const source = fileSource(files(patch));
    const client = await start({
      workspaceFolders: folders(folder),
      capabilities: rich,
      ports: { files: () => source },
    });
    await client.open(loose, base);
    await client.refreshed.next();
    return client;
  }
  const rule = 'http01-solver-without-node-affinity';

  test('an issuer that its overlay cures is quiet', async () => {
    const client = await opened(cure);
    expect((await client.diagnostics(base)).map(({ code }) => code)).toEqual([]);
  });

  test('one that lacks the cure names the overlay, and is cured there', async () => {
    const client = await opened('');
    const [found] = await client.diagnostics(base);
    expect(found?.code).toBe(rule);
    expect(found?.relatedInformation?.map(({ location }) => location.uri)).toContain(overlay);
    if (!found) return;
    const actions = await client.actions(found.range, {}, base);
    const patch = actions.find(({ title }) => title.includes('overlays/prod'));
    if (!patch) throw new Error('no patch is offered');
    const { edit } = await client.resolve(patch);
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri: overlay, version: null } }]);
  });

  test('an overlay that is edited cures its base at once', async () => {
    const client = await opened('');
    await client.open(`resources: [../../base]\n`, overlay);
    await client.change(2, [{ text: `resources: [../../base]\n${cure}` }], overlay);
    expect((await client.diagnostics(base)).map(({ code }) => code)).toEqual([]);
  });
});

test('the plan is told as trees, with places and what is wrong', async () => {
  const source = fileSource({ [`${folder}/issuer.yaml`]: http01 });
  const client = await start({ workspaceFolders: folders(folder), ports: { files: () => source } });
  await client.open(certificate, uri);
  await client.refreshed.next();
  const plan: readonly PlanNode[] = await client.connection.sendRequest('certManager/plan', {});
  expect(plan).toHaveLength(1);
  expect(plan[0]).toMatchObject({
    text: 'Certificate shop/shop certificate.yaml:1',
    place: { uri, line: 0 },
  });
  const lines = (plan[0]?.below ?? []).map(({ text, severity, place }) => ({ text, severity, place }));
  expect(lines).toContainEqual({
    text: 'ClusterIssuer letsencrypt (acme) issuer.yaml:1',
    severity: undefined,
    place: { uri: `${folder}/issuer.yaml`, line: 0 },
  });
  expect(lines.filter(({ severity }) => severity === 'warning').length).toBeGreaterThan(0);
  expect(JSON.stringify(plan)).not.toMatch(/\\u000[12]/);
});
