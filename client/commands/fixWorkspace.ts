/** Command `certManager.fixWorkspace`: the safe fixes of a rule, or of all, everywhere. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, TextEdit, WorkspaceEdit } from 'vscode-languageclient';
import { type FixEverywhereParams, fixEverywhere } from '../../server/lsp/protocol.ts';

/**
 * Asks the server for the edit and how it is to be made: at once, or after a look at each file. VS Code's preview offers
 * nothing ticked, so that it alone would be slow work in many files. Either way it is one step to undo.
 */
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
  const atOnce = { label: vscode.l10n.t('Fix {0} files', edit.documentChanges?.length ?? 0) };
  const oneByOne = {
    label: vscode.l10n.t('Look at each change first…'),
    detail: vscode.l10n.t('Tick what is to be made, then apply.'),
  };
  const way = await vscode.window.showQuickPick([atOnce, oneByOne], {
    title: typeof rule === 'string' ? rule : vscode.l10n.t('Fix everywhere'),
  });
  if (!way) return;
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(
    way === atOnce ? unasked(edit) : edit,
  );
  await vscode.workspace.applyEdit(converted, { isRefactoring: true });
}

/** The same edit, of which nothing is to be confirmed. */
function unasked({ documentChanges = [] }: WorkspaceEdit): WorkspaceEdit {
  return {
    documentChanges: documentChanges.map((change) =>
      'edits' in change
        ? { ...change, edits: change.edits.map((one) => ('newText' in one ? plainEdit(one) : one)) }
        : change,
    ),
  };
}

const plainEdit = ({ range, newText }: TextEdit): TextEdit => ({ range, newText });
