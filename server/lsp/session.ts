/** The open documents. Text is kept by version; what the engine makes of it is made when first asked for. */
import type {
  DidChangeTextDocumentParams,
  TextDocumentContentChangeEvent,
  TextDocumentItem,
} from 'vscode-languageserver';
import { editFile, openFile, type SourceFile } from '../core/index.ts';
import type { Converter } from './convert.ts';
import { type PartedText, partedText } from './partedText.ts';

/** An open document. It lives on through changes: who waits must compare the version afterwards. */
export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: PartedText;
  /** The keystroke that made this version, where one did. */
  readonly keystroke: Keystroke | undefined;
  /** The text of this version, split into documents; those that did not change are taken over. */
  file(): SourceFile;
}

/** One change of a few characters within a line. */
export interface Keystroke {
  /** The offset behind what was typed. */
  readonly end: number;
  /** When it arrived: milliseconds of `performance.now()`. */
  readonly at: number;
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
  const documents = new Map<string, EditedDocument>();
  return {
    all: () => [...documents.values()],
    get: (uri) => documents.get(uri),
    holds: (document, version) => documents.get(document.uri) === document && document.version === version,
    open(item) {
      documents.set(item.uri, new EditedDocument(item));
    },
    change({ textDocument, contentChanges }) {
      const document = documents.get(textDocument.uri);
      // Each range counts in the text that the change before it left.
      for (const change of contentChanges) document?.apply(change, convert);
      if (document) document.version = textDocument.version;
      if (document && contentChanges.length !== 1) document.keystroke = undefined;
      return document !== undefined;
    },
    close(uri) {
      documents.delete(uri);
    },
  };
}

class EditedDocument implements OpenDocument {
  readonly uri: string;
  version: number;
  text: PartedText;
  keystroke: Keystroke | undefined;

  constructor({ uri, version, text }: TextDocumentItem) {
    this.uri = uri;
    this.version = version;
    this.text = partedText(openFile(text));
  }

  file(): SourceFile {
    return this.text.file;
  }

  apply(change: TextDocumentContentChangeEvent, convert: Converter): void {
    const { file } = this.text;
    const { text } = change;
    const span =
      'range' in change && change.range !== undefined ? convert.span(this.text, change.range) : undefined;
    this.text = partedText(span ? editFile(file, span, text) : openFile(text, file), this.text);
    this.keystroke =
      span && text !== '' && !text.includes('\n')
        ? { end: span.start + text.length, at: performance.now() }
        : undefined;
  }
}
