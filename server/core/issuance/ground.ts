/** What a plan rests on beside the Certificates: who is referred to, where controllers run, which nodes there are. */
import type { Release } from '../facts.ts';
import { everyNode, type Node, nodesOf } from '../model/node.ts';
import type { Known } from '../model/resource.ts';
import { type Controller, controllerKinds, controllersOf } from '../workspace/placement/placement.ts';
import { createReferences, type References, type Resources } from '../workspace/resources.ts';
import type { Gateways } from './routeAdmission.ts';
import type { Standing } from './wanted.ts';

/** What a plan rests on, gathered once. */
export interface Ground {
  readonly resources: Resources;
  readonly references: References;
  readonly controllers: readonly Controller[];
  /** Undefined where no Node is known, or a template has a part in one. */
  readonly nodes: readonly Node[] | undefined;
  readonly release: Release;
  /** All Gateways there are, whoever applies them; undefined: those of the resources. */
  readonly everywhere?: Gateways['everywhere'];
  /** Whether a build may make something else of a resource. */
  readonly isUnsure?: (resource: Known) => boolean;
  /** Undefined where nothing is known of files. */
  readonly standing?: Standing;
}

/** Gathers what a plan rests on. */
export function groundOf(resources: Resources, release: Release): Ground {
  return {
    resources,
    references: createReferences(resources),
    controllers: controllersOf(controllerKinds.flatMap((kind): readonly Known[] => resources.all(kind))),
    nodes: everyNode(nodesOf(resources.all('Node'))),
    release,
  };
}
