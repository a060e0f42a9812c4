/**
 * What the engine knows of cert-manager: the rules with their texts, the structure of the API by release, and what helps
 * while somebody writes. By far the largest part of the product, so hosts that start often load it when the first
 * resource is met.
 */
import type { Assistance } from './features/assist.ts';
import { complete } from './features/completion/complete.ts';
import { explain } from './features/explain.ts';
import { registry } from './rules/registry.gen.ts';
import type { Rule } from './rules/rule.ts';
import { table } from './schema/table.gen.ts';

export interface Knowledge {
  readonly rules: readonly Rule[];
  /** The packed structure of the API; see `schema/schema.ts`. */
  readonly table: string;
  /** Undefined where nobody writes: on the command line. */
  readonly assistance: Assistance | undefined;
}

export const knowledge: Knowledge = { rules: registry, table, assistance: { complete, explain } };

/** What judging needs. */
export const judgement: Knowledge = { rules: registry, table, assistance: undefined };
