/** The plan of a whole workspace: each part of it that is applied together by itself, looking at the others last. */
import type { Release } from './facts.ts';
import type { Ground } from './issuance/ground.ts';
import { type Plan, planOn } from './issuance/plan.ts';
import type { Standing } from './issuance/wanted.ts';
import { isPart } from './model/part.ts';
import type { Known, KnownByKind, KnownKind } from './model/resource.ts';
import { type Clusters, createClusters } from './rules/cluster.ts';
import { nearest } from './workspace/nearness.ts';
import { folderOf } from './workspace/paths.ts';
import type { References, Resources } from './workspace/resources.ts';
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
  const clusters = createClusters();
  const plans = groupsOf(store, workspace).map((group) =>
    planOn(groundOf(workspace, group, clusters, release)),
  );
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
  /** What a build makes, or a folder of files that stand alone: whoever applies it applies all of it. */
  readonly set: string;
  readonly isBuilt: boolean;
  /** What Certificates are made of in it. */
  readonly sources: readonly Known[];
  readonly near: Near;
}

/** Resources that may be applied together. */
interface Near {
  readonly has: (resource: Known) => boolean;
  readonly ofKind: (kind: KnownKind) => readonly Known[] | undefined;
}

function groupsOf(store: Store, workspace: Workspace): readonly Group[] {
  const alone: Located[] = [];
  const built = new Map<string, Located[]>();
  for (const located of store.everything()) {
    const { set } = located;
    const group = built.get(set);
    // Nothing is claimed of what may look different.
    if (located.isUnsure && sources.has(located.resource.kind)) continue;
    if (!workspace.isBuilt(set)) alone.push(located);
    else if (group) group.push(located);
    else built.set(set, [located]);
  }
  const folders = new Map<string, Located[]>();
  for (const located of alone) add(folders, `${folderOf(located.path)}/`, located);
  const nearAlone = nearOf(alone);
  const group = (set: string, some: readonly Located[], isBuilt: boolean): readonly Group[] => {
    const own = some.flatMap(({ resource }) => (sources.has(resource.kind) ? [resource] : []));
    return own.length === 0 ? [] : [{ set, isBuilt, sources: own, near: isBuilt ? nearOf(some) : nearAlone }];
  };
  return [
    ...[...folders].flatMap(([set, some]) => group(set, some, false)),
    ...[...built].flatMap(([set, some]) => group(set, some, true)),
  ];
}

function nearOf(some: readonly Located[]): Near {
  const all = new Set(some.map(({ resource }) => resource));
  const byKind = new Map<KnownKind, Known[]>();
  for (const { resource } of some) add(byKind, resource.kind, resource);
  return { has: (resource) => all.has(resource), ofKind: (kind) => byKind.get(kind) };
}

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** What a build makes is whole, and goes to one place; of files that stand alone, a folder is applied together. */
function standingIn(workspace: Workspace, { isBuilt, set }: Group): Standing {
  // What a build leaves open, its values decide.
  if (isBuilt) return { isPart: () => false, homeOf: () => '', hasTemplate: () => true };
  const located = (resource: Known) => workspace.store().locate(resource);
  const pathOf = (resource: Known) => located(resource)?.path ?? '';
  return {
    hasTemplate: (resource) =>
      located(resource)?.composite.parts.some(({ document }) => document.parsed().templated) ?? true,
    isPart: (certificate) => isPart(certificate, workspace.mayHoldParts(pathOf(certificate))),
    homeOf: () => set,
  };
}

/** What is near goes before what stands elsewhere; where neither side has a namespace written, any of the name may be meant. */
function groundOf(workspace: Workspace, group: Group, clusters: Clusters, release: Release): Ground {
  const store = workspace.store();
  const { set, near } = group;
  const ofKind = <K extends KnownKind>(kind: K, some: readonly Known[]): KnownByKind[K][] =>
    some.flatMap((resource) => (resource.kind === kind ? [resource as KnownByKind[K]] : []));
  const meant = (found: readonly Located[]): readonly Known[] => {
    const own = found.filter(({ resource }) => near.has(resource));
    return nearest(own.length > 0 ? own : found, set).map(({ resource }) => resource);
  };
  const resources: Resources = {
    find: (kind, namespace, name) => ofKind(kind, meant(store.find(kind, namespace, name))),
    all: (kind) =>
      ofKind(
        kind,
        sources.has(kind)
          ? group.sources
          : (near.ofKind(kind) ?? store.all(kind).map(({ resource }) => resource)),
      ),
  };
  const references: References = (kind, namespace, name) => {
    const exact = resources.find(kind, namespace, name);
    if (exact.length > 0) return exact;
    const likely = store
      .named(kind, name)
      .filter(({ resource }) => namespace === undefined || resource.namespace === undefined);
    return ofKind(kind, meant(likely));
  };
  return {
    resources,
    references,
    ...clusters(store, set, []),
    release,
    everywhere: (kind) =>
      ofKind(
        kind,
        store.all(kind).map(({ resource }) => resource),
      ),
    isUnsure: (resource) => store.locate(resource)?.isUnsure === true,
    standing: standingIn(workspace, group),
  };
}
