/** `textDocument/hover`. */
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { hover as hoverAt } from '../../core/index.ts';
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
  const [prose, options] = await Promise.all([context.prose(), context.settings.optionsFor(document.uri)]);
  if (!prose || token.isCancellationRequested || !context.session.holds(document, version)) return null;
  const { documents } = document.file();
  const where = context.places.where(document.uri);
  const question = { documents, offset, options, workspace: where?.workspace };
  const notes = where && context.engine.solverNotes(where, options);
  const leavesFields = options.completion.offer === 'auto' && fieldsElsewhere === true;
  const docs = leavesFields ? {} : prose;
  const navigation = navigationFor(context, document);
  const found =
    context.engine.explain(question, prose) ??
    (where && navigation?.features.explainName(navigation.atlas, where.path, offset, context.locale)) ??
    hoverAt(documents, offset, docs, notes);
  if (!found) return null;
  return {
    range: context.convert.range(document.text, found.span),
    contents: context.abilities.markdown
      ? { kind: MarkupKind.Markdown, value: found.markdown }
      : { kind: MarkupKind.PlainText, value: plainText(found.markdown) },
  };
};
