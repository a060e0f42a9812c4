/** Command `certManager.openSample`: an Issuer with a finding and a Certificate that waits for it, for the walkthrough. */
import * as vscode from 'vscode';

/**
 * Makes the command. It shows the sample beside what is open, with the cursor on the finding; again where it is open
 * already. The text is a new unsaved one: what the extension ships stays as it is, wherever it is installed.
 */
export function sampleOpener({ extensionUri }: vscode.ExtensionContext): () => Promise<void> {
  const read = async (name: string) => {
    const file = vscode.Uri.joinPath(extensionUri, 'samples', 'multi-node', name);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  };
  let last: vscode.TextDocument | undefined;
  return async () => {
    const document =
      last && !last.isClosed
        ? last
        : await vscode.workspace.openTextDocument({
            language: 'yaml',
            content: `${await read('issuer.yaml')}---\n${await read('certificate.yaml')}`,
          });
    last = document;
    const at = document.positionAt(document.getText().indexOf('ingress:'));
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    await vscode.window.showTextDocument(document, {
      viewColumn: shown?.viewColumn ?? vscode.ViewColumn.Beside,
      selection: new vscode.Range(at, at),
    });
  };
}
