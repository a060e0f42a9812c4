/** Where the ingress runs: the controllers of a cluster, and who serves a class. */
import { lacks, textAt } from '../../model/look.ts';
import type { Known, KnownKind } from '../../model/resource.ts';
import { classesOf, type KnownClass } from './classes.ts';
import type { Controller } from './controller.ts';
import { controllersOfEnvoy } from './envoyProxies.ts';
import { controllerOfRelease } from './installed.ts';
import { releasesOf } from './releases.ts';
import { controllerOfWorkload } from './workloads.ts';

export { defaultIngressClass } from './classes.ts';
export type { Controller } from './controller.ts';
export type { Product } from './products.ts';
export { type Route, type Serving, servingOf } from './serving.ts';

/** Kinds that tell where controllers run. */
export const controllerKinds = [
  'Deployment',
  'DaemonSet',
  'StatefulSet',
  'Pod',
  'IngressClass',
  'GatewayClass',
  'Gateway',
  'EnvoyProxy',
  'HelmRelease',
  'Chart',
  'HelmChart',
  'HelmChartConfig',
  'Application',
] as const satisfies readonly KnownKind[];

/** The ingress and gateway controllers that the resources tell of, in the order in which they are written. */
export function controllersOf(resources: Iterable<Known>): readonly Controller[] {
  const all = [...resources];
  const classes = classesOf(all);
  const workloads = all.flatMap((resource) => controllerOfWorkload(resource, classes) ?? []);
  const releases = releasesOf(all);
  const installed = releases
    .flatMap((release) => controllerOfRelease(release, classes) ?? [])
    .map((one) => (one.product === 'nginx-gateway-fabric' && isChanged(one, all) ? unplaced(one) : one));
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

/** Whether a Gateway has parameters of its own for its pods. */
function isChanged({ gatewayClasses }: Controller, all: readonly Known[]): boolean {
  return all.some(
    ({ kind, map }) =>
      kind === 'Gateway' &&
      gatewayClasses.includes(textAt(map, 'spec.gatewayClassName')?.value ?? '') &&
      !lacks(map, 'spec.infrastructure.parametersRef'),
  );
}

const unplaced = (controller: Controller): Controller => ({ ...controller, scheduling: undefined });

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
