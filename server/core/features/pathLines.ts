/** What stands in the boxes of the picture. */
import type { Gap } from '../issuance/gap.ts';
import type { PlannedCertificate, PlannedName, PlannedPod } from '../issuance/plan.ts';
import { describeTerms } from '../issuance/refusedNode.ts';
import { type DataMap, isMap, listIn, mapIn } from '../model/data.ts';
import { textAt } from '../model/look.ts';
import type { PathTexts } from './pathTexts.ts';

const typeNames = {
  acme: 'ACME',
  ca: 'CA',
  selfSigned: 'SelfSigned',
  vault: 'Vault',
  venafi: 'Venafi',
} as const;

export function issuerLines({ issuer, names }: PlannedCertificate, say: PathTexts): readonly string[] {
  const { name, namespace, group, found, resource, type, gap } = issuer;
  if (name === undefined) return [issuerName(gap?.why, say)];
  const lines = [`${namespace === undefined ? '' : `${namespace}/`}${name}`];
  if (group !== undefined) return [...lines, say.issuer.external(group)];
  if (gap) return [...lines, gap.why === 'templated' ? say.issuer.templatedKind : say.issuer.unknown];
  if (!found) return [...lines, say.issuer.missing];
  if (!resource) return [...lines, say.issuer.several];
  lines.push(typeName(type, say));
  const server = serverOf(issuer);
  if (server !== undefined) lines.push(server);
  if (names.some(({ state }) => state === 'not-acme')) lines.push(say.issuer.noChallenge);
  return lines;
}

function issuerName(gap: Gap | undefined, say: PathTexts): string {
  if (gap === 'absent') return say.issuer.notNamed;
  return gap === 'templated' ? say.noName.templated : say.issuer.unknown;
}

function typeName(type: PlannedCertificate['issuer']['type'], say: PathTexts): string {
  if (type === 'unknown') return say.issuer.unknown;
  return type === 'none' || type === 'several' ? say.issuer.type[type] : typeNames[type];
}

/** The host of the ACME server; undefined where it is not known. */
export function serverOf({ resource }: PlannedCertificate['issuer']): string | undefined {
  const server = resource && textAt(resource.map, 'spec.acme.server')?.value;
  return server === undefined ? undefined : (/^https?:\/\/([^/?#]+)/i.exec(server)?.[1] ?? server);
}

/** `waits`: how long it waits in place of a self check. */
export function solverLines(
  { state, choice, route, pod }: PlannedName,
  waits: string | undefined,
  say: PathTexts,
): readonly string[] {
  if (!choice) {
    if (state === 'none') return [say.solver.none];
    if (state === 'typeless-solver') return [say.solver.typeless];
    return state === 'templated' ? [say.solver.templated] : [];
  }
  if (choice.type === 'dns-01') return ['DNS-01'];
  if (isWayless(pod)) return ['HTTP-01', say.solver.way[pod.gap]];
  return ['HTTP-01', ...routeLines(route, say), ...(waits === undefined ? [] : [say.solver.waits(waits)])];
}

/** Whether an HTTP-01 solver surely creates nothing, for it names no way or two. */
export const isWayless = (pod: PlannedPod): pod is PlannedPod & { readonly gap: 'noWay' | 'twoWays' } =>
  pod.gap === 'noWay' || pod.gap === 'twoWays';

/** What requests come through. */
export function routeLines(route: PlannedName['route'], say: PathTexts): readonly string[] {
  if (!route) return [];
  if (route.kind === 'gateway') return [say.solver.gateway(route.gateway.name)];
  return [route.className === undefined ? say.solver.noClass : say.solver.ingressClass(route.className)];
}

const isPlatform = (label: string) => /^(beta\.)?kubernetes\.io\/(os|arch)$/.test(label);

/** What holds a pod to nodes, in words; what every solver pod asks for is left out. */
export function whereLines(pod: DataMap, say: PathTexts): readonly string[] {
  const selector = Object.entries(mapIn(pod, 'nodeSelector') ?? {})
    .filter(([key]) => !isPlatform(key))
    .map(([key, value]) => `${key}=${String(value)}`);
  const terms = describeTerms(pod);
  const podAffinity = mapIn(mapIn(pod, 'affinity') ?? {}, 'podAffinity') ?? {};
  const beside = (listIn(podAffinity, 'requiredDuringSchedulingIgnoredDuringExecution') ?? [])
    .filter(isMap)
    .map((term) => say.pod.beside(labelsIn(term)));
  const lines = [...selector, ...(terms === '' ? [] : [terms]), ...beside];
  return lines.length > 0 ? lines : [say.pod.anyNode];
}

function labelsIn(term: DataMap): string {
  const labels = mapIn(mapIn(term, 'labelSelector') ?? {}, 'matchLabels') ?? {};
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(', ');
}
