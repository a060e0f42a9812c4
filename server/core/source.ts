/** A file's text as the engine takes it: split into documents, edited piece by piece. */
import type { Span } from './text/span.ts';
import { type PlacedDocument, spliceDocuments, splitDocuments } from './yaml/documents.ts';

/** A whole text, split into its documents. Immutable. */
export interface SourceFile {
  /** Shared by all states of one file: what is remembered of one state helps with the next. */
  readonly lineage: object;
  readonly text: string;
  readonly documents: readonly PlacedDocument[];
}

/** Splits `text`; with the file's previous state, documents that are still there are taken over. */
export function openFile(text: string, before?: SourceFile): SourceFile {
  return { text, documents: splitDocuments(text, before), lineage: before?.lineage ?? {} };
}

/** The file after one edit; `span` is replaced by `newText`. Its text is put together only when somebody asks for it. */
export function editFile({ documents, lineage }: SourceFile, span: Span, newText: string): SourceFile {
  return fileOf(spliceDocuments(documents, span, newText), lineage);
}

/** The file that some documents make. */
export function fileOf(documents: readonly PlacedDocument[], lineage: object = {}): SourceFile {
  let text: string | undefined;
  return {
    documents,
    lineage,
    get text() {
      text ??= documents.map(({ document }) => document.text).join('');
      return text;
    },
  };
}
