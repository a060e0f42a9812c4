/** Internal command `certManager.showReferences`: what a lens above an issuer does. */
import * as vscode from 'vscode';
import type { ShowReferencesArguments } from '../../server/lsp/protocol.ts';

/** Opens the editor's own view of references; its command takes no plain data, so it is made here. */
export async function showReferencesOf(...[uri, at, uses]: ShowReferencesArguments): Promise<void> {
  const position = ({ line, character }: typeof at) => new vscode.Position(line, character);
  const found = uses.map(
    (use) =>
      new vscode.Location(
        vscode.Uri.parse(use.uri),
        new vscode.Range(position(use.range.start), position(use.range.end)),
      ),
  );
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    position(at),
    found,
  );
}
