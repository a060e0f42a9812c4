/** The plan of one name of a Certificate: its challenge, its solver, the solver's pod and the nodes that are left to it. */
import { gatewayPodTemplateSince, isBefore, type Release, releaseFor } from '../facts.ts';
import { type Data, type DataMap, isMap, mapIn, toData } from '../model/data.ts';
import type { Issuer } from '../model/issuer.ts';
import { issuerTypes } from '../model/issuerTypes.ts';
import { itemsAt, lacks, look, mapAt } from '../model/look.ts';
import type { Span } from '../text/span.ts';
import { type Route, type Serving, servingOf } from '../workspace/placement/serving.ts';
import { isDeeplyCertain, lookup } from '../yaml/read.ts';
import type { YamlMap, YamlNode } from '../yaml/tree.ts';
import { solversOf } from './acmeRequest.ts';
import { parentRefsOf } from './challengeParents.ts';
import { type Hidden, hiddenAt } from './gap.ts';
import type { Ground } from './ground.ts';
import { asAnswered, type Identifier, offeredFor } from './identifiers.ts';
import { type PodHold, type PodNamespace, podHold } from './podAffinity.ts';
import { mergePod } from './podMerge.ts';
import { podProblems } from './podValidation.ts';
import { amongNodes, type RefusedNode } from './refusedNode.ts';
import { type ShutOut, shutOut } from './routeAdmission.ts';
import { type ChallengeType, chooseSolver, type Why, whyChosen } from './solverChoice.ts';
import { type SolverPlacement, solverPlacement } from './solverPlacement.ts';
import { parentsOfAnnotations, routeOf } from './solverRoute.ts';
import { anywhere, type Wanted } from './wanted.ts';

export interface PlannedName {
  readonly identifier: Identifier;
  /**
   * `chosen`: a solver takes it. `none`: no solver of the ACME issuer does. `not-acme`: the issuer needs none.
   * `typeless-issuer`, `typeless-solver`: the issuer, or one of its solvers, surely has no type: the webhook refuses it.
   * `templated`: a template has a part in the choice. `unknown`: the issuer is not known, or cannot be read.
   */
  readonly state:
    | 'chosen'
    | 'none'
    | 'not-acme'
    | 'typeless-issuer'
    | 'typeless-solver'
    | 'templated'
    | 'unknown';
  readonly choice: PlannedChoice | undefined;
  readonly pod: PlannedPod;
  /** Nodes that may take the pod; undefined without HTTP-01, where no Node is known, or the pod is not. */
  readonly nodes: readonly string[] | undefined;
  readonly refused: readonly RefusedNode[];
  readonly route: Route | undefined;
  /** Why the Gateway that the challenge shall come through does not take it; undefined where it may. */
  readonly shut: ShutOut | undefined;
  /** Who serves the route; undefined where that is not known. */
  readonly serving: Serving | undefined;
  readonly placement: SolverPlacement | undefined;
}

export interface PlannedChoice {
  readonly type: ChallengeType;
  /** Index in the issuer's `spec.acme.solvers`. */
  readonly index: number;
  readonly why: Why;
  /** The solver in the issuer's document. */
  readonly at: Span;
}

/** The solver's pod as cert-manager merges it. */
export interface PlannedPod {
  /** Undefined where there is none, or a template has a part in it. */
  readonly data: DataMap | undefined;
  /** Whether the API server refuses it, so that no pod is ever made. */
  readonly refused: boolean;
  /** Why an HTTP-01 solver has no pod that is known: it names no way, or two; or what hides it. */
  readonly gap?: 'noWay' | 'twoWays' | Hidden;
}

const noPod: PlannedPod = { data: undefined, refused: false };

/** What will happen to a name; `issuer` undefined: nobody knows whom it asks. */
export function planName(
  identifier: Identifier,
  issuer: Issuer | undefined,
  wanted: Wanted,
  ground: Ground,
): PlannedName {
  const without = (state: PlannedName['state']): PlannedName => ({
    identifier,
    state,
    choice: undefined,
    pod: noPod,
    nodes: undefined,
    refused: [],
    route: undefined,
    shut: undefined,
    serving: undefined,
    placement: undefined,
  });
  if (!issuer) return without('unknown');
  const { hasTemplate } = ground.standing ?? anywhere;
  const acme = mapAt(issuer.map, 'spec.acme')?.value;
  if (!acme && issuerTypes.every((type) => lacks(issuer.map, `spec.${type}`)))
    return without('typeless-issuer');
  if (!acme && lacks(issuer.map, 'spec.acme')) return without('not-acme');
  const hidden = hiddenAt(issuer, ['spec.acme'], hasTemplate);
  if (!acme) return without(hidden === 'templated' ? hidden : 'unknown');
  if (lacks(acme, 'solvers')) return without('none');
  const solvers = solversOf(acme);
  const byLabel = solvers?.some((solver) => mapIn(mapIn(solver, 'selector') ?? {}, 'matchLabels'));
  if (!solvers && itemsAt(acme, 'solvers').some(({ node }) => isTypeless(node)))
    return without('typeless-solver');
  if (!solvers) return without(hidden === 'templated' ? hidden : 'unknown');
  if (byLabel && !wanted.labels) return without(hasTemplate(wanted.source) ? 'templated' : 'unknown');
  const name = asAnswered(identifier);
  const chosen = chooseSolver(solvers, name, wanted.labels ?? {}, offeredFor(identifier));
  const solver = chosen && solvers[chosen.index];
  const item = chosen && itemsAt(acme, 'solvers')[chosen.index];
  if (!chosen || !solver || item?.node.type !== 'map') return without('none');
  const choice = { ...chosen, why: whyChosen(solver, name), at: item.span };
  if (choice.type !== 'http-01') return { ...without('chosen'), choice };
  const hostname = identifier.type === 'dns' ? name : undefined;
  const shut = shutOutOf(item.node, hostname, issuer, wanted, ground);
  return { ...without('chosen'), choice, shut, ...planPod(item.node, issuer, wanted, ground) };
}

function shutOutOf(
  solver: YamlMap,
  hostname: string | undefined,
  issuer: Issuer,
  { annotations, namespace }: Wanted,
  { resources, release, everywhere = resources.all, isUnsure = () => false }: Ground,
): ShutOut | undefined {
  const refs = parentRefsOf(solver);
  if (!refs || !annotations) return undefined;
  const parents = [...refs, ...parentsOfAnnotations(annotations, releaseFor(issuer.apiVersion, release))];
  return shutOut(parents, { namespace, hostname }, { find: resources.find, everywhere, isUnsure })[0];
}

const isTypeless = (solver: YamlNode) =>
  solver.type === 'map' && ['http01', 'dns01'].every((type) => lacks(solver, type));

type PlacedPart = Pick<PlannedName, 'pod' | 'route' | 'serving'> & { readonly placement: SolverPlacement };
type PodPart = PlacedPart & Pick<PlannedName, 'nodes' | 'refused'>;

function planPod(solver: YamlMap, issuer: Issuer, wanted: Wanted, ground: Ground): PodPart {
  const { namespace } = wanted;
  const own = namespace === undefined ? undefined : { name: namespace };
  const { pod: made, route, serving, placement, hold } = placePod(solver, issuer, wanted, own, ground);
  const { hasTemplate } = ground.standing ?? anywhere;
  const pod: PlannedPod =
    made.gap === 'templated' && !hasTemplate(issuer) ? { ...made, gap: 'unclear' } : made;
  const { taken, refused } =
    pod.data && ground.nodes ? amongNodes(pod.data, hold, ground.nodes) : { taken: undefined, refused: [] };
  return { pod, route, serving, placement, nodes: taken, refused };
}

/** A pod with what it is held against. */
interface PlacedPod extends PlacedPart {
  readonly hold: PodHold;
  /** Where the pod may land if its podTemplate has another spec. */
  readonly tried: (spec: DataMap) => SolverPlacement;
}

/**
 * Where the pod of an HTTP-01 solver may land, for a Certificate with these annotations in that namespace; `own`: the
 * namespace of the pod.
 */
export function placePod(
  solver: YamlMap,
  issuer: Pick<Issuer, 'apiVersion'>,
  wanted: Pick<Wanted, 'annotations' | 'namespace'>,
  own: PodNamespace,
  ground: Ground,
): PlacedPod {
  const release = releaseFor(issuer.apiVersion, ground.release);
  const pod = podOf(solver, release);
  const http01 = lookup(solver, 'http01')?.entry.value;
  const data: Data = http01 && isDeeplyCertain(http01) ? toData(http01) : null;
  const route =
    isMap(data) && wanted.annotations
      ? routeOf(data, wanted.annotations, wanted.namespace, ground.resources, ground.references, release)
      : undefined;
  const { controllers, nodes } = ground;
  const serving = route && servingOf(controllers, route);
  const holdOf = (pod: DataMap) => podHold(pod, controllers, own, nodes);
  const placed = (pod: DataMap | undefined, hold: PodHold) =>
    solverPlacement(pod, { serving: serving ?? { state: 'unknown' }, hold, nodes });
  const hold = holdOf(pod.data ?? {});
  return {
    pod,
    route,
    serving,
    hold,
    placement: placed(pod.data, hold),
    tried: (spec) => {
      const other = mergePod(spec, release);
      return placed(other, holdOf(other));
    },
  };
}

/** The pod of a solver with one way; with two there is no solver at all. */
function podOf(solver: YamlMap, release: Release): PlannedPod {
  const ways = (['ingress', 'gatewayHTTPRoute'] as const).map((way) => look(solver, `http01.${way}`));
  const [ingress, gateway] = ways;
  const [way, ...others] = ways.filter(({ state }) => state !== 'absent');
  if (!ingress || !gateway) return noPod;
  if (!way) return { ...noPod, gap: 'noWay' };
  if (ways.every(({ state }) => state === 'written')) return { ...noPod, gap: 'twoWays' };
  if (others.length > 0 || way.state !== 'written' || way.node.type !== 'map')
    return { ...noPod, gap: 'templated' };
  const template = look(way.node, 'podTemplate');
  const isRead = way === ingress || !isBefore(release, gatewayPodTemplateSince);
  if (!isRead || template.state === 'absent') return { data: mergePod({}, release), refused: false };
  if (template.state === 'unknown' || !isDeeplyCertain(template.node)) return { ...noPod, gap: 'templated' };
  const data = toData(template.node);
  const spec = (isMap(data) ? mapIn(data, 'spec') : undefined) ?? {};
  return { data: mergePod(spec, release), refused: !podProblems(spec)[Symbol.iterator]().next().done };
}
