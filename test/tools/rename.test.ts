/** New names held to the real kubectl: after one it builds the same as before, but for the name. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { eachOf, realBuild } from '../harness/kubectl.ts';
import { randomNames } from '../harness/randomNames.ts';
import { type Renamed, renameEach, sameResources, type Texts } from '../harness/renaming.ts';
import { noTools, toolPath } from '../hosts/kubectl.ts';

const kubectl = noTools === undefined ? await toolPath('kubectl').catch(String) : undefined;
const why = noTools ?? (kubectl && existsSync(kubectl) ? undefined : kubectl);
if (why !== undefined) console.log(`Renamings are not held to kubectl: ${why}`);

describe.skipIf(why !== undefined)('kubectl builds the same after a new name', () => {
  const root = join(tmpdir(), `cert-manager-rename-${process.pid}`);
  afterAll(() => rmSync(root, { recursive: true, force: true }), 120_000);

  function write(name: string, texts: Texts): string {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, name, path)), { recursive: true });
      writeFileSync(join(root, name, path), text);
    }
    return join(root, name);
  }

  test('in random workspaces', async () => {
    const cases = Array.from({ length: 60 }, (_, seed) => {
      const texts = randomNames(seed);
      const made = renameEach(texts).filter(({ refused }) => refused === undefined);
      // One of each workspace, in turn another one.
      const one = made[seed % Math.max(1, made.length)];
      return { seed, texts, one };
    }).flatMap(({ seed, texts, one }): { seed: number; texts: Texts; one: Renamed }[] =>
      one ? [{ seed, texts, one }] : [],
    );
    const wrong: string[] = [];
    let built = 0;
    await eachOf(cases, async ({ seed, texts, one }) => {
      const [before, after] = [write(`${seed}/before`, texts), write(`${seed}/after`, one.texts)];
      for (const folder of ['dev', 'prod']) {
        const old = await realBuild(kubectl ?? '', join(before, folder));
        const now = await realBuild(kubectl ?? '', join(after, folder));
        const same =
          old.resources && now.resources
            ? sameResources(old.resources, now.resources, one.names)
            : old.resources === now.resources;
        if (!same) wrong.push(`${seed}/${folder} ${one.what}: ${old.refused ?? ''} ${now.refused ?? ''}`);
        if (now.resources) built++;
      }
    });
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(50);
    expect(built).toBeGreaterThan(60);
  }, 240_000);
});
