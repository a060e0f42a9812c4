/** What does not exist yet: the objects of a solver, and the Certificate of an annotated Ingress or Gateway. */
import { isBefore, type Release, releaseFor } from '../facts.ts';
import { podProblems } from '../issuance/podValidation.ts';
import { causesOf } from '../issuance/shimCauses.ts';
import { type Making, type ShapeMap, solverObjects } from '../issuance/solverObjects.ts';
import { type Wanted, wantedCertificates } from '../issuance/wanted.ts';
import { type DataMap, mapIn, textIn } from '../model/data.ts';
import type { Issuer } from '../model/issuer.ts';
import { itemsAt, mapAt } from '../model/look.ts';
import { type Known, knownResourcesOf } from '../model/resource.ts';
import { createReferences } from '../workspace/resources.ts';
import type { YamlNode } from '../yaml/tree.ts';
import type { DocumentQuestion } from './assist.ts';
import { markedYaml } from './marked.ts';
import { neighboursAround } from './neighbours.ts';
import { markWordsOf, type PreviewTexts, texts } from './previewTexts.ts';
import { solverWay } from './solverWay.ts';

/** YAML with comments, or a sentence why there is none. */
export type Preview = { readonly text: string } | { readonly why: string };

/** What somebody wants to see made: a solver's Pod and the like, or the Certificate of an Ingress or Gateway. */
export type Subject = 'solver-objects' | 'certificate';

/** What is made of the resource at the offset: of one solver where the offset is in it, else of all of its issuer. */
export function preview(question: DocumentQuestion, subject?: Subject): Preview {
  const { document, offset, options } = question;
  const say = texts[options.locale];
  const resources = knownResourcesOf(document.parsed().root);
  const resource =
    resources.find(({ map }) => map.span.start <= offset && offset <= map.span.end) ??
    (resources.length === 1 ? resources[0] : undefined);
  if (!resource) return { why: say.why.nothingHere };
  const release = releaseFor(resource.apiVersion, options.release);
  if (resource.kind === 'Issuer' || resource.kind === 'ClusterIssuer')
    return subject === 'certificate' ? { why: say.why.noSource } : ofIssuer(resource, offset, release, say);
  if (resource.kind === 'Ingress' || resource.kind === 'Gateway' || resource.kind === 'ListenerSet')
    return subject === 'solver-objects'
      ? { why: say.why.noIssuer }
      : ofSource(resource, question, release, say);
  return { why: say.why.nothingHere };
}

function ofIssuer(issuer: Issuer, offset: number, release: Release, say: PreviewTexts): Preview {
  const acme = mapAt(issuer.map, 'spec.acme')?.value;
  if (!acme) return { why: say.why.notAcme };
  const solvers = itemsAt(acme, 'solvers');
  const [here] = solvers.filter(({ span }) => span.start <= offset && offset <= span.end);
  const previews = (here ? [here] : solvers).map(({ node, index }) =>
    ofSolver(node, index, issuer, release, say),
  );
  const shown = previews.flatMap((one) => ('lines' in one ? [one.lines] : []));
  const [first] = previews;
  if (shown.length === 0) return { why: first && 'why' in first ? first.why : say.why.noSolver };
  return { text: file(say, shown) };
}

type SolverPreview = { readonly lines: readonly string[] } | { readonly why: string };

function ofSolver(
  solver: YamlNode,
  index: number,
  issuer: Issuer,
  release: Release,
  say: PreviewTexts,
): SolverPreview {
  const way = solverWay(solver);
  if (way.state !== 'one') return { why: say.why[way.state](index) };
  const { name, config } = way;
  const namespace = issuer.kind === 'Issuer' ? issuer.namespace : undefined;
  const objects = solverObjects(name, config, namespace, release);
  const refused = !podProblems(podSpecIn(config))[Symbol.iterator]().next().done;
  const parts: readonly (readonly string[])[] = [
    [...(refused ? [say.refused] : []).map(commented), ...yamlOf(objects.pod, say)],
    yamlOf(objects.service, say),
    [
      ...(objects.editedIngress === undefined ? [] : [commented(say.edited(objects.editedIngress))]),
      ...(isBefore(release, name === 'ingress' ? '1.6' : '1.15') ? [commented(say.older)] : []),
      ...yamlOf(objects.route, say),
    ],
  ];
  const title = say.solver(release, index, `${issuer.kind} ${issuer.name ?? '?'}`);
  return { lines: [commented(title), ...parts.flatMap((part) => ['---', ...part])] };
}

const podSpecIn = (config: DataMap): DataMap => mapIn(mapIn(config, 'podTemplate') ?? {}, 'spec') ?? {};

function ofSource(source: Known, question: DocumentQuestion, release: Release, say: PreviewTexts): Preview {
  const { kind } = source;
  const around = neighboursAround(question);
  const wanted = wantedCertificates(around, createReferences(around), release);
  const isOurs = (other: Known) => other.map === source.map;
  const certificates = wanted.certificates.filter((one) => isOurs(one.source));
  const [unplanned] = wanted.unplanned.filter((one) => isOurs(one.source));
  if (certificates.length > 0) {
    const title = commented(say.certificate(release, `${kind} ${source.name ?? '?'}`));
    const lines = certificates.flatMap((one) => ['---', ...yamlOf(certificateOf(one, release), say)]);
    return { text: file(say, [[title, ...lines]]) };
  }
  if (unplanned?.why === 'templated') return { why: say.why.sourceTemplated };
  if (unplanned?.why === 'nameless') return { why: say.why.sourceNameless };
  if (unplanned?.why === 'taken') return { why: say.why.taken(unplanned.name ?? '?') };
  if (unplanned) return { why: say.why.sourceRefused };
  const late = { Ingress: '0.11', Gateway: '1.5', ListenerSet: '1.20' } as const;
  const isLate = (kind === 'Gateway' || kind === 'ListenerSet') && isBefore(release, late[kind]);
  return { why: isLate ? say.why.older(kind, release) : say.why.noAnnotation(kind) };
}

/** What the shim makes: usages, and group and kind of the issuer, are its own, unless an annotation says them. */
function certificateOf(
  { source, name, namespace, spec, labels, annotations = {} }: Wanted,
  release: Release,
): Making {
  const causes = causesOf(source.map, spec, annotations, release);
  const own = Object.entries(spec).filter(([field]) => field !== 'usages' && field !== 'issuerRef');
  const issuer = textIn(mapIn(spec, 'issuerRef') ?? {}, 'name') ?? '';
  const owner = { apiVersion: source.apiVersion, kind: source.kind, name: source.name ?? '' };
  const frame: ShapeMap = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' };
  const named: ShapeMap = { name: name ?? '', ...(namespace !== undefined && { namespace }) };
  const labelled: ShapeMap = labels && Object.keys(labels).length > 0 ? { labels } : {};
  const overrides: ShapeMap = Object.keys(annotations).length > 0 ? { annotations } : {};
  const ownerReferences = [{ ...owner, controller: true, blockOwnerDeletion: true }];
  return {
    made: { ...frame, metadata: { ...named, ...labelled, ...overrides, ownerReferences }, spec },
    plain: { ...frame, spec: { usages: ['digital signature', 'key encipherment'] } },
    written: {
      metadata: { ...named, ...labelled },
      spec: { ...Object.fromEntries(own), issuerRef: { name: issuer } },
    },
    causes,
  };
}

function yamlOf(making: Making, say: PreviewTexts): readonly string[] {
  return markedYaml(making, markWordsOf(say));
}

/** No name may end a comment. */
function commented(text: string): string {
  return `# ${text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`;
}

function file({ legend }: PreviewTexts, parts: readonly (readonly string[])[]): string {
  const [first = [], ...rest] = parts;
  const lines = [...legend.map(commented), '#', ...first, ...rest.flatMap((part) => ['---', ...part])];
  return `${lines.join('\n')}\n`;
}
