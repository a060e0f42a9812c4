/** Which solver cert-manager takes for a name (`pkg/util/solverpicker`, `pkg/controller/acmeorders/selectors`, release 1.21). */
import { type Data, type DataMap, isMap, listIn, mapIn } from '../model/data.ts';

export type ChallengeType = 'http-01' | 'dns-01';

export interface Choice {
  readonly index: number;
  readonly type: ChallengeType;
}

/** How well a solver matches; compared from left to right, the greater is better. */
type Weight = readonly [dnsNames: number, zoneLabels: number, matchLabels: number];

/** The types that a CA offers for a name: for a wildcard dns-01 only. */
export function offered(dnsName: string): readonly ChallengeType[] {
  return dnsName.startsWith('*.') ? ['dns-01'] : ['http-01', 'dns-01'];
}

/** The solver for `dnsName` of a Certificate with `labels`; undefined where none can be used. */
export function chooseSolver(
  solvers: readonly Data[],
  dnsName: string,
  labels: Readonly<Record<string, Data>>,
  types: readonly ChallengeType[] = offered(dnsName),
): Choice | undefined {
  let best: (Choice & { readonly weight: Weight }) | undefined;
  for (const [index, solver] of solvers.entries()) {
    if (!isMap(solver)) continue;
    const type = typesOf(solver).find((type) => types.includes(type));
    const weight = type && weigh(solver, dnsName, labels);
    if (!weight || (best && !isBetter(weight, best.weight))) continue;
    best = { index, type, weight };
  }
  return best && { index: best.index, type: best.type };
}

/** Why a solver matches a name: the strongest part of its selector (see `weigh`); `default`: it has none. */
export type Why =
  | { readonly by: 'dnsNames' | 'default' }
  | { readonly by: 'dnsZones'; readonly zone: string }
  | { readonly by: 'matchLabels'; readonly labels: DataMap };

/** Why a chosen solver matches `dnsName`. */
export function whyChosen(solver: DataMap, dnsName: string): Why {
  const selector = mapIn(solver, 'selector') ?? {};
  if ((listIn(selector, 'dnsNames') ?? []).length > 0) return { by: 'dnsNames' };
  const zones = (listIn(selector, 'dnsZones') ?? []).filter((zone) => typeof zone === 'string');
  const longest = Math.max(0, ...zones.map((zone) => zoneLabels(zone, dnsName)));
  const zone = zones.find((zone) => longest > 0 && zoneLabels(zone, dnsName) === longest);
  if (zone !== undefined) return { by: 'dnsZones', zone };
  const labels = mapIn(selector, 'matchLabels') ?? {};
  return Object.keys(labels).length > 0 ? { by: 'matchLabels', labels } : { by: 'default' };
}

/** The challenge types that a solver can answer. */
export function typesOf(solver: DataMap): readonly ChallengeType[] {
  const types: ChallengeType[] = [];
  if (mapIn(solver, 'http01')) types.push('http-01');
  if (mapIn(solver, 'dns01')) types.push('dns-01');
  return types;
}

/** Undefined where a part of the selector does not match. */
function weigh(solver: DataMap, dnsName: string, labels: Readonly<Record<string, Data>>): Weight | undefined {
  const selector = mapIn(solver, 'selector') ?? {};
  const matchLabels = Object.entries(mapIn(selector, 'matchLabels') ?? {});
  if (matchLabels.some(([key, value]) => !Object.hasOwn(labels, key) || labels[key] !== value))
    return undefined;
  const dnsNames = listIn(selector, 'dnsNames') ?? [];
  if (dnsNames.length > 0 && !dnsNames.includes(dnsName)) return undefined;
  const zones = listIn(selector, 'dnsZones') ?? [];
  const matching = zones.map((zone) => (typeof zone === 'string' ? zoneLabels(zone, dnsName) : 0));
  const longest = Math.max(0, ...matching);
  if (zones.length > 0 && longest === 0) return undefined;
  return [dnsNames.length > 0 ? 1 : 0, longest, matchLabels.length];
}

/** How many labels `zone` has, where the name lies in it; else 0. */
export function zoneLabels(zone: string, dnsName: string): number {
  const inner = zone.toLowerCase().replace(/\.$/, '');
  const name = dnsName.toLowerCase();
  if (inner === '' || (name !== inner && !name.endsWith(`.${inner}`))) return 0;
  return inner.split('.').length;
}

function isBetter(weight: Weight, than: Weight): boolean {
  const at = weight.findIndex((part, i) => part !== than[i]);
  return at >= 0 && (weight[at] ?? 0) > (than[at] ?? 0);
}

/** A solver that no name ever gets. */
export interface DeadSolver {
  readonly index: number;
  readonly reason: 'same' | 'covered' | 'excluded' | 'names' | 'wildcards';
  /** The one that is chosen instead. */
  readonly earlier: number | undefined;
}

/** The solvers that can never be chosen, whatever the name. */
export function deadSolvers(solvers: readonly DataMap[]): readonly DeadSolver[] {
  const parts = solvers.map(partsOf);
  return parts.flatMap((part, index): DeadSolver[] => {
    if (part.types.length === 0) return [];
    const reason = fault(part);
    if (reason) return [{ index, reason, earlier: undefined }];
    const earlier = parts.slice(0, index).findIndex((other) => covers(other, part));
    const other = parts[earlier];
    return other ? [{ index, reason: covers(part, other) ? 'same' : 'covered', earlier }] : [];
  });
}

interface Parts {
  readonly types: readonly ChallengeType[];
  readonly names: readonly string[];
  readonly zones: readonly string[];
  readonly labels: string;
}

function partsOf(solver: DataMap): Parts {
  const selector = mapIn(solver, 'selector') ?? {};
  const texts = (name: string) => (listIn(selector, name) ?? []).map(String);
  const labels = Object.entries(mapIn(selector, 'matchLabels') ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    types: typesOf(solver),
    names: texts('dnsNames'),
    zones: texts('dnsZones').map((zone) => zone.toLowerCase()),
    labels: JSON.stringify(labels),
  };
}

function fault({ types, names, zones }: Parts): DeadSolver['reason'] | undefined {
  const real = names.filter((name) => name === name.toLowerCase() && !name.endsWith('.'));
  if (names.length > 0 && real.length === 0) return 'names';
  if (
    names.length > 0 &&
    zones.length > 0 &&
    !real.some((name) => zones.some((zone) => zoneLabels(zone, name)))
  )
    return 'excluded';
  const http01Only = types.length === 1 && types[0] === 'http-01';
  const wildcards =
    (real.length > 0 && real.every((name) => name.startsWith('*.'))) ||
    (zones.length > 0 && zones.every((zone) => zone.startsWith('*.')));
  return http01Only && wildcards ? 'wildcards' : undefined;
}

/** Whether whatever `part` matches, `other` matches as well as it or better. */
function covers(other: Parts, part: Parts): boolean {
  const within = (inner: readonly string[], outer: readonly string[]) =>
    inner.length > 0 === outer.length > 0 && inner.every((item) => outer.includes(item));
  return (
    part.types.every((type) => other.types.includes(type)) &&
    part.labels === other.labels &&
    within(part.names, other.names) &&
    within(part.zones, other.zones)
  );
}
