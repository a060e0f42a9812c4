/** Previews of texts, as a host asks for them. */
import { parseAllDocuments } from 'yaml';
import { createEngine, openFile, type Preview } from '../../server/core/index.ts';
import { knowledge } from '../../server/core/knowledge.ts';
import { options } from './engine.ts';

const engine = createEngine(
  (rule, error) => {
    throw new Error(`rule ${rule} threw`, { cause: error });
  },
  () => knowledge,
);

/** The preview at the first occurrence of `at` in a text. */
export function previewAt(
  text: string,
  at: string,
  { release, locale = 'en' }: { release?: string; locale?: 'en' | 'ko' } = {},
): Preview | undefined {
  const { documents } = openFile(text);
  const offset = text.indexOf(at);
  if (offset < 0) throw new Error(`«${at}» is not in the text`);
  return engine.preview({ documents, offset, options: options(release ? { version: release } : {}, locale) });
}

/** The text of a preview; a reason why there is none fails the test. */
export function previewText(...asked: Parameters<typeof previewAt>): string {
  const found = previewAt(...asked);
  if (!found || !('text' in found)) throw new Error(`There is no preview: ${JSON.stringify(found)}`);
  return found.text;
}

/** Why there is no preview. */
export function previewWhy(...asked: Parameters<typeof previewAt>): string | undefined {
  const found = previewAt(...asked);
  return found && 'why' in found ? found.why : undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: parsed YAML, looked at by path.
export type Parsed = any;

/** The objects of a preview; one that does not parse fails the test. */
export function objects(text: string): Parsed[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors;
    if (error) throw error;
    const value: unknown = document.toJS();
    return value === null ? [] : [value];
  });
}
