/** Navigation over LSP: in the versions of open documents, in the form that the client can take. */
import { describe, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  type DocumentSymbol,
  type Location,
  type LocationLink,
  LSPErrorCodes,
  type SymbolInformation,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { rangeOf } from './harness/lspText.ts';
import {
  at,
  certificates,
  certificatesUri,
  home,
  ingress,
  ingressUri,
  issuers,
  issuersUri,
  opened,
} from './harness/navigated.ts';

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

  test('goes into a kustomization that finds the resource by its name, or says where it cannot', async () => {
    const client = await opened();
    const uri = `${home}kustomization.yaml`;
    const text = (name: string) => `resources: [issuers.yaml]
patches:
  - target: { kind: ClusterIssuer, name: ${name} }
    patch: '[{ "op": "add", "path": "/metadata/labels", "value": { "a": "b" } }]'
`;
    await client.open(text('letsencrypt'), uri);
    const ask = () => client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', newName);
    expect((await ask()).documentChanges).toContainEqual({
      textDocument: { uri, version: 1 },
      edits: [
        { range: rangeOf(text('letsencrypt'), 'letsencrypt'), newText: 'le', annotationId: 'elsewhere' },
      ],
    });
    await client.change(2, [{ text: text('lets.*') }], uri);
    await expect(ask()).rejects.toThrow(/^kustomization.yaml:3 finds “letsencrypt”/);
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

test('a request that is given up while the text goes on: no answer', async () => {
  const client = await opened();
  const request = client.connection.sendRequest('textDocument/definition', inCertificates);
  await client.change(2, [{ text: '# nothing\n' }], certificatesUri);
  expect(await request).toEqual([]);
});

test('a request that is cancelled ends as such', async () => {
  const client = await opened();
  const source = new CancellationTokenSource();
  const request = client.connection.sendRequest('textDocument/definition', inCertificates, source.token);
  source.cancel();
  await expect(request).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
});
