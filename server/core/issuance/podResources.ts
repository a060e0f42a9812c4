/** What the API server refuses of the resources of the solver container (kubernetes `validateContainerResourceRequirements`, 1.36). */
import { type Data, type DataMap, type DataPath, isMap, mapIn } from '../model/data.ts';
import { isQualifiedName } from '../model/names.ts';

export type ResourceReason =
  | 'name'
  | 'negative'
  | 'not-whole'
  | 'huge-page'
  | 'above-limit'
  | 'not-equal'
  | 'limit-missing';

export interface ResourceProblem {
  readonly reason: ResourceReason;
  /** From `podTemplate.spec` on: the field that the API server names, as far as it is written. */
  readonly path: DataPath;
  /** The resource, and the quantities that the reason speaks of. */
  readonly resource: string;
  readonly request: string;
  readonly limit: string;
  /** The limit that is written, where cert-manager's own request stands against it. */
  readonly culprit: DataPath | undefined;
}

/** The problems of merged resources; `written` are those of the podTemplate. */
export function* resourceProblems(merged: DataMap, written: Data | undefined): Iterable<ResourceProblem> {
  const own = isMap(written) ? written : {};
  const [limits, requests] = ['limits', 'requests'].map((name) => mapIn(merged, name) ?? {});
  for (const [name, quantities] of [['limits', limits] as const, ['requests', requests] as const]) {
    for (const [resource, quantity] of Object.entries(quantities ?? {})) {
      const path = ['resources', name, resource];
      const amount = parseQuantity(quantity);
      const about = {
        path,
        resource,
        request: String(quantity),
        limit: String(limits?.[resource]),
        culprit: undefined,
      };
      if (!isContainerResource(resource)) yield { ...about, reason: 'name' };
      else if (amount !== undefined && amount.number < 0) yield { ...about, reason: 'negative' };
      else if (amount !== undefined && isExtended(resource) && !amount.whole)
        yield { ...about, reason: 'not-whole' };
      else if (amount !== undefined && !isInPages(resource, amount.number))
        yield { ...about, request: String(quantity), reason: 'huge-page' };
      if (name === 'requests') yield* against(resource, quantity, limits?.[resource], own);
    }
  }
}

function* against(
  resource: string,
  request: Data,
  limit: Data | undefined,
  own: DataMap,
): Iterable<ResourceProblem> {
  const overcommit = !isExtended(resource) && !resource.startsWith('hugepages-');
  const isOwn = (name: string) => Object.hasOwn(mapIn(own, name) ?? {}, resource);
  const about = { resource, request: String(request), limit: String(limit) };
  if (limit === undefined) {
    const path = mapIn(own, 'limits') ? ['resources', 'limits'] : ['resources'];
    if (!overcommit) yield { ...about, reason: 'limit-missing', path, culprit: undefined };
    return;
  }
  const [asked, most] = [parseQuantity(request), parseQuantity(limit)];
  if (!asked || !most) return;
  const above = asked.number > most.number;
  if (overcommit ? !above : asked.number === most.number) return;
  const path = isOwn('requests')
    ? ['resources', 'requests', resource]
    : mapIn(own, 'requests')
      ? ['resources', 'requests']
      : ['resources'];
  const culprit = isOwn('limits') ? ['resources', 'limits', resource] : undefined;
  yield { ...about, reason: overcommit ? 'above-limit' : 'not-equal', path, culprit };
}

/** Neither Kubernetes' own nor of a `kubernetes.io/` domain. */
function isExtended(resource: string): boolean {
  return resource.includes('/') && !resource.includes('kubernetes.io/');
}

/**
 * Whether an amount of huge pages is a multiple of their size (`validateResourceQuantityHugePageValue`); one that is
 * too large for exact numbers counts as one.
 */
function isInPages(resource: string, amount: number): boolean {
  if (!resource.startsWith('hugepages-')) return true;
  const size = parseQuantity(resource.slice('hugepages-'.length))?.number ?? 0;
  if (size <= 0) return false;
  return !Number.isSafeInteger(Math.ceil(amount)) || Math.ceil(amount) % Math.ceil(size) === 0;
}

function isContainerResource(name: string): boolean {
  if (!isQualifiedName(name)) return false;
  if (!name.includes('/'))
    return /^(cpu|memory|ephemeral-storage)$/.test(name) || name.startsWith('hugepages-');
  return !isExtended(name) || (!name.startsWith('requests.') && isQualifiedName(`requests.${name}`));
}

const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A quantity (apimachinery `pkg/api/resource/quantity.go`); undefined where it is none, which the CRD's pattern says. */
export function parseQuantity(data: Data): { readonly number: number; readonly whole: boolean } | undefined {
  const [, digits, suffix = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+))([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/.exec(String(data)) ?? [];
  if (digits === undefined || (typeof data !== 'string' && typeof data !== 'number')) return undefined;
  const factor = /^[eE][+-]?\d/.test(suffix) ? 10 ** Number(suffix.slice(1)) : suffixes[suffix];
  if (factor === undefined) return undefined;
  const number = Number(digits) * factor;
  // Below a thousandth the API server rounds up.
  const milli = Math.round(number * 1e6) / 1e3;
  return { number: Math.round(number * 1e9) / 1e9, whole: Math.ceil(milli) % 1000 === 0 };
}
