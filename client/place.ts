/** The place that a command is about. */
import * as vscode from 'vscode';

export interface Place {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
}

/** What the arguments name (a URI and a position, as a code lens gives them), or the cursor of the active editor. */
export async function placeOf(uri: unknown, position: unknown): Promise<Place | undefined> {
  const named = uri instanceof vscode.Uri ? uri : typeof uri === 'string' ? vscode.Uri.parse(uri) : undefined;
  const editor = vscode.window.activeTextEditor;
  if (named && (isPosition(position) || named.toString() !== editor?.document.uri.toString())) {
    const { line, character } = isPosition(position) ? position : { line: 0, character: 0 };
    const document = await vscode.workspace.openTextDocument(named);
    return { document, position: new vscode.Position(line, character) };
  }
  return editor && { document: editor.document, position: editor.selection.active };
}

function isPosition(value: unknown): value is { readonly line: number; readonly character: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'line' in value &&
    typeof value.line === 'number' &&
    'character' in value &&
    typeof value.character === 'number'
  );
}
