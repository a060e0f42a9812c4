/**
 * `npm run report -- FOLDER`: a folder as one workspace. What is in it, what was built, which references resolve, what
 * was not analysed, time and memory.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findInputs } from '../server/adapters/inputs.ts';
import {
  createEngine,
  defaultOptions,
  isKustomization,
  isWorthKeeping,
  openFile,
  type SourceFile,
} from '../server/core/index.ts';
import { knowledge } from '../server/core/knowledge.ts';

const folder = resolve(process.argv[2] ?? '.');
const crashes: string[] = [];
const engine = createEngine(
  (rule, error) => void crashes.push(`${rule}: ${String(error)}`),
  () => knowledge,
);
const workspace = engine.createWorkspace();
const started = performance.now();
const files = new Map<string, SourceFile>();
let total = 0;
const read = (path: string) => {
  const text = readFileSync(path, 'utf8');
  total++;
  return text;
};
for (const { path } of findInputs([folder], folder, isKustomization).files) {
  const text = read(path);
  if (!isWorthKeeping(path, text)) {
    workspace.note(path);
    continue;
  }
  const file = openFile(text);
  files.set(path, file);
  workspace.put(path, file.documents);
}
workspace.folders = [folder];
for (let wanted = workspace.wanted(); wanted.length > 0; wanted = workspace.wanted())
  for (const path of wanted) {
    if (existsSync(path)) workspace.put(path, openFile(read(path)).documents);
    else workspace.miss(path);
  }
workspace.complete = true;
const builds = workspace.builds();
const indexed = performance.now();

const counts = new Map<string, number>();
const bySeverity = new Map<string, number>();
const rows: string[] = [];
for (const [path, file] of files) {
  for (const { finding } of engine.findings(file, defaultOptions, { workspace, path })) {
    counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1);
    bySeverity.set(finding.severity, (bySeverity.get(finding.severity) ?? 0) + 1);
    rows.push(`${finding.severity} ${finding.rule} ${path.slice(folder.length + 1)}: ${finding.message}`);
  }
}
const judged = performance.now();
const survey = engine.survey(workspace);
const memory = process.memoryUsage().heapUsed / 2 ** 20;

const show = (title: string, some: Iterable<readonly [string, number]>) => {
  console.log(`${title}:`);
  for (const [name, count] of [...some].sort((a, b) => b[1] - a[1])) console.log(`  ${count} ${name}`);
};
const tally = (names: Iterable<string>) => {
  const sums = new Map<string, number>();
  for (const name of names) sums.set(name, (sums.get(name) ?? 0) + 1);
  return sums;
};
console.log(
  `${total} files, ${files.size} with something of interest; ${survey.analysed} resources analysed`,
);
show('by kind', Object.entries(survey.byKind));
console.log(
  `${builds.length} builds, ${builds.reduce((sum, { resources }) => sum + resources.length, 0)} resources built`,
);
show('what builds could not do', tally(builds.flatMap(({ problems }) => problems.map(({ kind }) => kind))));
show('not analysed', tally(survey.notAnalysed.map(({ reason }) => reason)));
show('findings by severity', bySeverity);
show('findings by rule', counts);
console.log(`rules that threw: ${crashes.length}${crashes.map((crash) => `\n  ${crash}`).join('')}`);
console.log(
  `indexed in ${Math.round(indexed - started)} ms, judged in ${Math.round(judged - indexed)} ms, ${Math.round(memory)} MiB of heap`,
);
if (process.argv.includes('--all')) console.log(rows.sort().join('\n'));
