/** Offsets of the engine ↔ positions of LSP: the only place that knows position encodings. */
import type { Position, Range } from 'vscode-languageserver';
import type { Span } from '../core/index.ts';
import type { Lines } from './partedText.ts';

export type Encoding = 'utf-8' | 'utf-16' | 'utf-32';

/** The first encoding offered that is known; UTF-16, which every client must speak, otherwise. */
export function negotiateEncoding(offered: readonly string[] | undefined): Encoding {
  return offered?.find(isEncoding) ?? 'utf-16';
}

function isEncoding(name: string): name is Encoding {
  return name in widths;
}

/** How many units of an encoding a code point takes. */
const widths: Readonly<Record<Encoding, (codePoint: number) => number>> = {
  'utf-8': (code) => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4),
  'utf-16': (code) => (code < 0x10000 ? 1 : 2),
  'utf-32': () => 1,
};

export interface Converter {
  /** The place of a span as the client counts. */
  range(text: Lines, span: Span): Range;
  /** The offset of a client's position; beyond a line or inside a character it is clamped. */
  offset(text: Lines, position: Position): number;
  /** The span of a client's range, start before end. */
  span(text: Lines, range: Range): Span;
}

/** A converter for the negotiated encoding. */
export function createConverter(encoding: Encoding): Converter {
  const width = widths[encoding];
  const position = (text: Lines, offset: number): Position => {
    const at = text.positionAt(offset);
    if (encoding === 'utf-16') return at;
    let character = 0;
    for (const char of text.getText({ start: { line: at.line, character: 0 }, end: at })) {
      character += width(char.codePointAt(0) ?? 0);
    }
    return { line: at.line, character };
  };
  const offset = (text: Lines, { line, character }: Position): number => {
    if (encoding === 'utf-16') return text.offsetAt({ line, character });
    const start = { line, character: 0 };
    let units = 0;
    let length = 0;
    for (const char of text.getText({ start, end: { line: line + 1, character: 0 } })) {
      units += width(char.codePointAt(0) ?? 0);
      if (units > character) break;
      length += char.length;
    }
    return text.offsetAt({ line, character: length });
  };
  return {
    offset,
    range: (text, { start, end }) => ({ start: position(text, start), end: position(text, end) }),
    span(text, range) {
      const [start, end] = [offset(text, range.start), offset(text, range.end)];
      return start <= end ? { start, end } : { start: end, end: start };
    },
  };
}
