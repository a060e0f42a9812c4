/** What a pod asks of the labels of its node, one requirement at a time, each with its path in the pod's spec. */
import { type DataMap, type DataPath, isMap, listIn, mapIn, nodeIn, placeOf, textIn } from '../model/data.ts';
import type { Node } from '../model/node.ts';
import type { Span } from '../text/span.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { isPlatform } from './controllerNodes.ts';
import { matchesNode, requiredOf } from './feasibility.ts';

export interface Demand {
  readonly key: string;
  /** `In` with one value for an entry of the node selector. */
  readonly operator: string;
  readonly values: readonly string[];
  /** Of the entry in the node selector, or of the requirement. */
  readonly path: DataPath;
  /** The term of the affinity that it belongs to; undefined for the node selector. */
  readonly term: number | undefined;
  /** A pod that asks for nothing else. */
  readonly alone: DataMap;
}

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
export const termsPath = ['affinity', 'nodeAffinity', required, 'nodeSelectorTerms'] as const;

/** The requirements of a pod's spec: of the node selector, and of the required node affinity. */
export function demandsOf(spec: DataMap): readonly Demand[] {
  const selected = Object.entries(mapIn(spec, 'nodeSelector') ?? {}).map(
    ([key, value]): Demand => ({
      key,
      operator: 'In',
      values: [String(value)],
      path: ['nodeSelector', key],
      term: undefined,
      alone: { nodeSelector: { [key]: value } },
    }),
  );
  const affinity = requiredOf(spec);
  const terms = (affinity && listIn(affinity, 'nodeSelectorTerms')) ?? [];
  return [...selected, ...terms.flatMap((term, i) => (isMap(term) ? demandsOfTerm(term, i) : []))];
}

function demandsOfTerm(term: DataMap, index: number): readonly Demand[] {
  return ['matchExpressions', 'matchFields'].flatMap((list) =>
    (listIn(term, list) ?? []).flatMap((item, i): readonly Demand[] =>
      isMap(item)
        ? [
            {
              key: textIn(item, 'key') ?? '',
              operator: textIn(item, 'operator') ?? '',
              values: (listIn(item, 'values') ?? []).map(String),
              path: [...termsPath, index, list, i],
              term: index,
              alone: {
                affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: [{ [list]: [item] }] } } },
              },
            },
          ]
        : [],
    ),
  );
}

/** The demands that no node meets by itself: all of them where only together they are too many. */
export function unmet(demands: readonly Demand[], nodes: readonly Node[]): readonly Demand[] {
  const impossible = demands.filter(({ alone }) => !nodes.some((node) => matchesNode(alone, node)));
  return impossible.length > 0 ? impossible : telling(demands);
}

/** The demands on other labels than the platform's, where there are any. */
export function telling(demands: readonly Demand[]): readonly Demand[] {
  const others = demands.filter(({ key }) => !isPlatform(key));
  return others.length > 0 ? others : demands;
}

/** Where demands are written: the one value of a single one, or the key of the field that holds them. */
export function placeOfDemands(spec: YamlMap, demands: readonly Demand[], key: Span): Span {
  const [only, ...others] = demands;
  if (!only) return key;
  if (others.length === 0) {
    if (only.term === undefined) return placeOf(spec, only.path, key).at;
    const value = [...only.path, 'values', 0];
    const single = only.values.length === 1 && nodeIn(spec, value);
    return placeOf(spec, single ? value : [...only.path, 'key'], key).at;
  }
  return placeOf(spec, demands.some(({ term }) => term !== undefined) ? termsPath : ['nodeSelector'], key).at;
}
