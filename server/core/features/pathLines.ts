/** What stands in the boxes of the picture. */
import type { PlannedCertificate, PlannedName } from '../issuance/plan.ts';
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
  const { name, namespace, group, found, resource, type } = issuer;
  const lines = [
    name === undefined ? say.noName : `${namespace === undefined ? '' : `${namespace}/`}${name}`,
  ];
  if (group !== undefined) return [...lines, say.issuer.external(group)];
  if (name === undefined) return lines;
  if (!found) return [...lines, say.issuer.missing];
  if (!resource) return [...lines, say.issuer.several];
  lines.push(type === 'unknown' ? say.issuer.unknown : typeNames[type]);
  const server = serverOf(issuer);
  if (server !== undefined) lines.push(server);
  if (names.some(({ state }) => state === 'not-acme')) lines.push(say.issuer.noChallenge);
  return lines;
}

/** The host of the ACME server; undefined where it is not known. */
export function serverOf({ resource }: PlannedCertificate['issuer']): string | undefined {
  const server = resource && textAt(resource.map, 'spec.acme.server')?.value;
  return server === undefined ? undefined : (/^https?:\/\/([^/?#]+)/i.exec(server)?.[1] ?? server);
}

/** `waits`: how long it waits in place of a self check. */
export function solverLines(
  { state, choice, route }: PlannedName,
  waits: string | undefined,
  say: PathTexts,
): readonly string[] {
  if (!choice) return [state === 'none' ? say.solver.none : say.solver.unknown];
  if (choice.type === 'dns-01') return ['DNS-01'];
  return ['HTTP-01', ...routeLines(route, say), ...(waits === undefined ? [] : [say.solver.waits(waits)])];
}

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
