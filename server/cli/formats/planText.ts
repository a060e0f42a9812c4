/** A plan for the terminal: its trees, drawn with lines. */
import type { Branch, Locale, Plan, PlanHost } from '../../core/index.ts';
import { planTree, planWords } from '../../core/judgement.ts';
import { printable } from '../printable.ts';
import { paints } from './paint.ts';

export interface PlanStyle {
  readonly locale: Locale;
  readonly color: boolean;
}

/** The plan as text, each line ended. Names of others are made safe for a terminal. */
export function formatPlanText(plan: Plan, host: PlanHost, { locale, color }: PlanStyle): string {
  const trees = planTree(plan, host, locale, { ...paints(color), safe: printable });
  if (trees.length === 0) return `${planWords[locale].nothing}\n`;
  return trees.map((tree) => drawn(tree).join('')).join('\n');
}

function drawn({ text, below }: Branch, first = '', rest = ''): string[] {
  const lines = [`${first}${text}\n`];
  for (const [i, branch] of below.entries()) {
    const last = i === below.length - 1;
    lines.push(...drawn(branch, `${rest}${last ? '└─ ' : '├─ '}`, `${rest}${last ? '   ' : '│  '}`));
  }
  return lines;
}
