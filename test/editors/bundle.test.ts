/** The bundle as other editors start it. Needs `npm run build`. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type connect as connectSocket, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import {
  createProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { issuer, plain, rich, rule, uri } from '../harness/lsp.ts';
import { placeOf } from '../harness/lspText.ts';
import { mailbox } from '../harness/mailbox.ts';
import {
  forkServer,
  framed,
  isBuilt,
  launch,
  launchIn,
  startWorker,
  talkTo,
} from '../harness/serverProcess.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const hello = { processId: process.pid, rootUri: null, capabilities: rich, workspaceFolders: null };
const opened = { textDocument: { uri, languageId: 'yaml', version: 1, text: issuer } };

describe.skipIf(!isBuilt)('dist/server/node.js (skipped where `npm run build` has not run)', () => {
  test('--stdio: initialize, diagnostics, hover, shutdown, exit 0', async () => {
    const { child, ended } = launch('--stdio');
    const client = talkTo(child);
    client.onRequest('workspace/configuration', ({ items }) => items.map(() => null));
    client.onRequest('client/registerCapability', () => null);
    expect(await client.sendRequest('initialize', hello)).toMatchObject({ serverInfo: { version } });
    await client.sendNotification('initialized', {});
    await client.sendNotification('textDocument/didOpen', opened);
    const textDocument = { uri };
    expect(await client.sendRequest('textDocument/diagnostic', { textDocument })).toMatchObject({
      items: [{ code: rule }],
    });
    const position = placeOf(issuer, 'http01');
    expect(await client.sendRequest('textDocument/hover', { textDocument, position })).toMatchObject({
      contents: { kind: 'markdown', value: expect.stringContaining('HTTP-01') },
    });
    expect(await client.sendRequest('shutdown')).toBeNull();
    await client.sendNotification('exit');
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  test('--node-ipc, as VS Code starts it', async () => {
    const { client, ended } = forkServer();
    await client.sendRequest('initialize', { ...hello, capabilities: plain });
    const published = mailbox<PublishDiagnosticsParams>();
    client.onNotification('textDocument/publishDiagnostics', published.put);
    await client.sendNotification('textDocument/didOpen', opened);
    expect(await published.next()).toMatchObject({ uri, version: 1, diagnostics: [{ code: rule }] });
    await client.sendRequest('shutdown');
    await client.sendNotification('exit');
    expect(await ended).toBe(0);
  });

  test('the worker bundle, with nothing of Node: diagnostics, and docs read by the client', async () => {
    const client = startWorker();
    const asked: unknown[] = [];
    client.onRequest('certManager/readProse', (params) => {
      asked.push(params);
      return { '*.selector': 'docs' };
    });
    client.onRequest('workspace/configuration', ({ items }) => items.map(() => null));
    const initializationOptions = { knowledge: 'knowledge.js' };
    await client.sendRequest('initialize', { ...hello, locale: 'ko', initializationOptions });
    await client.sendNotification('textDocument/didOpen', opened);
    const textDocument = { uri };
    expect(await client.sendRequest('textDocument/diagnostic', { textDocument })).toMatchObject({
      items: [{ code: rule }],
    });
    const position = placeOf(issuer, 'selector');
    expect(await client.sendRequest('textDocument/hover', { textDocument, position })).toMatchObject({
      contents: { value: 'docs' },
    });
    expect(asked).toEqual([{ locale: 'ko' }]);
  });

  test('exit without shutdown: 1', async () => {
    const { child, ended } = launch('--stdio');
    const client = talkTo(child);
    await client.sendRequest('initialize', hello);
    await client.sendNotification('exit');
    expect(await ended).toMatchObject({ code: 1 });
  });

  test('the client goes away: so does the server', async () => {
    const { child, ended } = launch('--stdio');
    await talkTo(child).sendRequest('initialize', hello);
    child.stdin.end();
    expect(await ended).toMatchObject({ code: 1 });
  });

  test('the client dies without a word, its streams still open: the server ends', async () => {
    const editor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
    const { child, ended } = launch('--stdio');
    await talkTo(child).sendRequest('initialize', { ...hello, processId: editor.pid });
    editor.kill();
    expect(await ended).toMatchObject({ code: 1 });
  });

  test('a burst of 50 changes in one piece: one result, for the newest version', async () => {
    const { child, ended } = launch('--stdio');
    const client = talkTo(child);
    const published = mailbox<PublishDiagnosticsParams>();
    client.onNotification('textDocument/publishDiagnostics', published.put);
    await client.sendRequest('initialize', { ...hello, capabilities: plain });
    const changes = Array.from({ length: 50 }, (_, i) => ({
      method: 'textDocument/didChange',
      params: { textDocument: { uri, version: i + 2 }, contentChanges: [{ text: `# ${i}\n${issuer}` }] },
    }));
    child.stdin.write(framed([{ method: 'textDocument/didOpen', params: opened }, ...changes]));
    const last = await published.next(({ version }) => version === 51);
    expect(last.diagnostics).toHaveLength(1);
    await client.sendRequest('shutdown');
    expect(published.all.map((one) => one.version)).toEqual([51]);
    await client.sendNotification('exit');
    await ended;
  });

  test.each(['--socket=PORT', '--socket PORT'])('%s', async (form) => {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const address = listener.address();
    if (typeof address !== 'object' || address === null) throw new Error('No port.');
    const joined = new Promise<ReturnType<typeof connectSocket>>((resolve) =>
      listener.once('connection', resolve),
    );
    const { ended } = launch(...form.replace('PORT', String(address.port)).split(' '));
    const socket = await joined;
    const client = createProtocolConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
    client.listen();
    expect(await client.sendRequest('initialize', hello)).toMatchObject({ serverInfo: { version } });
    await client.sendRequest('shutdown');
    await client.sendNotification('exit');
    expect(await ended).toMatchObject({ code: 0 });
    listener.close();
  });

  test.each(['--version', '-v'])('%s', async (flag) => {
    expect(await launch(flag).ended).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.each([['--help'], ['-h'], ['--stdio', '--help']])('%s %s', async (...flags) => {
    const { code, stdout, stderr } = await launch(...flags).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const option of ['--stdio', '--node-ipc', '--socket', '--version']) expect(stdout).toContain(option);
  });

  test('a terminal in Korean gets help and errors in Korean, with the same options', async () => {
    const [english, korean] = await Promise.all(
      ['C', 'ko_KR.UTF-8'].map((one) => launchIn(one, '--help').ended),
    );
    const options = (text = '') => text.match(/--[\w-]+/gi) ?? [];
    expect(options(english?.stdout).length).toBeGreaterThan(5);
    expect(options(korean?.stdout)).toEqual(options(english?.stdout));
    expect(english?.stdout).not.toMatch(/[가-힣]/);
    expect(korean?.stdout).toMatch(/^사용법: cert-manager-language-server /);
    for (const args of [[], ['--stdio=1'], ['--socket'], ['--no'], ['--stdio', '--node-ipc']]) {
      const { code, stderr } = await launchIn('ko_KR.UTF-8', ...args).ended;
      expect({ args, code, stderr }).toEqual({
        args,
        code: 2,
        stderr: expect.stringMatching(/[가-힣].*--help/),
      });
    }
  });

  test.each<[readonly string[], string]>([
    [[], '--stdio'],
    [['--nonsense'], '--nonsense'],
    [['--stdio', 'file.yaml'], 'file.yaml'],
    [['--stdio=yes'], '--stdio'],
    [['--socket'], '--socket'],
    [['--socket=http'], '--socket'],
    [['--pipe='], '--pipe'],
    [['--stdio', '--node-ipc'], 'one transport'],
    [['--clientProcessId=x', '--stdio'], '--clientProcessId'],
  ])('%j is refused: exit 2, and a word on stderr', async (args, word) => {
    const { code, stdout, stderr } = await launch(...args).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(word);
    expect(stderr).toContain('--help');
  });
});
