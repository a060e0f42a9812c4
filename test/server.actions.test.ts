/** The light bulb: what is offered, when its edit is made, and that it is the same in every form. */
import { describe, expect, test } from 'vitest';
import { type CodeAction, LSPErrorCodes } from 'vscode-languageserver/node';
import { engine, first, fixedIssuer, inline, issuer, plain, rule, start, uri } from './harness/lsp.ts';
import { applied, rangeOf } from './harness/lspText.ts';

const everywhere = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
const fixAllKind = 'source.fixAll.certManager';
const fixes = { only: ['quickfix'] };
const commands = { commands: ['certManager.setRuleSeverity'] };

describe('offers', () => {
  test('best first: safe fixes, alternatives, silence here, silence in the workspace', async () => {
    const client = await start({ initializationOptions: commands });
    await client.open(issuer);
    const [diagnostic] = await client.diagnostics();
    const actions = await client.actions(rangeOf(issuer, 'gress'));
    expect(actions.map(({ title, isPreferred, kind }) => [title, isPreferred === true, kind])).toEqual([
      ['Pin the solver pod to nodes with type=load-balancer (nodeAffinity)', true, 'quickfix'],
      ['Pin the solver pod to nodes with type=load-balancer (nodeSelector)', false, 'quickfix'],
      [`Silence ${rule} here (comment)`, false, 'quickfix'],
      [`Silence ${rule} in this workspace (setting)`, false, 'quickfix'],
    ]);
    for (const action of actions) expect(action.diagnostics).toEqual([diagnostic]);
    expect(actions.at(-1)?.command).toEqual({
      title: `Silence ${rule} in this workspace (setting)`,
      command: 'certManager.setRuleSeverity',
      arguments: [rule, 'off', uri],
    });
  });

  test('in Korean', async () => {
    const client = await start({ locale: 'ko', initializationOptions: commands });
    await client.open(issuer);
    const titles = (await client.actions(everywhere)).map(({ title }) => title);
    expect(titles).toHaveLength(4);
    for (const title of titles) expect(title).toMatch(/[가-힣]/);
  });

  test('no command for a client that does not run it', async () => {
    const client = await start();
    await client.open(issuer);
    expect((await client.actions(everywhere)).filter(({ command }) => command)).toEqual([]);
  });

  test('only for what the range touches', async () => {
    const client = await start();
    await client.open(`${issuer}---\n${issuer}`);
    const at = (nth: number) => rangeOf(`${issuer}---\n${issuer}`, 'ingress', nth);
    const lines = async (range: typeof everywhere) =>
      new Set(
        (await client.actions(range)).flatMap(({ diagnostics }) =>
          diagnostics?.map((d) => d.range.start.line),
        ),
      );
    expect(await lines({ start: at(0).end, end: at(0).end })).toEqual(new Set([at(0).start.line]));
    expect(await lines(at(1))).toEqual(new Set([at(1).start.line]));
    expect((await lines(everywhere)).size).toBe(2);
    expect(await client.actions(rangeOf(issuer, 'apiVersion'))).toEqual([]);
  });

  test.each<[readonly string[] | undefined, readonly string[]]>([
    [undefined, ['quickfix']],
    [[''], ['quickfix', fixAllKind]],
    [['quickfix'], ['quickfix']],
    [['quickfix.other'], []],
    [['source'], [fixAllKind]],
    [['source.fixAll'], [fixAllKind]],
    [[fixAllKind], [fixAllKind]],
    [['source.fixAll.eslint'], []],
    [['source.organizeImports'], []],
    [['refactor'], []],
    [['quick'], []],
    [['refactor', 'source'], [fixAllKind]],
  ])('asked for %j: %j', async (only, kinds) => {
    const client = await start();
    await client.open(issuer);
    const actions = await client.actions(everywhere, only ? { only: [...only] } : {});
    expect([...new Set(actions.map(({ kind }) => kind))]).toEqual(kinds);
  });

  test('a fix that would harm is disabled, with the reason, or left out', async () => {
    const harmful: typeof engine = (onRuleCrash) => ({
      ...engine(onRuleCrash, undefined),
      cures: () => false,
    });
    const ports = { createEngine: harmful };
    const client = await start({ ports });
    await client.open(issuer);
    const actions = await client.actions(everywhere);
    expect(actions).toHaveLength(3);
    for (const action of actions) {
      expect(action).toMatchObject({ disabled: { reason: expect.stringMatching(/parse/) } });
      expect(action).not.toHaveProperty('edit');
      expect(action).not.toHaveProperty('data');
      expect(action).not.toHaveProperty('isPreferred');
    }
    const simple = await start({ capabilities: plain, ports });
    await simple.open(issuer);
    expect(await simple.actions(everywhere)).toEqual([]);
  });
});

describe('edits', () => {
  test('lazily: none in the list, then the one of the version it was offered for', async () => {
    const client = await start();
    await client.open(issuer);
    const action = await first(client.actions(everywhere, fixes));
    expect(action).not.toHaveProperty('edit');
    const { edit } = await client.resolve(action);
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 1 } }]);
    expect(applied(issuer, edit)).toBe(fixedIssuer);
  });

  test('a text that went on: ContentModified', async () => {
    const client = await start();
    await client.open(issuer);
    const offered = await client.actions(everywhere, { only: [''] });
    await client.change(2, [{ text: `${issuer}# more\n` }]);
    for (const action of offered) {
      await expect(client.resolve(action)).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
    }
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await expect(client.resolve(offered[0] ?? { title: '' })).rejects.toMatchObject({
      code: LSPErrorCodes.ContentModified,
    });
  });

  test('settings that changed: ContentModified rather than another edit', async () => {
    const client = await start();
    await client.open(issuer);
    const action = await first(client.actions(everywhere, fixes));
    client.answer(() => ({ http01: { nodeLabel: 'pool=edge' } }));
    await client.configure();
    await expect(client.resolve(action)).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
    const { edit } = await client.resolve(await first(client.actions(everywhere, fixes)));
    expect(applied(issuer, edit)).toContain('key: pool');
  });

  test.each([undefined, 'nonsense', { uri }, { uri: 1, version: 'x' }, { version: 1, finding: 0, offer: 0 }])(
    'the data %j is not ours: the action comes back',
    async (data) => {
      const client = await start();
      await client.open(issuer);
      const action: CodeAction = { title: 'Other', ...(data !== undefined && { data }) };
      expect(await client.resolve(action)).toEqual(action);
    },
  );

  test.each([
    { finding: 99, offer: 0 },
    { finding: 0, offer: 99 },
    { finding: -1, offer: -1 },
    { finding: 0.5, offer: 0 },
  ])('the forged data %j: ContentModified', async (place) => {
    const client = await start();
    await client.open(issuer);
    const action = await first(client.actions(everywhere, fixes));
    const forged = { ...action, data: { uri, version: 1, ...place } };
    await expect(client.resolve(forged)).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
  });

  test('at once where the client cannot resolve; without versions where it knows none', async () => {
    const client = await start({ capabilities: inline });
    await client.open(issuer);
    const action = await first(client.actions(everywhere, fixes));
    expect(action.edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 1 } }]);
    expect(JSON.stringify(action.edit)).not.toContain('snippet');
    expect(applied(issuer, action.edit)).toBe(fixedIssuer);
    const simple = await start({ capabilities: plain });
    await simple.open(issuer);
    const changes = await first(simple.actions(everywhere, fixes));
    expect(Object.keys(changes.edit ?? {})).toEqual(['changes']);
    expect(changes).not.toHaveProperty('isPreferred');
    expect(applied(issuer, changes.edit)).toBe(fixedIssuer);
  });
});
