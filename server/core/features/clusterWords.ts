/** What a workspace tells of its cluster, in a few words. */
import { type DataMap, mapIn } from '../model/data.ts';
import { everyNode, nodesOf } from '../model/node.ts';
import type { Locale } from '../rules/rule.ts';
import { type Gathering, gathered } from '../workspace/gathered.ts';
import { type Controller, controllerKinds, controllersOf } from '../workspace/placement/placement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { scheduling } from './planScheduling.ts';
import { planWords } from './planWords.ts';

export interface ClusterWords {
  /** How many nodes there are; undefined where none is written, or not all of one. */
  readonly nodes: number | undefined;
  /** The ingress and gateway controllers, each with where it runs. Words of files are in it. */
  readonly controllers: readonly string[];
}

interface Cluster {
  readonly nodes: number | undefined;
  readonly controllers: readonly Controller[];
}

const cluster: Gathering<Cluster> = {
  kinds: [...controllerKinds, 'Node'],
  reads: 'all',
  make: (resources) => ({
    nodes: everyNode(nodesOf(resources))?.length,
    controllers: controllersOf(resources),
  }),
};

/** The nodes and controllers of all files of a workspace, whatever it is that they are applied to. */
export function clusterWords(workspace: Workspace, locale: Locale): ClusterWords {
  const { nodes, controllers } = gathered(workspace.store(), cluster, []);
  const say = planWords[locale];
  const where = ({ how, product, scheduling: own }: Controller) => {
    if (how === 'outside') return say.outside(product);
    return `${product}: ${own ? scheduling(telling(own), say) : say.schedulingUnknown}`;
  };
  return { nodes, controllers: [...new Set(controllers.map(where))] };
}

/** Without the operating system that every chart asks for. */
function telling(own: DataMap): DataMap {
  const { 'kubernetes.io/os': _, ...nodeSelector } = mapIn(own, 'nodeSelector') ?? {};
  return { ...own, nodeSelector };
}
