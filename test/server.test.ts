/** The server as a whole: hand-shake, life cycle, what it must not stumble over. */
import { expect, test } from 'vitest';
import { ErrorCodes } from 'vscode-languageserver/node';
import type { Ports } from '../server/lsp/context.ts';
import { newWorkspace } from './harness/engine.ts';
import { connect, issuer, plain, rich, rule, start, uri } from './harness/lsp.ts';
import { placeOf, rangeOf, under } from './harness/lspText.ts';

const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

/** An engine that finds nothing. */
const idle: ReturnType<Ports['createEngine']> = {
  createWorkspace: newWorkspace,
  findings: () => [],
  stepsToFindings: () => [],
  fixAll: ({ text }) => ({ text, applied: [], left: [] }),
  cures: () => true,
  preferred: () => undefined,
  complete: () => [],
  hover: () => undefined,
  preview: () => undefined,
  rulesAbout: () => () => [],
  navigation: () => undefined,
  isAwake: false,
  paths: () => ({ choices: [], picture: undefined }),
  planTree: () => [],
  clusterWords: () => undefined,
  survey: () => ({ analysed: 0, byKind: {}, notAnalysed: [] }),
  optionsIn: (_, options) => options,
  plan: () => ({ certificates: [], unplanned: [] }),
};

const navigation = {
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  renameProvider: true,
  documentLinkProvider: { resolveProvider: false },
  codeLensProvider: { resolveProvider: true },
  inlayHintProvider: true,
};

test('initialize tells what the server can do', async () => {
  const { initialized } = await start();
  expect(initialized).toEqual({
    serverInfo: { name: 'cert-manager-lint', version: '0.0.0-test' },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      completionProvider: { triggerCharacters: [' ', '-', '/', ','], resolveProvider: false },
      codeActionProvider: {
        codeActionKinds: ['quickfix', 'source.fixAll.certManager'],
        resolveProvider: true,
      },
      diagnosticProvider: {
        identifier: 'cert-manager-lint',
        interFileDependencies: true,
        workspaceDiagnostics: true,
      },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      ...navigation,
    },
  });
});

test('a client that can little is offered little', async () => {
  const { initialized, registered } = await start({ capabilities: plain });
  expect(initialized.capabilities).toEqual({
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: 2 },
    hoverProvider: true,
    completionProvider: { triggerCharacters: [' ', '-', '/', ','], resolveProvider: false },
    codeActionProvider: {
      codeActionKinds: ['quickfix', 'source.fixAll.certManager'],
      resolveProvider: false,
    },
    ...navigation,
  });
  expect(registered.all).toEqual([]);
});

test('a client without any ability is served', async () => {
  const client = await start({ capabilities: {} });
  await client.open(issuer);
  expect(await client.publishedFor(1)).toHaveLength(1);
  expect(await client.actions(everything)).toEqual([]);
});

test('registers for changes of settings where that is offered', async () => {
  const { registered } = await start();
  expect(await registered.next()).toBe('workspace/didChangeConfiguration');
});

test.each(['textDocument/hover', 'textDocument/diagnostic', 'shutdown', 'some/request'])(
  '%s before initialize: ServerNotInitialized',
  async (method) => {
    const params = method === 'shutdown' ? undefined : { textDocument: { uri } };
    await expect(connect().sendRequest(method, params)).rejects.toMatchObject({
      code: ErrorCodes.ServerNotInitialized,
    });
  },
);

test('a second initialize, and anything after shutdown: InvalidRequest', async () => {
  const { connection } = await start();
  const refused = { code: ErrorCodes.InvalidRequest };
  await expect(connection.sendRequest('initialize', { capabilities: {} })).rejects.toMatchObject(refused);
  expect(await connection.sendRequest('shutdown')).toBeNull();
  const params = { textDocument: { uri }, position: { line: 0, character: 0 } };
  await expect(connection.sendRequest('textDocument/hover', params)).rejects.toMatchObject(refused);
  await expect(connection.sendRequest('some/request', {})).rejects.toMatchObject(refused);
  await expect(connection.sendRequest('shutdown')).rejects.toMatchObject(refused);
  await expect(connection.sendRequest('initialize', { capabilities: {} })).rejects.toMatchObject(refused);
});

test('an unknown method: MethodNotFound; an unknown notification: silence', async () => {
  const client = await start();
  await client.connection.sendNotification('some/notification', {});
  await expect(client.connection.sendRequest('some/request', {})).rejects.toMatchObject({
    code: ErrorCodes.MethodNotFound,
  });
  expect(client.logged.all).toEqual([]);
});

test('documents that are unknown or closed: empty answers', async () => {
  const client = await start();
  const check = async () => {
    expect(await client.pull()).toEqual({ kind: 'full', items: [] });
    expect(await client.hover({ line: 13, character: 9 })).toBeNull();
    expect(await client.actions(everything)).toEqual([]);
  };
  await client.change(5, [{ text: issuer }]);
  await check();
  await client.open(issuer);
  expect(await client.diagnostics()).toHaveLength(1);
  await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  await check();
});

test.each([
  'untitled:Untitled-1',
  'vscode-notebook-cell:/work/book.ipynb#W0sZmlsZQ%3D%3D',
  'file:///c%3A/Users/%ED%95%9C%EA%B8%80/a%20b%25.yaml',
  'file:///C:/work/issuer.yaml',
  'vscode-vfs://github/owner/repository/issuer.yaml',
  'file:///work/100%/issuer.yaml',
  'not a uri',
])('serves the document %s', async (odd) => {
  const client = await start({ workspaceFolders: [{ uri: 'file:///c%3A/', name: 'c' }] });
  await client.open(issuer, odd);
  const [diagnostic] = await client.diagnostics(odd);
  expect(diagnostic?.code).toBe(rule);
  const [action] = await client.actions(rangeOf(issuer, 'ingress:'), {}, odd);
  expect((await client.resolve(action ?? { title: '' })).edit?.documentChanges).toMatchObject([
    { textDocument: { uri: odd, version: 1 } },
  ]);
});

test.each(['yaml', 'helm', 'dockercompose', 'plaintext'])(
  'the content decides, not the language id %s',
  async (id) => {
    const client = await start();
    await client.open(issuer, uri, id);
    expect((await client.diagnostics()).map(({ range }) => under(issuer, range))).toEqual(['ingress']);
  },
);

test.each([
  ['Compose', 'services:\n  web:\n    image: nginx\n    ingress: {}\n'],
  ['another Kubernetes object', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  ingress: a\n'],
  ['nothing', ''],
  ['no YAML', '{]}: \t@\n\0'],
])('%s gets nothing', async (_name, text) => {
  const client = await start({ ports: { loadProse: async () => ({ '*.ingress': 'docs' }) } });
  await client.open(text);
  expect(await client.diagnostics()).toEqual([]);
  expect(
    await client.hover(text.includes('ingress') ? placeOf(text, 'ingress') : { line: 0, character: 0 }),
  ).toBeNull();
  expect(await client.actions(everything, { only: [''] })).toEqual([]);
  expect(client.logged.all).toEqual([]);
});

test('a rule that crashes is logged once, and the server lives on', async () => {
  const client = await start({
    ports: {
      createEngine: (onRuleCrash) => {
        onRuleCrash('some-rule', new Error('broken'));
        return { ...idle, findings: () => [] };
      },
    },
  });
  expect(await client.logged.next()).toMatch(/some-rule[\s\S]*broken/);
  await client.open(issuer);
  expect(await client.diagnostics()).toEqual([]);
});

test('a handler that throws is logged and answered with an error, and the server lives on', async () => {
  const findings = () => {
    throw new Error('broken');
  };
  const client = await start({
    capabilities: rich,
    ports: { createEngine: () => ({ ...idle, findings }) },
  });
  await client.open(issuer);
  await expect(client.pull()).rejects.toMatchObject({ code: ErrorCodes.InternalError });
  expect(await client.logged.next()).toMatch(/textDocument\/diagnostic[\s\S]*broken/);
  await expect(client.pull()).rejects.toMatchObject({ code: ErrorCodes.InternalError });
  expect(await client.hover({ line: 0, character: 0 })).toBeNull();
});
