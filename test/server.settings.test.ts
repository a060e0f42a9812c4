/** Settings: asked for by folder, or pushed; live; and a plain word for each that cannot be used. */
import { describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import {
  folders,
  issuer,
  plain,
  rich,
  rule,
  type Setup,
  start,
  type TestClient,
  uri,
} from './harness/lsp.ts';
import { applied, rangeOf } from './harness/lspText.ts';

const off = { rules: { [rule]: 'off' } };

/** The node label that the preferred fix writes. */
async function labelOf(client: TestClient, of = uri): Promise<string> {
  const [action] = await client.actions(rangeOf(issuer, 'ingress'), { only: ['quickfix'] }, of);
  const { edit } = await client.resolve(action as CodeAction);
  const [, key, value] = /key: (\S+)[\s\S]*- (\S+)\n/.exec(applied(issuer, edit)) ?? [];
  return `${key}=${value}`;
}

describe('asked for', () => {
  test('a change is seen at once, both ways', async () => {
    const client = await start();
    await client.open(issuer);
    expect(await client.diagnostics()).toHaveLength(1);
    client.answer(() => off);
    await client.configure();
    await client.refreshed.next();
    expect(await client.diagnostics()).toEqual([]);
    client.answer(() => ({ rules: { [rule]: 'error' } }));
    await client.configure();
    expect(await client.diagnostics()).toMatchObject([{ severity: 1 }]);
    client.answer(() => ({ rules: { [rule]: 'info' } }));
    await client.configure();
    expect(await client.diagnostics()).toMatchObject([{ severity: 3 }]);
  });

  test('settings that mean the same make nobody ask again', async () => {
    const client = await start({ settings: () => ({ version: 'newest' }) });
    await client.open(issuer);
    await client.diagnostics();
    client.answer(() => ({ version: '1.21', trace: { server: 'off' } }));
    await client.configure();
    await client.diagnostics();
    client.answer(() => off);
    await client.configure();
    await client.refreshed.next();
    expect(client.refreshed.all).toHaveLength(1);
  });

  test('once for each folder, and again only after a change', async () => {
    const client = await start({
      workspaceFolders: folders('file:///work', 'file:///work/inner', 'file:///C%3A/other'),
      settings: ({ scopeUri }) => ({ http01: { nodeLabel: labels[scopeUri ?? 'none'] } }),
    });
    const documents = {
      'file:///work/a.yaml': 'pool=outer',
      'file:///work/b.yaml': 'pool=outer',
      'file:///work/inner/c%20d.yaml': 'pool=inner',
      'file:///work/innermost.yaml': 'pool=outer',
      'file:///c:/other/e.yaml': 'pool=other',
      'untitled:Untitled-1': 'pool=none',
    };
    for (const [of, label] of Object.entries(documents)) {
      await client.open(issuer, of);
      expect(await labelOf(client, of), of).toBe(label);
    }
    expect(client.asked.all).toEqual([
      [{ scopeUri: 'file:///work', section: 'certManager' }],
      [{ scopeUri: 'file:///work/inner', section: 'certManager' }],
      [{ scopeUri: 'file:///C%3A/other', section: 'certManager' }],
      [{ section: 'certManager' }],
    ]);
    await client.configure();
    expect(await labelOf(client, 'file:///work/a.yaml')).toBe('pool=outer');
    expect(client.asked.all).toHaveLength(5);
    expect(client.asked.all[4]).toHaveLength(4);
  });
  const labels: Record<string, string> = {
    'file:///work': 'pool=outer',
    'file:///work/inner': 'pool=inner',
    'file:///C%3A/other': 'pool=other',
    none: 'pool=none',
  };

  test('folders that come and go', async () => {
    const client = await start({
      workspaceFolders: [],
      settings: ({ scopeUri }) => (scopeUri === undefined ? null : off),
    });
    await client.open(issuer);
    expect(await client.diagnostics()).toHaveLength(1);
    const [folder] = folders('file:///work');
    const change = (event: object) =>
      client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    await change({ added: [folder], removed: [] });
    await client.refreshed.next();
    expect(await client.diagnostics()).toEqual([]);
    await change({ added: [], removed: [folder] });
    expect(await client.diagnostics()).toHaveLength(1);
  });

  test('a client that cannot answer after all: the defaults', async () => {
    const client = await start({
      settings: () => {
        throw new Error('no');
      },
      initializationOptions: { version: '1.16' },
    });
    await client.open(issuer);
    expect(await client.diagnostics()).toHaveLength(1);
    expect(await client.logged.next()).toMatch('workspace/configuration');
    expect(client.shown.all).toEqual([]);
  });

  test('settings from initializationOptions hold where the client has none of its own', async () => {
    const client = await start({ initializationOptions: off });
    await client.open(issuer);
    expect(await client.diagnostics()).toEqual([]);
  });

  test('changes in a hurry: the last one counts', async () => {
    const client = await start();
    await client.open(issuer);
    const sent: Promise<void>[] = [];
    for (const value of ['off', 'error', 'off', 'info']) {
      client.answer(() => ({ rules: { [rule]: value } }));
      sent.push(client.configure());
    }
    await Promise.all(sent);
    expect(await client.diagnostics()).toMatchObject([{ severity: 3 }]);
  });
});

describe('pushed', () => {
  const capabilities = plain;

  test.each<[string, Setup]>([
    ['initializationOptions as Zed and eglot send them', { initializationOptions: off }],
    ['initializationOptions under certManager', { initializationOptions: { certManager: off } }],
    ['full names', { initializationOptions: { 'certManager.rules': { [rule]: 'off' } } }],
  ])('%s', async (_name, setup) => {
    const client = await start({ capabilities, ...setup });
    await client.open(issuer);
    expect(await client.publishedFor(1)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['under certManager', { certManager: off }],
    ['bare', off],
  ])('didChangeConfiguration, %s: published anew', async (_name, settings) => {
    const client = await start({ capabilities });
    await client.open(issuer);
    expect(await client.publishedFor(1)).toHaveLength(1);
    await client.configure(settings);
    await client.published.next(({ diagnostics }) => diagnostics.length === 0);
    await client.configure({ certManager: {} });
    await client.published.next((_, i) => i === 2);
    expect(client.published.all.map(({ version, diagnostics }) => [version, diagnostics.length])).toEqual([
      [1, 1],
      [1, 0],
      [1, 1],
    ]);
  });

  test.each([null, undefined, {}, [], 'nothing'])(
    '%j changes nothing, as eglot sends it at the start',
    async (settings) => {
      const client = await start({ capabilities, initializationOptions: off });
      await client.configure(settings);
      await client.open(issuer);
      expect(await client.publishedFor(1)).toEqual([]);
    },
  );
});

describe('that cannot be used', () => {
  const bad = { http01: { nodeLabel: 'a b' }, version: '9.9', rules: { 'no-such': 'off', [rule]: 'loud' } };

  test('at the start: one line each in the log, nothing shown, the default holds', async () => {
    const client = await start({
      workspaceFolders: folders('file:///a', 'file:///b'),
      settings: () => ({ http01: { nodeLabel: 'a b' } }),
    });
    for (const folder of ['a', 'b']) {
      await client.open(issuer, `file:///${folder}/issuer.yaml`);
      expect(await labelOf(client, `file:///${folder}/issuer.yaml`)).toBe('type=load-balancer');
    }
    expect(client.logged.all).toEqual([
      expect.stringMatching(/^certManager\.http01\.nodeLabel: `a b`.*`key=value`/),
    ]);
    expect(client.shown.all).toEqual([]);
  });

  test('after a change: each shown once, with its full name and the remedy', async () => {
    const client = await start();
    await client.open(issuer);
    await client.diagnostics();
    client.answer(() => bad);
    await client.configure();
    await client.configure();
    await client.diagnostics();
    expect(client.shown.all).toEqual([
      expect.stringMatching(/^certManager\.version: `9\.9`.*`newest`/),
      expect.stringMatching(/^certManager\.http01\.nodeLabel: `a b`.*`key=value`/),
      expect.stringMatching(/^certManager\.rules\.no-such: /),
      expect.stringMatching(new RegExp(`^certManager\\.rules\\.${rule}: \`loud\`.*\`off\``)),
    ]);
    // Mended and broken again: that is news.
    client.answer(() => null);
    await client.configure();
    await client.diagnostics();
    client.answer(() => ({ version: '9.9' }));
    await client.configure();
    await client.diagnostics();
    expect(client.shown.all).toHaveLength(5);
  });

  test('in Korean', async () => {
    const client = await start({ locale: 'ko-KR' });
    await client.open(issuer);
    await client.diagnostics();
    client.answer(() => ({ version: '9.9' }));
    await client.configure();
    expect(await client.shown.next()).toMatch(/^certManager\.version: `9\.9`.*릴리스/);
  });

  test('settings that are no object', async () => {
    const client = await start({ capabilities: rich, settings: () => 'nonsense' });
    await client.open(issuer);
    expect(await client.diagnostics()).toHaveLength(1);
  });
});
