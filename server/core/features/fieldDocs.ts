/** The docs of fields, annotations, kinds and values, as they are compiled from `schema/prose`. */
import type { Span } from '../text/span.ts';

/**
 * Markdown by field path, as `Issuer.spec.acme.solvers[].http01`. A key may start with `*.`: the docs of every
 * field that ends so. ClusterIssuer uses the entries of Issuer. A value stands behind its field: `*.usages[] = any`.
 */
export type FieldDocs = Readonly<Record<string, string>>;

export interface Hover {
  /** What the hover is about. */
  readonly span: Span;
  readonly markdown: string;
}

/** A Challenge carries the solver of its issuer as it was chosen (`ACMEChallengeSolver` in both, `pkg/apis/acme/v1`). */
const [solverOfChallenge, solverOfIssuer] = ['Challenge.spec.solver.', 'Issuer.spec.acme.solvers[].'];

/** The docs of a field path: its own entry, or the one with the longest ending that fits. */
export function docsOf(asked: string, docs: FieldDocs): string | undefined {
  const path = asked.startsWith(solverOfChallenge)
    ? solverOfIssuer + asked.slice(solverOfChallenge.length)
    : asked;
  if (docs[path] !== undefined) return docs[path];
  const parts = path.split('.');
  for (let i = 1; i < parts.length; i++) {
    const common = docs[`*.${parts.slice(i).join('.')}`];
    if (common !== undefined) return common;
  }
  return undefined;
}
