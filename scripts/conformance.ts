/** Takes a compact copy of `../shared/verdicts` into `test/conformance`, so that the tests run without it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const from = fileURLToPath(new URL('../../shared/verdicts/', import.meta.url));
const to = fileURLToPath(new URL('../test/conformance/', import.meta.url));

if (!existsSync(from)) {
  console.log(`Skipped: ${from} is not here; the committed copies stay.`);
} else {
  for (const name of readdirSync(from).filter((name) => name.endsWith('.jsonl'))) {
    writeFileSync(`${to}${name}.gz`, gzipSync(readFileSync(from + name), { level: 9 }));
  }
}
