/** How a run of a suite inside an editor ended. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** Reads what an editor prints, shows the suite's own lines (`e2e| …`) and counts its results. */
export interface Tally {
  readonly read: (text: string) => void;
  readonly fail: (why: string) => void;
  readonly outcome: () => Outcome;
}

/** A tally at zero. */
export function createTally(): Tally {
  let passed = 0;
  let failed = 0;
  const fail = (why: string) => {
    console.log(`  ✗ ${why}`);
    failed += 1;
  };
  return {
    fail,
    read: (text) => {
      for (const [, line = ''] of text.matchAll(/^.*?e2e\| (.*)$/gm)) {
        if (line.startsWith('  ✓ ')) passed += 1;
        if (line.startsWith('  ✗ ')) failed += 1;
        console.log(line);
      }
    },
    outcome: () => {
      if (passed + failed === 0) fail('the suite reported no test');
      return { passed, failed };
    },
  };
}
