/** Navigation over LSP: in the versions of open documents, in the form that the client can take. */
import { describe, expect, test } from 'vitest';
import type {
  ClientCapabilities,
  CodeLens,
  DocumentSymbol,
  InlayHint,
  Location,
  LocationLink,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { rich, type Setup, start, type TestClient } from './harness/lsp.ts';
import { placeOf, rangeOf } from './harness/lspText.ts';
import { filesOf } from './harness/navigation.ts';

const home = 'file:///work/';
const files = filesOf('nav-issuers');
const issuers = files.get('issuers.yaml') ?? '';
const certificates = files.get('certificates.yaml') ?? '';
const ingress = files.get('ingress.yaml') ?? '';
const [issuersUri, certificatesUri, ingressUri] = ['issuers', 'certificates', 'ingress'].map(
  (name) => `${home}${name}.yaml`,
) as [string, string, string];

const full: ClientCapabilities = {
  ...rich,
  textDocument: {
    ...rich.textDocument,
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true },
  },
  workspace: {
    ...rich.workspace,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
};
const initializationOptions = { commands: ['certManager.showReferences'] };

async function opened(setup: Setup = {}): Promise<TestClient> {
  const client = await start({ capabilities: full, initializationOptions, ...setup });
  await client.open(issuers, issuersUri);
  await client.open(certificates, certificatesUri);
  await client.open(ingress, ingressUri);
  return client;
}

const at = (uri: string, text: string, part: string) => ({
  textDocument: { uri },
  position: placeOf(text, part),
});
const inCertificates = at(certificatesUri, certificates, 'letsencrypt');

test('definition: a link with the whole resource, or a location', async () => {
  const client = await opened();
  const range = rangeOf(issuers, 'letsencrypt');
  const links: LocationLink[] = await client.connection.sendRequest(
    'textDocument/definition',
    inCertificates,
  );
  expect(links).toEqual([
    {
      originSelectionRange: rangeOf(certificates, 'letsencrypt'),
      targetUri: issuersUri,
      targetRange: { start: { line: 0, character: 0 }, end: { line: 21, character: 21 } },
      targetSelectionRange: range,
    },
  ]);
  const simple = await opened({ capabilities: {} });
  const locations: Location[] = await simple.connection.sendRequest(
    'textDocument/definition',
    inCertificates,
  );
  expect(locations).toEqual([{ uri: issuersUri, range }]);
});

test('answers are about the text as it is now', async () => {
  const client = await opened();
  await client.change(2, [{ text: `# one\n# two\n${issuers}` }], issuersUri);
  const [link]: LocationLink[] = await client.connection.sendRequest(
    'textDocument/definition',
    inCertificates,
  );
  expect(link?.targetSelectionRange.start).toEqual({ line: 5, character: 8 });
});

test('of a file that is not open, or only looks like one of the workspace, nothing is said', async () => {
  const client = await opened();
  const git = { ...inCertificates, textDocument: { uri: 'git:/work/certificates.yaml' } };
  await client.open(certificates, git.textDocument.uri);
  expect(await client.connection.sendRequest('textDocument/definition', git)).toEqual([]);
  const unknown = { ...inCertificates, textDocument: { uri: `${home}nowhere.yaml` } };
  for (const method of ['definition', 'references', 'documentSymbol', 'codeLens', 'documentLink'])
    expect(
      await client.connection.sendRequest(`textDocument/${method}`, { ...unknown, context: {} }),
      method,
    ).toEqual([]);
});

test('references, with and without the declaration', async () => {
  const client = await opened();
  const ask = (includeDeclaration: boolean): Promise<Location[]> =>
    client.connection.sendRequest('textDocument/references', {
      ...inCertificates,
      context: { includeDeclaration },
    });
  const uris = async (declaration: boolean) => (await ask(declaration)).map(({ uri }) => uri).sort();
  expect(await uris(true)).toEqual([certificatesUri, ingressUri, issuersUri]);
  expect(await uris(false)).toEqual([certificatesUri, ingressUri]);
});

test('highlights', async () => {
  const client = await opened();
  const found = await client.connection.sendRequest(
    'textDocument/documentHighlight',
    at(issuersUri, issuers, 'letsencrypt'),
  );
  expect(found).toEqual([{ range: rangeOf(issuers, 'letsencrypt'), kind: 3 }]);
});

test('symbols of a document: a tree, or a list', async () => {
  const params = { textDocument: { uri: issuersUri } };
  const client = await opened();
  const tree: DocumentSymbol[] = await client.connection.sendRequest('textDocument/documentSymbol', params);
  expect(tree.map(({ name }) => name)).toEqual([
    'ClusterIssuer letsencrypt',
    'Issuer internal',
    'Issuer internal',
    'ClusterIssuer unused',
  ]);
  expect(tree[0]?.selectionRange).toEqual(rangeOf(issuers, 'letsencrypt'));
  expect(tree[0]?.children?.map(({ name }) => name)).toEqual(['http01 ingress', 'dns01 route53']);
  const simple = await opened({ capabilities: {} });
  const list: SymbolInformation[] = await simple.connection.sendRequest(
    'textDocument/documentSymbol',
    params,
  );
  expect(list.map(({ location }) => location.uri)).toEqual(Array(4).fill(issuersUri));
});

test('symbols of the workspace', async () => {
  const client = await opened();
  const found: SymbolInformation[] = await client.connection.sendRequest('workspace/symbol', {
    query: 'internal',
  });
  expect(found.map(({ name, containerName }) => `${name} (${containerName})`)).toEqual([
    'Issuer internal (Issuer, shop)',
    'Issuer internal (Issuer, other)',
  ]);
  expect(found[0]?.location).toEqual({ uri: issuersUri, range: rangeOf(issuers, 'internal') });
});

describe('renaming', () => {
  const newName = { ...inCertificates, newName: 'le' };

  test('is prepared, or refused with the reason', async () => {
    const client = await opened();
    const prepare = (params: object) => client.connection.sendRequest('textDocument/prepareRename', params);
    expect(await prepare(inCertificates)).toEqual({
      range: rangeOf(certificates, 'letsencrypt'),
      placeholder: 'letsencrypt',
    });
    expect(await prepare(at(certificatesUri, certificates, 'apiVersion'))).toBeNull();
    await expect(prepare(at(certificatesUri, certificates, '{{ .Values.issuer'))).rejects.toThrow(/template/);
    const korean = await opened({ locale: 'ko' });
    await expect(
      korean.connection.sendRequest('textDocument/rename', { ...inCertificates, newName: 'Ä' }),
    ).rejects.toThrow(/[가-힣]/);
  });

  test('changes the file at once, and others after a look at them', async () => {
    const client = await opened();
    const edit: WorkspaceEdit = await client.connection.sendRequest('textDocument/rename', newName);
    expect(edit.documentChanges).toEqual([
      {
        textDocument: { uri: certificatesUri, version: 1 },
        edits: [{ range: rangeOf(certificates, 'letsencrypt'), newText: 'le', annotationId: 'here' }],
      },
      {
        textDocument: { uri: ingressUri, version: 1 },
        edits: [{ range: rangeOf(ingress, 'letsencrypt'), newText: 'le', annotationId: 'elsewhere' }],
      },
      {
        textDocument: { uri: issuersUri, version: 1 },
        edits: [{ range: rangeOf(issuers, 'letsencrypt'), newText: 'le', annotationId: 'elsewhere' }],
      },
    ]);
    expect(edit.changeAnnotations?.['here']).toMatchObject({
      label: 'Rename ClusterIssuer letsencrypt to le',
      needsConfirmation: false,
    });
    expect(edit.changeAnnotations?.['elsewhere']).toMatchObject({ needsConfirmation: true });
  });

  test('in the plain form where the client takes no other', async () => {
    const client = await opened({ capabilities: {} });
    const edit: WorkspaceEdit = await client.connection.sendRequest('textDocument/rename', newName);
    expect(edit.documentChanges).toBeUndefined();
    expect(edit.changes?.[ingressUri]).toEqual([{ range: rangeOf(ingress, 'letsencrypt'), newText: 'le' }]);
  });
});

test('links to docs and to the files of a kustomization', async () => {
  const client = await opened();
  const text = 'resources:\n  - issuers.yaml\n  - missing.yaml\n';
  await client.open(text, `${home}kustomization.yaml`);
  const links = (uri: string) =>
    client.connection.sendRequest('textDocument/documentLink', { textDocument: { uri } });
  expect(await links(`${home}kustomization.yaml`)).toEqual([
    { range: rangeOf(text, 'issuers.yaml'), target: issuersUri },
  ]);
  expect(await links(issuersUri)).toContainEqual({
    range: rangeOf(issuers, 'acme'),
    target: 'https://cert-manager.io/docs/configuration/acme/',
  });
});

describe('lenses', () => {
  const lenses = (client: TestClient, uri: string): Promise<CodeLens[]> =>
    client.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });

  test('are resolved to the command of the client', async () => {
    const client = await opened();
    const [lens] = await lenses(client, issuersUri);
    expect(lens?.range).toEqual(rangeOf(issuers, 'letsencrypt'));
    expect(lens?.command).toBeUndefined();
    const resolved: CodeLens = await client.connection.sendRequest('codeLens/resolve', lens);
    expect(resolved.command).toEqual({
      title: 'used by 1 certificate, 1 ingress',
      command: 'certManager.showReferences',
      arguments: [
        issuersUri,
        rangeOf(issuers, 'letsencrypt').start,
        [
          { uri: certificatesUri, range: rangeOf(certificates, 'letsencrypt') },
          { uri: ingressUri, range: rangeOf(ingress, 'letsencrypt') },
        ],
      ],
    });
  });

  test('of another version are not resolved', async () => {
    const client = await opened();
    const [lens] = await lenses(client, issuersUri);
    await client.change(2, [{ text: `# one\n${issuers}` }], issuersUri);
    await expect(client.connection.sendRequest('codeLens/resolve', lens)).rejects.toThrow(/changed/);
    const foreign = { range: rangeOf(issuers, 'acme'), data: { some: 'thing' } };
    expect(await client.connection.sendRequest('codeLens/resolve', foreign)).toEqual(foreign);
  });

  test('only tell where the client has no such command', async () => {
    const client = await opened({ initializationOptions: {} });
    const [lens] = await lenses(client, issuersUri);
    expect(lens?.command).toEqual({ title: 'used by 1 certificate, 1 ingress', command: '' });
    expect((await lenses(client, certificatesUri))[0]?.command).toEqual({
      title: 'issues shop-tls for 2 names through solver 1, HTTP-01 and solver 2, DNS-01',
      command: '',
    });
  });

  test('can be switched off', async () => {
    const client = await opened({ settings: () => ({ codeLens: { enabled: false } }) });
    expect(await lenses(client, issuersUri)).toEqual([]);
  });
});

describe('hints', () => {
  const hints = (client: TestClient, text = certificates): Promise<InlayHint[]> =>
    client.connection.sendRequest('textDocument/inlayHint', {
      textDocument: { uri: certificatesUri },
      range: { start: { line: 0, character: 0 }, end: placeOf(text, 'issuerRef') },
    });

  test('stand behind the names and lead to the solver', async () => {
    const client = await opened();
    const [hint, ...others] = await hints(client);
    expect(others).toHaveLength(1);
    expect(hint).toMatchObject({
      position: rangeOf(certificates, 'shop.example.com').end,
      paddingLeft: true,
      label: [
        {
          value: 'solver 1 · HTTP-01',
          location: { uri: issuersUri, range: { start: placeOf(issuers, 'http01:') } },
        },
      ],
    });
  });

  test('can be switched off, and the editor asks again', async () => {
    const client = await opened();
    const asked: string[] = [];
    for (const method of ['workspace/codeLens/refresh', 'workspace/inlayHint/refresh'])
      client.connection.onRequest(method, () => {
        asked.push(method);
        return null;
      });
    expect(await hints(client)).toHaveLength(2);
    client.answer(() => ({ inlayHints: { enabled: false } }));
    await client.configure();
    await client.refreshed.next();
    expect(await hints(client)).toEqual([]);
    expect(asked).toEqual(['workspace/codeLens/refresh', 'workspace/inlayHint/refresh']);
  });
});

test('a request that is given up while the text goes on: no answer', async () => {
  const client = await opened();
  const request = client.connection.sendRequest('textDocument/definition', inCertificates);
  await client.change(2, [{ text: '# nothing\n' }], certificatesUri);
  expect(await request).toEqual([]);
});
