/** The open documents. Text is kept by version; what the engine makes of it is made when first asked for. */
import type {
  DidChangeTextDocumentParams,
  TextDocumentContentChangeEvent,
  TextDocumentItem,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { openFile, type SourceFile } from '../core/index.ts';
import type { Converter } from './convert.ts';

/** An open document. It lives on through changes: who waits must compare the version afterwards. */
export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: TextDocument;
  /** The text of this version, split into documents; those that did not change are taken over. */
  file(): SourceFile;
}

export interface Session {
  /** All open documents. */
  all(): readonly OpenDocument[];
  get(uri: string): OpenDocument | undefined;
  /** Whether `document` is still open, in version `version`. */
  holds(document: OpenDocument, version: number): boolean;
  open(item: TextDocumentItem): void;
  /** Applies changes in order; false where the document is not open. */
  change(params: DidChangeTextDocumentParams): boolean;
  close(uri: string): void;
}

/** A session without documents. */
export function createSession(convert: Converter): Session {
  const documents = new Map<string, OpenDocument>();
  return {
    all: () => [...documents.values()],
    get: (uri) => documents.get(uri),
    holds: (document, version) => documents.get(document.uri) === document && document.version === version,
    open(item) {
      documents.set(item.uri, createDocument(item));
    },
    change({ textDocument, contentChanges }) {
      const text = documents.get(textDocument.uri)?.text;
      if (!text) return false;
      // Each range counts in the text that the change before it left.
      for (const change of contentChanges) {
        TextDocument.update(text, [plain(text, change, convert)], textDocument.version);
      }
      if (contentChanges.length === 0) TextDocument.update(text, [], textDocument.version);
      return true;
    },
    close(uri) {
      documents.delete(uri);
    },
  };
}

function createDocument({ uri, languageId, version, text: content }: TextDocumentItem): OpenDocument {
  const text = TextDocument.create(uri, languageId, version, content);
  let file: SourceFile | undefined;
  return {
    uri,
    text,
    get version() {
      return text.version;
    },
    file() {
      const now = text.getText();
      if (file?.text !== now) file = openFile(now, file);
      return file;
    },
  };
}

/** The change with its range in UTF-16 units, as `TextDocument` counts. */
function plain(
  text: TextDocument,
  change: TextDocumentContentChangeEvent,
  convert: Converter,
): TextDocumentContentChangeEvent {
  if (!('range' in change) || change.range === undefined) return { text: change.text };
  const { start, end } = convert.span(text, change.range);
  return { text: change.text, range: { start: text.positionAt(start), end: text.positionAt(end) } };
}
