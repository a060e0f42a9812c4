/** A place in the text → what it means: which resource, which field, and what the API says of it. */
import { type Release, releaseFor } from '../../facts.ts';
import { certManagerKinds } from '../../model/resource.ts';
import { metadataSchema } from '../../schema/metadata.ts';
import type { Schema, Schemas } from '../../schema/schema.ts';
import {
  type Holder,
  mapAround,
  type Outline,
  type OutlineMap,
  type OutlineNode,
  type Place,
  pathTo,
  textOf,
} from './outline.ts';
import { servedSchema } from './servedFields.ts';

/** The resource that a place is in, as far as it is written. */
export interface Around {
  readonly map: OutlineMap;
  readonly kind: string;
  readonly apiVersion: string;
  /** The release that it is judged by. */
  readonly release: Release;
  readonly schema: Schema | undefined;
  readonly namespace: string | undefined;
}

/** What holds the place, in the resource. */
export interface Spot {
  readonly place: Place;
  readonly resource: Around;
  /** Keys from the resource down to what holds the place: the mapping, the list, or the value itself. */
  readonly steps: readonly string[];
  /** The same as field docs name it: `Certificate.spec.dnsNames[]`. */
  readonly path: string;
  readonly schema: Schema | undefined;
}

/** The spot of a place; undefined where no resource is around it that names its kind. */
export function spotOf(
  place: Place,
  { root }: Outline,
  schemas: Schemas,
  configured: Release,
): Spot | undefined {
  const map = resourceAround(place.holder, root);
  const kind = textOf(map, 'kind');
  const apiVersion = versionOf(map, root);
  if (!map || kind === undefined || apiVersion === undefined) return undefined;
  // Before 1.0 a kind had other versions.
  if (configured.startsWith('0.') && textOf(map, 'apiVersion') === undefined) return undefined;
  const release = releaseFor(apiVersion, configured);
  const schema = schemas.of(apiVersion, kind);
  const metadata = map.entries.find(({ name }) => name === 'metadata')?.value;
  const steps = place.holder === map.up ? [] : pathTo(place.holder, map);
  return {
    place,
    resource: { map, kind, apiVersion, release, schema, namespace: textOf(metadata, 'namespace') },
    steps,
    path: docsPath(kind, steps),
    schema: schemaAt(schema, steps) ?? servedSchema(docsPath(kind, steps)),
  };
}

/** How field docs name a field; a ClusterIssuer has those of the Issuer. */
export function docsPath(kind: string, steps: readonly string[]): string {
  return [kind === 'ClusterIssuer' ? 'Issuer' : kind, ...steps].join('.').replaceAll('.[]', '[]');
}

/** The innermost mapping around `holder` that names an API version and a kind. */
function resourceAround(holder: Holder | undefined, root: OutlineNode | undefined): OutlineMap | undefined {
  const own = holder ? holder.value : root;
  const isNamed = (map: OutlineMap) =>
    textOf(map, 'kind') !== undefined && versionOf(map, root) !== undefined;
  if (own?.type === 'map' && isNamed(own)) return own;
  for (let map = mapAround(holder); map; map = mapAround(map.up)) if (isNamed(map)) return map;
  return undefined;
}

const certManager = 'cert-manager.io/v1';
const acmeGroup = 'acme.cert-manager.io/v1';
/** The API version that each kind has now. */
export const versions: ReadonlyMap<string, string> = new Map([
  ...certManagerKinds.map(
    (kind) => [kind, kind === 'Order' || kind === 'Challenge' ? acmeGroup : certManager] as const,
  ),
  ['Ingress', 'networking.k8s.io/v1'],
  ['Gateway', 'gateway.networking.k8s.io/v1'],
]);

/** Whether what is below `holder` is a resource, whatever stands in it: the document, or an item of a List. */
export function isWhole(holder: Holder | undefined, root: OutlineNode | undefined): boolean {
  if (holder === undefined) return true;
  const list = holder.type === 'item' ? holder.up.up : undefined;
  return (
    list?.type === 'entry' && list.name === 'items' && list.up === root && textOf(list.up, 'kind') === 'List'
  );
}

/** The API version of a mapping; where a resource does not say it yet, the one that its kind has now. */
function versionOf(map: OutlineMap | undefined, root: OutlineNode | undefined): string | undefined {
  const written = textOf(map, 'apiVersion');
  if (written !== undefined || !map || !isWhole(map.up, root)) return written;
  return versions.get(textOf(map, 'kind') ?? '');
}

/** What may stand at `steps` below a resource. */
export function schemaAt(schema: Schema | undefined, steps: readonly string[]): Schema | undefined {
  let at = steps[0] === 'metadata' ? metadataSchema : schema;
  for (const [i, step] of steps.entries()) {
    if (i === 0 && step === 'metadata') continue;
    if (!at) return undefined;
    at = step === '[]' ? at.items : (at.fields.get(step)?.schema ?? at.values);
  }
  return at;
}

/** The entry of `table` for a field path: its own, or the one with the longest `*.` ending that fits. */
export function bySuffix<T>(path: string, table: Readonly<Record<string, T>>): T | undefined {
  if (Object.hasOwn(table, path)) return table[path];
  const parts = path.split('.');
  for (let i = 1; i < parts.length; i++) {
    const key = `*.${parts.slice(i).join('.')}`;
    if (Object.hasOwn(table, key)) return table[key];
  }
  return undefined;
}
