/** Findings as diagnostics: asked for or published, for the newest text, in the client's coordinates. */
import { describe, expect, test, vi } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver/node';
import type { Ports } from '../server/lsp/context.ts';
import { engine, fixedIssuer, issuer, plain, rich, rule, start, uri } from './harness/lsp.ts';
import { placeOf, rangeOf, under } from './harness/lspText.ts';

/** An engine that counts how often it is asked for findings, and with which text. */
function counting() {
  const texts: string[] = [];
  const createEngine: Ports['createEngine'] = (onRuleCrash) => {
    const real = engine(onRuleCrash, undefined);
    return {
      ...real,
      findings(file, options) {
        texts.push(file.text);
        return real.findings(file, options);
      },
    };
  };
  return { texts, createEngine };
}

/** Turns of the server that pass when the test says so: until then messages pile up, as in a burst. */
function turns() {
  const tasks: (() => void)[] = [];
  let open = false;
  return {
    schedule: (task: () => void) => void (open ? setImmediate(task) : tasks.push(task)),
    release() {
      open = true;
      for (const task of tasks) setImmediate(task);
    },
  };
}

describe('published', () => {
  test('with the version, and gone when the document closes', async () => {
    const client = await start({ capabilities: plain });
    await client.open(issuer);
    const [diagnostic, ...rest] = await client.publishedFor(1);
    expect(rest).toEqual([]);
    expect(diagnostic).toEqual({
      range: rangeOf(issuer, 'ingress'),
      severity: 2,
      source: 'cert-manager',
      code: rule,
      message: expect.stringContaining('solver pod'),
    });
    await client.change(2, [{ text: fixedIssuer }]);
    expect(await client.publishedFor(2)).toEqual([]);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    const last = await client.published.next(({ version }) => version === undefined);
    expect(last).toEqual({ uri, diagnostics: [] });
  });

  test('with what the client understands: link and related places', async () => {
    const { diagnostic: _, ...textDocument } = rich.textDocument ?? {};
    const client = await start({ capabilities: { ...rich, textDocument } });
    const text = issuer.replace('class: nginx', 'class: nginx\n            nodeSelector: {a: b}');
    await client.open(text);
    expect((await client.publishedFor(1)).slice(0, 1)).toMatchObject([
      {
        codeDescription: { href: expect.stringMatching(new RegExp(`^https://.*/docs/rules/${rule}\\.md$`)) },
        relatedInformation: [{ location: { uri, range: rangeOf(text, 'nodeSelector') } }],
      },
    ]);
  });

  test('in Korean the link leads to the page in Korean', async () => {
    const client = await start({ locale: 'ko' });
    await client.open(issuer);
    const [diagnostic] = await client.diagnostics();
    const page = /\/blob\/main\/(docs\/rules\/ko\/.*\.md)$/.exec(
      diagnostic?.codeDescription?.href ?? '',
    )?.[1];
    expect(page).toBe(`docs/rules/ko/${rule}.md`);
  });

  test('once after a burst of 50 changes, for the newest version', async () => {
    const { texts, createEngine } = counting();
    const { schedule, release } = turns();
    const client = await start({ capabilities: plain, ports: { createEngine, schedule } });
    await client.open(issuer);
    for (let version = 2; version <= 51; version++) {
      await client.change(version, [{ text: `# ${version}\n${issuer}` }]);
    }
    // Answers come in order: now the server has seen all of it.
    await client.hover({ line: 0, character: 0 });
    release();
    await client.publishedFor(51);
    expect(client.published.all.map(({ version }) => version)).toEqual([51]);
    expect(texts).toEqual([`# 51\n${issuer}`]);
  });

  test('never to a client that asks', async () => {
    const client = await start();
    await client.open(issuer);
    await client.diagnostics();
    await client.configure();
    await client.change(2, [{ text: fixedIssuer }]);
    expect(await client.diagnostics()).toEqual([]);
    expect(client.published.all).toEqual([]);
  });
});

describe('asked for', () => {
  test('a result that did not change is not sent again', async () => {
    const client = await start();
    await client.open(issuer);
    const first = await client.pull();
    expect(first).toMatchObject({ kind: 'full', items: [{ code: rule }] });
    expect(await client.pull(uri, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    // A change that moves nothing.
    await client.change(2, [{ range: rangeOf(issuer, 'default'), text: 'another' }]);
    expect(await client.pull(uri, first.resultId)).toMatchObject({ kind: 'unchanged' });
    // One that moves the finding.
    await client.change(3, [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '\n' },
    ]);
    const moved = await client.pull(uri, first.resultId);
    expect(moved.kind).toBe('full');
    await client.change(4, [{ text: fixedIssuer }]);
    const none = await client.pull(uri, moved.resultId);
    expect(none).toMatchObject({ kind: 'full', items: [] });
    expect(await client.pull(uri, none.resultId)).toMatchObject({ kind: 'unchanged' });
  });

  test('the result id of another server means nothing else here', async () => {
    const [one, other] = [await start(), await start()];
    await one.open(issuer);
    await other.open(fixedIssuer);
    const { resultId } = await one.pull();
    expect(await other.pull(uri, resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  test('in a burst: those that a change made void ask to come again, only the newest is worked on', async () => {
    const { texts, createEngine } = counting();
    const { schedule, release } = turns();
    const client = await start({ ports: { createEngine, schedule } });
    await client.open(issuer);
    const answers: Promise<unknown>[] = [];
    for (let version = 2; version <= 51; version++) {
      await client.change(version, [{ text: `# ${version}\n${issuer}` }]);
      answers.push(client.pull());
    }
    await client.hover({ line: 0, character: 0 });
    release();
    const settled = await Promise.allSettled(answers);
    const last = settled.pop();
    expect(last).toMatchObject({ status: 'fulfilled', value: { kind: 'full', items: [{ code: rule }] } });
    for (const one of settled) {
      expect(one).toMatchObject({
        status: 'rejected',
        reason: { code: LSPErrorCodes.ServerCancelled, data: { retriggerRequest: true } },
      });
    }
    expect(texts).toEqual([`# 51\n${issuer}`]);
  });

  test('a cancelled request is answered so, without any work', async () => {
    const { texts, createEngine } = counting();
    const client = await start({ ports: { createEngine } });
    await client.open(issuer);
    const params = { textDocument: { uri } };
    await client.connection.sendNotification('$/cancelRequest', { id: 77 });
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest('textDocument/diagnostic', params, source.token);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(texts).toEqual([]);
  });

  test('cancelled while it waits for settings', async () => {
    const { texts, createEngine } = counting();
    const source = new CancellationTokenSource();
    const settings = vi.fn(() => source.cancel());
    const client = await start({ ports: { createEngine }, settings });
    await client.open(issuer);
    const params = { textDocument: { uri } };
    const answer = client.connection.sendRequest('textDocument/diagnostic', params, source.token);
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(settings).toHaveBeenCalled();
    expect(texts.length).toBeLessThanOrEqual(1);
  });

  test('closed while it waits: an answer all the same', async () => {
    const client = await start();
    await client.open(issuer);
    const answer = client.pull();
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.ServerCancelled });
    expect(await client.pull()).toEqual({ kind: 'full', items: [] });
  });
});

describe('positions', () => {
  const flow = (name: string) =>
    `{apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {name: a, annotations: {b: "${name}"}}, spec: {acme: {solvers: [{http01: {ingress: {class: nginx}}}]}}}`;
  const names = { ascii: 'plain', korean: '발급자', emoji: '🔒🇰🇷', mixed: 'é-발급자-🔒', lone: '\ud83d' };
  const units = {
    'utf-8': (text: string) => Buffer.byteLength(text),
    'utf-16': (text: string) => text.length,
    'utf-32': (text: string) => [...text].length,
  };

  describe.each(['utf-8', 'utf-16', 'utf-32'] as const)('%s', (encoding) => {
    const capabilities = { ...rich, general: { positionEncodings: ['utf-7', encoding, 'utf-16'] } };
    const column = (text: string, part: string) => units[encoding](text.slice(0, text.indexOf(part)));

    test.each(Object.entries(names))('behind %s text', async (_name, name) => {
      const client = await start({ capabilities });
      expect(client.initialized.capabilities.positionEncoding).toBe(encoding);
      const text = `# 한\r\n${flow(name)}`;
      await client.open(text);
      const character = column(flow(name), 'ingress');
      const [diagnostic] = await client.diagnostics();
      expect(diagnostic?.range).toEqual({
        start: { line: 1, character },
        end: { line: 1, character: character + 'ingress'.length },
      });
    });

    test('incremental changes, each in the text that the one before left', async () => {
      const client = await start({ capabilities });
      const text = flow(names.mixed);
      await client.open(text);
      const at = (part: string, length = 0) => ({
        start: { line: 0, character: column(text, part) },
        end: { line: 0, character: column(text, part) + length },
      });
      await client.change(2, [
        { range: at('class'), text: '🔒: 1, ' },
        { range: at('ingress', units[encoding]('ingress')), text: 'gatewayHTTPRoute' },
      ]);
      const character = column(text, 'ingress');
      const [diagnostic] = await client.diagnostics();
      expect(diagnostic?.range).toEqual({
        start: { line: 0, character },
        end: { line: 0, character: character + 'gatewayHTTPRoute'.length },
      });
    });

    test('positions beyond a line or inside a character are clamped', async () => {
      const client = await start({ capabilities });
      await client.open('🔒\r\n');
      // Inside the lock, then far behind its line: nothing may get between \r and \n.
      const far = { line: 0, character: 99 };
      const inside = { line: 0, character: encoding === 'utf-8' ? 3 : 0 };
      await client.change(2, [{ range: { start: inside, end: far }, text: '' }]);
      await client.change(3, [{ range: { start: far, end: far }, text: flow('a') }]);
      const [diagnostic] = await client.diagnostics();
      expect(diagnostic?.range.start.line).toBe(0);
      expect(await client.hover({ line: 9, character: 9 })).toBeNull();
    });
  });

  test('utf-16 where the client offers nothing that is known', async () => {
    const client = await start({ capabilities: { general: { positionEncodings: ['utf-7'] } } });
    expect(client.initialized.capabilities.positionEncoding).toBe('utf-16');
  });

  test.each(['\r\n', '\n', '\r'])('line break %j', async (newline) => {
    const client = await start();
    const text = issuer.replaceAll('\n', newline);
    await client.open(text);
    const places = (await client.diagnostics()).map(({ range }) => under(text, range));
    expect(places).toEqual(newline === '\r' ? [] : ['ingress']);
  });

  test('typing the story, one character at a time', async () => {
    const client = await start();
    await client.open('');
    let version = 1;
    let text = '';
    for (const character of issuer) {
      const lines = text.split('\n');
      const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
      await client.change(++version, [{ range: { start: end, end }, text: character }]);
      text += character;
    }
    const [diagnostic] = await client.diagnostics();
    expect(diagnostic?.range.start).toEqual(placeOf(issuer, 'ingress'));
  });

  test('a reversed range and an empty change', async () => {
    const client = await start();
    await client.open(issuer);
    const { start: from, end: to } = rangeOf(issuer, 'ingress');
    await client.change(2, [{ range: { start: to, end: from }, text: 'gatewayHTTPRoute' }]);
    await client.change(3, []);
    expect((await client.diagnostics())[0]).toMatchObject({ code: rule, range: { start: from } });
  });
});
