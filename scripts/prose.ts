/** Field docs: Markdown written by hand (`server/core/schema/prose/<locale>/<kind>.md`) → one JSON file a language. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../server/core/schema/prose/', import.meta.url));

export const locales = ['en', 'ko'] as const;

/**
 * Reads the prose of a language, of all files or `only` some. A section `## spec.acme.server` of `issuer.md` becomes the entry
 * `Issuer.spec.acme.server`; a section `## *.affinity` stands for every field that ends so, and `## *.usages[] = any` for a value.
 * Several headings in a row share the text below them. A line `Page: […](…)` before the first section is the link that
 * sections without one end with. Throws on a section that is empty or stands twice.
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
    const page = /^Page: (.+)$/m.exec(preamble)?.[1];
    for (const part of parts) {
      const [heading = '', ...lines] = part.split('\n');
      const path = heading.trim();
      paths.push(path.startsWith('*') || kind === '' ? path : `${kind}.${path}`);
      const written = lines.join('\n').trim();
      if (written === '') continue;
      const text = page === undefined || /\]\(http/.test(written) ? written : `${written}\n\n${page}`;
      for (const key of paths) {
        if (docs[key] !== undefined) throw new Error(`${locale}/${file}: ${key} stands twice`);
        docs[key] = text;
      }
      paths = [];
    }
    if (paths.length > 0) throw new Error(`${locale}/${file}: ${paths.join(', ')} has no text`);
  }
  return docs;
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
