/** `textDocument/references`. */
import type { Location, ReferenceParams } from 'vscode-languageserver';
import { locations, navigating } from '../navigation.ts';

export const references = navigating<ReferenceParams, Location[]>(
  [],
  ({ context: { convert }, navigation, atlas, document, path, locate }, { position, context }) => {
    const uses = navigation.features.references(atlas, path, convert.offset(document.text, position));
    const wanted = context.includeDeclaration ? uses : uses.filter(({ bears }) => !bears);
    return locations(
      locate,
      wanted.map(({ place }) => place),
    );
  },
);
