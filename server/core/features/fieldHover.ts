/** Docs of the field under the cursor, with what is known of the solver that it belongs to. */
import { mayHoldResource, resourcesOf } from '../model/resource.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { maxDepth, type YamlNode } from '../yaml/tree.ts';
import type { DocumentQuestion } from './assist.ts';
import { docsOf, type FieldDocs, type Hover } from './fieldDocs.ts';
import { solverNote } from './solverNote.ts';

/** Where a hover would be: a key of a known resource and its field path. */
export interface FieldAt {
  readonly path: string;
  readonly span: Span;
}

/** The docs of the key at the offset; undefined where there is nothing to say. Places are those of the document. */
export function fieldHover(question: DocumentQuestion, docs: FieldDocs): Hover | undefined {
  const at = fieldAt(question.document, question.offset);
  if (!at) return undefined;
  const note = solverPath.test(at.path) ? noteAt(question) : undefined;
  const parts = [docsOf(at.path, docs), note].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : { span: at.span, markdown: parts.join('\n\n') };
}

/** The fields of an HTTP-01 solver that decide where its pod runs, and those around them. */
const solverPath =
  /^Issuer\.spec\.acme\.solvers\[\]\.http01(?:\.(?:ingress|gatewayHTTPRoute)(?:\.(?:class|ingressClassName|podTemplate(?:\.spec(?:\.(?:affinity|nodeSelector|tolerations|priorityClassName|serviceAccountName)\b.*)?)?))?)?$/;

function noteAt({ document, offset, options, workspace, path }: DocumentQuestion): string | undefined {
  if (!workspace || path === undefined) return undefined;
  for (const resource of resourcesOf(document.parsed().root))
    if ((resource.kind === 'Issuer' || resource.kind === 'ClusterIssuer') && holds(resource.map, offset))
      return solverNote(resource, offset, { workspace, path }, options);
  return undefined;
}

const holds = ({ span }: YamlNode, offset: number) => span.start <= offset && offset <= span.end;

/** The field whose key is at the offset; undefined elsewhere. */
export function fieldAt({ text, parsed }: YamlDocument, offset: number): FieldAt | undefined {
  if (!mayHoldResource(text)) return undefined;
  for (const { kind, map } of resourcesOf(parsed().root)) {
    const found = keyAt(map, offset, kind === 'ClusterIssuer' ? 'Issuer' : kind, 0);
    if (found) return found;
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
