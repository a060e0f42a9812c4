/** Where the ingress runs: the controllers of a cluster, and who serves a class. */
import type { Known } from '../../model/resource.ts';
import { builtInClass, classesOf, type KnownClass } from './classes.ts';
import type { Controller } from './controller.ts';
import { controllersOfEnvoy } from './envoyProxies.ts';
import { controllerOfRelease } from './installed.ts';
import { releasesOf } from './releases.ts';
import { controllerOfWorkload } from './workloads.ts';

export { defaultIngressClass } from './classes.ts';
export type { Controller } from './controller.ts';
export type { Product } from './products.ts';

/** The ingress and gateway controllers that the resources tell of, in the order in which they are written. */
export function controllersOf(resources: Iterable<Known>): readonly Controller[] {
  const all = [...resources];
  const classes = classesOf(all);
  const workloads = all.flatMap((resource) => controllerOfWorkload(resource, classes) ?? []);
  const releases = releasesOf(all);
  const installed = releases.flatMap((release) => controllerOfRelease(release, classes) ?? []);
  return [
    ...workloads,
    // A chart whose pods are here as well, as in the state of a cluster, is told by them.
    ...installed.filter((one) => !workloads.some((other) => isSame(one, other))),
    ...controllersOfEnvoy(all, classes, releases),
    ...classes.flatMap((known) => (known.facts?.outside ? [outside(known)] : [])),
  ];
}

function isSame(installed: Controller, workload: Controller): boolean {
  return installed.product === workload.product && installed.namespace === workload.namespace;
}

function outside({ kind, name, facts, resource }: KnownClass): Controller {
  return {
    product: facts?.product ?? 'gke',
    ingressClasses: kind === 'IngressClass' ? [name] : [],
    classless: false,
    gatewayClasses: kind === 'GatewayClass' ? [name] : [],
    gateway: undefined,
    how: 'outside',
    by: 'class',
    namespace: undefined,
    podLabels: {},
    scheduling: {},
    place: { resource, at: resource.map.entries[0]?.key ?? resource.map.span },
  };
}

/** What requests of a solver come through. */
export type Route =
  /** Without a class: that of nobody, and there is no default one. */
  | { readonly kind: 'ingress'; readonly className: string | undefined }
  | {
      readonly kind: 'gateway';
      readonly className: string;
      readonly gateway: { readonly name: string; readonly namespace: string | undefined };
    };

/** Who serves a class: some controllers that are known, somebody outside of the nodes, or nobody knows. */
export type Serving =
  | { readonly state: 'known'; readonly controllers: readonly Controller[] }
  | { readonly state: 'outside'; readonly product: Controller['product'] }
  | { readonly state: 'unknown' };

/**
 * Who serves the class of a route. Unknown where no controller is known for it, and where one is whose classes a
 * template decides.
 */
export function servingOf(controllers: readonly Controller[], route: Route): Serving {
  const found = controllers.filter((controller) => serves(controller, route));
  const [out] = found.filter(({ how }) => how === 'outside');
  const builtIn = route.className === undefined ? undefined : builtInClass(route.className);
  if (out) return { state: 'outside', product: out.product };
  if (found.length === 0 && builtIn) return { state: 'outside', product: builtIn.product };
  const hidden =
    route.kind === 'ingress' &&
    controllers.some(({ ingressClasses, classless }) =>
      route.className === undefined ? classless === undefined : ingressClasses === undefined,
    );
  return found.length === 0 || hidden ? { state: 'unknown' } : { state: 'known', controllers: found };
}

function serves({ ingressClasses, classless, gatewayClasses, gateway }: Controller, route: Route): boolean {
  if (route.kind === 'ingress')
    return route.className === undefined
      ? classless === true
      : (ingressClasses?.includes(route.className) ?? false);
  if (!gatewayClasses.includes(route.className)) return false;
  return !gateway || (gateway.name === route.gateway.name && gateway.namespace === route.gateway.namespace);
}
