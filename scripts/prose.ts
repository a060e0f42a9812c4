/** Field docs: Markdown written by hand (`server/core/schema/prose/<locale>/<kind>.md`) → one JSON file a language. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../server/core/schema/prose/', import.meta.url));

export const locales = ['en', 'ko'] as const;

/**
 * Reads the prose of a language, of all files or `only` some. A section `## spec.acme.server` of `issuer.md` becomes the entry
 * `Issuer.spec.acme.server`; a section `## *.affinity` stands for every field that ends so, and `## *.usages[] = any` for a value.
 * Several headings in a row share the text below them. A line `Page: […](…)` before the first section is the link that
 * sections without one end with; "Page of `spec.vault`: […](…)" that of a field and all below it. Throws on a section
 * that is empty or stands twice.
 */
export function compileProse(
  locale: (typeof locales)[number],
  only: (file: string) => boolean = () => true,
): Record<string, string> {
  const docs: Record<string, string> = {};
  for (const file of readdirSync(home + locale)
    .filter(only)
    .sort()) {
    const kind = kinds[file];
    if (kind === undefined)
      throw new Error(`${locale}/${file}: no kind is known for this file; add it to scripts/prose.ts`);
    let paths: string[] = [];
    const [preamble = '', ...parts] = readFileSync(`${home}${locale}/${file}`, 'utf8').split(/^## /m);
    const pageFor = pagesIn(preamble);
    for (const part of parts) {
      const [heading = '', ...lines] = part.split('\n');
      const path = heading.trim();
      paths.push(path);
      const written = lines.join('\n').trim();
      if (written === '') continue;
      for (const one of paths) {
        const key = one.startsWith('*') || kind === '' ? one : `${kind}.${one}`;
        const page = /\]\(http/.test(written) ? undefined : pageFor(one);
        if (docs[key] !== undefined) throw new Error(`${locale}/${file}: ${key} stands twice`);
        docs[key] = page === undefined ? written : `${written}\n\n${page}`;
      }
      paths = [];
    }
    if (paths.length > 0) throw new Error(`${locale}/${file}: ${paths.join(', ')} has no text`);
  }
  return docs;
}

/** Which link a section ends with: that of the longest field that it is, or stands below. */
function pagesIn(preamble: string): (path: string) => string | undefined {
  const pages = [...preamble.matchAll(/^Page(?: of `(.+)`)?: (.+)$/gm)]
    .map(([, field = '', link]) => ({ field, link }))
    .sort((a, b) => b.field.length - a.field.length);
  const holds = (field: string, path: string) =>
    field === '' || path === field || (path.startsWith(field) && '.[ '.includes(path.charAt(field.length)));
  return (path) => pages.find(({ field }) => holds(field, path))?.link;
}

/** What the headings of a file are below; where that is nothing, they name their kinds themselves. */
const kinds: Readonly<Record<string, string>> = {
  'annotations.md': 'Annotation',
  'certificate.md': 'Certificate',
  'issuer.md': 'Issuer',
  'issuer-fields.md': 'Issuer',
  'kinds.md': 'Kind',
  'pod.md': '',
  'requests.md': '',
  'status.md': '',
  'values.md': '',
};
