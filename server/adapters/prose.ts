/** Field docs from the files beside the bundle. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FieldDocs, Locale } from '../core/index.ts';

/** Reads `<folder>/<locale>.json`, which our build wrote. */
export function proseFrom(folder: string): (locale: Locale) => Promise<FieldDocs> {
  return async (locale) => JSON.parse(await readFile(join(folder, `${locale}.json`), 'utf8'));
}
