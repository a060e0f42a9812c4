/** The language status item: what was found in the workspace, and what was not analysed. */
import * as vscode from 'vscode';
import { type Status, section } from '../server/lsp/protocol.ts';

export interface StatusItem extends vscode.Disposable {
  show(status: Status): void;
  /** Lists what was not analysed, and goes there. */
  explain(): Promise<void>;
}

/** An item that knows nothing yet. */
export function createStatusItem(selector: vscode.DocumentSelector): StatusItem {
  const item = vscode.languages.createLanguageStatusItem(section, selector);
  item.name = 'cert-manager';
  item.text = 'cert-manager';
  let known: Status | undefined;
  return {
    show(status) {
      known = status;
      const { byKind, notAnalysed, phase, release } = status;
      const count = (kinds: readonly string[]) => kinds.reduce((sum, kind) => sum + (byKind[kind] ?? 0), 0);
      const [issuers, certificates] = [count(['Issuer', 'ClusterIssuer']), count(['Certificate'])];
      item.busy = phase === 'reading';
      item.text = `cert-manager ${release}`;
      item.detail = vscode.l10n.t('{0} issuers, {1} certificates', issuers, certificates);
      item.command =
        notAnalysed.length > 0
          ? {
              command: `${section}.showNotAnalysed`,
              title: vscode.l10n.t('{0} not analysed', notAnalysed.length),
            }
          : {
              command: 'workbench.action.openSettings',
              title: vscode.l10n.t('Settings'),
              arguments: [section],
            };
    },
    async explain() {
      const rows = (known?.notAnalysed ?? []).map(({ uri, line, why }) => {
        const place = vscode.Uri.parse(uri);
        return { label: `${vscode.workspace.asRelativePath(place)}:${line + 1}`, detail: why, place, line };
      });
      const chosen = await vscode.window.showQuickPick(rows, {
        title: vscode.l10n.t('Not analysed, or not wholly'),
        placeHolder: rows.length === 0 ? vscode.l10n.t('Everything was analysed.') : '',
      });
      if (!chosen) return;
      const at = new vscode.Position(chosen.line, 0);
      await vscode.window.showTextDocument(chosen.place, { selection: new vscode.Range(at, at) });
    },
    dispose: () => item.dispose(),
  };
}
