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
  return groupsOf(text, edits).map(({ start, edits }) => {
    let [snippet, at] = ['', start];
    for (const edit of edits) {
      snippet += literal(text.slice(at, edit.span.start)) + write(edit);
      at = edit.span.end;
    }
    return { span: { start, end: at }, snippet };
  });
}

/** Edits that one snippet has to write, in text order. */
function groupsOf(text: string, edits: readonly TextEdit[]): readonly { start: number; edits: TextEdit[] }[] {
  const groups: { start: number; edits: TextEdit[] }[] = [];
  for (const edit of sortEdits(edits)) {
    let group = {
      start: /[\r\n]/.test(edit.newText) ? lineStart(text, edit.span.start) : edit.span.start,
      edits: [edit],
    };
    for (let last = groups.at(-1); last; last = groups.at(-1)) {
      const end = last.edits.at(-1)?.span.end ?? last.start;
      if (end < group.start || (end === group.start && group.start === edit.span.start)) break;
      // What is swallowed may start in the middle of an earlier line.
      group = { start: lineStart(text, last.start), edits: [...last.edits, ...group.edits] };
      groups.pop();
    }
    groups.push(group);
  }
  return groups;
}
