/** What a plan rests on beside the Certificates: who is referred to, where controllers run, which nodes there are. */
import type { Release } from '../facts.ts';
import { type KnownNode, type Node, nodesOf } from '../model/node.ts';
import type { Known, KnownKind } from '../model/resource.ts';
import { type Controller, controllersOf } from '../workspace/placement/placement.ts';
import { createReferences, type References, type Resources } from '../workspace/resources.ts';

/** What a plan rests on, gathered once. */
export interface Ground {
  readonly resources: Resources;
  readonly references: References;
  readonly controllers: readonly Controller[];
  /** Undefined where no Node is known, or a template has a part in one. */
  readonly nodes: readonly Node[] | undefined;
  readonly release: Release;
}

/** Kinds that tell where controllers run. */
const groundKinds = [
  'Deployment',
  'DaemonSet',
  'StatefulSet',
  'Pod',
  'IngressClass',
  'GatewayClass',
  'Gateway',
  'EnvoyProxy',
  'HelmRelease',
  'HelmChart',
  'HelmChartConfig',
  'Application',
] as const satisfies readonly KnownKind[];

/** Gathers what a plan rests on. */
export function groundOf(resources: Resources, release: Release): Ground {
  return {
    resources,
    references: createReferences(resources),
    controllers: controllersOf(groundKinds.flatMap((kind): readonly Known[] => resources.all(kind))),
    nodes: allNodes(nodesOf(resources.all('Node'))),
    release,
  };
}

function allNodes(known: readonly KnownNode[]): readonly Node[] | undefined {
  const nodes = known.flatMap(({ node }) => node ?? []);
  return nodes.length > 0 && nodes.length === known.length ? nodes : undefined;
}
