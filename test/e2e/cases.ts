import * as vscode from 'vscode';
import { commandTests } from './commands.ts';
import {
  apply,
  cure,
  extensionId,
  ours,
  place,
  quickFixes,
  reads,
  rule,
  squiggle,
  withIssuer,
} from './editor.ts';
import { keyboardTests } from './keyboard.ts';
import { pictureTests } from './pictures.ts';
import { equal, ok, type Test, test, until } from './suite.ts';
import { yamlTests } from './yaml.ts';

/** What must work in every VS Code, on a desktop as in a browser. */
export const everywhere: readonly Test[] = [
  test('opening a YAML file activates the extension', () =>
    withIssuer(async () => {
      const extension = vscode.extensions.getExtension(extensionId);
      ok(extension, `${extensionId} is not installed`);
      await until('the extension is active', () => extension.isActive);
    })),

  test('the story’s issuer gets one squiggle, on the key `ingress`', () =>
    withIssuer(async (document) => {
      const diagnostic = await squiggle(document);
      equal(document.getText(diagnostic.range), 'ingress', 'the squiggle’s text');
      equal(diagnostic.range.start, place(document, 'ingress:'), 'the squiggle’s place');
      equal(diagnostic.severity, vscode.DiagnosticSeverity.Warning, 'the severity');
      equal(diagnostic.source, 'cert-manager', 'the source');
      const code = diagnostic.code;
      ok(typeof code === 'object', `the code is a bare ${JSON.stringify(code)}, without a link`);
      equal(code.value, rule, 'the code');
      ok(code.target.scheme.startsWith('http'), `the code links to ${code.target}`);
      ok(code.target.toString().includes(rule), `the code links to ${code.target}`);
      equal(
        vscode.languages.getDiagnostics(document.uri).map(({ message }) => message),
        [diagnostic.message],
        'the only diagnostic',
      );
    })),

  test('a hover on `http01` tells about HTTP-01', () =>
    withIssuer(async (document) => {
      const at = place(document, 'http01:').translate(0, 2);
      const hovers = await until(
        'there is a hover',
        () => vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at),
        (found) => found.length > 0,
      );
      const contents = hovers.flatMap((hover) => hover.contents);
      ok(
        contents.some((part) => part instanceof vscode.MarkdownString && part.value.includes('HTTP-01')),
        `the hover says ${JSON.stringify(contents)}`,
      );
    })),

  test('the light bulb’s preferred fix adds the cure, to the letter', () =>
    withIssuer(async (document) => {
      const expected = document.getText() + cure('type', 'load-balancer');
      const fixes = await quickFixes(document);
      const preferred = fixes.filter(({ isPreferred }) => isPreferred);
      equal(preferred.length, 1, `the preferred ones of ${JSON.stringify(fixes.map(({ title }) => title))}`);
      const [fix] = preferred;
      ok(fix, 'no preferred fix');
      ok(fix.kind && vscode.CodeActionKind.QuickFix.contains(fix.kind), `the fix is a ${fix.kind?.value}`);
      await apply(fix);
      await reads(document, expected);
      await until('the squiggle is gone', () => ours(document).length === 0);
    })),

  ...([12, 15] as const).map((blanks) =>
    test(`completion writes the cure as well, indented as the file is, at ${blanks} blanks`, () =>
      withIssuer(async (document, editor) => {
        const expected = document.getText() + cure('type', 'load-balancer').trimEnd();
        await squiggle(document);
        const typed = `${' '.repeat(blanks)}podTemplate nod`;
        await editor.edit((builder) => builder.insert(document.positionAt(document.getText().length), typed));
        const end = document.positionAt(document.getText().length);
        editor.selection = new vscode.Selection(end, end);
        const list = await until(
          'the snippet is offered',
          () =>
            vscode.commands.executeCommand<vscode.CompletionList>(
              'vscode.executeCompletionItemProvider',
              document.uri,
              end,
            ),
          ({ items }) => items.some(({ label }) => label === 'podTemplate nodeAffinity'),
        );
        ok(list.items.length > 0, 'nothing is offered');
        await vscode.commands.executeCommand('editor.action.triggerSuggest');
        await until(
          `the text is\n${expected}`,
          async () => {
            await vscode.commands.executeCommand('acceptSelectedSuggestion');
            return document.getText();
          },
          (text) => text === expected,
        );
      })),
  ),

  test('a name leads to its issuer, and the lens above the issuer back to it', () =>
    withIssuer(async (document, editor) => {
      const [, issuer = ''] = /name: (\S+)/.exec(document.getText()) ?? [];
      const certificate = `---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: story
  namespace: default
spec:
  secretName: story-tls
  dnsNames: [story.example.com]
  issuerRef:
    name: ${issuer}
    kind: ${/kind: (\S+)/.exec(document.getText())?.[1]}
`;
      const end = document.positionAt(document.getText().length);
      await editor.edit((builder) => builder.insert(end, certificate));
      const at = place(document, `issuerRef:\n    name: ${issuer}`).translate(1, 11);
      const [target] = await until(
        'there is a definition',
        () =>
          vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
            'vscode.executeDefinitionProvider',
            document.uri,
            at,
          ),
        (found) => found.length > 0,
      );
      const range = target && ('range' in target ? target.range : target.targetSelectionRange);
      equal(range && document.getText(range), issuer, 'the definition');
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      const lens = lenses.find(({ command }) => command?.command === 'certManager.showReferences');
      equal(lens?.command?.title, 'used by 1 certificate', 'the lens');
      await vscode.commands.executeCommand('certManager.showReferences', ...(lens?.command?.arguments ?? []));
      await vscode.commands.executeCommand('closeReferenceSearch');
    })),

  test('the command Restart Server brings a server that works', () =>
    withIssuer(async (document, editor) => {
      await squiggle(document);
      await vscode.commands.executeCommand('certManager.restartServer');
      await squiggle(document);
      await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), '# One line more.\n'));
      await squiggle(document);
    })),

  ...keyboardTests,
  ...pictureTests,
  ...commandTests,
  ...yamlTests,

  test('the walkthrough’s sample opens with its squiggle, and opens once', async () => {
    const samples = () => vscode.workspace.textDocuments.filter((document) => document.isUntitled);
    await vscode.commands.executeCommand('certManager.openSample');
    const document = vscode.window.activeTextEditor?.document;
    ok(document?.isUntitled, `the active editor shows ${document?.uri}`);
    await squiggle(document);
    await vscode.commands.executeCommand('certManager.openSample');
    equal(
      samples().map(({ uri }) => uri.toString()),
      [document.uri.toString()],
      'the samples',
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until('the sample is closed', () => samples().length === 0);
  }),
];
