/** Text as a client sees it: places, and what an edit makes of it. */
import type {
  AnnotatedTextEdit,
  Position,
  Range,
  SnippetTextEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** The range of the `nth` occurrence of `part`, in UTF-16 units. */
export function rangeOf(text: string, part: string, nth = 0): Range {
  let at = text.indexOf(part);
  for (let i = 0; i < nth; i++) at = text.indexOf(part, at + 1);
  if (at < 0) throw new Error(`${JSON.stringify(part)} is not in the text`);
  const document = TextDocument.create('', '', 0, text);
  return { start: document.positionAt(at), end: document.positionAt(at + part.length) };
}

/** The start of the first occurrence of `part`. */
export function placeOf(text: string, part: string): Position {
  return rangeOf(text, part).start;
}

/** The text under a range. */
export function under(text: string, range: Range): string {
  return TextDocument.create('', '', 0, text).getText(range);
}

type AnyEdit = TextEdit | AnnotatedTextEdit | SnippetTextEdit;

/** The edits of the one document that a workspace edit changes. */
export function editsOf(edit: WorkspaceEdit | undefined): readonly AnyEdit[] {
  const [change] = edit?.documentChanges ?? [];
  if (change && 'edits' in change) return change.edits;
  return Object.values(edit?.changes ?? {})[0] ?? [];
}

/** The text after an edit; snippets are expanded with their defaults. */
export function applied(text: string, edit: WorkspaceEdit | undefined): string {
  const plain = editsOf(edit).map((one) =>
    'snippet' in one ? { range: one.range, newText: expand(one.snippet.value) } : one,
  );
  if (plain.length === 0) throw new Error('There is no edit.');
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), plain);
}

/** A snippet of LSP with the defaults of its placeholders. */
export function expand(snippet: string): string {
  return snippet.replace(
    /\\([\\$}])|\$\{\d+:((?:\\[\\$}]|[^\\$}])*)\}|\$\d+|[$]/g,
    (whole, escaped, inner) => {
      if (escaped !== undefined) return escaped;
      if (inner !== undefined) return expand(inner);
      if (whole === '$') throw new Error(`A bare $ in the snippet ${snippet}`);
      return '';
    },
  );
}
