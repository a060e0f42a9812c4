/** What of a solver's pod decides where it runs, as cert-manager will write it: for hovers. */
import type { Release } from '../facts.ts';
import { isShapeMap, type Shape, type ShapeMap, solverObjects } from '../issuance/solverObjects.ts';
import type { RouteName } from '../issuance/solverPod.ts';
import type { DataMap } from '../model/data.ts';
import type { Locale } from '../rules/rule.ts';
import { fenced } from '../text/markdown.ts';
import { markedYaml } from './marked.ts';
import { markWordsOf, texts } from './previewTexts.ts';

/** The fields of a pod that the scheduler looks at, or that admission turns into such. */
const scheduling = ['nodeSelector', 'affinity', 'tolerations', 'priorityClassName', 'serviceAccountName'];

/** A reader of a hover sees about so much at once. */
const mostEntries = 5;
const mostLines = 40;
const mostColumns = 160;

/**
 * A block of YAML: that part of the pod's `spec` with the defaults of `release`; what is not from the solver is marked as in
 * the preview. Undefined where the pod has none of it.
 */
export function schedulingExcerpt(
  way: RouteName,
  config: DataMap,
  release: Release,
  locale: Locale,
): string | undefined {
  const { made, plain, written } = solverObjects(way, config, undefined, release).pod;
  const excerpt = { made: partOf(made), plain: partOf(plain), written: partOf(written) };
  if (Object.keys(excerpt.made).length === 0) return undefined;
  const words = markWordsOf(texts[locale]);
  const unmarked = { ...words, origin: { ...words.origin, yours: '' } };
  const lines = markedYaml(excerpt, unmarked, mostEntries);
  const shown = lines.length > mostLines ? [...lines.slice(0, mostLines), '# …'] : lines;
  return fenced(
    shown.map((line) => (line.length > mostColumns ? `${line.slice(0, mostColumns)}…` : line)),
    'yaml',
  );
}

function partOf({ spec }: ShapeMap): ShapeMap {
  const all = isShapeMap(spec) ? spec : {};
  const part = scheduling.flatMap((name): [string, Shape][] => {
    const shape = Object.hasOwn(all, name) ? all[name] : undefined;
    return shape === undefined ? [] : [[name, shape]];
  });
  return Object.fromEntries(part);
}
