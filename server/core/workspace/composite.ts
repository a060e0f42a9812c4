/**
 * A resource that several documents make together: a base, patches over it, the kustomization that names them. Their
 * texts lie one behind the other in one text, the composite; the places of the resource's tree are places in it. So rules read
 * and edit a built resource like one that stands in one file, and each place leads back to the line that somebody wrote.
 */
import type { TextEdit } from '../text/edit.ts';
import { type Span, shift } from '../text/span.ts';
import type { YamlDocument } from '../yaml/documents.ts';

/** One document's text in a composite, or the text that a block scalar of a document holds (a patch within a kustomization). */
export interface Part {
  /** Path of the file, decoded, with slashes. */
  readonly path: string;
  readonly document: YamlDocument;
  /** Where it starts in the composite. */
  readonly start: number;
  readonly text: string;
  /** Set where the part is the content of a literal block scalar. */
  readonly inline: Inline | undefined;
  /** Set where template actions of the document are replaced by what they write, in text order. */
  readonly rendered?: readonly Rendered[];
}

/** A template action that was replaced. */
export interface Rendered {
  /** Where what it writes stands in the part. */
  readonly at: Span;
  /** Where the action stands in the document. */
  readonly action: Span;
  /** The value in a file of values, where it comes from one. */
  readonly from: PlaceInDocument | undefined;
}

/** A text inside of a document whose lines stand there indented. */
export interface Inline {
  /** For each line of the part, where its content starts in the document. */
  readonly lines: readonly number[];
  /** Columns of indentation that a line has in the document and not in the part. */
  readonly indent: number;
}

export interface Composite {
  readonly parts: readonly Part[];
}

/** A place in a document. */
export interface PlaceInDocument {
  readonly path: string;
  readonly document: YamlDocument;
  readonly span: Span;
}

/** The composite of one document by itself. */
export function single(path: string, document: YamlDocument): Composite {
  return { parts: [{ path, document, start: 0, text: document.text, inline: undefined }] };
}

/** The text of all parts. */
export function textOf({ parts }: Composite): string {
  return parts.map(({ text }) => text).join('');
}

/** The part that holds `offset`; the last one at the end. */
export function partAt({ parts }: Composite, offset: number): Part | undefined {
  let found: Part | undefined;
  for (const part of parts) if (part.start <= offset) found = part;
  return found;
}

/** A place in the composite → in the document where it was written. */
export function placeOf(composite: Composite, span: Span): PlaceInDocument | undefined {
  const part = partAt(composite, span.start);
  if (!part || span.end > part.start + part.text.length) return undefined;
  const { path, document } = part;
  return { path, document, span: inDocument(part, shift(span, -part.start)) };
}

/** Edits of the composite → of the one document that they all touch; undefined where they touch several. */
export function editsOf(
  composite: Composite,
  edits: readonly TextEdit[],
):
  | { readonly path: string; readonly document: YamlDocument; readonly edits: readonly TextEdit[] }
  | undefined {
  const [first] = edits;
  const part = first && partAt(composite, first.span.start);
  if (!part) return undefined;
  const moved: TextEdit[] = [];
  for (const edit of edits) {
    const end = part.start + part.text.length;
    if (edit.span.start < part.start || edit.span.end > end) return undefined;
    const span = inDocument(part, shift(edit.span, -part.start));
    // What stands between its ends is not what would be replaced.
    if (isRendered(composite, edit.span)) return undefined;
    if (!part.inline) moved.push({ ...edit, span });
    else {
      const blanks = ' '.repeat(part.inline.indent);
      moved.push({ span, newText: edit.newText.replace(/\n(?=[^\r\n])/g, `\n${blanks}`) });
    }
  }
  return { path: part.path, document: part.document, edits: moved };
}

function inDocument({ text, inline, rendered }: Part, span: Span): Span {
  if (rendered)
    return {
      start: beforeRendering(rendered, span.start, 'start'),
      end: beforeRendering(rendered, span.end, 'end'),
    };
  if (!inline) return span;
  const place = (offset: number): number => {
    const before = text.slice(0, offset).split('\n');
    return (inline.lines[before.length - 1] ?? 0) + (before.at(-1)?.length ?? 0);
  };
  return { start: place(span.start), end: place(span.end) };
}

/** Within what an action writes, its start or end counts. */
function beforeRendering(rendered: readonly Rendered[], offset: number, side: 'start' | 'end'): number {
  let shifted = 0;
  for (const { at, action } of rendered) {
    const inside =
      side === 'start' ? at.start <= offset && offset < at.end : at.start < offset && offset <= at.end;
    if (inside) return action[side];
    if (at.start >= offset) break;
    shifted = action.end - at.end;
  }
  return offset + shifted;
}

/** Whether a place in the composite has a part that a template wrote. */
export function isRendered(composite: Composite, span: Span): boolean {
  return renderedIn(composite, span).length > 0;
}

/** The actions of templates that wrote a part of a place in the composite. */
export function renderedIn(composite: Composite, { start, end }: Span): readonly Rendered[] {
  const part = partAt(composite, start);
  return (part?.rendered ?? []).filter(
    ({ at }) => part && at.start + part.start < end && start < at.end + part.start,
  );
}
