/** Envoy Gateway: it makes proxies for each Gateway, as an EnvoyProxy says (`api/v1alpha1/envoyproxy_types.go`, release 1.5). */
import type { DataMap } from '../../model/data.ts';
import { booleanAt, has, itemsAt, lacks, mapAt, textAt } from '../../model/look.ts';
import type { Known, KnownByKind } from '../../model/resource.ts';
import type { KnownClass } from './classes.ts';
import type { Controller } from './controller.ts';
import { repositoryOf } from './products.ts';
import type { ChartRelease } from './releases.ts';
import { placeIn, schedulingOf } from './workloads.ts';

const owner = 'gateway.envoyproxy.io/owning-gateway';

/** The proxies of each Gateway whose class is one of Envoy Gateway's. */
export function controllersOfEnvoy(
  resources: readonly Known[],
  classes: readonly KnownClass[],
  releases: readonly ChartRelease[],
): readonly Controller[] {
  const ours = classes.filter(
    ({ kind, facts }) => kind === 'GatewayClass' && facts?.product === 'envoy-gateway',
  );
  if (ours.length === 0) return [];
  const proxies = new Map<string, KnownByKind['EnvoyProxy']>();
  for (const resource of resources)
    if (resource.kind === 'EnvoyProxy')
      proxies.set(`${resource.namespace ?? ''}/${resource.name ?? ''}`, resource);
  // Unless told otherwise, the proxies run where Envoy Gateway does.
  const namespace =
    resources.find(isEnvoyGateway)?.namespace ??
    releases.find(({ chart }) => /(?:^|\/)gateway-helm$/.test(chart))?.namespace;
  return resources.flatMap((gateway) => {
    if (gateway.kind !== 'Gateway' || gateway.name === undefined) return [];
    const name = textAt(gateway.map, 'spec.gatewayClassName')?.value;
    const known = ours.find((one) => one.name === name);
    return known ? [controllerOfGateway(gateway, known, proxies, namespace)] : [];
  });
}

function controllerOfGateway(
  gateway: KnownByKind['Gateway'],
  known: KnownClass,
  proxies: ReadonlyMap<string, Known>,
  namespace: string | undefined,
): Controller {
  const { name = '', namespace: gatewayNamespace } = gateway;
  const plain: Controller = {
    product: 'envoy-gateway',
    ingressClasses: [],
    classless: false,
    gatewayClasses: [known.name],
    gateway: { name, namespace: gatewayNamespace },
    how: 'deployment',
    by: 'class',
    namespace,
    podLabels: {
      [`${owner}-name`]: name,
      ...(gatewayNamespace !== undefined && { [`${owner}-namespace`]: gatewayNamespace }),
    },
    scheduling: {},
    place: { resource: known.resource, at: known.resource.map.entries[0]?.key ?? known.resource.map.span },
  };
  const own = has(gateway.map, 'spec.infrastructure.parametersRef');
  const [holder, path] = own
    ? [gateway.map, 'spec.infrastructure.parametersRef']
    : [known.resource.map, 'spec.parametersRef'];
  if (!own && !lacks(gateway.map, 'spec.infrastructure.parametersRef'))
    return { ...plain, scheduling: undefined };
  if (lacks(holder, path)) return plain;
  const proxyNamespace = own ? gatewayNamespace : textAt(holder, `${path}.namespace`)?.value;
  const proxy = proxies.get(`${proxyNamespace ?? ''}/${textAt(holder, `${path}.name`)?.value ?? ''}`);
  return proxy ? withProxy(plain, proxy) : { ...plain, scheduling: undefined };
}

function withProxy(plain: Controller, proxy: Known): Controller {
  const provider = 'spec.provider.kubernetes';
  const daemonSet = has(proxy.map, `${provider}.envoyDaemonSet`);
  const deployment = `${provider}.${daemonSet ? 'envoyDaemonSet' : 'envoyDeployment'}`;
  const pod = mapAt(proxy.map, `${deployment}.pod`);
  const unpatched = lacks(proxy.map, `${deployment}.patch`);
  const none: DataMap | undefined = lacks(proxy.map, `${deployment}.pod`) ? {} : undefined;
  const at = (pod && placeIn(pod.value)) ?? pod?.key ?? proxy.map.entries[0]?.key ?? proxy.map.span;
  // Merged Gateways share their proxies, which then carry the name of the class.
  const merged = booleanAt(proxy.map, 'spec.mergeGateways')?.value;
  return {
    ...plain,
    how: daemonSet ? 'daemonset' : 'deployment',
    by: 'values',
    podLabels: merged ? { [`${owner}class`]: plain.gatewayClasses[0] ?? '' } : plain.podLabels,
    scheduling: unpatched ? (pod ? schedulingOf(pod.value) : none) : undefined,
    place: { resource: proxy, at },
  };
}

function isEnvoyGateway(resource: Known): boolean {
  if (resource.kind !== 'Deployment') return false;
  return itemsAt(resource.map, 'spec.template.spec.containers').some(({ node }) => {
    const image = node.type === 'map' ? textAt(node, 'image')?.value : undefined;
    return image !== undefined && /(?:^|\/)envoyproxy\/gateway$/.test(repositoryOf(image));
  });
}
