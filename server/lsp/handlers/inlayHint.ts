/** `textDocument/inlayHint`: behind each name the solver that answers for it, which a click leads to. */
import { type InlayHint, type InlayHintParams, MarkupKind } from 'vscode-languageserver';
import { navigating } from '../navigation.ts';
import { plainText } from '../plainText.ts';

export const inlayHint = navigating<InlayHintParams, InlayHint[]>(
  [],
  async ({ context, navigation, atlas, document, path, locate }, { range }) => {
    const { version } = document;
    const span = context.convert.span(document.text, range);
    const options = await context.settings.optionsFor(document.uri);
    if (!options.inlayHints.enabled || !context.session.holds(document, version)) return [];
    return navigation.features
      .inlayHints(atlas, path, span, context.locale)
      .flatMap(({ place, label, tooltip, target }) => {
        const position = locate.range(place)?.end;
        if (!position) return [];
        const location = target && locate.location(target);
        const part = {
          value: label,
          tooltip: context.abilities.markdown
            ? { kind: MarkupKind.Markdown, value: tooltip }
            : { kind: MarkupKind.PlainText, value: plainText(tooltip) },
          ...(location && { location }),
        };
        return [{ position, label: [part], paddingLeft: true }];
      });
  },
);
