/** Edits of one file → `WorkspaceEdit`, in the richest form the client takes. */
import type { WorkspaceEdit } from 'vscode-languageserver';
import { sortEdits, type TextEdit } from '../core/index.ts';
import type { Context } from './context.ts';
import type { Lines } from './partedText.ts';
import type { OpenDocument } from './session.ts';
import { snippetsOf } from './snippet.ts';

/** Edits of a file of the workspace that need not be open. */
export interface OtherFile {
  readonly uri: string;
  readonly version: number | null;
  readonly text: Lines;
  readonly edits: readonly TextEdit[];
}

/** `slots: 'overtype'` offers the slots of the edits as placeholders, where the client can. */
export function workspaceEdit(
  { abilities, convert }: Context,
  { uri, text, version }: OpenDocument,
  edits: readonly TextEdit[],
  slots: 'overtype' | 'plain',
  others: readonly OtherFile[] = [],
): WorkspaceEdit {
  const plainIn = (lines: Lines, some: readonly TextEdit[]) =>
    sortEdits(some).map(({ span, newText }) => ({ range: convert.range(lines, span), newText }));
  const plain = () => plainIn(text, edits);
  const elsewhere = others.map((other) => ({ ...other, made: plainIn(other.text, other.edits) }));
  if (!abilities.documentChanges) {
    const changes = [...(edits.length > 0 ? [{ uri, made: plain() }] : []), ...elsewhere];
    return { changes: Object.fromEntries(changes.map(({ uri, made }) => [uri, made])) };
  }
  const rich =
    slots === 'overtype' && abilities.snippets && edits.some((edit) => (edit.slots ?? []).length > 0);
  const made = rich
    ? snippetsOf(text.getText(), edits).map(({ span, snippet }) => ({
        range: convert.range(text, span),
        snippet: { kind: 'snippet' as const, value: snippet },
      }))
    : plain();
  return {
    documentChanges: [
      ...(edits.length > 0 ? [{ textDocument: { uri, version }, edits: made }] : []),
      ...elsewhere.map(({ uri, version, made }) => ({ textDocument: { uri, version }, edits: made })),
    ],
  };
}
