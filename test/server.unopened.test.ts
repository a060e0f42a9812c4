/** All files of the workspace at once: diagnostics of those that are not open, fixes everywhere, the plan. */
import { describe, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  LSPErrorCodes,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { certificate, dns01, folder, http01, issuer, uri, wildcard } from './harness/chain.ts';
import { fileSource } from './harness/files.ts';
import { folders, type PlanNode, rich, type Status, start } from './harness/lsp.ts';
import { mailbox } from './harness/mailbox.ts';

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

test('what is asked of all files waits until they are read, whatever is open', async () => {
  const source = fileSource({ [`${folder}/issuer.yaml`]: http01, [uri]: certificate });
  const client = await start({ workspaceFolders: folders(folder), ports: { files: () => source } });
  await client.open('a: 1\n', `${folder}/values.yaml`);
  expect(source.lists).toBe(0);
  const plan: readonly PlanNode[] = await client.connection.sendRequest('certManager/plan', {});
  expect(plan.map(({ text }) => text)).toEqual(['Certificate shop/shop certificate.yaml:1']);
  const symbols: unknown[] = await client.connection.sendRequest('workspace/symbol', { query: '' });
  expect(symbols).toHaveLength(2);
  expect(source.lists).toBe(1);
});
