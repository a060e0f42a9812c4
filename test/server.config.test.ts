/** `.cert-manager-lint.yaml` in the editor: the nearest file has the last word, and is read anew when it changes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { configFiles } from '../server/adapters/config.ts';
import { cleanUp, folder } from './cli/process.ts';
import { issuer, rich, rule, start } from './harness/lsp.ts';

afterAll(cleanUp);

const name = '.cert-manager-lint.yaml';
const capabilities = {
  ...rich,
  workspace: { ...rich.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
};

test('severity, ignored files, faults, changes', async () => {
  const here = folder({
    [name]: `root: true\nrules:\n  ${rule}: error\n  nothing-such: off\nignore: [charts/]\n`,
  });
  const at = (file: string) => pathToFileURL(join(here, file)).href;
  const client = await start({
    capabilities,
    ports: { configs: configFiles },
    settings: () => ({ rules: { [rule]: 'info' } }),
  });
  expect(await client.registered.next((method) => method === 'workspace/didChangeWatchedFiles')).toBeTruthy();
  await client.open(issuer, at('a.yaml'));
  await client.open(issuer, at('charts/b.yaml'));
  await client.open(issuer, 'untitled:c.yaml');
  expect((await client.diagnostics(at('a.yaml'))).map(({ severity }) => severity)).toEqual([1]);
  expect(await client.diagnostics(at('charts/b.yaml'))).toEqual([]);
  expect((await client.diagnostics('untitled:c.yaml')).map(({ severity }) => severity)).toEqual([3]);
  expect(await client.logged.next((line) => line.includes(`${name}:4:3: `))).toContain('nothing-such');

  writeFileSync(join(here, name), `root: true\nrules:\n  ${rule}: off\n`);
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: at(name), type: 2 }],
  });
  await client.refreshed.next(() => true);
  expect(await client.diagnostics(at('a.yaml'))).toEqual([]);
  expect((await client.diagnostics(at('charts/b.yaml'))).length).toBe(0);
});
