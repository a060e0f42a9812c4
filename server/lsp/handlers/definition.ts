/** `textDocument/definition`. */
import type { DefinitionLink, DefinitionParams, Location } from 'vscode-languageserver';
import { locations, navigating } from '../navigation.ts';

export const definition = navigating<DefinitionParams, Location[] | DefinitionLink[]>(
  [],
  ({ context, navigation, atlas, document, path, locate }, { position }) => {
    const found = navigation.features.definition(
      atlas,
      path,
      context.convert.offset(document.text, position),
    );
    if (!found) return [];
    if (!context.abilities.definitionLinks)
      return locations(
        locate,
        found.to.map(({ place }) => place),
      );
    const originSelectionRange = locate.range(found.from);
    return found.to.flatMap(({ place, whole }) => {
      const target = locate.location(place);
      if (!target) return [];
      const targetRange = (whole && locate.range(whole)) ?? target.range;
      return [
        {
          ...(originSelectionRange && { originSelectionRange }),
          targetUri: target.uri,
          targetRange,
          targetSelectionRange: target.range,
        },
      ];
    });
  },
);
