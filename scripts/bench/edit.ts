/**
 * Edit → diagnostics, on files of 1, 10, 100 and 1,000 documents: our server, yaml-language-server on the same text,
 * and the bound, the time that `yaml` needs to parse just the edited document: once in a loop that does nothing else,
 * with every cache warm, and once in a process that wakes up for it, as a server does. A round trip costs something by
 * itself (an empty request) and is taken off. All in one run, medians of many.
 * `npm run bench [-- --json]`
 */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { type Sample, sample } from './files.ts';
import { emptyRequest, memory, open, parseRequest, type Server, start, stop } from './servers.ts';

const sizes = [1, 10, 100, 1000];
const rounds = 60;
/** yaml-language-server waits this long after an edit before it validates (its `yamlValidationHandler`). */
const peerDelay = 200;

const ours = [
  process.execPath,
  fileURLToPath(new URL('../../dist/server/node.js', import.meta.url)),
  '--stdio',
];
const boundServer = [
  process.execPath,
  fileURLToPath(new URL('./boundServer.mjs', import.meta.url)),
  '--stdio',
];
const peer = [
  process.execPath,
  createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server'),
  '--stdio',
];

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The bound: parsing the edited document and nothing else, in a warm process. */
function bound({ edited }: Sample): number {
  const times = Array.from({ length: 400 }, (_, i) => {
    const text = edited.replace('@', `${'x'.repeat(i % 2)}@`);
    const started = performance.now();
    parseDocument(text);
    return performance.now() - started;
  });
  return median(times.slice(200));
}

async function edits(server: Server, { text, offset }: Sample, count: number): Promise<number> {
  const document = await open(server, `file:///bench/${text.length}.yaml`, text);
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push(await document.edit(offset, i % 2 === 0));
  await document.close();
  return median(times.slice(Math.floor(count / 3)));
}

async function parses(server: Server, { edited }: Sample): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++)
    times.push(await parseRequest(server, edited.replace('@', `${'x'.repeat(i % 2)}@`)));
  return median(times.slice(rounds / 3));
}

async function empties(server: Server): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) times.push(await emptyRequest(server));
  return median(times.slice(rounds / 3));
}

async function main(): Promise<void> {
  const us = await start(ours, 'pull');
  const them = await start(peer, 'push');
  const parser = await start(boundServer, 'push');
  const warm = sample(30, 'all');
  await edits(us, warm, 600);
  for (let i = 0; i < 10; i++) await parses(parser, warm);
  await edits(them, warm, 6);
  const rows: Record<string, string | number>[] = [];
  // After the same files; the second half is ours alone.
  let [mine, theirs] = [0, 0];
  for (const findings of ['one', 'all'] as const) {
    if (findings === 'all') [mine, theirs] = [memory(us), memory(them)];
    for (const documents of sizes) {
      const file = sample(documents, findings);
      const limit = bound(file);
      const empty = await empties(us);
      const awake = (await parses(parser, file)) - (await empties(parser));
      const mine = await edits(us, file, rounds);
      const theirs = findings === 'one' ? (await edits(them, file, 9)) - peerDelay : Number.NaN;
      rows.push({
        findings,
        documents,
        'bound ms': limit.toFixed(2),
        'bound, waking up': awake.toFixed(2),
        'empty ms': empty.toFixed(2),
        'ours ms': mine.toFixed(2),
        '(ours - empty) / bound': ((mine - empty) / limit).toFixed(1),
        '… / bound, waking up': ((mine - empty) / awake).toFixed(1),
        'peer ms (less 200)': Number.isNaN(theirs) ? '' : theirs.toFixed(1),
        'peer / ours': Number.isNaN(theirs) ? '' : (theirs / mine).toFixed(1),
      });
    }
  }
  await stop(us);
  await stop(them);
  await stop(parser);
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ rows, memory: { ours: mine, peer: theirs } }, null, 2));
    return;
  }
  console.log('Edit → diagnostics of one Issuer. "one": only it has a finding; "all": every Issuer has one.');
  console.table(rows);
  console.log(
    `Memory (resident): ours ${mine.toFixed(0)} MB, peer ${theirs.toFixed(0)} MB, ratio ${(mine / theirs).toFixed(2)}`,
  );
}

void main();
