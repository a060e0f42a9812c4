/** The server in a real Neovim: findings, and a fix taken from the editor's own menu. Needs `npm run build`. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bad, cleanUp, fixed, folder, rule } from './cli/process.ts';
import { isBuilt } from './harness/serverProcess.ts';

const repository = join(import.meta.dirname, '..');
const found = spawnSync('nvim', ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0];
const why = found === undefined ? 'no nvim here' : isBuilt ? undefined : '`npm run build` has not run';

afterAll(cleanUp);

test.skipIf(why !== undefined)(
  `${found ?? 'Neovim'}: a finding, the first fix, the saved file${why ? ` (skipped: ${why})` : ''}`,
  () => {
    const home = folder({ 'work/issuer.yaml': bad });
    const args = ['--headless', '--clean', 'issuer.yaml', '-S', join(repository, 'test', 'neovim.lua')];
    const { status, stdout, stderr } = spawnSync('nvim', args, {
      cwd: join(home, 'work'),
      encoding: 'utf8',
      timeout: 60_000,
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        NODE: process.execPath,
        SERVER: join(repository, 'dist', 'server', 'node.js'),
        NODE_LABEL: 'pool=edge',
      },
    });
    const said = `${stdout}${stderr}`;
    expect(status, said).toBe(0);
    expect(said).toContain(`8:11 cert-manager ${rule}`);
    expect(readFileSync(join(home, 'work', 'issuer.yaml'), 'utf8')).toBe(
      fixed.replace('key: type', 'key: pool').replace('- load-balancer', '- edge'),
    );
  },
  90_000,
);
