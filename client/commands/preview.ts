/** Commands that show what cert-manager would create, in a document beside that follows its source. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type PreviewParams,
  type PreviewResult,
  preview,
  previewCertificate,
  previewScheme,
  previewSolverObjects,
} from '../../server/lsp/protocol.ts';
import { placeOf } from '../place.ts';

/** Where a preview comes from; the offset moves with the text. */
interface Source {
  readonly subject: NonNullable<PreviewParams['subject']>;
  readonly uri: vscode.Uri;
  offset: number;
}

/** How long nobody must have typed before a preview is made again, in milliseconds. */
const pause = 250;

/** Registers the commands and what their documents say. `running`: the client of now. */
export function registerPreview(running: () => Promise<BaseLanguageClient>): readonly vscode.Disposable[] {
  const sources = new Map<string, Source>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const ask = async ({ uri, offset, subject }: Source): Promise<PreviewResult> => {
    const client = await running();
    // Where it was closed, this opens it again.
    const document = await vscode.workspace.openTextDocument(uri);
    const position = client.code2ProtocolConverter.asPosition(document.positionAt(offset));
    const params: PreviewParams = {
      uri: client.code2ProtocolConverter.asUri(document.uri),
      position,
      subject,
    };
    return client.sendRequest<PreviewResult>(preview, params);
  };
  const show = (subject: Source['subject']) => async (uri: unknown, position: unknown) => {
    const place = await placeOf(uri, position);
    if (!place || place.document.uri.scheme === previewScheme) return;
    const { document } = place;
    const source = { subject, uri: document.uri, offset: document.offsetAt(place.position) };
    const { text, why } = await ask(source);
    if (text === undefined) {
      await vscode.window.showInformationMessage(why ?? '');
      return;
    }
    const name = document.uri.path.split('/').at(-1) ?? '';
    const path = `/${vscode.l10n.t('Preview of {0}', name.replace(/\.ya?ml$/i, ''))}.yaml`;
    const shown = vscode.Uri.from({ scheme: previewScheme, path, query: document.uri.toString() });
    sources.set(shown.toString(), source);
    changed.fire(shown);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(shown), {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: false,
    });
  };
  return [
    changed,
    vscode.commands.registerCommand(previewSolverObjects, show('solver-objects')),
    vscode.commands.registerCommand(previewCertificate, show('certificate')),
    vscode.workspace.registerTextDocumentContentProvider(previewScheme, {
      onDidChange: changed.event,
      async provideTextDocumentContent(uri) {
        const source = sources.get(uri.toString());
        if (!source) return '';
        const { text, why } = await ask(source);
        return text ?? `# ${why ?? ''}\n`;
      },
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      for (const [shown, source] of sources) {
        if (source.uri.toString() !== document.uri.toString()) continue;
        for (const change of contentChanges) source.offset = moved(source.offset, change);
        clearTimeout(waiting.get(shown));
        waiting.set(
          shown,
          setTimeout(() => changed.fire(vscode.Uri.parse(shown)), pause),
        );
      }
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const shown = uri.toString();
      clearTimeout(waiting.get(shown));
      waiting.delete(shown);
      sources.delete(shown);
    }),
    { dispose: () => waiting.forEach(clearTimeout) },
  ];
}

/** Where an offset stands after a change. */
function moved(offset: number, change: vscode.TextDocumentContentChangeEvent): number {
  const { rangeOffset, rangeLength, text } = change;
  if (rangeOffset >= offset) return offset;
  if (rangeOffset + rangeLength <= offset) return offset + text.length - rangeLength;
  return rangeOffset;
}
