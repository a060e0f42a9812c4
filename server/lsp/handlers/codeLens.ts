/** `textDocument/codeLens`: who uses an issuer; what is issued for a Certificate or an Ingress. */
import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import { codeLenses } from '../../core/index.ts';
import { navigating } from '../navigation.ts';

/** Rides in `CodeLens.data`: names a lens, and the text version it was made for. */
export interface LensName {
  readonly uri: string;
  readonly version: number;
  /** Place among the lenses of the file. */
  readonly lens: number;
}

/** A lens that counts is resolved where the client can show what it counts; any other only tells. */
export const codeLens = navigating<CodeLensParams, CodeLens[]>(
  [],
  async ({ context, atlas, document, path, locate }) => {
    const { uri, version } = document;
    const options = await context.settings.optionsFor(uri);
    if (!options.codeLens.enabled || !context.session.holds(document, version)) return [];
    return codeLenses(atlas, path, context.locale).flatMap(({ place, title, uses }, lens): CodeLens[] => {
      const range = locate.range(place);
      if (!range) return [];
      const data: LensName = { uri, version, lens };
      return uses.length > 0 && context.abilities.showReferences
        ? [{ range, data }]
        : [{ range, command: { title, command: '' } }];
    });
  },
);
