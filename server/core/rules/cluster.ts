/** What the resources tell of the cluster: where controllers run, which nodes there are. Gathered once, until one changes. */
import { everyNode, nodesOf } from '../model/node.ts';
import type { Known, KnownKind } from '../model/resource.ts';
import { controllerKinds, controllersOf } from '../workspace/placement/placement.ts';
import { type Memory, questions, type Store } from '../workspace/store.ts';
import type { Cluster } from './rule.ts';

export type Clusters = (store: Store, set: string, asked: string[]) => Cluster;

/** Answers what is known of the cluster that a set is applied to; the questions are noted in `asked`. */
export function createClusters(): Clusters {
  const everywhere = new WeakMap<Store, Remembered>();
  const near = new WeakMap<Store, Map<string, Remembered>>();
  const remembered = (known: Remembered | undefined, store: Store, make: () => Remembered): Remembered =>
    known && store.stands(known.memory) ? known : make();
  return (store, set, asked) => {
    const sets = near.get(store) ?? new Map<string, Remembered>();
    near.set(store, sets);
    const own = remembered(sets.get(set), store, () =>
      gather(store, (kind) => [
        questions.inSet(set, kind),
        store.inSet(set, kind).map(({ resource }) => resource),
      ]),
    );
    sets.set(set, own);
    asked.push(...own.memory.asked);
    const { controllers, nodes } = own.cluster;
    if (controllers.length > 0 && nodes) return own.cluster;
    const all = remembered(everywhere.get(store), store, () =>
      gather(store, (kind) => [questions.all(kind), store.all(kind).map(({ resource }) => resource)]),
    );
    everywhere.set(store, all);
    asked.push(...all.memory.asked);
    // What is applied together knows best: another overlay may be another cluster.
    return {
      controllers: controllers.length > 0 ? controllers : all.cluster.controllers,
      nodes: nodes ?? all.cluster.nodes,
    };
  };
}

interface Remembered {
  readonly memory: Memory;
  readonly cluster: Cluster;
}

function gather(
  store: Store,
  ask: <K extends KnownKind>(kind: K) => readonly [question: string, resources: readonly Known[]],
): Remembered {
  const asked: string[] = [];
  const of = (kind: KnownKind): readonly Known[] => {
    const [question, resources] = ask(kind);
    asked.push(question);
    return resources;
  };
  const controllers = controllersOf(controllerKinds.flatMap(of));
  const nodes = everyNode(nodesOf(of('Node')));
  const memory: Memory = { store: undefined, generation: -1, asked: [] };
  store.remember(memory, asked);
  return { memory, cluster: { controllers, nodes } };
}
