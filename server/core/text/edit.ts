import type { Span } from './span.ts';

/** One replacement. `slots` are the parts of `newText` (offsets within it) that a user may want to overtype. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
  readonly slots?: readonly Span[];
}

/** Edits in text order; equal ones (same place, same text) only once. */
export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return sorted.filter((edit, i) => {
    const before = sorted[i - 1];
    return !before || !sameEdit(before, edit);
  });
}

/** Whether two edits put the same text in the same place. */
export function sameEdit(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
}

/** Whether applying `edits` beside `taken` would touch text twice; two different insertions at one place do. */
export function collides(taken: readonly TextEdit[], edits: readonly TextEdit[]): boolean {
  return edits.some((edit) => taken.some((other) => !sameEdit(edit, other) && clash(edit.span, other.span)));
}

function clash(a: Span, b: Span): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}

/** The text with all edits made. Edits must not overlap; equal ones count once. Spans are relative to `text`. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { span, newText } of sortEdits(edits)) {
    if (span.start < at) continue;
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}
