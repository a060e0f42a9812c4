/** `.cert-manager-lint.yaml` in the editor: the nearest file has the last word, and is read anew when it changes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { configFiles } from '../server/adapters/config.ts';
import { cleanUp, folder } from './cli/process.ts';
import { issuer, plain, rich, rule, start } from './harness/lsp.ts';

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

describe('the file itself', () => {
  const uri = `file:///work/${name}`;
  const faulty = `version: 9.9\nrules:\n  ${rule}: loud\n  duplicate-kye: error\n`;

  test('its faults are answered, for the text that is open', async () => {
    const client = await start({ capabilities: rich });
    await client.open(faulty, uri);
    const found = await client.diagnostics(uri);
    expect(found.map(({ range: { start, end } }) => [start.line, start.character, end.character])).toEqual([
      [0, 9, 12],
      [2, 2 + rule.length + 2, 2 + rule.length + 6],
      [3, 2, 15],
    ]);
    expect(found.map(({ severity, source }) => [severity, source])).toEqual([
      [1, 'cert-manager'],
      [1, 'cert-manager'],
      [1, 'cert-manager'],
    ]);
    expect(found[2]?.message).toContain('`duplicate-key`');
    await client.open(faulty, `${uri}.bak`);
    expect(await client.diagnostics(`${uri}.bak`)).toEqual([]);
  });

  test('its faults are published, and go when they are mended', async () => {
    const client = await start({ capabilities: plain });
    await client.open(faulty, uri);
    expect((await client.publishedFor(1, uri)).length).toBe(3);
    await client.change(2, [{ text: 'root: true\n' }], uri);
    expect(await client.publishedFor(2, uri)).toEqual([]);
  });
});
