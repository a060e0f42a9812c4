/** IngressClasses and GatewayClasses: who serves them. */
import { booleanAt, textAt } from '../../model/look.ts';
import type { Known } from '../../model/resource.ts';
import { type ProductFacts, productOfController, products } from './products.ts';

/** A class and the controller that is to serve it. */
export interface KnownClass {
  readonly kind: 'IngressClass' | 'GatewayClass';
  readonly name: string;
  /** `spec.controller` or `spec.controllerName`. */
  readonly controller: string;
  readonly facts: ProductFacts | undefined;
  readonly resource: Known;
}

/** The classes whose name and controller are surely written. */
export function classesOf(resources: Iterable<Known>): readonly KnownClass[] {
  const classes: KnownClass[] = [];
  for (const resource of resources) {
    const { kind, name, map } = resource;
    if (name === undefined || (kind !== 'IngressClass' && kind !== 'GatewayClass')) continue;
    const field = kind === 'IngressClass' ? 'spec.controller' : 'spec.controllerName';
    const controller = textAt(map, field)?.value;
    if (controller === undefined) continue;
    classes.push({ kind, name, controller, facts: productOfController(controller), resource });
  }
  return classes;
}

const defaultKey = 'ingressclass.kubernetes.io/is-default-class';

/**
 * The IngressClass of an Ingress that names none: the one that is marked as the default (k8s.io `pkg/apis/networking`,
 * admission `DefaultIngressClass`); undefined where there is none, or several.
 */
export function defaultIngressClass(resources: Iterable<Known>): string | undefined {
  const marked: string[] = [];
  for (const { kind, name, map } of resources) {
    if (kind !== 'IngressClass' || name === undefined) continue;
    const path = ['metadata', 'annotations', defaultKey];
    if (textAt(map, path)?.value === 'true' || booleanAt(map, path)?.value) marked.push(name);
  }
  return marked.length === 1 ? marked[0] : undefined;
}

/** What serves the class `name` outside of the cluster's nodes, where its name alone says so. */
export function builtInClass(name: string): ProductFacts | undefined {
  return products.find(({ builtIn }) => builtIn?.test(name));
}
