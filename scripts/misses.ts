/** Prints where we disagree with the verdicts: `tsx scripts/misses.ts [part of an id]`. For those who write rules. */
import { type AdmissionRow, disagreement, rows } from '../test/harness/conformance.ts';

const part = process.argv[2] ?? '';
let [all, misses] = [0, 0];
for (const row of rows<AdmissionRow>('admission')) {
  if (!row.id.includes(part)) continue;
  all++;
  const why = disagreement(row);
  if (why === undefined) continue;
  misses++;
  console.log(`${row.id}: ${why}`);
}
console.log(`${all - misses} of ${all} agree`);
