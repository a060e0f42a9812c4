/** Our own Markdown → text for clients that show none. Code and lists stay as written. */
export function plainText(markdown: string): string {
  const kept: string[] = [];
  // What stands in code may look like Markdown: it is set aside until the rest is done.
  const keep = (code: string) => `\ue000${kept.push(code) - 1}\ue001`;
  return markdown
    .replace(/^(`{3,})[^\n`]*\n([\s\S]*?)^\1$/gm, (_, __, code: string) => keep(code.trimEnd()))
    .replace(/(?<!`)(`+)(?!`)([^\n]*?[^`\n])\1(?!`)/g, (_, __, code: string) => keep(spanText(code)))
    .replace(/^#{1,6} +/gm, '')
    .replace(/!?\[([^\]]*)\]\(([^)\s]*)\)/g, '$1 ($2)')
    .replace(/<(https?:[^>]*)>/g, '$1')
    .replace(/(\*\*|__)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=[^\s*])(.*?[^\s*])\*(?![\w*])/g, '$1')
    .replace(/\ue000(\d+)\ue001/g, (_, place: string) => kept[Number(place)] ?? '');
}

/** A code span loses the blanks that keep its fence apart (CommonMark 0.31, section 6.1). */
const spanText = (code: string) => (/^ .*[^ ].* $/.test(code) ? code.slice(1, -1) : code);
