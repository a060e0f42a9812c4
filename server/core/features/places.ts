/** Places: which are the same, and how people read them (`certificates.yaml:4`). */
import { code } from '../text/markdown.ts';
import type { PlaceInDocument } from '../workspace/composite.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PlacedDocument, YamlDocument } from '../yaml/documents.ts';

export function samePlace(a: PlaceInDocument, b: PlaceInDocument): boolean {
  return a.document === b.document && a.span.start === b.span.start && a.span.end === b.span.end;
}

/** A text about a place. */
export interface Said {
  readonly place: PlaceInDocument;
  readonly markdown: string;
}

/** A place of the workspace in Markdown, seen from the file `from`. */
export function shownPlace(workspace: Workspace, from: string, place: PlaceInDocument): string {
  return code(plainPlace(workspace, from, place));
}

/** The same as plain text. */
export function plainPlace(
  workspace: Workspace,
  from: string,
  { path, document, span }: PlaceInDocument,
): string {
  return `${seenFrom(from, path)}:${lineIn(workspace.documents(path) ?? [], document, span.start)}`;
}

/** A path without the folders that it has in common with another one. */
export function seenFrom(from: string, path: string): string {
  const [own, other] = [from.split('/'), path.split('/')];
  const common = other.findIndex((part, i) => part !== own[i] || i === other.length - 1);
  return other.slice(common).join('/');
}

/** The line of an offset in one of the documents of a file, counted from 1. */
export function lineIn(documents: readonly PlacedDocument[], document: YamlDocument, offset: number): number {
  const start = documents.find((one) => one.document === document)?.start ?? 0;
  const text = documents.map((one) => one.document.text).join('');
  return text.slice(0, start + offset).split('\n').length;
}
