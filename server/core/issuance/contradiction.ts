/** Whether any node at all can have the labels that a pod demands. */
import { type Data, type DataMap, fieldIn, isMap, listIn, mapIn, textIn } from '../model/data.ts';
import { integer, matchesLabels, requiredOf } from './feasibility.ts';

/** A demand that no node meets: `term` of the required node affinity contradicts itself or the node selector at `key`. */
export interface Contradiction {
  readonly key: string;
  readonly term: number;
  /** The last requirement of the term on that key. */
  readonly requirement: number;
  /** What the node selector says of the key. */
  readonly selected: string | undefined;
}

/** What is wrong with each term, where no term can be met; terms without requirements are another matter. */
export function contradictions(pod: DataMap): readonly Contradiction[] {
  const required = requiredOf(pod);
  const terms = (required && listIn(required, 'nodeSelectorTerms')) ?? [];
  const selector = mapIn(pod, 'nodeSelector') ?? {};
  const found: Contradiction[] = [];
  for (const [i, term] of terms.entries()) {
    if (!isMap(term)) return [];
    const contradiction = contradictionOf(term, i, selector);
    if (contradiction) found.push(contradiction);
    else if (!isEmpty(term)) return [];
  }
  return found;
}

const isEmpty = (term: DataMap) =>
  ['matchExpressions', 'matchFields'].every((name) => (listIn(term, name) ?? []).length === 0);

function contradictionOf(term: DataMap, index: number, selector: DataMap): Contradiction | undefined {
  const items = (listIn(term, 'matchExpressions') ?? []).map((item) => (isMap(item) ? item : {}));
  for (const key of new Set(items.map((item) => textIn(item, 'key') ?? ''))) {
    const own = items.filter((item) => textIn(item, 'key') === key);
    const selected = fieldIn(selector, key);
    if (canHold(key, own, selected)) continue;
    const last = own.at(-1);
    return {
      key,
      term: index,
      requirement: last ? items.indexOf(last) : 0,
      selected: typeof selected === 'string' ? selected : undefined,
    };
  }
  return undefined;
}

/** Whether a node can have such a label, or lack it, that all these requirements on it hold. */
function canHold(key: string, items: readonly DataMap[], selected: Data | undefined): boolean {
  const holds = (value: string | undefined) =>
    items.every((item) => matchesLabels(item, new Map(value === undefined ? [] : [[key, value]])));
  if (selected !== undefined) return typeof selected !== 'string' || holds(selected);
  return [undefined, ...candidates(items)].some(holds);
}

/** Values among which there is one that holds, if there is any: those that are named, their neighbours, and another one. */
function candidates(items: readonly DataMap[]): readonly string[] {
  const named = items.flatMap((item) => listIn(item, 'values') ?? []).map(String);
  const numbers = named.flatMap((value) => {
    const number = integer(value);
    return number === undefined ? [] : [String(number - 1n), String(number + 1n)];
  });
  return [...named, ...numbers, 'another-value', '0'];
}
