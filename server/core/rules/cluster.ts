/** What the resources tell of the cluster: where controllers run, which nodes there are. Gathered once, until one changes. */
import { everyNode, nodesOf } from '../model/node.ts';
import type { Known, KnownKind } from '../model/resource.ts';
import type { Gathering } from '../workspace/gathered.ts';
import { type Home, homeOf, nearestOf } from '../workspace/nearness.ts';
import { controllerKinds, controllersOf } from '../workspace/placement/placement.ts';
import { type Located, type Memory, questions, type Store, unasked } from '../workspace/store.ts';
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
  const stores = new WeakMap<Store, Gathered>();
  return (store, set, asked) => {
    const known = stores.get(store) ?? { sets: new Map<string, Remembered>(), spread: undefined };
    stores.set(store, known);
    const same = known.sets.get(set);
    const own = same && store.stands(same.memory) ? same : gatherIn(store, set);
    known.sets.set(set, own);
    asked.push(...own.memory.asked);
    const { controllers, nodes } = own.cluster;
    if (controllers.length > 0 && nodes) return own.cluster;
    if (!known.spread || !store.stands(known.spread.memory)) known.spread = spreadOf(store);
    asked.push(...known.spread.memory.asked);
    const near = known.spread.near(set);
    // What is applied together knows best: another overlay may be another cluster.
    if (controllers.length === 0 && !nodes) return near;
    return {
      controllers: controllers.length > 0 ? controllers : near.controllers,
      nodes: nodes ?? near.nodes,
    };
  };
}

interface Gathered {
  readonly sets: Map<string, Remembered>;
  spread: Spread | undefined;
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

const alwaysTelling: ReadonlySet<KnownKind> = new Set([
  'Node',
  'IngressClass',
  'GatewayClass',
  'EnvoyProxy',
  'HelmChartConfig',
]);

/** What all of a workspace tells. */
interface Spread {
  readonly memory: Memory;
  /** What it tells a set; the same object where it tells the same. */
  readonly near: (set: string) => Cluster;
}

function spreadOf(store: Store): Spread {
  const memory = unasked();
  store.remember(memory, cluster.kinds.map(questions.all));
  const all = cluster.kinds.flatMap((kind): readonly Located[] => store.all(kind));
  const whole = cluster.make(all.map(({ resource }) => resource));
  const placed = new Set(whole.controllers.map(({ place }) => place.resource));
  /** A cluster may have thousands of workloads that are no controllers. */
  const telling = all.filter(({ resource }) => placed.has(resource) || alwaysTelling.has(resource.kind));
  const copied = copiesIn(telling);
  const isCopied = new Set(copied.flat());
  const homes = new Map(telling.map((one) => [one, homeOf(one.set, one.path)]));
  const home = (one: Located): Home => homes.get(one) ?? homeOf(one.set, one.path);
  /** Those that stand with one copy and not with another: the nodes of one cluster. */
  const bound = copied.map((copies) =>
    telling.flatMap((one) => {
      const near = isCopied.has(one) ? copies : nearestOf(copies, home, home(one));
      return near.length < copies.length ? [{ one, near }] : [];
    }),
  );
  const numbers = new Map(telling.map((one, i) => [one, i]));
  const made = new Map<string, Cluster>([['', whole]]);
  return {
    memory,
    near(set) {
      const asker = homeOf(set);
      const far = new Set<Located>();
      copied.forEach((copies, i) => {
        const near = new Set(nearestOf(copies, home, asker));
        for (const one of copies) if (!near.has(one)) far.add(one);
        for (const { one, near: its } of bound[i] ?? [])
          if (!its.some((copy) => near.has(copy))) far.add(one);
      });
      const key = [...far].map((one) => numbers.get(one)).join(' ');
      const known = made.get(key);
      if (known) return known;
      const told = cluster.make(all.filter((one) => !far.has(one)).map(({ resource }) => resource));
      made.set(key, told);
      return told;
    },
  };
}

/** The resources that have copies in several sets, each with its copies. */
function copiesIn(all: readonly Located[]): readonly (readonly Located[])[] {
  const byName = new Map<string, Located[]>();
  for (const one of all) {
    const { kind, namespace = '', name } = one.resource;
    if (name === undefined) continue;
    const id = JSON.stringify([kind, namespace, name]);
    const copies = byName.get(id);
    if (copies) copies.push(one);
    else byName.set(id, [one]);
  }
  return [...byName.values()].filter((copies) => copies.some(({ set }) => set !== copies[0]?.set));
}
