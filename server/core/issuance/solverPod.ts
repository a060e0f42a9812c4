/** Where the scheduler may put the pod that cert-manager creates for an HTTP-01 challenge. */

import { gatewayPodTemplateSince, isBefore, type Release } from '../facts.ts';
import { type DataPath, isMap, nodeIn, placeOf, toData } from '../model/data.ts';
import type { Field } from '../model/field.ts';
import type { Http01, Http01Route, Issuer, Solver } from '../model/issuer.ts';
import type { NodeSelectorTerm, PodSpec, PodTemplate, Requirement } from '../model/pod.ts';
import type { Span } from '../text/span.ts';
import { isDeeplyCertain, isNull, lookup } from '../yaml/read.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/tree.ts';
import { isRead } from './podMerge.ts';
import type { PodProblem } from './podProblem.ts';
import { podProblems } from './podValidation.ts';

/** What a solver's podTemplate says about nodes, as the scheduler will read it. */
export type Placement =
  /** Held to nodes by something else than their operating system or architecture. */
  | { readonly kind: 'pinned' }
  /** A template, a placeholder or a value of the wrong type has a part in it. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unpinned' }
  /** Only wishes, which the scheduler may leave unmet. */
  | { readonly kind: 'preferred'; readonly field: Field<unknown> }
  /** Only `kubernetes.io/os` or `kubernetes.io/arch` is asked for; `field` is what asks. */
  | { readonly kind: 'platform-only'; readonly field: Field<unknown> }
  /** A required node affinity that no node can meet. */
  | { readonly kind: 'no-node'; readonly field: Field<unknown> }
  /** A required podAffinity whose topology is wider than a node. */
  | { readonly kind: 'wide-topology'; readonly field: Field<unknown>; readonly topologyKey: string }
  /** Written where cert-manager does not read it. */
  | Misplaced;

export interface Misplaced {
  readonly kind: 'misplaced';
  /** The mapping that holds it, and it. */
  readonly map: YamlMap;
  readonly entry: YamlEntry;
  /** The keys that are missing around it, from `map` down. */
  readonly path: readonly string[];
  /** Where it stands and where it belongs, as paths from `http01` on. */
  readonly stands: string;
  readonly belongs: string;
}

export type RouteName = 'ingress' | 'gatewayHTTPRoute';

/**
 * Reads the placement of one way of a solver. cert-manager merges `nodeSelector` into the pod and copies
 * `affinity` (`pkg/issuer/acme/http/pod.go`, `mergePodObjectMetaWithPodTemplate`, release 1.21).
 */
export function placementOf(
  solver: Solver,
  http01: Field<Http01>,
  name: RouteName,
  route: Field<Http01Route>,
): Placement {
  if (!route.value.certain) return { kind: 'unknown' };
  const template = route.value.podTemplate;
  const spec = template?.value.spec;
  const mistyped =
    isMistyped(route.value.map, 'podTemplate', template) ||
    (template && isMistyped(template.value.map, 'spec', spec));
  if (mistyped) return { kind: 'unknown' };
  const asked: Placement = spec ? placementOfSpec(spec.value) : { kind: 'unpinned' };
  if (asked.kind === 'pinned' || asked.kind === 'unknown') return asked;
  return misplaced(solver, http01, name, route) ?? asked;
}

function placementOfSpec(spec: PodSpec): Placement {
  const affinity = spec.affinity?.value;
  const node = affinity?.nodeAffinity?.value;
  const pod = affinity?.podAffinity?.value;
  const mistyped =
    isMistyped(spec.map, 'nodeSelector', spec.nodeSelector) ||
    isMistyped(spec.map, 'affinity', spec.affinity) ||
    (affinity &&
      (isMistyped(affinity.map, 'nodeAffinity', affinity.nodeAffinity) ||
        isMistyped(affinity.map, 'podAffinity', affinity.podAffinity))) ||
    (node && isMistyped(node.map, 'requiredDuringSchedulingIgnoredDuringExecution', node.required));
  if (mistyped) return { kind: 'unknown' };

  const labels = spec.nodeSelector && [...spec.nodeSelector.value.keys()];
  const terms = node?.required?.value.terms?.value ?? [];
  const topologyKeys = pod?.required?.value.map((term) => term.topologyKey) ?? [];
  if (
    labels?.some((label) => !isPlatform(label)) ||
    terms.some((term) => canMatch(term) && !requirements(term).every(({ key }) => isPlatform(key))) ||
    topologyKeys.includes('kubernetes.io/hostname')
  ) {
    return { kind: 'pinned' };
  }
  // Without terms there is no requirement: a null is dropped, and their absence is refused at once.
  const field = node?.required?.value.terms;
  if (field && !isNull(field.entry.value)) {
    return { kind: terms.some(canMatch) ? 'platform-only' : 'no-node', field };
  }
  const topologyKey = topologyKeys.find((key) => key !== undefined);
  if (pod?.required && topologyKey !== undefined)
    return { kind: 'wide-topology', field: pod.required, topologyKey };
  const wish = node?.preferred?.value.length
    ? node.preferred
    : pod?.preferred?.value.length
      ? pod.preferred
      : undefined;
  if (wish) return { kind: 'preferred', field: wish };
  return spec.nodeSelector && labels?.length
    ? { kind: 'platform-only', field: spec.nodeSelector }
    : { kind: 'unpinned' };
}

function requirements(term: NodeSelectorTerm): readonly Requirement[] {
  return [...(term.matchExpressions?.value ?? []), ...(term.matchFields?.value ?? [])];
}

/** A term without requirements matches no node (k8s.io/component-helpers `nodeaffinity.go`, `isEmptyNodeSelectorTerm`). */
function canMatch(term: NodeSelectorTerm): boolean {
  const all = requirements(term);
  return all.length > 0 && all.every(({ operator, values }) => operator !== 'In' || values > 0);
}

function isPlatform(label: string | undefined): boolean {
  return label !== undefined && /^(beta\.)?kubernetes\.io\/(os|arch)$/.test(label);
}

function isMistyped(map: YamlMap, name: string, field: Field<unknown> | undefined): boolean {
  return field === undefined && lookup(map, name) !== undefined;
}

/** Home of each key that places a pod: its depth in the chain `solver › http01 › <route> › podTemplate › …`. */
const homes: ReadonlyMap<string, number> = new Map([
  ['podTemplate', 2],
  ['nodeSelector', 4],
  ['affinity', 4],
  ['nodeAffinity', 5],
  ['podAffinity', 5],
  ['requiredDuringSchedulingIgnoredDuringExecution', 6],
  ['preferredDuringSchedulingIgnoredDuringExecution', 6],
  ['nodeSelectorTerms', 7],
]);

/** The first of those keys that stands in a mapping further up than its home. */
function misplaced(
  solver: Solver,
  http01: Field<Http01>,
  name: RouteName,
  route: Field<Http01Route>,
): Misplaced | { readonly kind: 'unknown' } | undefined {
  const template = route.value.podTemplate?.value;
  const spec = template?.spec?.value;
  const chain = [
    'http01',
    name,
    'podTemplate',
    'spec',
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
  ];
  const maps = [
    solver.map,
    http01.value.map,
    route.value.map,
    template?.map,
    spec?.map,
    spec?.affinity?.value.map,
    spec?.affinity?.value.nodeAffinity?.value.map,
  ];
  for (const [depth, map] of maps.entries()) {
    for (const entry of map?.entries ?? []) {
      const home = homes.get(entry.name);
      if (!map || home === undefined || home <= depth) continue;
      // A template fills it: what it asks for, nobody can see.
      if (!entry.value.certain) return { kind: 'unknown' };
      const path = chain.slice(depth, home);
      const inside = (levels: number) => [...chain.slice(0, levels), entry.name].join('.');
      return { kind: 'misplaced', map, entry, path, stands: inside(depth), belongs: inside(home) };
    }
  }
  return undefined;
}

/** The podTemplates of an issuer's solvers that this release reads; one that several solvers share comes once. */
export function* podTemplates(issuer: Issuer, release: Release): Iterable<Field<PodTemplate>> {
  const seen = new Set<YamlNode>();
  for (const { http01 } of issuer.solvers) {
    for (const name of ['ingress', 'gatewayHTTPRoute'] as const) {
      const template = http01?.value[name]?.value.podTemplate;
      if (!template || seen.has(template.entry.value)) continue;
      if (name === 'gatewayHTTPRoute' && isBefore(release, gatewayPodTemplateSince)) continue;
      seen.add(template.entry.value);
      yield template;
    }
  }
}

/** A problem with its place; `culprit` is that of the value, where the API server names another field. */
export interface PlacedProblem {
  readonly problem: PodProblem;
  readonly at: Span;
  readonly culprit: Span | undefined;
}

/** Fields that the CRD demands: where they are missing, the podTemplate is refused before it is one. */
const demanded = new Set<unknown>([
  'nodeSelectorTerms',
  'weight',
  'topologyKey',
  'key',
  'operator',
  'name',
  'type',
]);

/** What the API server refuses of the solver pods, in fields of the podTemplate whose name is in `fields`. */
export function* refusedPods(
  issuer: Issuer,
  release: Release,
  fields: readonly string[],
): Iterable<PlacedProblem> {
  for (const template of podTemplates(issuer, release)) {
    const spec = template.value.spec;
    const data = spec && toData(spec.value.map);
    if (!spec || !isMap(data)) continue;
    const { map } = spec.value;
    for (const problem of podProblems(data)) {
      const [field] = problem.path;
      if (!fields.includes(String(field)) || !isRead(String(field), release)) continue;
      if (!isKnown(map, problem.subject)) continue;
      const place = placeOf(map, problem.path, spec.key);
      if (!place.node && field !== 'tolerations' && demanded.has(problem.path.at(-1))) continue;
      const culprit = problem.culprit && placeOf(map, problem.culprit, spec.key).at;
      yield { problem, at: place.at, culprit };
    }
  }
}

/** Whether all at `path` is surely what is written, and so is which keys stand beside it. */
export function isKnown(map: YamlMap, path: DataPath): boolean {
  const node = nodeIn(map, path);
  const holder = nodeIn(map, path.slice(0, -1));
  return (node === undefined || isDeeplyCertain(node)) && holder?.certain === true;
}
