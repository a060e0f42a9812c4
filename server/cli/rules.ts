/** The list of rules. */
import { type Rule, rulePage, type Severity } from '../core/index.ts';
import type { Words } from './words.ts';

export type Registry = readonly Pick<Rule, 'id' | 'severity' | 'fixable' | 'since' | 'kinds'>[];

export interface RuleRow {
  readonly id: string;
  readonly severity: Severity;
  readonly fixable: 'never' | 'sometimes' | 'always';
  readonly kinds: readonly string[];
  readonly since: string;
  readonly url: string;
}

/** The rules by id. */
export function rulesTable(rules: Registry): readonly RuleRow[] {
  const rows = rules.map(({ id, severity, fixable, kinds, since }) => ({
    id,
    severity,
    fixable,
    kinds,
    since,
    url: rulePage(id),
  }));
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A line for each rule: id, severity, whether it can fix, page. */
export function formatRules(rules: Registry, say: Words): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rulesTable(rules)
    .map(
      ({ id, severity, fixable, url }) =>
        `${[id.padEnd(width), say.severity[severity], say.sometimes[fixable], url].join('  ')}\n`,
    )
    .join('');
}
