/** Our reading of kustomizations beside that of the real kubectl. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { type Build, buildFolder, filesOnDisk } from '../harness/build.ts';
import { compare, eachOf, realBuild } from '../harness/kubectl.ts';
import { randomWorkspace } from '../harness/random.ts';
import { noTools, toolPath } from '../hosts/kubectl.ts';

const workspaces = fileURLToPath(new URL('../workspaces/', import.meta.url));
const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const kubectl = noTools === undefined ? await toolPath('kubectl').catch(String) : undefined;
const why = noTools ?? (kubectl && existsSync(kubectl) ? undefined : kubectl);
if (why !== undefined) console.log(`Kustomizations are not compared with kubectl: ${why}`);
if (!existsSync(corpus))
  console.log('Public kustomizations are not compared: ../shared/corpus is not there.');

/** All folders below `root` that hold a kustomization. */
function foldersBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|[\\/])(kustomization\.ya?ml|Kustomization)$/.test(path))
    .map((path) => dirname(join(root, path)))
    .sort();
}

interface Tally {
  readonly wrong: string[];
  built: number;
  refused: number;
  compared: number;
  unknown: number;
}

/** Builds each folder both ways. What kubectl refuses we must have a problem with, and the other way round. */
async function tally(
  folders: readonly string[],
  named: (folder: string) => string,
  gathered = false,
): Promise<Tally> {
  const source = filesOnDisk();
  const all: Tally = { wrong: [], built: 0, refused: 0, compared: 0, unknown: 0 };
  await eachOf(folders, async (folder) => {
    const ours: Build = buildFolder(folder, source);
    // Most public kustomizations name files that were not gathered; kubectl is not asked about those.
    if (gathered && ours.problems.some(({ kind }) => kind === 'missing-file')) return;
    const real = await realBuild(kubectl ?? '', folder);
    const problems = ours.problems.filter(({ kind }) => kind !== 'patch-without-target');
    const note = (text: string) => all.wrong.push(`${named(folder)}: ${text}`);
    if (real.resources === undefined) {
      all.refused++;
      if (ours.problems.length > 0) return;
      // A generator reads a file that is no part of the corpus: we know only that its name is not known.
      if (gathered && real.refused.includes('loading KV pairs')) return;
      note(`kubectl refuses: ${real.refused.trim()}`);
      return;
    }
    const { differences, compared, unknown } = compare(ours, real.resources);
    all.built++;
    all.compared += compared;
    all.unknown += unknown;
    for (const difference of differences) note(difference);
    if (unknown === 0) for (const { kind, detail } of problems) note(`${kind} ${detail}`);
  });
  return all;
}

describe.skipIf(why !== undefined)('kubectl builds the same', () => {
  const root = join(tmpdir(), `cert-manager-kustomize-${process.pid}`);
  // Thousands of small files: a busy machine takes its time.
  afterAll(() => rmSync(root, { recursive: true, force: true }), 120_000);

  test('from our workspaces', async () => {
    const { wrong, built, compared, unknown } = await tally(foldersBelow(workspaces), (folder) =>
      folder.slice(workspaces.length),
    );
    expect(wrong).toEqual([]);
    expect(built).toBeGreaterThanOrEqual(20);
    expect(compared).toBeGreaterThanOrEqual(50);
    // The Certificate of kustomize-vars holds a variable.
    expect(unknown).toBe(1);
  }, 60_000);

  test.skipIf(!existsSync(corpus))(
    'from public repositories',
    async () => {
      const { wrong, built, compared, unknown } = await tally(
        foldersBelow(corpus),
        (folder) => folder.slice(corpus.length),
        true,
      );
      expect(wrong).toEqual([]);
      expect(built).toBeGreaterThanOrEqual(90);
      expect(compared).toBeGreaterThanOrEqual(100);
      expect(unknown).toBeLessThanOrEqual(2);
    },
    60_000,
  );

  test('from random bases, overlays, components and patches', async () => {
    const folders: string[] = [];
    for (let seed = 0; seed < 312; seed++) {
      folders.push(join(root, String(seed), 'overlay'));
      for (const [path, text] of Object.entries(randomWorkspace(seed))) {
        const whole = join(root, String(seed), path);
        mkdirSync(dirname(whole), { recursive: true });
        writeFileSync(whole, text);
      }
    }
    const { wrong, built, refused, compared, unknown } = await tally(folders, (folder) =>
      dirname(folder).slice(root.length + 1),
    );
    expect(wrong).toEqual([]);
    expect(built).toBeGreaterThanOrEqual(200);
    expect(refused).toBeGreaterThanOrEqual(40);
    expect(compared).toBeGreaterThanOrEqual(1200);
    expect(unknown).toBeLessThanOrEqual(5);
  }, 180_000);
});
