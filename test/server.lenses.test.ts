/** Code lenses and inlay hints over LSP. */
import { describe, expect, test } from 'vitest';
import type { CodeLens, InlayHint } from 'vscode-languageserver/node';
import type { TestClient } from './harness/lsp.ts';
import { placeOf, rangeOf } from './harness/lspText.ts';
import { mailbox } from './harness/mailbox.ts';
import {
  certificates,
  certificatesUri,
  ingress,
  ingressUri,
  issuers,
  issuersUri,
  opened,
} from './harness/navigated.ts';

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

  test('above what is issued: one that shows the way of its challenges', async () => {
    const client = await opened({ initializationOptions: { commands: ['certManager.showChallengePath'] } });
    const [told, lens, ...others] = await lenses(client, certificatesUri);
    expect(told?.command).toEqual({
      title: 'issues shop-tls for 2 names through solver 1, HTTP-01 and solver 2, DNS-01',
      command: '',
    });
    expect(lens).toEqual({
      range: told?.range,
      command: {
        title: 'Show challenge path',
        command: 'certManager.showChallengePath',
        arguments: [certificatesUri, lens?.range.start],
      },
    });
    // Without a challenge there is none.
    expect(others.map(({ command }) => command?.title)).toEqual([
      'issues inner-tls for 1 name through internal (CA)',
    ]);
    const [uri, position] = lens?.command?.arguments ?? [];
    const answer = await client.connection.sendRequest('certManager/challengePath', { uri, position });
    expect(answer).toMatchObject({ picture: { title: expect.stringContaining('shop') } });
    expect((await lenses(client, issuersUri))[0]?.command?.command).toBe('');
  });

  test('lead to previews, each of which has something to show', async () => {
    const commands = ['certManager.previewSolverObjects', 'certManager.previewCertificate'];
    const client = await opened({ initializationOptions: { commands } });
    const leading = async (uri: string) =>
      (await lenses(client, uri)).flatMap(({ command }) => (command?.command ? [command] : []));
    const [solver, ...others] = await leading(issuersUri);
    expect(others).toEqual([]);
    expect(solver).toMatchObject({ title: 'Preview solver objects', command: commands[0] });
    const [certificate, ...more] = await leading(ingressUri);
    expect(more).toHaveLength(1);
    expect(certificate).toMatchObject({ title: 'Preview Certificate', command: commands[1] });
    for (const [command, subject] of [
      [solver, 'solver-objects'],
      [certificate, 'certificate'],
    ] as const) {
      const [uri, position] = command?.arguments ?? [];
      const answer = await client.connection.sendRequest('certManager/preview', { uri, position, subject });
      expect(answer).toMatchObject({ text: expect.stringContaining('kind:') });
    }
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

test('an edit of the issuer is followed by the lenses and hints of other documents', async () => {
  const client = await opened();
  const asked = mailbox<string>();
  for (const method of ['workspace/codeLens/refresh', 'workspace/inlayHint/refresh'])
    client.connection.onRequest(method, () => {
      asked.put(method);
      return null;
    });
  // Who was never asked for a lens has none to follow.
  await client.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: certificatesUri } });
  await client.change(2, [{ text: issuers.replace('example.org', 'example.com') }], issuersUri);
  await asked.next((method) => method === 'workspace/inlayHint/refresh');
  const before = asked.all.length;
  // A comment between two documents changes nothing that they tell.
  await client.change(2, [{ text: `${certificates}---\n# nothing\n` }], certificatesUri);
  await client.diagnostics(certificatesUri);
  expect(asked.all).toHaveLength(before);
});
