/** The plan of a whole workspace: each part of it that is applied together by itself, looking at the others last. */
import type { Release } from './facts.ts';
import { type Plan, plan } from './issuance/plan.ts';
import { isJudged, type Known, type KnownByKind, type KnownKind } from './model/resource.ts';
import type { Resources } from './workspace/resources.ts';
import type { Located, Store } from './workspace/store.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Kinds of which a Certificate is made: each belongs to what it is applied with. */
const sources: ReadonlySet<KnownKind> = new Set([
  'Certificate',
  'Ingress',
  'Gateway',
  'ListenerSet',
  'XListenerSet',
]);

/** What will happen to every Certificate of a workspace; ordered by file and place. */
export function planOf(workspace: Workspace, release: Release): Plan {
  const store = workspace.store();
  const groups = groupsOf(store, workspace);
  const plans = groups.map((group) => plan(resourcesOf(store, group), release));
  const place = (source: Known) => {
    const located = store.locate(source);
    return [located?.path ?? '', source.map.span.start] as const;
  };
  const inOrder = (a: { readonly source: Known }, b: { readonly source: Known }) => {
    const [[path, start], [other, later]] = [place(a.source), place(b.source)];
    return path < other ? -1 : path > other ? 1 : start - later;
  };
  return {
    certificates: plans.flatMap(({ certificates }) => certificates).sort(inOrder),
    unplanned: plans.flatMap(({ unplanned }) => unplanned).sort(inOrder),
  };
}

interface Group {
  readonly near: readonly Located[];
}

/** Files that stand alone are one group: whoever applies a folder of them applies all. */
function groupsOf(store: Store, workspace: Workspace): readonly Group[] {
  const alone: Located[] = [];
  const built = new Map<string, Located[]>();
  for (const located of store.everything()) {
    if (!isJudged(located.resource) && located.resource.kind !== 'Node') continue;
    if (!workspace.isBuilt(located.set)) alone.push(located);
    else built.set(located.set, [...(built.get(located.set) ?? []), located]);
  }
  return [alone, ...built.values()]
    .filter((near) => near.some(({ resource }) => sources.has(resource.kind)))
    .map((near) => ({ near }));
}

function resourcesOf(store: Store, { near }: Group): Resources {
  const mine = new Set(near.map(({ resource }) => resource));
  const byKind = new Map<KnownKind, readonly Known[]>();
  const ofKind = <K extends KnownKind>(kind: K, some: readonly Known[]): KnownByKind[K][] =>
    some.flatMap((resource) => (resource.kind === kind ? [resource as KnownByKind[K]] : []));
  const all = (kind: KnownKind): readonly Known[] => {
    const own = near.flatMap(({ resource }) => (resource.kind === kind ? [resource] : []));
    if (sources.has(kind)) return own;
    const names = new Set(own.map(({ name }) => name));
    const others = store.all(kind).map(({ resource }) => resource);
    return [...own, ...others.filter((other) => !mine.has(other) && !names.has(other.name))];
  };
  return {
    find(kind, namespace, name) {
      const found = store.find(kind, namespace, name).map(({ resource }) => resource);
      const own = found.filter((resource) => mine.has(resource));
      return ofKind(kind, own.length > 0 ? own : found);
    },
    all(kind) {
      const known = byKind.get(kind) ?? all(kind);
      byKind.set(kind, known);
      return ofKind(kind, known);
    },
  };
}
