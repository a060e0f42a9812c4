/** Edits with slots → snippets, so that the user can overtype a value right after the fix. */
import { lineStart, sortEdits, type TextEdit } from '../core/index.ts';

/** An edit whose text is a snippet of LSP 3.18. Expanded with its defaults it writes what the plain edits write. */
export interface SnippetEdit {
  readonly span: TextEdit['span'];
  readonly snippet: string;
}

/**
 * Editors indent the second and later lines of a snippet by the blanks before it in its line (VS Code does). The
 * engine's text is indented already: an edit of several lines is therefore stretched to the start of its line, with
 * the text before it repeated, and edits that it then touches become one with it.
 */
export function snippetsOf(text: string, edits: readonly TextEdit[]): readonly SnippetEdit[] {
  let stops = 0;
  const literal = (plain: string) => plain.replace(/[\\$}]/g, '\\$&');
  const write = ({ newText, slots = [] }: TextEdit): string => {
    let [snippet, at] = ['', 0];
    for (const { start, end } of [...slots].sort((a, b) => a.start - b.start)) {
      snippet += `${literal(newText.slice(at, start))}\${${++stops}:${literal(newText.slice(start, end))}}`;
      at = end;
    }
    return snippet + literal(newText.slice(at));
  };
  const made: { start: number; end: number; snippet: string }[] = [];
  for (const edit of sortEdits(edits)) {
    const { span } = edit;
    const stretched = /[\r\n]/.test(edit.newText) ? lineStart(text, span.start) : span.start;
    const last = made.at(-1);
    if (last && last.end > stretched) {
      last.snippet += literal(text.slice(last.end, span.start)) + write(edit);
      last.end = span.end;
    } else {
      const snippet = literal(text.slice(stretched, span.start)) + write(edit);
      made.push({ start: stretched, end: span.end, snippet });
    }
  }
  return made.map(({ start, end, snippet }) => ({ span: { start, end }, snippet }));
}
