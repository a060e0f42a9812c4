/** What the resources tell of the cluster: where controllers run, which nodes there are. Gathered once, until one changes. */
import { everyNode, nodesOf } from '../model/node.ts';
import type { Known } from '../model/resource.ts';
import { type Gathering, gathered } from '../workspace/gathered.ts';
import { controllerKinds, controllersOf } from '../workspace/placement/placement.ts';
import { type Memory, questions, type Store, unasked } from '../workspace/store.ts';
import type { Cluster } from './rule.ts';

export type Clusters = (store: Store, set: string, asked: string[]) => Cluster;

/** What all resources tell of it. */
export const cluster: Gathering<Cluster> = {
  kinds: [...controllerKinds, 'Node'],
  reads: 'all',
  make: (resources) => ({
    controllers: controllersOf(resources),
    nodes: everyNode(nodesOf(resources)),
  }),
};

/** Answers what is known of the cluster that a set is applied to; the questions are noted in `asked`. */
export function createClusters(): Clusters {
  const near = new WeakMap<Store, Map<string, Remembered>>();
  return (store, set, asked) => {
    const sets = near.get(store) ?? new Map<string, Remembered>();
    near.set(store, sets);
    const known = sets.get(set);
    const own = known && store.stands(known.memory) ? known : gatherIn(store, set);
    sets.set(set, own);
    asked.push(...own.memory.asked);
    const { controllers, nodes } = own.cluster;
    if (controllers.length > 0 && nodes) return own.cluster;
    const all = gathered(store, cluster, asked);
    // What is applied together knows best: another overlay may be another cluster.
    return {
      controllers: controllers.length > 0 ? controllers : all.controllers,
      nodes: nodes ?? all.nodes,
    };
  };
}

interface Remembered {
  readonly memory: Memory;
  readonly cluster: Cluster;
}

function gatherIn(store: Store, set: string): Remembered {
  const memory = unasked();
  store.remember(
    memory,
    cluster.kinds.map((kind) => questions.inSet(set, kind)),
  );
  const resources = cluster.kinds.flatMap((kind): readonly Known[] =>
    store.inSet(set, kind).map(({ resource }) => resource),
  );
  return { memory, cluster: cluster.make(resources) };
}
