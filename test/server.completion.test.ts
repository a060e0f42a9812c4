/** Completion over LSP: items as each client takes them. */
import { expect, test, vi } from 'vitest';
import { type CompletionItem, CompletionTriggerKind, InsertTextFormat } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { compileProse } from '../scripts/prose.ts';
import { marked } from './harness/completion.ts';

import { completing as full, plain, type Setup, start } from './harness/lsp.ts';
import { expand, under } from './harness/lspText.ts';

const ports: NonNullable<Setup['ports']> = { loadProse: async (locale) => compileProse(locale) };
const head = 'apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata:\n  name: a\nspec:\n';

async function ask(source: string, setup: Setup = {}, trigger?: string) {
  const { text, offset } = marked(source);
  const client = await start({ capabilities: full, ports, ...setup });
  await client.open(text);
  const position = TextDocument.create('', '', 0, text).positionAt(offset);
  const context =
    trigger === undefined
      ? undefined
      : { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter: trigger };
  const list = await client.complete(position, context);
  return { client, text, list, items: list?.items ?? [] };
}

function take(text: string, item: CompletionItem | undefined): string {
  const edit = item?.textEdit;
  if (!edit || !('range' in edit)) throw new Error('There is no edit.');
  const newText = item.insertTextFormat === InsertTextFormat.Snippet ? expand(edit.newText) : edit.newText;
  const edits = [...(item.additionalTextEdits ?? []), { range: edit.range, newText }];
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);
}

test('a value is asked for again while it is typed, and no list is open once it is complete', async () => {
  const source = 'apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  issuerRef:\n    kind: Iss$0\n';
  const { client, text, list } = await ask(source);
  expect(list).toMatchObject({
    isIncomplete: true,
    items: [{ label: 'Issuer' }, { label: 'ClusterIssuer' }],
  });
  await client.change(2, [{ text: text.replace('Iss\n', 'Issuer\n') }]);
  const end = { line: 4, character: 16 };
  const labels = async (triggerKind: CompletionTriggerKind) =>
    (await client.complete(end, { triggerKind }))?.items.map(({ label }) => label);
  expect(await labels(CompletionTriggerKind.TriggerForIncompleteCompletions)).toEqual([]);
  // Whoever asks wants another.
  expect(await labels(CompletionTriggerKind.Invoked)).toEqual(['ClusterIssuer']);
});

test('a first question right behind a keystroke is the editor’s own, whatever it is called', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const source =
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  issuerRef:\n    kind: Issue$0\n';
  const { client } = await ask(source);
  const labels = async (character: number) => {
    const asked = await client.complete(
      { line: 4, character },
      { triggerKind: CompletionTriggerKind.Invoked },
    );
    return asked?.items.map(({ label }) => label);
  };
  const type = (version: number, character: number, text: string) => {
    const at = { line: 4, character };
    return client.change(version, [{ range: { start: at, end: at }, text }]);
  };
  await type(2, 15, 'r');
  expect(await labels(16)).toEqual([]);
  expect(await labels(16)).toEqual(['ClusterIssuer']);
  // Nothing is typed by what takes something away.
  const last = { start: { line: 4, character: 15 }, end: { line: 4, character: 16 } };
  await client.change(3, [{ range: last, text: '' }]);
  expect(await labels(15)).toEqual(['Issuer', 'ClusterIssuer']);
  await type(4, 15, 'r');
  // After a while it is a hand that asks.
  await client.hover(last.start);
  now.mockReturnValue(2000);
  expect(await labels(16)).toEqual(['ClusterIssuer']);
  now.mockRestore();
});

const named = (items: readonly CompletionItem[], label: string) => items.find((item) => item.label === label);

test('fields in order, with a snippet that keeps the indent', async () => {
  const { items, list, text } = await ask(`${head}  acme:\n    server: x\n    sol$0\n`);
  expect(list?.isIncomplete).toBe(false);
  const sorted = [...items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
  expect(sorted).toEqual(items);
  expect(items[0]?.label).toBe('privateKeySecretRef');
  const item = named(items, 'privateKeySecretRef');
  expect(item).toMatchObject({ insertTextFormat: InsertTextFormat.Snippet, insertTextMode: 1 });
  expect(item?.textEdit && 'range' in item.textEdit && under(text, item.textEdit.range)).toBe('sol');
  expect(take(text, item)).toBe(`${head}  acme:\n    server: x\n    privateKeySecretRef:\n      name: \n`);
});

const vault = `${head}  vault:
    server: https://vault.example.com
    path: pki/sign/my-role
    auth:`;

test.each([
  // As Eglot and Neovim: plain text is taken as it is, and each does something else to the lines of a snippet.
  ['says nothing', {}, { mode: undefined, format: InsertTextFormat.PlainText, text: vault }],
  ['takes lines as they are', { insertTextMode: 1 }, { mode: undefined, format: 2, text: vault }],
  ['can do both', { item: [1, 2], insertTextMode: 2 }, { mode: 1, format: 2, text: vault }],
  ['takes them as they are, if told', { item: [1] }, { mode: 1, format: 2, text: vault }],
  [
    'indents them like the line of the cursor',
    { insertTextMode: 2 },
    { mode: undefined, format: 2, text: vault.replaceAll('\n    ', '\n  ') },
  ],
  ['does so if told', { item: [2] }, { mode: 2, format: 2, text: vault.replaceAll('\n    ', '\n  ') }],
] as const)('a client that %s gets lines for that', async (_, said, expected) => {
  const { item: valueSet, insertTextMode } = { item: undefined, insertTextMode: undefined, ...said };
  const completion = {
    completionItem: {
      snippetSupport: true,
      ...(valueSet && { insertTextModeSupport: { valueSet: [...valueSet] } }),
    },
    ...(insertTextMode && { insertTextMode }),
  };
  const { items, text } = await ask(`${head}  $0\n`, { capabilities: { textDocument: { completion } } });
  const item = named(items, 'vault');
  expect(item?.insertTextFormat).toBe(expected.format);
  expect(item?.insertTextMode).toBe(expected.mode);
  expect(take(text, item).slice(0, expected.text.length)).toBe(expected.text);
});

test('docs come when they are asked for, in the language of the editor', async () => {
  const { client, items } = await ask(`${head}  $0\n`, { locale: 'ko' });
  const item = named(items, 'acme');
  expect(item).not.toHaveProperty('documentation');
  if (!item) throw new Error('acme is not offered');
  const resolved = await client.resolveItem(item);
  expect(resolved.documentation).toEqual({
    kind: 'markdown',
    value: compileProse('ko')['Issuer.spec.acme'],
  });
});

test('what a snippet writes is told when it is asked for, and nothing of a list that has gone', async () => {
  const { client, items } = await ask(`${head}  acme:\n    solvers:\n      $0\n`);
  const item = named(items, '- http01 ingress');
  expect(item).not.toHaveProperty('documentation');
  if (!item) throw new Error('the snippet is not offered');
  const { documentation } = await client.resolveItem(item);
  expect(documentation).toMatchObject({ kind: 'markdown' });
  expect(JSON.stringify(documentation)).toMatch(
    /```yaml\\nhttp01:\\n {2}ingress:\\n {4}ingressClassName: nginx/,
  );
  await client.complete({ line: 5, character: 2 });
  expect(await client.resolveItem(item)).toEqual(item);
  for (const data of ['#1 0', 'Issuer.spec.nothing', null, { list: 1 }])
    expect(await client.resolveItem({ label: 'x', data })).toEqual({ label: 'x', data });
});

test('words of a file stay words in what a snippet writes', async () => {
  const gateway =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: "```\\n# hurt"\n';
  const { client, items } = await ask(`${head}  acme:\n    solvers:\n      $0\n---\n${gateway}`);
  const item = named(items, '- http01 gateway');
  if (!item) throw new Error('the snippet is not offered');
  const { documentation } = await client.resolveItem(item);
  expect(JSON.stringify(documentation)).toContain('````yaml\\n');
});

test.each([
  // Blanks too many, a line of nothing but blanks above what stands deeper, blanks behind a colon.
  [`${head}  ca:\n    secretName: a\n     acm$0\n`, undefined],
  [
    `apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  privateKey:\n    algorithm: RSA\n      siz$0\n`,
    'size',
  ],
  [`apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  privateKey:  $0\n`, 'size'],
  [`${head}      $0\n`, 'acme'],
  [`apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n $0\n  secretName: a\n`, 'dnsNames'],
])('the edit begins at the word, whatever goes before it: %j', async (source, label) => {
  const { items, text } = await ask(source);
  const offset = source.indexOf('$0');
  const word = /[a-z]*$/.exec(source.slice(0, offset))?.[0] ?? '';
  for (const item of items) {
    const { textEdit, additionalTextEdits = [] } = item;
    if (!textEdit || !('range' in textEdit)) throw new Error('There is no edit.');
    expect(under(text, textEdit.range).startsWith(word), item.label).toBe(true);
    const document = TextDocument.create('', '', 0, text);
    expect(document.offsetAt(textEdit.range.start)).toBe(offset - word.length);
    for (const { range, newText } of additionalTextEdits) {
      expect([under(text, range).trim(), newText]).toEqual(['', '']);
      expect(document.offsetAt(range.end)).toBeLessThanOrEqual(offset - word.length);
    }
  }
  if (label) expect(named(items, label)).toBeDefined();
});

test('blanks that are too many go with the edit', async () => {
  const source =
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  privateKey:\n    algorithm: RSA\n      siz$0\n';
  const { items, text } = await ask(source);
  const item = named(items, 'size');
  expect(item?.additionalTextEdits).toHaveLength(1);
  expect(take(text, item)).toBe(
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  privateKey:\n    algorithm: RSA\n    size: \n',
  );
});

test('a comma goes behind the value before, apart from the edit', async () => {
  const json = (after: string) =>
    `{\n  "apiVersion": "cert-manager.io/v1",\n  "kind": "Certificate",\n  "spec": {\n    "isCA": true${after}\n  }\n}\n`;
  const { items, text } = await ask(json('\n    $0'));
  const item = named(items, 'duration');
  expect(item?.additionalTextEdits).toHaveLength(1);
  expect(JSON.parse(take(text, item).replace(/: $/m, ': 1'))).toMatchObject({ spec: { isCA: true } });
});

test('docs come along where the client cannot ask for them', async () => {
  const { items, client } = await ask(`${head}  $0\n`, { capabilities: plain });
  expect(client.initialized.capabilities.completionProvider?.resolveProvider).toBe(false);
  expect(named(items, 'acme')?.documentation).toMatchObject({ kind: 'markdown' });
});

test.each([
  [`${head}  acme:\n    server: $0\n`, ' ', true],
  [`${head}  acme:\n    solvers:\n      - $0\n`, ' ', true],
  [`${head}  $0\n`, ' ', false],
  [`${head}  -$0\n`, '-', false],
  ['--$0', '-', false],
])('%j, behind a typed %j: %s', async (source, trigger, offered) => {
  expect((await ask(source, {}, trigger)).items.length > 0).toBe(offered);
});

test('our own client asks again where a value is open', async () => {
  const initializationOptions = { commands: ['editor.action.triggerSuggest'] };
  const source = 'apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  privateKey:\n    $0\n';
  const { items } = await ask(source, { initializationOptions });
  expect(named(items, 'algorithm')?.command?.command).toBe('editor.action.triggerSuggest');
  expect(named((await ask(source)).items, 'algorithm')).not.toHaveProperty('command');
  const both = { commands: ['editor.action.triggerSuggest', 'certManager.suggestHere'] };
  const own = (await ask(source, { initializationOptions: both })).items;
  expect(named(own, 'algorithm')?.command?.command).toBe('certManager.suggestHere');
});

test('behind a slot that is filled nothing opens: the next Tab keeps what stands there', async () => {
  const initializationOptions = { commands: ['certManager.suggestHere'] };
  const { items } = await ask(`${head}  $0\n`, { initializationOptions });
  const acme = named(items, 'acme');
  expect(acme?.textEdit?.newText).toMatch(/server: \$\{1:https:\/\/acme-v02/);
  expect(acme).not.toHaveProperty('command');
  const certificate = 'apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  $0\n';
  const fields = (await ask(certificate, { initializationOptions })).items;
  expect(named(fields, 'isCA')?.command?.command).toBe('certManager.suggestHere');
});

test('deprecated fields come last, and are marked as the client can', async () => {
  const source = `${head}  acme:\n    externalAccountBinding:\n      $0\n`;
  const { items } = await ask(source);
  expect(items.map(({ label, tags }) => [label, tags])).toEqual([
    ['keyID', undefined],
    ['keySecretRef', undefined],
    ['keyAlgorithm', [1]],
  ]);
  const flag = { textDocument: { completion: { completionItem: { deprecatedSupport: true } } } };
  const old = await ask(source, { capabilities: flag });
  expect(named(old.items, 'keyAlgorithm')?.deprecated).toBe(true);
});

test('the setting decides what is offered', async () => {
  const settings = () => ({ completion: { offer: 'values' } });
  const { items } = await ask(`${head}  acme:\n    solvers:\n      - $0\n`, { settings });
  expect(items.length).toBeGreaterThan(5);
  expect(named(items, 'http01')).toBeUndefined();
});

test('nothing in a document that is not open, or is none of ours', async () => {
  const { client } = await ask('a: 1\nb: $0\n');
  expect(await client.complete({ line: 0, character: 0 }, undefined, 'file:///none.yaml')).toBeNull();
  expect((await ask('image: x\n$0\n')).items).toEqual([]);
});

test('ranges count as the client does', async () => {
  const general = { positionEncodings: ['utf-8' as const] };
  const client = await start({ capabilities: { ...full, general }, ports });
  await client.open(
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  issuerRef: {name: "é", k: 1}\n',
  );
  const list = await client.complete({ line: 3, character: 27 });
  const edit = list?.items[0]?.textEdit;
  expect(edit && 'range' in edit && edit.range).toEqual({
    start: { line: 3, character: 26 },
    end: { line: 3, character: 27 },
  });
});
