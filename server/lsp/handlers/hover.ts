/** `textDocument/hover`. */
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import type { Handler } from '../context.ts';
import { navigationFor } from '../navigation.ts';
import { plainText } from '../plainText.ts';
import type { FieldsElsewhere } from '../protocol.ts';

export const hover: Handler<HoverParams & FieldsElsewhere, Hover | null> = async (
  context,
  { textDocument, position, fieldsElsewhere },
  token,
) => {
  const document = context.session.get(textDocument.uri);
  if (!document) return null;
  const { version } = document;
  const offset = context.convert.offset(document.text, position);
  const [prose, asked] = await Promise.all([context.prose(), context.settings.optionsFor(document.uri)]);
  if (!prose || token.isCancellationRequested || !context.session.holds(document, version)) return null;
  const { documents } = document.file();
  const where = context.places.where(document.uri);
  const options = where ? context.engine.optionsIn(where.workspace, asked) : asked;
  const navigation = navigationFor(context, document);
  const said = [
    context.engine.hover(
      { documents, offset, options, ...where, fieldsElsewhere: fieldsElsewhere === true },
      prose,
    ),
    where && navigation?.features.explainName(navigation.atlas, where.path, offset, context.locale),
  ].filter((one) => one !== undefined);
  const [found] = said;
  if (!found) return null;
  const markdown = said.map((one) => one.markdown).join('\n\n');
  return {
    range: context.convert.range(document.text, found.span),
    contents: context.abilities.markdown
      ? { kind: MarkupKind.Markdown, value: markdown }
      : { kind: MarkupKind.PlainText, value: plainText(markdown) },
  };
};
