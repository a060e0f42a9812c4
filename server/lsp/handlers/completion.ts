/** `textDocument/completion` and `completionItem/resolve`. */
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  type CompletionParams,
  CompletionTriggerKind,
  InsertTextFormat,
  InsertTextMode,
  type MarkupContent,
  MarkupKind,
} from 'vscode-languageserver';
import { bodyWith, docsOf, type FieldDocs, literal, type Offer } from '../../core/index.ts';
import type { Context, Handler } from '../context.ts';
import { plainText } from '../plainText.ts';
import { type FieldsElsewhere, triggerSuggest } from '../protocol.ts';
import type { OpenDocument } from '../session.ts';

/** Characters behind which the client asks by itself: a value or an item begins, or a name goes on. */
export const triggers = [' ', '-', '/'];

export const completion: Handler<CompletionParams & FieldsElsewhere, CompletionList | null> = async (
  context,
  { textDocument, position, context: asked, fieldsElsewhere },
  token,
) => {
  const document = context.session.get(textDocument.uri);
  if (!document) return null;
  const { version } = document;
  const options = await context.settings.optionsFor(document.uri);
  if (token.isCancellationRequested || !context.session.holds(document, version)) return null;
  const start = { line: position.line, character: 0 };
  const before = document.text.getText({
    start,
    end: document.text.positionAt(context.convert.offset(document.text, position)),
  });
  // Blanks in front of a line only indent it.
  if (asked?.triggerKind === CompletionTriggerKind.TriggerCharacter && /^\s*-?$|--$/.test(before))
    return null;
  const offset = context.convert.offset(document.text, position);
  const workspace = context.places.where(document.uri)?.workspace;
  const { documents } = document.file();
  const offers = context.engine.complete({
    ...{ documents, offset, options, workspace },
    fieldsElsewhere: fieldsElsewhere === true,
  });
  const docs = context.abilities.completion.lazyDocs ? undefined : await context.prose();
  if (token.isCancellationRequested || !context.session.holds(document, version)) return null;
  const indent = /^[ \t]*/.exec(before)?.[0].length ?? 0;
  const items = offers.map((offer, i) => itemOf(context, document, offer, i, indent, docs));
  return { isIncomplete: false, items };
};

/** Adds the docs of a field. What came back from the client is only looked up. */
export const completionResolve: Handler<CompletionItem, CompletionItem> = async (context, item) => {
  const path: unknown = item.data;
  if (typeof path !== 'string') return item;
  const docs = await context.prose();
  const documentation = docs && documentationOf(context, path, docs);
  return documentation ? { ...item, documentation } : item;
};

function itemOf(
  context: Context,
  document: OpenDocument,
  offer: Offer,
  place: number,
  indent: number,
  docs: FieldDocs | undefined,
): CompletionItem {
  const { convert } = context;
  const can = context.abilities.completion;
  const severalLines = offer.body.includes('\n');
  // Editors that do not say what they do with lines take plain text as it is; what they do with snippets differs.
  const snippet = can.snippets && offer.body.includes('«') && (can.lines !== undefined || !severalLines);
  const text = snippet
    ? bodyWith(
        offer.body,
        (stop, inner) => (inner === '' ? `$${stop}` : `\${${stop}:${literal(inner)}}`),
        literal,
      )
    : bodyWith(offer.body, (_, inner) => inner);
  const adjusts = can.lines === InsertTextMode.adjustIndentation;
  const newText = adjusts ? text.replaceAll(`\n${' '.repeat(indent)}`, '\n') : text;
  const documentation =
    docs && offer.docs !== undefined ? documentationOf(context, offer.docs, docs) : undefined;
  return {
    label: offer.label,
    kind: kinds[offer.sort],
    sortText: String(place).padStart(4, '0'),
    textEdit: { range: convert.range(document.text, offer.span), newText },
    insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(can.linesPerItem && severalLines && can.lines && { insertTextMode: can.lines }),
    ...(offer.filter !== undefined && { filterText: offer.filter }),
    ...(offer.detail !== undefined && { detail: offer.detail }),
    ...(offer.deprecated && can.deprecatedTag && { tags: [CompletionItemTag.Deprecated] }),
    ...(offer.deprecated && !can.deprecatedTag && can.deprecatedFlag && { deprecated: true }),
    ...(documentation && { documentation }),
    ...(can.lazyDocs && offer.docs !== undefined && { data: offer.docs }),
    ...(offer.goesOn && snippet && can.triggerSuggest && { command: { title: '', command: triggerSuggest } }),
  };
}

const kinds: Readonly<Record<Offer['sort'], CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  choice: CompletionItemKind.EnumMember,
  annotation: CompletionItemKind.Property,
  snippet: CompletionItemKind.Snippet,
};

function documentationOf({ abilities }: Context, path: string, docs: FieldDocs): MarkupContent | undefined {
  const value = docsOf(path, docs);
  if (value === undefined) return undefined;
  return abilities.completion.markdown
    ? { kind: MarkupKind.Markdown, value }
    : { kind: MarkupKind.PlainText, value: plainText(value) };
}
