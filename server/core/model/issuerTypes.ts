/** How an Issuer chooses among alternatives, as its webhook counts them (`internal/apis/certmanager/validation/issuer.go`, release 1.21). */
import type { Span } from '../text/span.ts';
import { isCertain, isDirective, isNull, lookup, takenFrom } from '../yaml/read.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/tree.ts';
import type { Issuer, Solver } from './issuer.ts';
import { type Found, look, mapAt } from './look.ts';

/** In the order in which the webhook looks: the first one written is the type of the issuer. */
export const issuerTypes = ['acme', 'ca', 'selfSigned', 'vault', 'venafi'] as const;

/** In the order in which the webhook looks. */
export const dns01Providers = [
  'akamai',
  'azureDNS',
  'cloudDNS',
  'cloudflare',
  'route53',
  'acmeDNS',
  'digitalocean',
  'rfc2136',
  'webhook',
] as const;
export type Dns01Provider = (typeof dns01Providers)[number];

/** What v1alpha2 and v1alpha3 call these providers. */
const oldNames: Readonly<Partial<Record<Dns01Provider, string>>> = {
  azureDNS: 'azuredns',
  cloudDNS: 'clouddns',
  acmeDNS: 'acmedns',
};

/** Which of `names` are written, in this order; undefined where a template may change the answer. */
export function choice(map: YamlMap, names: readonly string[]): readonly Found<YamlNode>[] | undefined {
  if (!isCertain(map) || isDirective(map)) return undefined;
  const written: Found<YamlNode>[] = [];
  for (const name of names) {
    const found = look(map, [name]);
    if (found.state === 'absent') continue;
    if (found.state === 'unknown' || !isSurelyThere(found.node)) return undefined;
    const { entry, node } = found;
    written.push({ value: node, key: entry.key, span: entry.alias ?? node.span, entry });
  }
  return written;
}

/** A mapping of which only parts are templated is there; a templated scalar may turn out to be nothing. */
const isSurelyThere = (node: YamlNode) =>
  node.certain || (node.type === 'map' && node.entries.length > 0) || node.type === 'list';

/** Whether the field holds more than nothing or an empty text; undefined where that is not sure. */
export function filled(map: YamlMap, path: string): boolean | undefined {
  const found = look(map, path);
  if (found.state !== 'written') return found.state === 'absent' ? false : undefined;
  if (!isSurelyThere(found.node)) return undefined;
  return !(found.node.type === 'scalar' && found.node.value === '');
}

/** Where a finding about a field stands that should hold something: its empty value, its bare key, or `otherwise`. */
export function placeOf(map: YamlMap, name: string, otherwise: Span): Span {
  const entry = lookup(map, name)?.entry;
  if (!entry) return takenFrom(map, [name]) ?? otherwise;
  const { span } = entry.value;
  return entry.alias ?? (span.end > span.start ? span : entry.key);
}

/** The first of `names` that is written without a value: the API server drops it. */
export function bareOf(map: YamlMap, names: readonly string[]): YamlEntry | undefined {
  for (const name of names) {
    const entry = lookup(map, name)?.entry;
    if (entry && isNull(entry.value) && look(map, [name]).state === 'absent') return entry;
  }
  return undefined;
}

/** Whether `map` has a field that the API does not know: likely it is the one that seems to be missing. */
export function hasUnknownField(
  map: YamlMap,
  problems: readonly { readonly kind: string; readonly map?: YamlMap }[],
): boolean {
  return problems.some((problem) => problem.kind === 'unknown-field' && problem.map === map);
}

/** The text of a scalar without its quotes; undefined where an edit cannot reach it. */
export function insideOf({ entry: { alias, value } }: Found<string>): Span | undefined {
  if (alias || value.type !== 'scalar' || value.style === 'block') return undefined;
  const { start, end } = value.span;
  return value.style === 'plain' ? value.span : { start: start + 1, end: end - 1 };
}

/** The solvers that are written as mappings; an item that is null is a wrong type, a directive of a patch no solver. */
export function solversOf(issuer: Issuer): readonly Solver[] {
  return issuer.solvers.filter(({ map }) => (map.flow || map.entries.length > 0) && !isDirective(map));
}

/** A DNS-01 provider of a solver. */
export interface Provider {
  readonly name: Dns01Provider;
  readonly map: YamlMap;
  readonly key: Span;
}

/** The `dns01` blocks that the webhook looks into: those of solvers without `http01`. */
export function dns01Of(issuer: Issuer): readonly Found<YamlMap>[] {
  return solversOf(issuer).flatMap(({ map }) =>
    look(map, 'http01').state === 'written' ? [] : (mapAt(map, 'dns01') ?? []),
  );
}

/** The names under which providers may be written, in the webhook's order. */
export const providerNames: readonly string[] = dns01Providers.flatMap((name) => [
  name,
  ...(oldNames[name] === undefined ? [] : [oldNames[name]]),
]);

/** Every provider block in every DNS-01 solver; `only` one of them where it is given. */
export function providersOf(issuer: Issuer, only?: Dns01Provider): readonly Provider[] {
  return dns01Of(issuer).flatMap((dns01) =>
    dns01Providers.flatMap((name) => {
      if (only !== undefined && only !== name) return [];
      const block = mapAt(dns01.value, name) ?? mapAt(dns01.value, oldNames[name] ?? name);
      return block ? [{ name, map: block.value, key: block.key }] : [];
    }),
  );
}
