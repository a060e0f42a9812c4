/** Prints what is in each bundle, by package, from esbuild's metafiles. Our own share is bounded; above it: exit 1. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../build/meta/', import.meta.url));
/** Bytes of our own, minified, by bundle. */
const bounds: Readonly<Record<string, number>> = {
  'server-node': 150_000,
  'server-worker': 150_000,
  'client-node': 30_000,
  'client-browser': 30_000,
};

let over = false;
for (const file of readdirSync(home).sort()) {
  const meta: {
    outputs: Record<string, { bytes: number; inputs: Record<string, { bytesInOutput: number }> }>;
  } = JSON.parse(readFileSync(home + file, 'utf8'));
  const name = file.replace('.json', '');
  for (const [path, { bytes, inputs }] of Object.entries(meta.outputs)) {
    const shares = new Map<string, number>();
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const owner = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? 'our own';
      shares.set(owner, (shares.get(owner) ?? 0) + bytesInOutput);
    }
    console.log(`${path}: ${kilobytes(bytes)}`);
    for (const [owner, share] of [...shares].sort((a, b) => b[1] - a[1]))
      console.log(`  ${kilobytes(share).padStart(10)}  ${owner}`);
    const own = shares.get('our own') ?? 0;
    const limit = bounds[name];
    if (limit !== undefined && own > limit) {
      over = true;
      console.log(`  our own share is above its bound of ${kilobytes(limit)}`);
    }
  }
}
process.exitCode = over ? 1 : 0;

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
