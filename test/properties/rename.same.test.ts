/** After a new name the same is built, but for the name: in all of our workspaces, and in random ones. */
import { describe, expect, test } from 'vitest';
import { filesOf } from '../harness/navigation.ts';
import { randomWorkspace } from '../harness/random.ts';
import { randomNames } from '../harness/randomNames.ts';
import { differences, renameEach, type Texts } from '../harness/renaming.ts';
import { workspaceNames } from '../harness/workspace.ts';

const withCrlf = (seed: number): Texts =>
  Object.fromEntries(
    Object.entries(randomNames(seed)).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
  );

describe('after a new name the same is built', () => {
  /** What was refused and why, and what was made and differs. */
  function all(texts: Texts): {
    readonly made: number;
    readonly refused: string[];
    readonly wrong: string[];
  } {
    const each = renameEach(texts);
    const made = each.filter(({ refused }) => refused === undefined);
    return {
      made: made.length,
      refused: each.flatMap(({ refused }) => refused ?? []),
      wrong: made.flatMap((one) => differences(texts, one).map((line) => `${one.what}: ${line}`)),
    };
  }

  test.each(workspaceNames(''))('in %s', (name) => {
    expect(all(Object.fromEntries(filesOf(name))).wrong).toEqual([]);
  });

  test.each([
    ['bases, overlays, components', randomWorkspace, 20, 50],
    ['names in all ways', randomNames, 35, 130],
    ['with CRLF', withCrlf, 10, 30],
  ])('in random workspaces: %s', (_, make, seeds, least) => {
    let made = 0;
    const refused: string[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      const found = all(make(seed));
      expect([seed, ...found.wrong]).toEqual([seed]);
      made += found.made;
      refused.push(...found.refused);
    }
    expect(made).toBeGreaterThan(least);
    // All but a few are refused for what stands somewhere, not for what came out of a trial.
    const tried = refused.filter((why) => why.includes('would build something else'));
    expect(tried.length).toBeLessThan(made / 20);
    for (const why of refused)
      expect(why).toMatch(/:\d+ finds|:\d+ would build|not surely known|becomes|escapes|adds to/);
  });
});
