/** `textDocument/rename`: in the file at once, in other files after a look at them where the client can show them. */
import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  RenameParams,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { Renaming } from '../../core/index.ts';
import { type Ground, navigating } from '../navigation.ts';
import { refusal } from './prepareRename.ts';

export const rename = navigating<RenameParams, WorkspaceEdit | null>(
  null,
  (ground, { position, newName }) => {
    const { context, navigation, atlas, document, path } = ground;
    const offset = context.convert.offset(document.text, position);
    const found = navigation.features.rename(atlas, path, offset, newName, context.locale);
    if (!found) return null;
    if ('refused' in found) throw refusal(found);
    return editOf(ground, found, newName);
  },
);

function editOf({ context, path: own, locate }: Ground, found: Renaming, newName: string): WorkspaceEdit {
  const { abilities, places, say } = context;
  const byFile = new Map<string, TextEdit[]>();
  for (const { place, newText } of found.changes) {
    const range = locate.range(place);
    const edits = byFile.get(place.path) ?? [];
    byFile.set(place.path, edits);
    if (range) edits.push({ range, newText });
  }
  if (!abilities.documentChanges)
    return { changes: Object.fromEntries([...byFile].map(([path, edits]) => [places.uri(path), edits])) };
  const annotated = abilities.changeAnnotations && byFile.size > 1;
  const label = say.rename(`${found.kind} ${found.name}`, newName);
  const changeAnnotations: Record<string, ChangeAnnotation> = {
    here: { label, needsConfirmation: false },
    elsewhere: { label, needsConfirmation: true, description: say.renameElsewhere },
  };
  return {
    documentChanges: [...byFile].map(([path, edits]) => {
      const annotationId = path === own ? 'here' : 'elsewhere';
      return {
        textDocument: { uri: places.uri(path), version: places.version(path) },
        edits: annotated ? edits.map((edit): AnnotatedTextEdit => ({ ...edit, annotationId })) : edits,
      };
    }),
    ...(annotated && { changeAnnotations }),
  };
}
