/** What a solver is called wherever people read of it: counted from one. Data for programs keeps its index. */
import type { Locale } from '../rules/rule.ts';

/** `index`: its place in `solvers`, from zero. */
export function solverName(index: number, locale: Locale): string {
  return `${locale === 'ko' ? '솔버' : 'solver'} ${index + 1}`;
}
