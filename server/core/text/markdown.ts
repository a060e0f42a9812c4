/** Words of files in Markdown: they are shown, and never read as Markdown themselves. */

/**
 * A code span (CommonMark 0.31, §6.1) that shows `word` and nothing else: its fence is longer than any run of backticks in
 * it, and what would end the line or the paragraph is a blank.
 */
export function code(word: string): string {
  const line = word.replace(/\s+/g, ' ');
  if (line.trim() === '') return '` `';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
