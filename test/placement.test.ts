/** Which controllers manifests tell of, and where they run. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { controllersIn, settingPath } from './harness/plan.ts';

const home = fileURLToPath(new URL('./workspaces/placement/', import.meta.url));

describe('controllers', () => {
  test.each(readdirSync(home).filter((name) => name.endsWith('.yaml')))('%s', (name) => {
    const found = controllersIn(readFileSync(home + name, 'utf8'));
    const golden = home + name.replace(/\.yaml$/, '.json');
    if (process.env['UPDATE_GOLDENS']) writeFileSync(golden, `${JSON.stringify(found, undefined, 2)}\n`);
    expect(existsSync(golden), golden).toBe(true);
    expect(JSON.parse(JSON.stringify(found))).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
  });
});

test.each([
  ['a.b', ['a', 'b']],
  ['controller.nodeSelector.kubernetes\\.io/os', ['controller', 'nodeSelector', 'kubernetes.io/os']],
  ['a."b.c".d', ['a', 'b.c', 'd']],
  ['tolerations[0].key', ['tolerations[0]', 'key']],
])('--set %s', (name, path) => expect(settingPath(name)).toEqual(path));
