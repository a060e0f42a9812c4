/** Edits of one file → `WorkspaceEdit`, in the richest form the client takes. */
import type { WorkspaceEdit } from 'vscode-languageserver';
import { sortEdits, type TextEdit } from '../core/index.ts';
import type { Context } from './context.ts';
import type { OpenDocument } from './session.ts';
import { snippetsOf } from './snippet.ts';

/** `slots: 'overtype'` offers the slots of the edits as placeholders, where the client can. */
export function workspaceEdit(
  { abilities, convert }: Context,
  { uri, text, version }: OpenDocument,
  edits: readonly TextEdit[],
  slots: 'overtype' | 'plain',
): WorkspaceEdit {
  const plain = () =>
    sortEdits(edits).map(({ span, newText }) => ({ range: convert.range(text, span), newText }));
  if (!abilities.documentChanges) return { changes: { [uri]: plain() } };
  const rich =
    slots === 'overtype' && abilities.snippets && edits.some((edit) => (edit.slots ?? []).length > 0);
  const made = rich
    ? snippetsOf(text.getText(), edits).map(({ span, snippet }) => ({
        range: convert.range(text, span),
        snippet: { kind: 'snippet' as const, value: snippet },
      }))
    : plain();
  return { documentChanges: [{ textDocument: { uri, version }, edits: made }] };
}
