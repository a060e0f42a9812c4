/** The plan of clusters in which every node reaches every pod. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readTexts, textPlanOf } from './harness/plan.ts';

const home = fileURLToPath(new URL('./workspaces/', import.meta.url));

test('in a flat network only what keeps a pod Pending is told', () => {
  const advice = (name: string, isFlat: boolean) =>
    textPlanOf(readTexts(`${home}${name}/`, /\.yaml$/), 'en', { isFlat })
      .split('\n')
      .filter((line) => /The ingress|Hold the pod|podAffinity (?:follow|does not)|stays Pending/.test(line));
  expect(advice('plan-placement', false)).not.toEqual([]);
  expect(advice('plan-placement', true).every((line) => line.includes('Pending'))).toBe(true);
  expect(advice('plan-beside', true)).toEqual(advice('plan-beside', false));
});
