/** Markdown of our own field docs → text for clients that show none. Code blocks and lists stay as written. */
export function plainText(markdown: string): string {
  return markdown
    .split(/^(```[^\n]*\n[\s\S]*?^```)$/m)
    .map((part) => (part.startsWith('```') ? part.replace(/^```.*\n?/gm, '').trimEnd() : plainProse(part)))
    .join('');
}

function plainProse(prose: string): string {
  return prose
    .replace(/^#{1,6} +/gm, '')
    .replace(/!?\[([^\]]*)\]\(([^)\s]*)\)/g, '$1 ($2)')
    .replace(/<(https?:[^>]*)>/g, '$1')
    .replace(/(\*\*|__)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=[^\s*])(.*?[^\s*])\*(?![\w*])/g, '$1')
    .replace(/`([^`]+)`/g, '$1');
}
