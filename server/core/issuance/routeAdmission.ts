/**
 * Whether a Gateway lets the HTTPRoute of an HTTP-01 challenge in (behaviour facts, section 3.5; Gateway API 1.4, `ParentReference`,
 * `Listener`, `AllowedRoutes`). cert-manager does not ask: where none does, the challenge waits for ever. What is not surely
 * known lets it in.
 */
import { type DataMap, isMap, listIn, mapIn, textIn, toData } from '../model/data.ts';
import { has, lacks, nodeAt, numberAt, textAt } from '../model/look.ts';
import type { Known, KnownByKind } from '../model/resource.ts';
import type { Span } from '../text/span.ts';
import { isDeeplyCertain } from '../yaml/read.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { matchesLabels } from './feasibility.ts';
import { type Block, blocksAt } from './shimObject.ts';

/** The HTTPRoute of a challenge. */
export interface ChallengeRoute {
  /** That of the Certificate; undefined where it is not known, or any. */
  readonly namespace: string | undefined;
  /** In lower case; undefined where it is an address, or any. */
  readonly hostname: string | undefined;
}

/** Why a Gateway does not let a route in. */
export interface ShutOut {
  readonly gateway: Known;
  /**
   * `listener`: it has no listener of the name and port that the parentRef asks for. `http`: none of those is of the protocol
   * HTTP. `namespace`: none of these takes routes of that namespace. `hostname`: none of these takes the name.
   */
  readonly why: 'listener' | 'http' | 'namespace' | 'hostname';
  /** What decides it, in the Gateway. */
  readonly at: Span;
  readonly parent: DataMap;
  readonly route: ChallengeRoute;
}

/** What finds Gateways; the index of the rules is one. */
export interface Gateways {
  find<K extends 'Gateway' | 'Namespace'>(
    kind: K,
    namespace: string | undefined,
    name: string,
  ): readonly KnownByKind[K][];
  /** All Gateways, whoever applies them. */
  everywhere(kind: 'Gateway'): readonly Known[];
  /** Whether a build may make something else of a resource; where nobody knows of builds, of none. */
  isUnsure?(resource: Known): boolean;
}

/** Why the parents of a route do not let it in, each in its turn; none where one of them may. */
export function shutOut(
  parents: readonly DataMap[],
  route: ChallengeRoute,
  gateways: Gateways,
): readonly ShutOut[] {
  const all: ShutOut[] = [];
  for (const parent of parents) {
    const one = shutOutBy(parent, route, gateways);
    if (!one) return [];
    all.push(one);
  }
  return all;
}

const groupOfGateways = 'gateway.networking.k8s.io';

function shutOutBy(parent: DataMap, route: ChallengeRoute, gateways: Gateways): ShutOut | undefined {
  const namespace = textIn(parent, 'namespace') || route.namespace;
  const isGateway =
    (textIn(parent, 'kind') || 'Gateway') === 'Gateway' &&
    (textIn(parent, 'group') || groupOfGateways) === groupOfGateways;
  if (!isGateway || namespace === undefined) return undefined;
  const [gateway, ...others] = gateways.find('Gateway', namespace, textIn(parent, 'name') ?? '');
  const listeners =
    gateway && others.length === 0 && !gateways.isUnsure?.(gateway) ? wholeListeners(gateway) : undefined;
  const list = gateway && nodeAt(gateway.map, 'spec.listeners');
  if (!gateway || !listeners || !list) return undefined;
  const because = (why: ShutOut['why'], at: Span): ShutOut => ({ gateway, why, at, parent, route });
  const asked = listeners.filter(({ map }) => isAskedFor(map, parent));
  if (asked.length === 0) return because('listener', list.key);
  const lets = ({ map }: Block) => takesNamespace(map, route, namespace, gateways) && takesName(map, route);
  const plain = asked.filter(({ map }) => speaksHttp(map));
  if (plain.some(lets)) return undefined;
  // What answers plain HTTP may redirect there, and CAs follow.
  const isRedirected = asked.some((one) => textAt(one.map, 'protocol')?.value === 'HTTPS' && lets(one));
  if (isRedirected && gateways.everywhere('Gateway').some(answersHttp)) return undefined;
  if (plain.length === 0) return because('http', list.key);
  const near = plain.filter(({ map }) => takesNamespace(map, route, namespace, gateways));
  const [first] = near.length > 0 ? near : plain;
  if (!first) return undefined;
  const path = near.length > 0 ? 'hostname' : 'allowedRoutes';
  return because(near.length > 0 ? 'hostname' : 'namespace', nodeAt(first.map, path)?.key ?? first.at);
}

/** All listeners of a Gateway; undefined where there may be others: from a template, a patch, or a ListenerSet. */
function wholeListeners({ map }: Known): readonly Block[] | undefined {
  const list = nodeAt(map, 'spec.listeners')?.value;
  if (list?.type !== 'list' || !list.certain || list.items.length === 0) return undefined;
  if (!textAt(map, 'spec.gatewayClassName') || !lacks(map, 'spec.allowedListeners')) return undefined;
  const blocks = blocksAt(map, 'spec.listeners');
  return blocks.length === list.items.length ? blocks : undefined;
}

function isAskedFor(listener: YamlMap, parent: DataMap): boolean {
  const section = textIn(parent, 'sectionName');
  const name = textAt(listener, 'name')?.value;
  const port = numberAt(listener, 'port')?.value;
  const asked = parent['port'];
  return (
    (!section || name === undefined || name === section) &&
    (typeof asked !== 'number' || port === undefined || port === asked)
  );
}

/** HTTP, or a protocol that we do not know. On which port of the load balancer it is found, the port of a listener does not tell. */
function speaksHttp(listener: YamlMap): boolean {
  const protocol = textAt(listener, 'protocol')?.value;
  return protocol === undefined || !/^(?:HTTPS|TLS|TCP|UDP)$/.test(protocol);
}

/** Whether a Gateway has, or may have, a listener of plain HTTP. */
function answersHttp(gateway: Known): boolean {
  return wholeListeners(gateway)?.some(({ map }) => speaksHttp(map)) ?? true;
}

function takesNamespace(
  listener: YamlMap,
  { namespace }: ChallengeRoute,
  own: string,
  gateways: Gateways,
): boolean {
  if (namespace === undefined || has(listener, 'allowedRoutes.kinds')) return true;
  const from = lacks(listener, 'allowedRoutes.namespaces.from')
    ? 'Same'
    : textAt(listener, 'allowedRoutes.namespaces.from')?.value;
  if (from === 'Selector') return isSelected(listener, namespace, gateways);
  return from !== 'Same' || namespace === own;
}

const nameLabel = 'kubernetes.io/metadata.name';

/** Whether the selector of a listener may take a namespace: every one has the label of its name, others only if it is written. */
function isSelected(listener: YamlMap, namespace: string, gateways: Gateways): boolean {
  const node = nodeAt(listener, 'allowedRoutes.namespaces.selector')?.value;
  const selector = node && isDeeplyCertain(node) ? toData(node) : undefined;
  if (!isMap(selector)) return true;
  const terms: readonly DataMap[] = [
    ...Object.entries(mapIn(selector, 'matchLabels') ?? {}).map(([key, value]) => ({
      key,
      operator: 'In',
      values: [value],
    })),
    ...(listIn(selector, 'matchExpressions') ?? []).filter(isMap),
  ];
  const written = terms.every((term) => textIn(term, 'key') === nameLabel)
    ? {}
    : labelsOf(gateways.find('Namespace', undefined, namespace));
  const labels = written && new Map(Object.entries({ ...written, [nameLabel]: namespace }));
  // A label that is not written may still be there: Argo CD, Flux and people add some.
  return (
    !labels || terms.every((term) => !labels.has(textIn(term, 'key') ?? '') || matchesLabels(term, labels))
  );
}

/** The labels of the one Namespace that is meant; undefined where they are not surely known. */
function labelsOf([namespace, ...others]: readonly Known[]): Readonly<Record<string, string>> | undefined {
  if (!namespace || others.length > 0) return undefined;
  if (lacks(namespace.map, 'metadata.labels')) return {};
  const node = nodeAt(namespace.map, 'metadata.labels')?.value;
  const data = node && isDeeplyCertain(node) ? toData(node) : undefined;
  if (!isMap(data)) return undefined;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, String(value)]));
}

/** Whether the hostname of a listener takes a name: none takes all, `*.` takes what lies below. */
function takesName(listener: YamlMap, { hostname }: ChallengeRoute): boolean {
  const own = textAt(listener, 'hostname')?.value.toLowerCase();
  if (hostname === undefined || !own) return true;
  return own.startsWith('*.') ? hostname.endsWith(own.slice(1)) : hostname === own;
}
