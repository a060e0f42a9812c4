/** `textDocument/completion` and `completionItem/resolve`. */
import {
  type CompletionContext,
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
import {
  bodyWith,
  docsOf,
  type FieldDocs,
  literal,
  type Offer,
  type Options,
  type Span,
} from '../../core/index.ts';
import type { Context, Handler } from '../context.ts';
import { plainText } from '../plainText.ts';
import type { FieldsElsewhere } from '../protocol.ts';
import type { OpenDocument } from '../session.ts';

/** Characters behind which the client asks by itself: a value or an item begins, or a name goes on. */
export const triggers = [' ', '-', '/', ','];

export interface Completion {
  readonly completion: Handler<CompletionParams & FieldsElsewhere, CompletionList | null>;
  readonly resolve: Handler<CompletionItem, CompletionItem>;
}

/** The two handlers of a server. `isRead` is asked where something is offered: whether all of the workspace is known. */
export function createCompletion(isRead: () => boolean): Completion {
  let lists = 0;
  /** The versions that were asked about. */
  const asked = new WeakMap<OpenDocument, number>();
  /** The snippets that were offered last, by the names that ride in `data`; fields are named by their docs. */
  let snippets: ReadonlyMap<unknown, Told> = new Map();
  return {
    async completion(context, params, token) {
      const document = context.session.get(params.textDocument.uri);
      if (!document) return null;
      const { version } = document;
      const isStale = () => token.isCancellationRequested || !context.session.holds(document, version);
      const isFirst = asked.get(document) !== version;
      asked.set(document, version);
      const options = await context.settings.optionsFor(document.uri);
      if (isStale()) return null;
      const answer = offersFor(context, document, params, options, isFirst);
      if (!answer) return null;
      const { before, offers } = answer;
      const list = ++lists;
      const nameOf = ({ docs, shows }: Offer, i: number) => docs ?? (shows && `#${list} ${i}`);
      snippets = new Map(offers.map((offer, i) => [nameOf(offer, i), offer]));
      const docs = context.abilities.completion.lazyDocs ? undefined : await context.prose();
      if (isStale()) return null;
      const items = offers.map((offer, i) =>
        itemOf(context, document, before, offer, i, nameOf(offer, i), docs),
      );
      // The editor asks again with each character: a value that is typed in full goes out of the list.
      const mayBeTyped = offers.some(({ value }) => value !== undefined);
      return { isIncomplete: mayBeTyped || (offers.length > 0 && !isRead()), items };
    },
    /** Adds the docs. What came back from the client is only looked up. */
    async resolve(context, item) {
      const name: unknown = item.data;
      const told = snippets.get(name) ?? { docs: typeof name === 'string' ? name : undefined };
      const docs = told.docs === undefined ? {} : await context.prose();
      const documentation = documentationOf(context, told, docs);
      return documentation ? { ...item, documentation } : item;
    },
  };
}

/** What docs are made of. */
type Told = { readonly [K in 'docs' | 'shows']?: Offer[K] | undefined };

/** What is offered at a place of a document. */
interface Answer {
  /** The line up to there. */
  readonly before: string;
  readonly offers: readonly Offer[];
}

/** Undefined where a typed character is no question. */
function offersFor(
  { convert, places, engine }: Context,
  document: OpenDocument,
  { position, context: asked, fieldsElsewhere }: CompletionParams & FieldsElsewhere,
  chosen: Options,
  isFirst: boolean,
): Answer | undefined {
  const { text, uri } = document;
  const offset = convert.offset(text, position);
  const before = text.getText({ start: { line: position.line, character: 0 }, end: text.positionAt(offset) });
  // Blanks in front of a line only indent it.
  if (asked?.triggerKind === CompletionTriggerKind.TriggerCharacter && /^\s*-?$|--$/.test(before))
    return undefined;
  const { workspace, path } = places.where(uri) ?? {};
  const options = workspace ? engine.optionsIn(workspace, chosen) : chosen;
  const { documents } = document.file();
  return {
    before,
    offers: engine.complete({
      documents,
      offset,
      options,
      workspace,
      path,
      fieldsElsewhere: fieldsElsewhere === true,
      whileTyping: asksByItself(document, offset, asked, isFirst),
    }),
  };
}

/**
 * Whether it is the editor that asks, because something was typed. VS Code calls its first question of a word invoked, as
 * it does one by hand; but it puts that question right behind the keystroke, once.
 */
function asksByItself(
  { keystroke }: OpenDocument,
  offset: number,
  asked: CompletionContext | undefined,
  isFirst: boolean,
): boolean {
  if (!asked) return false;
  if (asked.triggerKind !== CompletionTriggerKind.Invoked) return true;
  return isFirst && keystroke?.end === offset && performance.now() - keystroke.at < quickMs;
}

/** VS Code waits 10 ms behind a keystroke (`editor.quickSuggestionsDelay`); a hand on its way to another key takes longer. */
const quickMs = 500;

function itemOf(
  context: Context,
  document: OpenDocument,
  before: string,
  offer: Offer,
  place: number,
  name: string | undefined,
  docs: FieldDocs | undefined,
): CompletionItem {
  const { convert } = context;
  const can = context.abilities.completion;
  const indent = /^[ \t]*/.exec(before)?.[0].length ?? 0;
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
  const documentation = can.lazyDocs ? undefined : documentationOf(context, offer, docs);
  const edit = (span: Span, newText: string) => ({ range: convert.range(document.text, span), newText });
  const { blanks, comma } = offer;
  const around = [
    ...(comma === undefined ? [] : [edit({ start: comma, end: comma }, ',')]),
    ...(blanks ? [edit(blanks, '')] : []),
  ];
  return {
    label: offer.label,
    kind: kinds[offer.sort],
    sortText: String(place).padStart(4, '0'),
    textEdit: edit(offer.span, newText),
    ...(around.length > 0 && { additionalTextEdits: around }),
    insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(can.linesPerItem && severalLines && can.lines && { insertTextMode: can.lines }),
    ...(offer.filter !== undefined && { filterText: offer.filter }),
    ...(offer.detail !== undefined && { detail: offer.detail }),
    ...(offer.deprecated && can.deprecatedTag && { tags: [CompletionItemTag.Deprecated] }),
    ...(offer.deprecated && !can.deprecatedTag && can.deprecatedFlag && { deprecated: true }),
    ...(documentation && { documentation }),
    ...(can.lazyDocs && name !== undefined && { data: name }),
    ...(offer.goesOn && snippet && can.suggest && { command: { title: '', command: can.suggest } }),
  };
}

const kinds: Readonly<Record<Offer['sort'], CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  choice: CompletionItemKind.EnumMember,
  annotation: CompletionItemKind.Property,
  snippet: CompletionItemKind.Snippet,
};

/** What is to be said of an offer: the docs of its field, or what it writes. */
function documentationOf(
  { abilities }: Context,
  { docs: path, shows }: Told,
  docs: FieldDocs | undefined,
): MarkupContent | undefined {
  const value = path !== undefined && docs ? docsOf(path, docs) : shows?.();
  if (value === undefined) return undefined;
  return abilities.completion.markdown
    ? { kind: MarkupKind.Markdown, value }
    : { kind: MarkupKind.PlainText, value: plainText(value) };
}
