/** One named step of a suite; the steps of a suite run one after the other. */
export interface Test {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Declares a test. */
export function test(name: string, run: () => Promise<void>): Test {
  return { name, run };
}

const tick = 25;
const deadline = 15_000;
const testLimit = 60_000;

/** Runs every test and prints one line for each in the form the runner counts; throws where one failed. */
export async function runSuite(tests: readonly Test[]): Promise<void> {
  let failed = 0;
  for (const { name, run } of tests) {
    const start = Date.now();
    try {
      await within(testLimit, run());
      report(`  ✓ ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      failed += 1;
      report(`  ✗ ${name} (${Date.now() - start} ms)`);
      report(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
  if (failed > 0) throw new Error(`${failed} of ${tests.length} tests failed`);
}

/** Prints lines that the runner outside the editor recognizes as the suite's own. */
function report(text: string): void {
  console.log(
    text
      .split('\n')
      .map((line) => `e2e| ${line}`)
      .join('\n'),
  );
}

function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no end within ${limitMs / 1000} s`)), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Waits until `get` answers with something `accept` takes (default: anything but undefined or false), asking
 * again and again until a deadline; the error then shows the last answer.
 */
export async function until<T>(
  what: string,
  get: () => T | PromiseLike<T>,
  accept: (value: T) => boolean = (value) => value !== undefined && value !== false,
): Promise<T> {
  const end = Date.now() + deadline;
  for (;;) {
    const value = await get();
    if (accept(value)) return value;
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}; last seen: ${show(value)}`);
    await new Promise((resolve) => setTimeout(resolve, tick));
  }
}

/** Throws unless both are equal when written as JSON. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  if (show(actual) !== show(expected)) {
    throw new Error(`${what}\n--- expected\n${show(expected)}\n--- actual\n${show(actual)}`);
  }
}

/** Throws unless `condition` holds. */
export function ok(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, undefined, 1) ?? 'undefined');
}
