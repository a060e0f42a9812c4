/** JSON is YAML: what is fixed in a `.json` file is JSON still, on one line and on many. */
import { expect, test } from 'vitest';
import { eachFix } from '../harness/engine.ts';
import { ruleFixtures, ruleNames } from '../harness/fixtures.ts';
import { dataOf } from '../harness/yaml.ts';

/** The documents of all rule fixtures that are YAML as they stand, as JSON. */
const documents = ruleNames
  .flatMap(ruleFixtures)
  .flatMap(({ text }) => (dataOf(text) ?? []).filter((one) => typeof one === 'object' && one !== null));

test.each([0, 2])('every fix of JSON with an indent of %i is JSON', (indent) => {
  let fixed = 0;
  for (const document of documents) {
    const text = JSON.stringify(document, null, indent);
    for (const fix of eachFix(text)) {
      // A comment cannot stand in JSON.
      if (/^Silence/.test(fix.title)) continue;
      expect(() => JSON.parse(fix.text), `${fix.title}\n${fix.text}`).not.toThrow();
      fixed++;
    }
  }
  expect(fixed).toBeGreaterThan(100);
});
