/**
 * The server in a real Neovim, with the configuration that README.md gives: findings, and a fix taken from the
 * editor's own menu. Needs `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bad, begun, cleanUp, completed, fixed, folder, rule } from '../cli/process.ts';
import { isBuilt } from '../harness/serverProcess.ts';

const repository = join(import.meta.dirname, '../..');
const found = spawnSync('nvim', ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0];
const why = found === undefined ? 'no nvim here' : isBuilt ? undefined : '`npm run build` has not run';

/** What the page says for this Neovim: `vim.lsp.config` came with 0.11. */
function configuration(): string {
  const [, minor = 0] = /^NVIM v0\.(\d+)/.exec(found ?? '')?.map(Number) ?? [];
  const snippets = [...readFileSync(join(repository, 'README.md'), 'utf8').matchAll(/```lua\n([\s\S]*?)```/g)]
    .map(([, code = '']) => code)
    .filter((code) => code.includes(minor >= 11 ? 'vim.lsp.config(' : 'vim.lsp.start_client('));
  expect(snippets).toHaveLength(1);
  return snippets.join('').replace('type=load-balancer', 'pool=edge');
}

afterAll(cleanUp);

test.skipIf(why !== undefined)(
  `${found ?? 'Neovim'}: a finding, the first fix, a field with its children, the saved files${why ? ` (skipped: ${why})` : ''}`,
  () => {
    const home = folder({
      'work/issuer.yaml': bad,
      'work/certificate.yaml': begun,
      'init.lua': configuration(),
    });
    const bin = join(home, 'bin');
    mkdirSync(bin);
    symlinkSync(join(repository, 'dist', 'server', 'node.js'), join(bin, 'cert-manager-language-server'));
    const settled = ['--headless', '--clean', '--cmd', `luafile ${join(home, 'init.lua')}`];
    const args = [...settled, 'issuer.yaml', '-S', join(import.meta.dirname, 'neovim.lua')];
    const { status, stdout, stderr } = spawnSync('nvim', args, {
      cwd: join(home, 'work'),
      encoding: 'utf8',
      timeout: 60_000,
      env: {
        PATH: [bin, dirname(process.execPath), process.env['PATH']].join(delimiter),
        HOME: home,
      },
    });
    const said = `${stdout}${stderr}`;
    expect(status, said).toBe(0);
    expect(said).toContain(`8:11 cert-manager ${rule}`);
    expect(readFileSync(join(home, 'work', 'issuer.yaml'), 'utf8')).toBe(
      fixed.replace('key: type', 'key: pool').replace('- load-balancer', '- edge'),
    );
    expect(readFileSync(join(home, 'work', 'certificate.yaml'), 'utf8')).toBe(completed);
  },
  90_000,
);
