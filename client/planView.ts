/** The view «Certificates»: what will happen to every Certificate of the workspace, as a tree. */
import * as vscode from 'vscode';
import { type PlanNode, section } from '../server/lsp/protocol.ts';

/** Asks the language server; undefined while there is none. */
export type Ask = () => Promise<readonly PlanNode[]>;

export interface PlanView extends vscode.Disposable {
  /** The plan may be another one now; it is asked for when somebody looks. */
  refresh(): void;
  /** Brings the view up, with the focus on its first row: the keyboard goes on from there. */
  show(): Promise<void>;
}

const mostTries = 40;
const betweenTriesMs = 50;

/** The view, empty until it is looked at. */
export function createPlanView(ask: Ask): PlanView {
  const changed = new vscode.EventEmitter<undefined>();
  /** The rows that are shown; a row of an older answer cannot be revealed. */
  let roots: readonly PlanNode[] | undefined;
  let waiting: ((first: PlanNode | undefined) => void)[] = [];
  const provider: vscode.TreeDataProvider<PlanNode> = {
    onDidChangeTreeData: changed.event,
    async getChildren(node) {
      if (node) return [...node.below];
      roots = await ask();
      for (const tell of waiting) tell(roots[0]);
      waiting = [];
      return [...roots];
    },
    getParent: () => undefined,
    getTreeItem: itemOf,
  };
  const view = vscode.window.createTreeView(`${section}.plan`, {
    treeDataProvider: provider,
    showCollapseAll: true,
  });
  return {
    refresh() {
      roots = undefined;
      changed.fire(undefined);
    },
    async show() {
      await vscode.commands.executeCommand(`${section}.plan.focus`);
      const rows = async () =>
        roots ? roots[0] : await new Promise<PlanNode | undefined>((tell) => waiting.push(tell));
      // VS Code refuses to reveal a row until it has drawn it, which nobody tells.
      for (let first = await rows(), tries = 0; first && tries < mostTries; first = await rows(), tries++) {
        const done = await Promise.resolve(view.reveal(first, { focus: true, select: true })).then(
          () => true,
          () => false,
        );
        if (done) return;
        await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
      }
    },
    dispose() {
      view.dispose();
      changed.dispose();
    },
  };
}

function itemOf({ text, place, severity, below }: PlanNode): vscode.TreeItem {
  const state =
    below.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed;
  const item = new vscode.TreeItem(text, state);
  item.tooltip = text;
  item.accessibilityInformation = { label: severity ? `${text}, ${severityName(severity)}` : text };
  if (severity)
    item.iconPath = new vscode.ThemeIcon(
      severity,
      new vscode.ThemeColor(`problems${title(severity)}Icon.foreground`),
    );
  if (place) {
    const uri = vscode.Uri.parse(place.uri);
    const at = new vscode.Position(place.line, 0);
    item.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open'),
      arguments: [uri, { selection: new vscode.Range(at, at) }],
    };
  }
  return item;
}

const severityName = (severity: 'error' | 'warning') =>
  severity === 'error' ? vscode.l10n.t('error') : vscode.l10n.t('warning');

const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
