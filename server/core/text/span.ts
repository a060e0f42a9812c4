/** A piece of text: UTF-16 offsets, half-open. Relative to a document unless a name says otherwise. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span moved by `by` UTF-16 units. */
export function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
