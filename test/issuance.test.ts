/** cert-manager retold, held to what cert-manager, the API server and the scheduler said: every row. */
import { describe, expect, test } from 'vitest';
import { rows } from './harness/conformance.ts';
import {
  bare,
  chosen,
  merged,
  type PlacementRow,
  type PodRow,
  placed,
  refusedFields,
  type SolverRow,
} from './harness/issuance.ts';

describe('the solver pod', () => {
  const pods = rows<PodRow>('pods');

  test('is merged as cert-manager merges it', () => {
    for (const row of pods) expect(merged(row), row.id).toEqual(bare(row.pod));
  });

  test('is refused where the API server refuses it', () => {
    for (const row of pods) {
      const fields = [...new Set(row.errors.map(({ field }) => field))].sort();
      expect(refusedFields(row), row.id).toEqual(fields);
    }
  });

  test('runs on the nodes that the scheduler leaves', () => {
    for (const row of rows<PlacementRow>('placements'))
      expect(placed(row), row.id).toEqual({ feasible: row.feasible, refused: row.refused });
  });
});

test('the solver is the one that cert-manager chooses', () => {
  for (const row of rows<SolverRow>('solvers'))
    expect(chosen(row), row.id).toEqual({ chosen: row.chosen, type: row.type });
});
