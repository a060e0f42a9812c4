/** Field docs, read when first needed. */
import type { FieldDocs } from '../core/index.ts';

/** Loads once; a failure is reported, and the next hover tries again. */
export function lazyProse(
  load: () => Promise<FieldDocs>,
  report: (error: unknown) => void,
): () => Promise<FieldDocs | undefined> {
  let docs: Promise<FieldDocs | undefined> | undefined;
  return () => {
    docs ??= load().catch((error: unknown) => {
      docs = undefined;
      report(error);
      return undefined;
    });
    return docs;
  };
}
