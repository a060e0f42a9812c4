/** Field docs: Markdown written by hand (`server/core/schema/prose/<locale>/<kind>.md`) → one JSON file a language. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../server/core/schema/prose/', import.meta.url));

export const locales = ['en', 'ko'] as const;

/**
 * Reads the prose of a language. A section `## spec.acme.server` of `issuer.md` becomes the entry
 * `Issuer.spec.acme.server`; a section `## *.affinity` stands for every field that ends so.
 * Several headings in a row share the text below them. Throws on a section that is empty or stands twice.
 */
export function compileProse(locale: (typeof locales)[number]): Record<string, string> {
  const docs: Record<string, string> = {};
  for (const file of readdirSync(home + locale).sort()) {
    const kind = kinds[file];
    if (kind === undefined)
      throw new Error(`${locale}/${file}: no kind is known for this file; add it to scripts/prose.ts`);
    let paths: string[] = [];
    for (const part of readFileSync(`${home}${locale}/${file}`, 'utf8').split(/^## /m).slice(1)) {
      const [heading = '', ...lines] = part.split('\n');
      const path = heading.trim();
      paths.push(path.startsWith('*') ? path : `${kind}.${path}`);
      const text = lines.join('\n').trim();
      if (text === '') continue;
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

const kinds: Readonly<Record<string, string>> = { 'issuer.md': 'Issuer' };
