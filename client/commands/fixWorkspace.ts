/** Command `certManager.fixWorkspace`: the safe fixes of a rule, or of all, everywhere; shown before they are made. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import { type FixEverywhereParams, fixEverywhere } from '../../server/lsp/protocol.ts';

/** Asks the server for the edit and hands it to VS Code, which shows it and makes it one step to undo. */
export async function fixWorkspaceWith(client: BaseLanguageClient, rule: unknown): Promise<void> {
  const params: FixEverywhereParams = typeof rule === 'string' ? { rule } : {};
  const edit: WorkspaceEdit | null = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Looking for fixes…') },
    () => client.sendRequest(fixEverywhere, params),
  );
  if (!edit) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('cert-manager: nothing to fix'), 5000);
    return;
  }
  await vscode.workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit), {
    isRefactoring: true,
  });
}
