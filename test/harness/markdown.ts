/** Reads Markdown as an editor does: HTML counts, and bare URLs are links. */
import MarkdownIt from 'markdown-it';

const parser = new MarkdownIt({ html: true, linkify: true });
type Token = ReturnType<typeof parser.parse>[number];

const every = (tokens: readonly Token[]): readonly Token[] =>
  tokens.flatMap((token) => [token, ...every(token.children ?? [])]);

/** Pages that our own docs lead to. */
const ours = /^https:\/\/(?:cert-manager\.io|kubernetes\.io|gateway-api\.sigs\.k8s\.io)\//;

/** What in a text leads elsewhere, or is no plain Markdown: links but those to official docs, images, HTML. */
export function strangeIn(markdown: string): readonly string[] {
  return every(parser.parse(markdown, {})).flatMap((token) => {
    if (/^(?:image|html_inline|html_block)$/.test(token.type)) return [`${token.type} ${token.content}`];
    const href = token.type === 'link_open' ? (token.attrGet('href') ?? '') : undefined;
    return href === undefined || ours.test(href) ? [] : [`link ${href}`];
  });
}

/** The texts of the code spans and code blocks of a Markdown. */
export function codeIn(markdown: string): readonly string[] {
  return every(parser.parse(markdown, {}))
    .filter(({ type }) => type === 'code_inline' || type === 'fence')
    .map(({ content }) => content);
}
