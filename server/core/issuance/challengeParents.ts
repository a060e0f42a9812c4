/** The parents that the HTTPRoute of a challenge gets, and whether they let it in: of the issuer, and of who asks it. */
import { isBefore, type Release } from '../facts.ts';
import { type DataMap, isMap, listIn, mapIn, toData } from '../model/data.ts';
import type { Issuer } from '../model/issuer.ts';
import { itemsAt, lacks } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import { isDeeplyCertain, lookup } from '../yaml/read.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { type AcmeRequest, type AskedName, solversOf } from './acmeRequest.ts';
import { clusterIssuerKey, issuerKey, parentKindKey, parentNameKey } from './annotations.ts';
import type { Index } from './placedSolver.ts';
import { type Gateways, type ShutOut, shutOut } from './routeAdmission.ts';
import { annotation, lacksAnnotation } from './shimObject.ts';
import type { Annotations } from './shimTranslate.ts';
import { chooseSolver } from './solverChoice.ts';
import { parentsOfAnnotations } from './solverRoute.ts';
import { overridesOf } from './wanted.ts';

/** What finds Gateways, and who else asks an issuer; the index of the rules is one. */
export type Askers = Pick<Index, 'find' | 'everywhere'> & Pick<Gateways, 'isUnsure'>;

/** The `parentRefs` of a solver with `gatewayHTTPRoute` alone; undefined where a template has a part in it. */
export function parentRefsOf(solver: YamlMap): readonly DataMap[] | undefined {
  const http01 = lookup(solver, 'http01')?.entry.value;
  const data = http01 && isDeeplyCertain(http01) ? toData(http01) : undefined;
  const route = isMap(data) ? mapIn(data, 'gatewayHTTPRoute') : undefined;
  if (!route || !lacks(solver, 'http01.ingress')) return undefined;
  const refs = listIn(route, 'parentRefs') ?? [];
  return refs.every(isMap) ? refs : undefined;
}

/**
 * Why no challenge of a solver comes through, whoever asks: for each of its parents; none where one may. Since 1.20 a Gateway that asks is a parent
 * itself, and annotations may name others: where there are such, nothing is sure.
 */
export function shutOutForAll(
  issuer: Issuer,
  solver: YamlMap,
  release: Release,
  index: Askers,
): readonly ShutOut[] {
  const parents = parentRefsOf(solver) ?? [];
  const namespace = issuer.kind === 'Issuer' ? issuer.namespace : undefined;
  const found = shutOut(parents, { namespace, hostname: undefined }, index);
  return found.length > 0 && bringsParents(issuer, release, index) ? [] : found;
}

/** Whether somebody who may ask the issuer brings a parent along that may let the challenge in. */
function bringsParents({ name }: Issuer, release: Release, index: Askers): boolean {
  if (isBefore(release, '1.20')) return false;
  const asks = ({ map }: Known) =>
    [issuerKey, clusterIssuerKey].some(
      (key) => !lacksAnnotation(map, key) && (annotation(map, key)?.value ?? name) === name,
    );
  const letsIn = (gateway: Known) => {
    const { namespace, name: own = '' } = gateway;
    return shutOut([{ kind: 'Gateway', name: own }], { namespace, hostname: undefined }, index).length === 0;
  };
  return (
    index.everywhere('ListenerSet').length > 0 ||
    index.everywhere('Gateway').some((gateway) => asks(gateway) && letsIn(gateway)) ||
    index.everywhere('Certificate').some(({ map }) => !lacksAnnotation(map, parentNameKey))
  );
}

/** Why the challenge of a name that somebody asks for does not come through; undefined where it may, or goes another way. */
export function shutOutFor(
  { name }: AskedName,
  request: AcmeRequest,
  asker: Known,
  release: Release,
  index: Askers,
): ShutOut | undefined {
  const solver = solverFor(name, request);
  const refs = solver && parentRefsOf(solver);
  const annotations = annotationsOf(asker);
  if (!solver || !refs || !annotations) return undefined;
  if (shutOutForAll(request.issuer, solver, release, index).length > 0) return undefined;
  const parents = [...refs, ...parentsOfAnnotations(annotations, release)];
  return shutOut(parents, { namespace: asker.namespace, hostname: name }, index)[0];
}

/** The HTTP-01 solver that takes a name. */
function solverFor(name: string, { acme, labels }: AcmeRequest): YamlMap | undefined {
  const solvers = solversOf(acme);
  const byLabel = solvers?.some((solver) => mapIn(mapIn(solver, 'selector') ?? {}, 'matchLabels'));
  if (!solvers || (byLabel && !labels)) return undefined;
  const choice = chooseSolver(solvers, name, labels ?? {});
  const node = choice?.type === 'http-01' ? itemsAt(acme, 'solvers')[choice.index]?.node : undefined;
  return node?.type === 'map' ? node : undefined;
}

/** What the Certificate of an asker says of its way; undefined where that is not known. */
function annotationsOf({ kind, name, map }: Known): Annotations | undefined {
  if (kind === 'Certificate') return overridesOf(map);
  if (kind === 'Ingress') return {};
  if (kind !== 'Gateway' || name === undefined) return undefined;
  return { [parentKindKey]: kind, [parentNameKey]: name };
}
