/** The pictures that may be meant at a place of a workspace, and the one that is. */
import type { PathMark, PathNode, PathPlace } from './features/path.ts';
import { nameOf, noNameOf, pathOf } from './features/path.ts';
import { pathMermaid } from './features/pathMermaid.ts';
import { alternativeOf, labelOf, pathSvg } from './features/pathSvg.ts';
import { texts } from './features/pathTexts.ts';
import type { Plan, PlannedCertificate } from './issuance/plan.ts';
import { everyNode, nodesOf } from './model/node.ts';
import type { Known } from './model/resource.ts';
import type { Options } from './options.ts';
import { planOf } from './planOf.ts';
import type { Said } from './said.ts';
import { plain } from './text/markdown.ts';
import { type Span, shift } from './text/span.ts';
import { placeOf } from './workspace/composite.ts';
import type { Located } from './workspace/store.ts';
import type { Workspace } from './workspace/workspace.ts';
import { indexAt, type YamlDocument } from './yaml/documents.ts';
import type { YamlNode } from './yaml/tree.ts';

/** What is asked about: a place; `certificate` picks one of the choices of an earlier answer. */
export interface PathQuestion {
  readonly path: string;
  readonly offset: number | undefined;
  readonly certificate: string | undefined;
}

export interface PathAnswer {
  /** The Certificates that may be meant. */
  readonly choices: readonly PathChoice[];
  /** Of the one that is picked, or of the only one. */
  readonly picture: Picture | undefined;
}

export interface PathChoice {
  /** The same as long as the Certificate and what it is made of have their names. */
  readonly id: string;
  readonly label: string;
  /** Kind and name of what it is made of. */
  readonly source: string;
  /** The path of the kustomization or chart that builds it. */
  readonly builtBy: string | undefined;
  readonly place: PathPlace | undefined;
}

export interface Picture {
  readonly title: string;
  readonly svg: string;
  readonly mermaid: string;
  /** The parts that lead to a place, by the ids that they have in the SVG. */
  readonly nodes: readonly PictureNode[];
  /** The picture in sentences. */
  readonly sentences: readonly string[];
}

export interface PictureNode {
  readonly id: string;
  readonly label: string;
  readonly place: PathPlace | undefined;
}

/** Answers; `saidOf` tells what rules say of a resource. */
export function pathsOf(
  workspace: Workspace,
  { locale, release }: Options,
  saidOf: (resource: Known, aside: readonly YamlNode[]) => readonly Said[],
  question: PathQuestion,
): PathAnswer {
  const store = workspace.store();
  const say = texts[locale];
  const plan = planOf(workspace, release);
  const inFile = (path: string, document: YamlDocument, span: Span): PathPlace | undefined => {
    const placed = workspace.documents(path)?.find((one) => one.document === document);
    return placed && { path, span: shift(span, placed.start) };
  };
  const place = (resource: Known, span: Span) => {
    const located = store.locate(resource);
    const found = located && placeOf(located.composite, span);
    return found && inFile(found.path, found.document, found.span);
  };
  const choice = (certificate: PlannedCertificate): PathChoice => {
    const { source } = certificate;
    const start = source.map.span.start;
    const located = store.locate(source);
    const builder =
      located && workspace.builtFrom(located.path).find(({ built }) => built.resource === source)?.build;
    return {
      id: idOf(certificate, located),
      label: nameOf(certificate, say),
      source: `${source.kind} ${source.name ?? noNameOf(source, say)}`,
      builtBy: builder?.by?.path ?? builder?.root,
      place: place(source, { start, end: start }),
    };
  };
  const meant = question.certificate === undefined ? meantBy(plan, workspace, question) : plan.certificates;
  const all = meant.map((certificate) => ({ certificate, choice: choice(certificate) }));
  const asked = question.certificate;
  const picked =
    asked === undefined ? (all.length === 1 ? all : []) : all.filter((one) => one.choice.id === asked);
  const [one] = picked;
  const choices = all.map((some) => some.choice);
  if (!one) return { choices, picture: undefined };
  const known = nodesOf(store.all('Node').map(({ resource }) => resource));
  const graph = pathOf(one.certificate, {
    say,
    release,
    nodes: everyNode(known),
    placeOf: place,
    nodePlace(name) {
      const node = known.find(({ resource }) => resource.name === name)?.resource;
      return node && place(node, node.map.entries[0]?.key ?? node.map.span);
    },
    marksOf: (resource, aside) =>
      saidOf(resource, aside).map(
        ({ path, document, judged: { rule, severity, message, at } }): PathMark => ({
          rule,
          severity,
          message: plain(message),
          place: inFile(path, document, at),
        }),
      ),
  });
  const part = (node: PathNode): PictureNode => ({
    id: node.id,
    label: labelOf(node, say),
    // What is wrong is what somebody wants to see, the gravest first.
    place:
      node.marks.find(({ severity }) => severity === node.state)?.place ?? node.marks[0]?.place ?? node.place,
  });
  return {
    choices,
    picture: {
      title: graph.title,
      svg: pathSvg(graph, say),
      mermaid: pathMermaid(graph),
      nodes: graph.nodes.map(part),
      sentences: alternativeOf(graph, say),
    },
  };
}

function idOf({ name, namespace, source }: PlannedCertificate, located: Located | undefined): string {
  return JSON.stringify([located?.set ?? '', source.kind, namespace ?? '', source.name ?? '', name ?? '']);
}

/** Those of the resource at the place; else those that ask the issuer there; else of the file; else all. */
function meantBy(
  { certificates }: Plan,
  workspace: Workspace,
  { path, offset }: PathQuestion,
): readonly PlannedCertificate[] {
  const store = workspace.store();
  const documents = workspace.documents(path) ?? [];
  const placed = offset === undefined ? undefined : documents[indexAt(documents, offset)];
  const isHere = (resource: Known | undefined, exactly: boolean): boolean => {
    const located = resource && store.locate(resource);
    if (!resource || !located) return false;
    const parts = located.composite.parts.filter((part) => part.path === path);
    if (!exactly) return parts.length > 0;
    if (!placed || offset === undefined || !parts.some(({ document }) => document === placed.document))
      return false;
    const { span } = resource.map;
    const local = offset - placed.start;
    // Of a list of resources in one document only the one at the place.
    return (
      located.composite.parts.length > 1 || (span.start <= local && local <= span.end) || isAlone(located)
    );
  };
  const isAlone = ({ document, set }: Located) =>
    [...store.everything()].filter((other) => other.set === set && other.document === document).length === 1;
  const ways = [
    (one: PlannedCertificate) => isHere(one.source, true),
    (one: PlannedCertificate) => isHere(one.issuer.resource, true),
    (one: PlannedCertificate) => isHere(one.source, false),
    (one: PlannedCertificate) => isHere(one.issuer.resource, false),
  ];
  for (const way of ways) {
    const found = certificates.filter(way);
    if (found.length > 0) return found;
  }
  return certificates;
}
