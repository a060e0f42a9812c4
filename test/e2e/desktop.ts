import * as vscode from 'vscode';
import { everywhere } from './cases.ts';
import {
  apply,
  clean,
  codeActions,
  cure,
  open,
  ours,
  place,
  quickFixes,
  reads,
  rule,
  squiggle,
  withIssuer,
  withSetting,
} from './editor.ts';
import { equal, ok, runSuite, type Test, test, until } from './suite.ts';

const fixAll = vscode.CodeActionKind.SourceFixAll.append('certManager');

const tests: readonly Test[] = [
  ...everywhere,

  // An editor may re-indent what a code action inserts; only a fix taken as a user takes it shows that.
  test('Auto Fix with the cursor on `ingress` adds the cure, to the letter', () =>
    withIssuer(async (document, editor) => {
      const expected = document.getText() + cure('type', 'load-balancer');
      await quickFixes(document);
      const at = place(document, 'ingress:').translate(0, 1);
      editor.selection = new vscode.Selection(at, at);
      await vscode.commands.executeCommand('editor.action.autoFix');
      await reads(document, expected);
      await clean(document);
    })),

  test('Fix All cures the whole file, and then has nothing left to do', () =>
    withIssuer(async (document) => {
      const expected = document.getText() + cure('type', 'load-balancer');
      const everything = () => new vscode.Range(0, 0, document.lineCount, 0);
      await squiggle(document);
      const before = await codeActions(document, everything(), fixAll);
      equal(before.length, 1, 'the source actions before');
      await vscode.commands.executeCommand('editor.action.fixAll');
      await reads(document, expected);
      await clean(document);
      const after = await codeActions(document, everything(), fixAll);
      ok(
        after.every(({ edit }) => !edit || edit.size === 0),
        'something is left to fix',
      );
    })),

  test('the setting `certManager.http01.nodeLabel` reaches the fix at once', () =>
    withIssuer(async (document) => {
      const expected = document.getText() + cure('pool', 'edge');
      await squiggle(document);
      await withSetting('http01.nodeLabel', 'pool=edge', async () => {
        await until(
          `the preferred fix gives\n${expected}`,
          async () => {
            if (document.isDirty) await vscode.commands.executeCommand('workbench.action.files.revert');
            const fix = (await quickFixes(document)).find(({ isPreferred }) => isPreferred);
            if (fix) await apply(fix);
            return document.getText();
          },
          (text) => text === expected,
        );
      });
    })),

  test('the setting `certManager.rules` switches the rule off and on again at once', () =>
    withIssuer(async (document) => {
      await squiggle(document);
      await withSetting('rules', { [rule]: 'off' }, () => clean(document));
      await squiggle(document);
    })),

  test('a YAML file that is not Kubernetes gets nothing from us', async () => {
    const { document: other } = await open('compose.yaml');
    await withIssuer(async (document, editor) => {
      // The server answers in order: once it follows a later change here, it has dealt with the other file.
      await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), '# One line more.\n'));
      await squiggle(document);
      equal(
        ours(other).map(({ message }) => message),
        [],
        'diagnostics on compose.yaml',
      );
    });
  }),
];

/** Called by VS Code's extension host. */
export function run(): Promise<void> {
  return runSuite(tests);
}
