/** Who serves a class: the controllers that requests of a solver come through. */
import { builtInClass } from './classes.ts';
import type { Controller } from './controller.ts';

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
  const byDefault = route.className === undefined ? bringingDefaults(controllers) : [];
  if (byDefault.length > 0) return { state: 'known', controllers: byDefault };
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

/**
 * Those that bring a default IngressClass along: then no Ingress is without a class. Of several the API server takes the
 * one that was made last.
 */
function bringingDefaults(controllers: readonly Controller[]): readonly Controller[] {
  const isSure = controllers.every((one) => !('byDefault' in one) || one.byDefault !== undefined);
  return isSure ? controllers.filter(({ byDefault }) => byDefault) : [];
}

function serves({ ingressClasses, classless, gatewayClasses, gateway }: Controller, route: Route): boolean {
  if (route.kind === 'ingress')
    return route.className === undefined
      ? classless === true
      : (ingressClasses?.includes(route.className) ?? false);
  if (!gatewayClasses.includes(route.className)) return false;
  return !gateway || (gateway.name === route.gateway.name && gateway.namespace === route.gateway.namespace);
}
