/** Snippet bodies → text for a place: indent, list dashes and line breaks as the document has them. */
import type { Habits } from './outline.ts';

/** Plain text in a snippet (LSP 3.17, snippet syntax). */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/**
 * The text of a body, its slots written by `slot`. A slot is `«text»`, or `«»` where there is nothing to suggest; those
 * of one text are one tab stop, so that a name that stands twice is typed once. All else goes through `plain`.
 */
export function bodyWith(
  body: string,
  slot: (stop: number, text: string) => string,
  plain: (text: string) => string = (text) => text,
): string {
  const stops = new Map<string, number>();
  let last = 0;
  return body
    .split(/(«[^»]*»)/)
    .map((part) => {
      if (!part.startsWith('«')) return plain(part);
      const text = part.slice(1, -1);
      const stop = (text === '' ? undefined : stops.get(text)) ?? ++last;
      stops.set(text, stop);
      return slot(stop, text);
    })
    .join('');
}

/**
 * Lays a body out. It is written with two blanks a level and lists two blanks below their key; its first line goes where
 * the cursor is, the others are indented from `column` on.
 */
export function layOut(body: string, column: number, habits: Habits, newline: string): string {
  /** Columns of the body, and where they go. */
  const levels: { from: number; to: number }[] = [];
  return body
    .split('\n')
    .map((line, i) => {
      const from = line.length - line.trimStart().length;
      const rest = line.slice(from);
      while ((levels.at(-1)?.from ?? -1) > from) levels.pop();
      const top = levels.at(-1);
      let to = top?.to ?? column;
      if (top && top.from < from) {
        to = top.to + (rest.startsWith('- ') ? habits.listIndent : habits.indent);
        levels.push({ from, to });
      } else if (!top) levels.push({ from, to });
      for (let inner = rest, at = 0; inner.startsWith('- '); inner = inner.slice(2), at += 2)
        levels.push({ from: from + at + 2, to: to + at + 2 });
      if (rest === '') return '';
      return i === 0 ? rest : ' '.repeat(to) + rest;
    })
    .join(newline);
}

/**
 * A value as YAML, in a body: what would be a slot there is written in escapes. `text`: it has to be a string, whatever it
 * looks like.
 */
export function scalar(value: string, text = true, flow = false): string {
  const other =
    /^(?:true|false|yes|no|on|off|null|~|y|n|[-+.]?\d.*)$/i.test(value) &&
    !/^\d+[a-z]+$|^\d+\.\d+\.\d+/i.test(value);
  const plain = /^[A-Za-z0-9_/.](?:[^\n#:«»]|:(?!\s|$)|(?<!\s)#)*$/.test(value) && value.trim() === value;
  if (plain && !(text && other) && !(flow && /[,[\]{}]/.test(value))) return value;
  return quote(value);
}

/** A text in double quotes, in a body. */
export function quote(value: string): string {
  return JSON.stringify(value).replaceAll('«', '\\u00ab').replaceAll('»', '\\u00bb');
}
