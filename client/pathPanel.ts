/** The webview that shows the picture of a challenge. Its content comes by message; the page itself holds only its frame. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ChallengePathPicture } from '../server/lsp/protocol.ts';
import type { FromPage, ToPage } from './webview/messages.ts';
import { pathPage } from './webview/page.ts';

export interface PathPanel extends vscode.Disposable {
  /** `asked`: somebody did so just now, and looks for it. */
  show(picture: ChallengePathPicture, label: string, asked: boolean): void;
  /** A word above the picture, which stays. */
  note(text: string): void;
}

export interface PathActions {
  readonly exportSvg: () => Promise<void>;
  readonly copyMermaid: () => Promise<void>;
  readonly pick: () => Promise<void>;
  readonly closed: () => void;
}

/** Opens a panel beside the active editor. */
export function createPathPanel(
  extension: vscode.Uri,
  running: () => Promise<BaseLanguageClient>,
  actions: PathActions,
): PathPanel {
  const home = vscode.Uri.joinPath(extension, 'dist', 'client');
  const panel = vscode.window.createWebviewPanel('certManager.challengePath', '', vscode.ViewColumn.Beside, {
    enableScripts: true,
    localResourceRoots: [home],
  });
  let picture: ChallengePathPicture | undefined;
  let note = '';
  /** The page may not be there yet; it then hears of it when it is. */
  let isAwaited = false;
  const send = (): void => {
    if (!picture) return;
    const { svg, title, nodes, sentences } = picture;
    const message: ToPage = {
      svg,
      title,
      sentences,
      note,
      asked: isAwaited,
      nodes: nodes.map(({ id, label, uri }) => ({ id, label, leads: uri !== undefined })),
    };
    void panel.webview.postMessage(message).then((arrived) => {
      if (arrived) isAwaited = false;
    });
  };
  const reveal = async (id: string): Promise<void> => {
    const node = picture?.nodes.find((one) => one.id === id);
    if (node?.uri === undefined || !node.range) return;
    const { protocol2CodeConverter } = await running();
    const uri = protocol2CodeConverter.asUri(node.uri);
    const open = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === uri.toString(),
    );
    const { start, end } = node.range;
    await vscode.window.showTextDocument(uri, {
      viewColumn: open?.viewColumn ?? vscode.ViewColumn.One,
      selection: protocol2CodeConverter.asRange({ start, end }),
    });
  };
  const obey = async (message: FromPage): Promise<void> => {
    if (message.does === 'ready') send();
    else if (message.does === 'open') await reveal(message.node);
    else await actions[message.does]();
  };
  panel.webview.onDidReceiveMessage((message: FromPage) => obey(message));
  panel.onDidDispose(actions.closed);
  panel.webview.html = page(panel.webview, home);
  return {
    show(next, label, asked) {
      if (asked) {
        isAwaited = true;
        panel.reveal();
      }
      picture = next;
      note = '';
      panel.title = vscode.l10n.t('Challenge path: {0}', label);
      send();
    },
    note(text) {
      note = text;
      send();
    },
    dispose: () => panel.dispose(),
  };
}

function page(webview: vscode.Webview, home: vscode.Uri): string {
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(home, name)).toString();
  return pathPage({
    nonce: crypto.randomUUID(),
    source: webview.cspSource,
    script: file('path.js'),
    style: file('path.css'),
    language: vscode.env.language,
    title: vscode.l10n.t('Challenge path'),
    exportSvg: vscode.l10n.t('Export as SVG'),
    copyMermaid: vscode.l10n.t('Copy as Mermaid'),
    pick: vscode.l10n.t('Another Certificate…'),
    zoomIn: vscode.l10n.t('Larger'),
    zoomOut: vscode.l10n.t('Smaller'),
    fit: vscode.l10n.t('Whole picture'),
    inWords: vscode.l10n.t('In words'),
    actions: vscode.l10n.t('Actions'),
    picture: vscode.l10n.t('Picture'),
    changed: vscode.l10n.t('The picture has changed.'),
  });
}
