/** `textDocument/documentHighlight`. */
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentHighlightParams,
} from 'vscode-languageserver';
import { navigating } from '../navigation.ts';

export const documentHighlight = navigating<DocumentHighlightParams, DocumentHighlight[]>(
  [],
  ({ context, navigation, atlas, document, path, locate }, { position }) =>
    navigation.features
      .highlights(atlas, path, context.convert.offset(document.text, position))
      .flatMap(({ place, bears }) => {
        const range = locate.range(place);
        return range
          ? [{ range, kind: bears ? DocumentHighlightKind.Write : DocumentHighlightKind.Read }]
          : [];
      }),
);
