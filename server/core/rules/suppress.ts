/** Comments that silence findings: `# cert-manager-lint-disable-next-line <rule> -- reason`, `…-disable-line`, `…-disable-file`. */
import { lineStart } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';

const directive =
  /#[ \t]*(?:\{\{-?[ \t]*\/\*[ \t]*)?cert-manager-lint-disable-(next-line|line|file)(?=\s|$)[ \t]*([^\r\n]*)/g;

/** What the comments of one document silence. */
export interface Silences {
  /** Whether a finding at this place is silenced. */
  readonly here: (rule: string, at: Span) => boolean;
  /** The rules that are silenced in the whole file, all of them where the list is empty. */
  readonly file: readonly string[] | undefined;
}

/** Reads the comments of one document. A directive without a rule silences all rules. */
export function silencesOf(text: string): Silences {
  if (!text.includes('cert-manager-lint-disable-')) return { here: () => false, file: undefined };
  const byLine = new Map<number, readonly string[]>();
  let file: readonly string[] | undefined;
  for (const match of text.matchAll(directive)) {
    const ids =
      (match[2] ?? '')
        .split('--')[0]
        ?.split(/[\s,]+/)
        .filter((id) => id !== '') ?? [];
    if (match[1] === 'file') {
      file = merge(file, ids);
      continue;
    }
    const line = match[1] === 'line' ? lineStart(text, match.index) : nextContentLine(text, match.index);
    byLine.set(line, merge(byLine.get(line), ids));
  }
  return { here: (rule, at) => covers(byLine.get(lineStart(text, at.start)), rule), file };
}

/** Whether a directive with these rules speaks of `rule`. */
export function covers(ids: readonly string[] | undefined, rule: string): boolean {
  return ids !== undefined && (ids.length === 0 || ids.includes(rule));
}

/** The text of the comment that silences `rule` on the next line. */
export function silencingComment(rule: string): string {
  return `cert-manager-lint-disable-next-line ${rule}`;
}

function merge(before: readonly string[] | undefined, ids: readonly string[]): readonly string[] {
  if (before === undefined) return ids;
  return before.length === 0 || ids.length === 0 ? [] : [...before, ...ids];
}

/** Start of the first line after `offset`'s that is neither blank nor a comment only. */
function nextContentLine(text: string, offset: number): number {
  let start = offset;
  for (;;) {
    const newline = text.indexOf('\n', start);
    if (newline < 0) return text.length;
    start = newline + 1;
    if (!/^[ \t]*(#.*)?\r?$/.test(text.slice(start, endOfLine(text, start)))) return start;
  }
}

function endOfLine(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  return newline < 0 ? text.length : newline;
}
