/** In which order fields are offered. */
import { isBefore, type Release } from '../../facts.ts';
import { gateOf } from '../../schema/featureGates.ts';
import type { FieldSchema, Schema } from '../../schema/schema.ts';
import { orders } from './fieldData.ts';
import { bySuffix } from './spot.ts';

/** Whether a release has a field. */
export function exists({ since, until }: FieldSchema, release: Release): boolean {
  return !isBefore(release, since) && (until === undefined || !isBefore(until, release));
}

/** Whether a field is deprecated in a release. */
export function isDeprecated({ deprecatedSince }: FieldSchema, release: Release): boolean {
  return deprecatedSince !== undefined && !isBefore(release, deprecatedSince);
}

/** Where a field stands among others: what is required first, what needs a feature gate or is deprecated last. */
export function rankOf(name: string, field: FieldSchema, path: string, release: Release): number {
  if (isDeprecated(field, release)) return 2000;
  if (gateOf(`${path}.${name}`, release)) return 1000;
  const order = bySuffix(path, orders)?.indexOf(name) ?? -1;
  return (field.isRequired(release) ? 0 : 100) + (order < 0 ? 90 : order);
}

/** The fields that an item may begin with, the likely ones first. */
export function rankedFields({ fields }: Schema, path: string, release: Release) {
  return [...fields]
    .filter(([, field]) => exists(field, release) && !isDeprecated(field, release))
    .map(([name, field]) => ({ name, field, rank: rankOf(name, field, path, release) }))
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
}
