import * as vscode from 'vscode';
import type { Step } from '../hosts/step.ts';
import { reads } from './editor.ts';
import { ok, type Test, test, until } from './suite.ts';

/** Asks who runs the window for keys; he reads what the suite prints. */
function keys(...steps: readonly Step[]): void {
  console.log(`e2e-keys| ${JSON.stringify(steps)}`);
}

/** Types a value in two parts, so that its list is open while it is typed, and presses Enter behind it. */
const value = (begun: string, rest: string): readonly Step[] => [
  { type: begun },
  { list: 'open' },
  { type: rest },
  { list: 'closed' },
  { press: 'Enter' },
];

/** Types a word and takes the first offer; ends when a list that opens behind it by itself would be there. */
async function taken(document: vscode.TextDocument, word: string, text: string): Promise<void> {
  keys({ type: word }, { list: 'open' }, { press: 'Enter' });
  await until(`${text} is written`, () => document.getText().includes(text));
  // Asked last, answered last: by the client of the server, and by the words of the file.
  const end = document.positionAt(document.getText().length);
  for (let times = 0; times < 2; times++)
    await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, end);
}

/** Runs `body` with a new YAML file in the active editor, the cursor at its end. */
async function withFile(
  content: string,
  body: (document: vscode.TextDocument) => Promise<void>,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const end = document.positionAt(content.length);
  editor.selection = new vscode.Selection(end, end);
  try {
    await body(document);
  } finally {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

const head = 'apiVersion: cert-manager.io/v1\nkind: Certificate\n';
const issuerHead = 'apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata:\n  name: a\nspec:\n  ';
const begun = `${head}spec:\n  issuerRef:\n    `;

/** Only a window in a browser has somebody to press its keys. */
export const keyboardTests: readonly Test[] =
  vscode.env.uiKind !== vscode.UIKind.Web
    ? []
    : [
        test('Enter behind a head that is typed in full begins a new line', () =>
          withFile('', async (document) => {
            keys(...value('apiVersion: cert-m', 'anager.io/v1'), ...value('kind: Certif', 'icate'));
            await reads(document, head);
          })),
        test('Enter behind values that are typed in full begins a new line', () =>
          withFile(`${head}spec:\n  `, async (document) => {
            keys(...value('isCA: tr', 'ue'), ...value('duration: 21', '60h'));
            await reads(document, `${head}spec:\n  isCA: true\n  duration: 2160h\n  `);
          })),
        test('Tab behind a field that brings a value keeps the value', () =>
          withFile(issuerHead, async (document) => {
            await taken(document, 'ac', 'server:');
            keys({ list: 'closed' }, { press: 'Tab' }, { type: 'mine' });
            await until(
              'the account key has its name',
              () => document.getText(),
              (text) => text.includes('name: mine'),
            );
            ok(/ server: https:\/\/acme-v02\S+\n/.test(document.getText()), document.getText());
          })),
        test('no list of words opens behind a field of which nothing is known', () =>
          withFile(`${head}spec:\n  `, async (document) => {
            await taken(document, 'dnsN', 'dnsNames:');
            keys({ list: 'closed' }, { type: 'a.example.com' });
            await reads(document, `${head}spec:\n  dnsNames:\n    - a.example.com`);
          })),
        test('Enter behind a reference that is typed in full begins a new line, and nothing more', () =>
          withFile(begun, async (document) => {
            keys(...value('kind: Iss', 'uer'));
            await reads(document, `${begun}kind: Issuer\n    `);
          })),
      ];
