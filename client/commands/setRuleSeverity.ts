/** Internal command `certManager.setRuleSeverity`: what the light bulb's «in this workspace» does. */
import * as vscode from 'vscode';
import { type SetRuleSeverityArguments, section } from '../../server/lsp/protocol.ts';

/**
 * Writes one rule's severity into `certManager.rules`, beside those that are there: in the folder's settings where
 * they have some already and so outweigh the workspace's, else in the workspace's, else in the user's.
 */
export async function writeRuleSeverity(...[rule, severity, uri]: SetRuleSeverityArguments): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri));
  const configuration = vscode.workspace.getConfiguration(section, folder?.uri);
  const found = configuration.inspect<Record<string, string>>('rules');
  const [target, own] =
    folder && found?.workspaceFolderValue
      ? ([vscode.ConfigurationTarget.WorkspaceFolder, found.workspaceFolderValue] as const)
      : vscode.workspace.workspaceFolders || vscode.workspace.workspaceFile
        ? ([vscode.ConfigurationTarget.Workspace, found?.workspaceValue] as const)
        : ([vscode.ConfigurationTarget.Global, found?.globalValue] as const);
  try {
    await configuration.update('rules', { ...own, [rule]: severity }, target);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await vscode.window.showErrorMessage(
      vscode.l10n.t('The setting {0} could not be written: {1}', `${section}.rules`, reason),
    );
  }
}
