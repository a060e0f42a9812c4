/** A list behind a field that was taken: opened only where there is something of ours to choose. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { triggerSuggest } from '../server/lsp/protocol.ts';

/**
 * Opens the editor's list at the cursor, where the server has anything for it. VS Code fills a list that nobody has anything
 * for with words of the file, and the next Tab takes the first of them.
 */
export async function suggestIn(client: BaseLanguageClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const { document, selection } = editor;
  const { version } = document;
  const params = client.code2ProtocolConverter.asCompletionParams(document, selection.active, {
    triggerKind: vscode.CompletionTriggerKind.Invoke,
    triggerCharacter: undefined,
  });
  const found = await client.sendRequest<{ readonly items: readonly unknown[] } | null>(
    'textDocument/completion',
    params,
  );
  if (found && found.items.length > 0 && document.version === version)
    await vscode.commands.executeCommand(triggerSuggest);
}
