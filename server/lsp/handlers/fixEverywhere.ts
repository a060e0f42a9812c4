/** `certManager/fixEverywhere`: one edit over the workspace, for the user to look at before it is made. */
import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { fileOf, openFile } from '../../core/index.ts';
import type { Handler } from '../context.ts';
import { cancelled } from '../gate.ts';
import { lineEdits } from '../lineEdits.ts';
import type { FixEverywhereParams } from '../protocol.ts';
import { nextTurn } from '../turns.ts';

const annotation = 'cert-manager';

export const fixEverywhere: Handler<FixEverywhereParams, WorkspaceEdit | null> = async (
  context,
  { rule },
  token,
) => {
  const { places, engine, settings, convert, say } = context;
  const { workspace } = places;
  const edits: TextDocumentEdit[] = [];
  for (const path of [...workspace.paths()].sort()) {
    await nextTurn(context.schedule);
    if (token.isCancellationRequested) throw cancelled();
    const uri = places.uri(path);
    const documents = workspace.documents(path);
    const text = places.text(path);
    if (!documents || !text || settings.ignores(uri)) continue;
    const file = fileOf(documents);
    const fixed = engine.fixAll(file, await settings.optionsFor(uri), { workspace, path }, rule);
    if (fixed.text === file.text) continue;
    edits.push({
      textDocument: { uri, version: places.version(path) },
      edits: lineEdits(file, openFile(fixed.text, file)).map(({ span, newText }) => ({
        range: convert.range(text, span),
        newText,
        ...(context.abilities.changeAnnotations && { annotationId: annotation }),
      })),
    });
  }
  if (edits.length === 0) return null;
  return {
    documentChanges: edits,
    ...(context.abilities.changeAnnotations && {
      changeAnnotations: { [annotation]: { label: say.fixAll, needsConfirmation: true } },
    }),
  };
};
