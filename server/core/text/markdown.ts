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

/** Lines as a code block (section 4.5); its fence is longer than any run of backticks in them. */
export function block(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A word of a file in a title, which VS Code reads for icons (`$(name)`) and nothing else. */
export function titled(word: string): string {
  return onOneLine(word).replace(/\$(?=\()/g, '$ ');
}

function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
