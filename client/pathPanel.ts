/** The webview that shows the picture of a challenge. Its content comes by message; the page itself holds only its frame. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ChallengePathPicture } from '../server/lsp/protocol.ts';
import type { FromPage, ToPage } from './webview/messages.ts';

export interface PathPanel extends vscode.Disposable {
  show(picture: ChallengePathPicture, label: string): void;
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
  const panel = vscode.window.createWebviewPanel(
    'certManager.challengePath',
    '',
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [home] },
  );
  let picture: ChallengePathPicture | undefined;
  let note = '';
  const send = (): void => {
    if (!picture) return;
    const { svg, title, nodes, sentences } = picture;
    const message: ToPage = {
      svg,
      title,
      sentences,
      note,
      nodes: nodes.map(({ id, label, uri }) => ({ id, label, leads: uri !== undefined })),
    };
    void panel.webview.postMessage(message);
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
    show(next, label) {
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

/** Scripts only with the nonce, styles only from our folder, nothing from anywhere else. */
function page(webview: vscode.Webview, home: vscode.Uri): string {
  const nonce = crypto.randomUUID();
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(home, name)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  const button = (id: string, label: string) => `<button id="${id}" type="button">${escaped(label)}</button>`;
  const title = escaped(vscode.l10n.t('Challenge path'));
  return `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(file('path.css'))}">
<title>${title}</title>
</head>
<body>
<h1 id="title">${title}</h1>
<div id="buttons" role="toolbar" aria-label="${title}">
${button('exportSvg', vscode.l10n.t('Export as SVG'))}
${button('copyMermaid', vscode.l10n.t('Copy as Mermaid'))}
${button('pick', vscode.l10n.t('Another Certificate…'))}
</div>
<p id="note" role="status"></p>
<main id="picture"></main>
<h2>${escaped(vscode.l10n.t('In words'))}</h2>
<ul id="words"></ul>
<script nonce="${nonce}" src="${escaped(file('path.js'))}"></script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
