/** A piece of text: UTF-16 offsets, half-open. Relative to a document unless a name says otherwise. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span moved by `by` UTF-16 units. */
export function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}

/** Whether the two spans have at least one unit in common, or touch where one of them is empty. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end ? b.start < a.end || a.start === b.start : a.start === b.end && a.start === a.end;
}

/** Whether `outer` holds all of `inner`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
