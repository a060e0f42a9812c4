/** `textDocument/codeLens`: who uses an issuer, what is issued and how, and what leads to pictures and previews. */
import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import { navigating } from '../navigation.ts';
import { previewCertificate, previewSolverObjects, showChallengePath, showReferences } from '../protocol.ts';

/** Rides in `CodeLens.data`: names a lens, and the text version it was made for. */
export interface LensName {
  readonly uri: string;
  readonly version: number;
  /** Place among the lenses of the file. */
  readonly lens: number;
}

/** What a lens leads to is shown by a command of the client. */
const commands = {
  uses: showReferences,
  path: showChallengePath,
  'solver-objects': previewSolverObjects,
  certificate: previewCertificate,
} as const;

/**
 * A lens that counts is resolved where the client can show what it counts. Without its command a lens tells what it can;
 * one that only leads somewhere is left out.
 */
export const codeLens = navigating<CodeLensParams, CodeLens[]>(
  [],
  async ({ context, navigation, atlas, document, path, locate }) => {
    const { uri, version } = document;
    const asked = await context.settings.optionsFor(uri);
    if (!asked.codeLens.enabled || !context.session.holds(document, version)) return [];
    const options = context.engine.optionsIn(atlas.workspace, asked);
    const { codeLenses, previewLenses } = navigation.features;
    // Those that are resolved go first: their place among all names them.
    const all = [...codeLenses(atlas, path, context.locale), ...previewLenses(atlas, path, options)];
    return all.flatMap(({ place, title, leads }, lens): CodeLens[] => {
      const range = locate.range(place);
      if (!range) return [];
      const told: CodeLens[] = [{ range, command: { title, command: '' } }];
      if (!leads) return told;
      const command = commands[leads];
      if (!context.abilities.runs(command)) return leads === 'uses' ? told : [];
      const data: LensName = { uri, version, lens };
      if (leads === 'uses') return [{ range, data }];
      return [{ range, command: { title, command, arguments: [uri, range.start] } }];
    });
  },
);
