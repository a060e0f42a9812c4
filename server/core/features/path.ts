/**
 * The way of a challenge as a graph: who asks whom, what is created, who sends requests to it, and where both ends may
 * run. What is wrong stands at the part that it concerns. Drawing it is the business of others (`pathSvg.ts`,
 * `pathMermaid.ts`).
 */
import { isBefore, type Release } from '../facts.ts';
import { entriesOfOthers, idleSolvers, type PlannedCertificate, type PlannedName } from '../issuance/plan.ts';
import { itemsAt, lacks, textAt } from '../model/look.ts';
import type { Node } from '../model/node.ts';
import type { Known } from '../model/resource.ts';
import type { Severity } from '../rules/rule.ts';
import type { Span } from '../text/span.ts';
import type { YamlNode } from '../yaml/tree.ts';
import { issuerLines, isWayless, solverLines } from './pathLines.ts';
import { type Requests, requestsOf } from './pathRequests.ts';
import type { PathTexts } from './pathTexts.ts';

export type PathKind =
  | 'source'
  | 'certificate'
  | 'issuer'
  | 'solver'
  | 'pod'
  | 'record'
  | 'controller'
  | 'ca'
  | 'selfCheck'
  | 'nodes';

/** `unknown`: nobody here knows; `plain`: nothing is the matter. */
export type PathState = Severity | 'unknown' | 'plain';

/** A place in a file of the workspace. */
export interface PathPlace {
  readonly path: string;
  readonly span: Span;
}

/** What a rule says of a part. */
export interface PathMark {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: PathPlace | undefined;
}

export interface PathNode {
  readonly id: string;
  readonly kind: PathKind;
  readonly title: string;
  readonly lines: readonly string[];
  readonly state: PathState;
  readonly marks: readonly PathMark[];
  readonly place: PathPlace | undefined;
}

export interface PathEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly state: PathState;
}

export interface PathGraph {
  readonly title: string;
  readonly nodes: readonly PathNode[];
  readonly edges: readonly PathEdge[];
}

/** What the graph is made of beside the plan. */
export interface PathGround {
  /** All nodes of the cluster; undefined where none is known, or not all. */
  readonly nodes: readonly Node[] | undefined;
  readonly placeOf: (resource: Known, span: Span) => PathPlace | undefined;
  readonly nodePlace: (name: string) => PathPlace | undefined;
  /** What rules say of a resource, and not of its nodes `aside`. */
  readonly marksOf: (resource: Known, aside: readonly YamlNode[]) => readonly PathMark[];
  readonly release: Release;
  readonly say: PathTexts;
}

/** Collects nodes and edges; a node that is added twice is there once. */
export interface Drawing {
  add(key: string, node: Omit<PathNode, 'id' | 'state' | 'marks'> & Partial<PathNode>): string;
  join(from: string | undefined, to: string | undefined, label: string, state?: PathState): void;
}

/** Ways of names that are drawn; how many more there are is said. */
const mostGroups = 6;

/** The graph of one Certificate. */
export function pathOf(certificate: PlannedCertificate, ground: PathGround): PathGraph {
  const { say, marksOf } = ground;
  const nodes = new Map<string, PathNode>();
  const edges: PathEdge[] = [];
  const drawing: Drawing = {
    add(key, { marks = [], state = 'plain', ...node }) {
      const known = nodes.get(key);
      if (known) return known.id;
      const id = `n${nodes.size}`;
      nodes.set(key, { ...node, id, marks, state: worst([state, ...marks.map(({ severity }) => severity)]) });
      return id;
    },
    join(from, to, label, state = 'plain') {
      const isKnown = edges.some((edge) => edge.from === from && edge.to === to);
      if (from !== undefined && to !== undefined && !isKnown) edges.push({ from, to, label, state });
    },
  };
  const certificateId = addCertificate(certificate, ground, drawing);
  const { resource: issuer } = certificate.issuer;
  const issuerMarks = issuer ? marksOf(issuer, idleSolvers(certificate)) : [];
  // Of an issuer that nobody knows, no solver is known either.
  const known = certificate.issuer.resource ? groupsOf(certificate.names) : [];
  const solvers = known.slice(0, mostGroups).map((group) => ({
    group,
    at: solverPlace(group.name, certificate, ground),
    waits: waitOf(group.name, certificate, ground),
  }));
  const isOfSolver = (mark: PathMark) => solvers.some(({ at }) => at && isInside(mark.place, at));
  const issuerId = drawing.add('issuer', {
    kind: 'issuer',
    title: certificate.issuer.kind ?? 'Issuer',
    lines: issuerLines(certificate, say),
    state: certificate.issuer.resource || certificate.issuer.group ? 'plain' : 'unknown',
    marks: issuerMarks.filter((mark) => !isOfSolver(mark)),
    place: startOf(certificate.issuer.resource, ground),
  });
  drawing.join(certificateId, issuerId, say.edge.asks);
  const requests = requestsOf(certificate, ground, drawing);
  for (const { group, at, waits } of solvers) {
    const marks = issuerMarks.filter((mark) => at && isInside(mark.place, at));
    addSolver({ ...group, at, waits, marks }, issuerId, requests, ground, drawing);
  }
  if (known.length > solvers.length) {
    const left = say.nodes.more(known.length - solvers.length);
    const more = drawing.add('more', { kind: 'solver', title: left, lines: [], place: undefined });
    drawing.join(issuerId, more, say.edge.solves);
  }
  return {
    title: say.title(nameOf(certificate, say)),
    nodes: [...nodes.values()],
    edges,
  };
}

/** The name of a Certificate with its namespace. */
export function nameOf({ name, namespace, source }: PlannedCertificate, say: PathTexts): string {
  return `${namespace === undefined ? '' : `${namespace}/`}${name ?? noNameOf(source, say)}`;
}

/** What stands in the place of a name that is not known. */
export const noNameOf = ({ map }: Known, say: PathTexts): string =>
  say.noName[lacks(map, 'metadata.name') ? 'absent' : 'templated'];

function addCertificate(certificate: PlannedCertificate, ground: PathGround, drawing: Drawing): string {
  const { say, marksOf } = ground;
  const { source, written, names, moreNames } = certificate;
  const place = startOf(source, ground);
  const asked = names.slice(0, 3).map(({ identifier }) => identifier.name);
  const more = names.length > 3 ? [say.nodes.more(names.length - 3)] : [];
  const id = drawing.add('certificate', {
    kind: 'certificate',
    title: 'Certificate',
    lines: [
      nameOf(certificate, say),
      ...(written ? [] : [say.certificate.made]),
      ...(names.length === 0 && !moreNames ? [say.certificate.noNames] : []),
      ...asked,
      ...more,
      ...(moreNames ? [say.certificate.moreNames[moreNames]] : []),
    ],
    marks: written ? marksOf(source, []) : [],
    place,
  });
  if (written) return id;
  const sourceId = drawing.add('source', {
    kind: 'source',
    title: source.kind,
    lines: [source.name ?? noNameOf(source, say)],
    marks: marksOf(source, entriesOfOthers(certificate)),
    place,
  });
  drawing.join(sourceId, id, say.edge.makes);
  return id;
}

/** Names that go one way. */
export interface NameGroup {
  readonly name: PlannedName;
  readonly names: readonly string[];
}

function groupsOf(names: readonly PlannedName[]): readonly NameGroup[] {
  const groups = new Map<string, PlannedName[]>();
  for (const name of names) {
    // Where the issuer has no type, its box says so.
    if (name.state === 'not-acme' || name.state === 'typeless-issuer') continue;
    const { choice, pod, route, shut } = name;
    const key = JSON.stringify([name.state, choice?.index, choice?.type, pod.data, route, shut?.why]);
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()].flatMap((some) => {
    const [name] = some;
    return name ? [{ name, names: some.map(({ identifier }) => identifier.name) }] : [];
  });
}

/** Findings that are about the pod, and not about the solver's choice or way. */
const aboutPod = /^(?:http01-)?solver-(?:pod|template|without-node)/;

interface DrawnSolver extends NameGroup {
  readonly at: PathPlace | undefined;
  readonly waits: string | undefined;
  readonly marks: readonly PathMark[];
}

function addSolver(
  { name, names, at, waits, marks }: DrawnSolver,
  issuerId: string,
  requests: Requests,
  { say }: PathGround,
  drawing: Drawing,
): void {
  const { choice, state } = name;
  const [first = ''] = names;
  const without = state === 'none' ? say.solver.noneTitle : say.solver.unknownTitle;
  const title = choice ? say.solver.title(choice.index) : without;
  const own = marks.filter(({ rule }) => choice?.type === 'dns-01' || !aboutPod.test(rule));
  const solverId = drawing.add(`solver ${title} ${choice ? '' : first}`, {
    kind: 'solver',
    title,
    lines: solverLines(name, waits, say),
    state: choice ? 'plain' : state === 'none' ? 'warning' : 'unknown',
    marks: own,
    place: at,
  });
  drawing.join(issuerId, solverId, say.edge.names(first, names.length - 1));
  if (!choice) return;
  const ofPod = marks.filter((mark) => !own.includes(mark));
  if (choice.type === 'dns-01') requests.toRecord(solverId, names);
  else if (!isWayless(name.pod)) requests.toPod(solverId, name, at, ofPod, waits === undefined);
}

/** How long the solver waits in place of a self check (`waitInsteadOfSelfCheck`, since 1.21). */
function waitOf(
  { choice }: PlannedName,
  { issuer }: PlannedCertificate,
  { release }: PathGround,
): string | undefined {
  if (!choice || !issuer.resource || isBefore(release, '1.21')) return undefined;
  const solver = itemsAt(issuer.resource.map, 'spec.acme.solvers')[choice.index]?.node;
  return solver?.type === 'map' ? textAt(solver, 'waitInsteadOfSelfCheck')?.value : undefined;
}

function solverPlace(
  { choice }: PlannedName,
  { issuer }: PlannedCertificate,
  { placeOf }: PathGround,
): PathPlace | undefined {
  return choice && issuer.resource ? placeOf(issuer.resource, choice.at) : undefined;
}

/** Where a resource tells its name, or else starts. */
function startOf(resource: Known | undefined, { placeOf }: PathGround): PathPlace | undefined {
  if (!resource) return undefined;
  const span = textAt(resource.map, 'metadata.name')?.span ?? resource.map.entries[0]?.key;
  return span && placeOf(resource, span);
}

function isInside(place: PathPlace | undefined, outer: PathPlace): boolean {
  return (
    place !== undefined &&
    place.path === outer.path &&
    outer.span.start <= place.span.start &&
    place.span.end <= outer.span.end
  );
}

const ranks: readonly PathState[] = ['error', 'warning', 'info', 'unknown', 'plain'];

/** The gravest of some states. */
export function worst(states: readonly PathState[]): PathState {
  return ranks.find((rank) => states.includes(rank)) ?? 'plain';
}
