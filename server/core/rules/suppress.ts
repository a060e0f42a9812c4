/** Comments that silence findings: `# cert-manager-lint-disable-next-line <rule> -- reason`, `…-disable-line`, `…-disable-file`. */
import { lineStart } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';

const directive =
  /#[ \t]*(?:\{\{-?[ \t]*\/\*[ \t]*)?cert-manager-lint-disable-(next-line|line|file)(?=\s|$)[ \t]*([^\r\n]*)/g;

/** Tells whether a finding is silenced. */
export type Silence = (rule: string, at: Span) => boolean;

/** Reads the comments of one document. A directive without a rule silences all rules. */
export function silencesOf(text: string): Silence {
  if (!text.includes('cert-manager-lint-disable-')) return () => false;
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
  const covers = (ids: readonly string[] | undefined, rule: string) =>
    ids !== undefined && (ids.length === 0 || ids.includes(rule));
  return (rule, at) => covers(file, rule) || covers(byLine.get(lineStart(text, at.start)), rule);
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
