/** The way of a solver's requests: which ingress class or which Gateway they come through. */

import { isBefore, type Release } from '../facts.ts';
import { type DataMap, isMap, listIn, mapIn, textIn } from '../model/data.ts';
import { lacks, textAt } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import { defaultIngressClass } from '../workspace/placement/classes.ts';
import type { Route } from '../workspace/placement/serving.ts';
import type { References, Resources } from '../workspace/resources.ts';
import { parentKindKey, parentNameKey, parentNamespaceKey } from './annotations.ts';
import type { Annotations } from './shimTranslate.ts';

const override = (name: string) => `acme.cert-manager.io/http01-override-ingress-${name}`;

/**
 * The route of an HTTP-01 solver (`http01`, as data, where a template has no part in it) for a Certificate with these
 * annotations, in `namespace`; undefined where it is not known. Overrides of the annotations take the place of the
 * solver's own fields (behaviour facts, section 4).
 */
export function routeOf(
  http01: DataMap,
  annotations: Annotations,
  namespace: string | undefined,
  resources: Resources,
  references: References,
  release: Release,
): Route | undefined {
  const gatewayRoute = mapIn(http01, 'gatewayHTTPRoute');
  if (gatewayRoute) return gatewayOf(gatewayRoute, annotations, namespace, references, release);
  const ingress = mapIn(http01, 'ingress');
  if (!ingress) return undefined;
  const told = (name: string) => annotations[override(name)] || undefined;
  const overridden = {
    name: told('name'),
    class: told('class'),
    ingressClassName: isBefore(release, '1.20') ? undefined : told('ingressclassname'),
  };
  const asked = Object.values(overridden).some((value) => value !== undefined)
    ? overridden
    : {
        name: textIn(ingress, 'name') || undefined,
        class: textIn(ingress, 'class') || undefined,
        ingressClassName: textIn(ingress, 'ingressClassName') || undefined,
      };
  const className = asked.ingressClassName ?? asked.class;
  if (className === undefined && asked.name !== undefined)
    return classOfIngress(asked.name, namespace, resources, references);
  return { kind: 'ingress', className: className ?? defaultIngressClass(resources.all('IngressClass')) };
}

/** The class of the Ingress that the challenge is written into. */
function classOfIngress(
  name: string,
  namespace: string | undefined,
  resources: Resources,
  references: References,
): Route | undefined {
  const [ingress, ...others] = references('Ingress', namespace, name);
  if (!ingress || others.length > 0) return undefined;
  const paths = ['spec.ingressClassName', ['metadata', 'annotations', 'kubernetes.io/ingress.class']];
  const written = paths.map((path) => textAt(ingress.map, path)).find((found) => found);
  if (!written && !paths.every((path) => lacks(ingress.map, path))) return undefined;
  return { kind: 'ingress', className: written?.value ?? defaultIngressClass(resources.all('IngressClass')) };
}

/** The Gateway of the parents, where it is one; that of the annotations comes on top (behaviour facts, section 6.4). */
function gatewayOf(
  route: DataMap,
  annotations: Annotations,
  namespace: string | undefined,
  references: References,
  release: Release,
): Route | undefined {
  const parents = [...(listIn(route, 'parentRefs') ?? []), ...parentsOfAnnotations(annotations, release)];
  const gateways = parents.map((parent) =>
    isMap(parent) ? parentGateway(parent, namespace, references) : undefined,
  );
  const [gateway, ...others] = new Set(gateways);
  const className = gateway && textAt(gateway.map, 'spec.gatewayClassName')?.value;
  if (others.length > 0 || !gateway || className === undefined) return undefined;
  return {
    kind: 'gateway',
    className,
    gateway: { name: gateway.name ?? '', namespace: gateway.namespace },
  };
}

/** The parent that annotations of a Certificate name, as a list. */
export function parentsOfAnnotations(annotations: Annotations, release: Release): readonly DataMap[] {
  if (isBefore(release, '1.20')) return [];
  const [name, kind, namespace] = [parentNameKey, parentKindKey, parentNamespaceKey].map(
    (key) => annotations[key],
  );
  if (name === undefined || kind === undefined) return [];
  return [{ name, kind, ...(namespace !== undefined && !isBefore(release, '1.21') && { namespace }) }];
}

function parentGateway(
  parent: DataMap,
  namespace: string | undefined,
  references: References,
): Known | undefined {
  const kind = textIn(parent, 'kind') || 'Gateway';
  const its = textIn(parent, 'namespace') || namespace;
  const name = textIn(parent, 'name') ?? '';
  if (kind !== 'Gateway' && kind !== 'ListenerSet') return undefined;
  const [found, ...others] = references(kind, its, name);
  if (!found || others.length > 0) return undefined;
  if (found.kind === 'Gateway') return found;
  const gateway = textAt(found.map, 'spec.parentRef.name')?.value;
  const home = textAt(found.map, 'spec.parentRef.namespace')?.value ?? found.namespace;
  const [only, ...more] = gateway === undefined ? [] : references('Gateway', home, gateway);
  return more.length === 0 ? only : undefined;
}
