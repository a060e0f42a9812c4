/**
 * The text of an open document, kept in the parts that the engine splits it into. An edit touches the parts around it
 * and nothing else: there is no string of the whole text to copy, and no list of all lines to shift.
 */
import type { Position, Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { indexAt, type SourceFile } from '../core/index.ts';

/** What position arithmetic needs of a text; a `TextDocument` of the library is one, too. */
export type Lines = Pick<TextDocument, 'positionAt' | 'offsetAt' | 'getText'>;

export interface PartedText extends Lines {
  readonly file: SourceFile;
  /** UTF-16 units. */
  readonly length: number;
}

interface Part {
  readonly lines: TextDocument;
  /** The line on which it starts. */
  line: number;
}

/** The parts of `file`; those that `before` has as well are taken over. */
export function partedText(file: SourceFile, before?: PartedText): PartedText {
  return new Parts(file, before instanceof Parts ? before : undefined);
}

class Parts implements PartedText {
  readonly file: SourceFile;
  readonly #parts: readonly Part[];

  constructor(file: SourceFile, before: Parts | undefined) {
    this.file = file;
    const now = file.documents;
    const old = before?.file.documents ?? [];
    const at = (i: number) => (before ? before.#parts[i] : undefined);
    let head = 0;
    while (head < now.length && now[head]?.document === old[head]?.document) head++;
    let tail = 0;
    const most = Math.min(now.length, old.length) - head;
    while (tail < most && now.at(-1 - tail)?.document === old.at(-1 - tail)?.document) tail++;
    const shifted = now.length - old.length;
    let line = 0;
    this.#parts = now.map(({ document }, i) => {
      const known = i < head ? at(i) : i >= now.length - tail ? at(i - shifted) : undefined;
      const lines = known?.lines ?? TextDocument.create('', 'yaml', 0, document.text);
      const part = known?.line === line ? known : { lines, line };
      line += lines.lineCount - 1;
      return part;
    });
  }

  get length(): number {
    const last = this.file.documents.at(-1);
    return last ? last.start + last.document.text.length : 0;
  }

  positionAt(offset: number): Position {
    const i = indexAt(this.file.documents, offset);
    const part = this.#parts[i];
    if (!part) return { line: 0, character: 0 };
    const { line, character } = part.lines.positionAt(offset - this.#startOf(i));
    return { line: line + part.line, character };
  }

  offsetAt({ line, character }: Position): number {
    const i = this.#partAt(line);
    const part = this.#parts[i];
    return part ? this.#startOf(i) + part.lines.offsetAt({ line: line - part.line, character }) : 0;
  }

  /** The whole text, or a range of it. */
  getText(range?: Range): string {
    if (!range) return this.file.text;
    const first = this.#partAt(range.start.line);
    const part = this.#parts[first];
    if (part && this.#partAt(range.end.line) === first) {
      const within = ({ line, character }: Position) => ({ line: line - part.line, character });
      return part.lines.getText({ start: within(range.start), end: within(range.end) });
    }
    return this.file.text.slice(this.offsetAt(range.start), this.offsetAt(range.end));
  }

  #startOf(i: number): number {
    return this.file.documents[i]?.start ?? 0;
  }

  /** The last part that starts on or before `line`. */
  #partAt(line: number): number {
    let low = 0;
    let high = this.#parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#parts[middle]?.line ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
