/** Words of files in Markdown: they stay what they are, whatever characters they hold. CommonMark 0.31. */

/**
 * A word of a file as a code span (section 6.1): its fence is longer than any run of backticks in it, blanks keep both
 * apart, and nothing in it ends the line that it stands in.
 */
export function code(word: string): string {
  const text = onOneLine(word);
  const fence = '`'.repeat(longestRun(text) + 1);
  const needsBlanks = text === '' || /^`|`$|^ .*[^ ].* $/.test(text);
  const blank = needsBlanks ? ' ' : '';
  return `${fence}${blank}${text}${blank}${fence}`;
}

/** Lines as a code block (section 4.5): its fence is longer than any run of backticks in them. */
export function fenced(lines: readonly string[], language: string): string {
  const text = lines.map(onOneLine).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A word of a file in a title, which VS Code reads for icons (`$(name)`) and nothing else. */
export function titled(word: string): string {
  return onOneLine(word).replace(/\$(?=\()/g, '$ ');
}

/** Markdown of ours as plain text: code spans (section 6.1) lose their fences. */
export function plain(markdown: string): string {
  const runs = [...markdown.matchAll(/`+/g)].map(({ 0: { length }, index }) => ({ index, length }));
  const closing = new Map<number, number>();
  const closings = new Array<number | undefined>(runs.length);
  for (let i = runs.length - 1; i >= 0; i--) {
    const length = runs[i]?.length ?? 0;
    closings[i] = closing.get(length);
    closing.set(length, i);
  }
  let text = '';
  let at = 0;
  for (let i = 0; i < runs.length; i++) {
    const [open, closes] = [runs[i], closings[i]];
    const close = closes === undefined ? undefined : runs[closes];
    if (!open || !close || closes === undefined) continue;
    const inner = markdown.slice(open.index + open.length, close.index);
    text += markdown.slice(at, open.index) + (/^ .*[^ ].* $/.test(inner) ? inner.slice(1, -1) : inner);
    at = close.index + close.length;
    i = closes;
  }
  return text + markdown.slice(at);
}

function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
