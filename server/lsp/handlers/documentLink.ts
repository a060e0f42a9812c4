/** `textDocument/documentLink`: fields to the docs, entries of a kustomization to their files. */
import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { navigating } from '../navigation.ts';

export const documentLink = navigating<DocumentLinkParams, DocumentLink[]>(
  [],
  ({ context, navigation, atlas, document, path, locate }) => [
    ...navigation
      .docsLinks(document.file().documents)
      .map(({ span, url }) => ({ range: context.convert.range(document.text, span), target: url })),
    ...navigation.features.fileLinks(atlas.workspace, path).flatMap(({ place, target }) => {
      const range = locate.range(place);
      return range ? [{ range, target: context.places.uri(target.path) }] : [];
    }),
  ],
);
