/** `textDocument/codeLens`: who uses an issuer; what is issued for a Certificate or an Ingress. */
import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import { navigating } from '../navigation.ts';
import { showChallengePath } from '../protocol.ts';

/** Rides in `CodeLens.data`: names a lens, and the text version it was made for. */
export interface LensName {
  readonly uri: string;
  readonly version: number;
  /** Place among the lenses of the file. */
  readonly lens: number;
}

/** A lens that counts is resolved where the client can show what it counts; any other tells, and leads to the picture. */
export const codeLens = navigating<CodeLensParams, CodeLens[]>(
  [],
  async ({ context, navigation, atlas, document, path, locate }) => {
    const { uri, version } = document;
    const options = await context.settings.optionsFor(uri);
    if (!options.codeLens.enabled || !context.session.holds(document, version)) return [];
    return navigation.features
      .codeLenses(atlas, path, context.locale)
      .flatMap(({ place, title, uses }, lens): CodeLens[] => {
        const range = locate.range(place);
        if (!range) return [];
        const data: LensName = { uri, version, lens };
        if (uses.length > 0 && context.abilities.showReferences) return [{ range, data }];
        // What is issued, and how, can be looked at as a picture.
        return uses.length === 0 && context.abilities.showChallengePath
          ? [{ range, command: { title, command: showChallengePath, arguments: [uri, range.start] } }]
          : [{ range, command: { title, command: '' } }];
      });
  },
);
