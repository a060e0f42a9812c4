/** Lenses that lead to a preview: above each HTTP-01 solver, and above what cert-manager makes Certificates of. */
import { releaseFor } from '../facts.ts';
import { isTaken, madeOf } from '../issuance/wanted.ts';
import { itemsAt, mapAt } from '../model/look.ts';
import { type Known, knownResourcesOf } from '../model/resource.ts';
import type { Options } from '../options.ts';
import type { Texts } from '../rules/rule.ts';
import type { Span } from '../text/span.ts';
import { createReferences } from '../workspace/resources.ts';
import type { PlacedDocument } from '../yaml/documents.ts';
import type { Atlas } from './atlas.ts';
import type { Lens } from './codeLenses.ts';
import { resourcesAround } from './neighbours.ts';
import type { Subject } from './preview.ts';
import { solverWay } from './solverWay.ts';

/** The lenses of a file, only where the preview has something to show. A patch alone makes nothing. */
export function previewLenses({ workspace }: Atlas, path: string, options: Options): readonly Lens[] {
  const say = texts[options.locale];
  const documents = workspace.documents(path) ?? [];
  const lens = (document: PlacedDocument['document'], span: Span, leads: Subject): Lens => ({
    place: { path, document, span },
    title: say[leads],
    uses: [],
    leads,
  });
  const resourcesOf = (document: PlacedDocument['document']) => knownResourcesOf(document.parsed().root);
  const around = resourcesAround({ documents, workspace, resourcesOf });
  const references = createReferences(around);
  const makesCertificate = (source: Known) => {
    const made = madeOf(source, references, releaseFor(source.apiVersion, options.release));
    return Array.isArray(made) && made.some((one) => !isTaken(one, around));
  };
  return documents
    .filter(({ document }) => workspace.roleOf(path, document) !== 'patch')
    .flatMap(({ document }) =>
      resourcesOf(document).flatMap((resource) => {
        const { kind, map } = resource;
        if (kind === 'Issuer' || kind === 'ClusterIssuer')
          return solversIn(resource).map((span) => lens(document, span, 'solver-objects'));
        if (kind !== 'Ingress' && kind !== 'Gateway' && kind !== 'ListenerSet') return [];
        return makesCertificate(resource) ? [lens(document, startOf(map.span), 'certificate')] : [];
      }),
    );
}

/** Where the solvers stand that create something. */
function solversIn({ map }: Known): readonly Span[] {
  const acme = mapAt(map, 'spec.acme')?.value;
  const solvers = acme ? itemsAt(acme, 'solvers') : [];
  return solvers.flatMap(({ node, span }) => (solverWay(node).state === 'one' ? [startOf(span)] : []));
}

/** A lens stands above one line. */
const startOf = ({ start }: Span): Span => ({ start, end: start });

const texts: Texts<Readonly<Record<Subject, string>>> = {
  en: { 'solver-objects': 'Preview solver objects', certificate: 'Preview Certificate' },
  ko: { 'solver-objects': '솔버 리소스 미리 보기', certificate: 'Certificate 미리 보기' },
};
