/** Keys and scalars as they stand on one line. */
import type { Span } from '../../text/span.ts';

/** A plain or quoted key with its colon, from where the match starts. */
const keyPattern =
  /(?:"((?:[^"\\\n]|\\.)*)"[ \t]*|'((?:[^'\n]|'')*)'[ \t]*|([^\s#'"{}[\],&*!|>%@`:-][^\n:#]*|-[^\s:#][^\n:#]*)):(?=\s|$)/y;
/** The same where the plain key holds colons or number signs, as `a:b`. Seldom, so tried second. */
const oddKeyPattern = /()()([^\s#'"{}[\],&*!|>%@`-](?:[^\n:\s]|:(?!\s|$))*):(?=\s|$)/y;

export interface KeyRead extends Span {
  readonly name: string;
  /** Behind the colon. */
  readonly colon: number;
}

/** The key that starts at `at` and has its colon before `limit`; its span is what is inside of its quotes. */
export function keyAt(text: string, at: number, limit: number): KeyRead | undefined {
  for (const pattern of [keyPattern, oddKeyPattern]) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found || at + found[0].length > limit) continue;
    const [whole, double, single, plain] = found;
    const name = (plain || double || single || '').trimEnd();
    const start = plain ? at : at + 1;
    return { name, start, end: start + name.length, colon: at + whole.length };
  }
  return undefined;
}

export interface ScalarRead extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

/** The scalar that starts at `at`, as far as it stands before `limit`; its span is what is inside of its quotes. */
export function scalarAt(source: string, at: number, limit: number): ScalarRead {
  const rest = source.slice(at, limit);
  const quoted = rest[0] === '"' || rest[0] === "'";
  if (quoted) {
    const inner = rest[0] === '"' ? /^"((?:[^"\\]|\\.)*)/.exec(rest) : /^'((?:[^']|'')*)/.exec(rest);
    const text = inner?.[1] ?? '';
    return { start: at + 1, end: at + 1 + text.length, text, quoted };
  }
  const comment = rest.search(/(?:^|\s)#/);
  const text = (comment < 0 ? rest : rest.slice(0, comment)).trimEnd();
  return { start: at, end: at + text.length, text, quoted };
}

/** Whether the start of a line ends in a comment. */
export function endsInComment(line: string): boolean {
  const unquoted = line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, (part) => 'x'.repeat(part.length));
  return /(?:^|\s)#/.test(unquoted);
}

/**
 * Where the line behind a block scalar starts: the first from `next` on that is not blank and not indented by more than
 * `column`. A cursor at the end of the text is still in it.
 */
export function behindBlock(text: string, next: number, column: number): number {
  const line = /([ \t]*)([^\r\n]?)[^\n]*(?:\n|$)/y;
  while (next < text.length) {
    line.lastIndex = next;
    const found = line.exec(text);
    if (!found || (found[2] !== '' && (found[1] ?? '').length <= column)) return next;
    next += Math.max(1, found[0].length);
  }
  return text.at(-1) === '\n' ? next : text.length + 1;
}

/** How the next line from `at` on that says anything stands below a key at `column`: deeper, or as its list; or not. */
export function goesOnBelow(text: string, at: number, column: number): 'deeper' | 'list' | undefined {
  const next = /^([ \t]*)(-(?=\s|$)|[^\s#])/m.exec(text.slice(at));
  const deeper = next?.[1]?.length ?? 0;
  if (next === null || deeper < column) return undefined;
  if (deeper > column) return 'deeper';
  return next[2] === '-' ? 'list' : undefined;
}
