import * as vscode from 'vscode';
import { withIssuer } from './editor.ts';
import { ok, type Test, test, until } from './suite.ts';

const certificate = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: pictured
  namespace: default
spec:
  secretName: pictured-tls
  issuerRef:
    name: nobody
  dnsNames:
    - example.com
`;

const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));

/** Closes every tab that is not a file's. */
export async function closeShown(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = tabs.filter(({ input }) => {
    if (input instanceof vscode.TabInputText) return input.uri.scheme === 'cert-manager-preview';
    return input instanceof vscode.TabInputWebview;
  });
  await vscode.window.tabGroups.close(shown);
}

/** Pictures and previews: that the commands bring them up. What they show is tested without an editor. */
export const pictureTests: readonly Test[] = [
  test('Show Challenge Path opens a tab with the name of the certificate', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: certificate });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('certManager.showChallengePath');
    await until('the tab is there', () => labels().some((label) => label.includes('default/pictured')));
    await vscode.commands.executeCommand('certManager.copyChallengePath');
    const copied = await vscode.env.clipboard.readText();
    ok(copied.includes('flowchart LR') && copied.includes('pictured'), `copied is ${copied}`);
    await closeShown();
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }),

  test('Preview Solver Objects opens YAML beside that follows the issuer', () =>
    withIssuer(async (document, editor) => {
      const at = document.positionAt(document.getText().indexOf('class:'));
      editor.selection = new vscode.Selection(at, at);
      await vscode.commands.executeCommand('certManager.previewSolverObjects');
      const shown = await until('the preview is there', () =>
        vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'cert-manager-preview'),
      );
      ok(shown, 'no preview');
      ok(shown.languageId === 'yaml', `its language is ${shown.languageId}`);
      ok(shown.getText().includes('kubernetes.io/ingress.class: nginx # yours'), shown.getText());
      await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), '# One line more.\n'));
      const text = document.getText();
      const start = document.positionAt(text.indexOf('nginx'));
      await editor.edit((builder) =>
        builder.replace(new vscode.Range(start, start.translate(0, 5)), 'traefik'),
      );
      await until('the preview follows', () => shown.getText().includes('ingress.class: traefik # yours'));
      ok(vscode.languages.getDiagnostics(shown.uri).length === 0, 'a preview has diagnostics');
      await closeShown();
    })),

  test('the lens above a solver opens its preview', () =>
    withIssuer(async (document) => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      const lens = lenses.find(({ command }) => command?.command === 'certManager.previewSolverObjects');
      ok(lens?.command?.title === 'Preview solver objects', `the lenses are ${JSON.stringify(lenses)}`);
      await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
      await until('the preview is there', () =>
        vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === 'cert-manager-preview'),
      );
      await closeShown();
    })),
];
