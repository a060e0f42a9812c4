/** Docs of the field under the cursor. */
import { mayHoldResource, resourcesOf } from '../model/resource.ts';
import type { Span } from '../text/span.ts';
import type { PlacedDocument } from '../yaml/documents.ts';
import { maxDepth, type YamlNode } from '../yaml/tree.ts';
import type { SolverNotes } from './solverNote.ts';

/**
 * Markdown by field path, as `Issuer.spec.acme.solvers[].http01`. A key may start with `*.`: the docs of every
 * field that ends so. ClusterIssuer uses the entries of Issuer.
 */
export type FieldDocs = Readonly<Record<string, string>>;

export interface Hover {
  /** The key under the cursor, in the file. */
  readonly span: Span;
  readonly markdown: string;
}

/** Where a hover would be: the key at `offset` of a known resource and its field path; undefined elsewhere. */
export interface FieldAt {
  readonly path: string;
  readonly span: Span;
}

/**
 * The docs of the key at `offset` (in the file), or undefined where there is nothing to say. `notes`: what is known of
 * the solver under the cursor, where the file stands in a workspace.
 */
export function hover(
  documents: readonly PlacedDocument[],
  offset: number,
  docs: FieldDocs,
  notes?: SolverNotes,
): Hover | undefined {
  const at = fieldAt(documents, offset);
  if (!at) return undefined;
  const note = notes && solverPath.test(at.path) ? noteAt(documents, offset, notes) : undefined;
  const parts = [docsOf(at.path, docs), note].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : { span: at.span, markdown: parts.join('\n\n') };
}

/** The fields of an HTTP-01 solver that decide where its pod runs, and those around them. */
const solverPath =
  /^Issuer\.spec\.acme\.solvers\[\]\.http01(?:\.(?:ingress|gatewayHTTPRoute)(?:\.(?:class|ingressClassName|podTemplate(?:\.spec(?:\.(?:affinity|nodeSelector|tolerations|priorityClassName|serviceAccountName)\b.*)?)?))?)?$/;

function noteAt(
  documents: readonly PlacedDocument[],
  offset: number,
  notes: SolverNotes,
): string | undefined {
  const placed = documents.findLast(({ start }) => start <= offset);
  if (!placed) return undefined;
  const local = offset - placed.start;
  for (const resource of resourcesOf(placed.document.parsed().root))
    if ((resource.kind === 'Issuer' || resource.kind === 'ClusterIssuer') && holds(resource.map, local))
      return notes(resource, local);
  return undefined;
}

const holds = ({ span }: YamlNode, offset: number) => span.start <= offset && offset <= span.end;

/** The field whose key is at `offset`. */
export function fieldAt(documents: readonly PlacedDocument[], offset: number): FieldAt | undefined {
  const placed = documents.findLast(({ start }) => start <= offset);
  if (!placed || !mayHoldResource(placed.document.text)) return undefined;
  const local = offset - placed.start;
  for (const { kind, map } of resourcesOf(placed.document.parsed().root)) {
    const found = keyAt(map, local, kind === 'ClusterIssuer' ? 'Issuer' : kind, 0);
    if (found)
      return {
        path: found.path,
        span: { start: found.span.start + placed.start, end: found.span.end + placed.start },
      };
  }
  return undefined;
}

/** The docs of a field path: its own entry, or the one with the longest ending that fits. */
export function docsOf(path: string, docs: FieldDocs): string | undefined {
  if (docs[path] !== undefined) return docs[path];
  const parts = path.split('.');
  for (let i = 1; i < parts.length; i++) {
    const common = docs[`*.${parts.slice(i).join('.')}`];
    if (common !== undefined) return common;
  }
  return undefined;
}

function keyAt(node: YamlNode, offset: number, path: string, depth: number): FieldAt | undefined {
  if (node.type === 'scalar' || depth > maxDepth || offset < node.span.start || offset > node.span.end)
    return undefined;
  if (node.type === 'list') {
    for (const { value, alias } of node.items) {
      const found = alias ? undefined : keyAt(value, offset, `${path}[]`, depth + 1);
      if (found) return found;
    }
    return undefined;
  }
  for (const { name, key, value, alias } of node.entries) {
    const inner = `${path}.${name}`;
    if (key.start <= offset && offset <= key.end) return { path: inner, span: key };
    const found = alias ? undefined : keyAt(value, offset, inner, depth + 1);
    if (found) return found;
  }
  return undefined;
}
