/** Findings of a workspace of many files: in pieces to a client that takes them, else all at the end. */
import { expect, test } from 'vitest';
import type { WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { certificate, folder, http01 as issuer } from './harness/chain.ts';
import { fileSource } from './harness/files.ts';
import { folders, rich, start } from './harness/lsp.ts';

test('reports all of many files, in pieces to who takes them, else at the end', async () => {
  // The findings are in the first files; the last pieces have none.
  const many = Object.fromEntries(
    Array.from({ length: 200 }, (_, i): [string, string] => [
      `${folder}/${String(i).padStart(3, '0')}.yaml`,
      (i < 40 ? certificate : certificate.replace('"*.shop.example.org"', 'shop.example.org')).replaceAll(
        'shop',
        `s${i}`,
      ),
    ]),
  );
  const client = await start({
    workspaceFolders: folders(folder),
    capabilities: rich,
    settings: ({ section }) => (section === 'files.exclude' ? {} : { diagnostics: { scope: 'workspace' } }),
    ports: { files: () => fileSource({ ...many, [`${folder}/issuer.yaml`]: issuer }) },
  });
  await client.open(issuer, `${folder}/issuer.yaml`);
  await client.refreshed.next();
  const type = 'workspace/diagnostic';
  const wanted = 40;
  const whole: WorkspaceDiagnosticReport = await client.connection.sendRequest(type, {
    previousResultIds: [],
  });
  expect(whole.items).toHaveLength(wanted);
  const pieces: number[] = [];
  const partialResultToken = 'pieces';
  client.connection.onNotification(
    '$/progress',
    ({ token, value }: { token: unknown; value: WorkspaceDiagnosticReport }) => {
      if (token === partialResultToken) pieces.push(value.items.length);
    },
  );
  const rest: WorkspaceDiagnosticReport = await client.connection.sendRequest(type, {
    previousResultIds: [],
    partialResultToken,
  });
  expect(rest.items).toEqual([]);
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.reduce((sum, one) => sum + one, 0)).toBe(wanted);
});
