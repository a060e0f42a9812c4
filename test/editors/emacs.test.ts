/**
 * The server in a real Emacs, with the configurations that README.md gives for its two clients. Skipped where
 * there is no Emacs; a client that it lacks is said. Needs `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bad, begun, cleanUp, completed, fixed, folder } from '../cli/process.ts';
import { isBuilt } from '../harness/serverProcess.ts';

const repository = join(import.meta.dirname, '../..');
const found = spawnSync('emacs', ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0];
const why = found === undefined ? 'no emacs here' : isBuilt ? undefined : '`npm run build` has not run';
/** The driver's word for a client that is not installed. */
const lacking = 3;

afterAll(cleanUp);

describe.each(['eglot', 'lsp-mode'])('%s', (client) => {
  test.skipIf(why !== undefined)(
    `${found ?? 'Emacs'}: a finding, the first fix, a field with its children, the saved files${why ? ` (skipped: ${why})` : ''}`,
    ({ skip }) => {
      const page = readFileSync(join(repository, 'README.md'), 'utf8');
      const snippets = [...page.matchAll(/```elisp\n([\s\S]*?)```/g)]
        .map(([, code = '']) => code)
        .filter((code) => code.includes(`(with-eval-after-load '${client}`));
      expect(snippets).toHaveLength(1);
      const home = folder({
        'work/issuer.yaml': bad,
        'work/certificate.yaml': begun,
        'config.el': snippets.join('').replace('type=load-balancer', 'pool=edge'),
      });
      const bin = join(home, 'bin');
      mkdirSync(bin);
      symlinkSync(join(repository, 'dist', 'server', 'node.js'), join(bin, 'cert-manager-language-server'));
      // Emacs takes the root of the repository for the project's.
      spawnSync('git', ['init', '--quiet', join(home, 'work')]);
      const { status, stdout, stderr } = spawnSync(
        'emacs',
        ['--batch', '-q', '-l', join(import.meta.dirname, 'emacs.el')],
        {
          cwd: join(home, 'work'),
          encoding: 'utf8',
          timeout: 60_000,
          env: {
            PATH: [bin, dirname(process.execPath), process.env['PATH']].join(delimiter),
            HOME: home,
            LC_ALL: 'C.UTF-8',
            CLIENT: client,
            CONFIG: join(home, 'config.el'),
          },
        },
      );
      skip(status === lacking, `this Emacs has no ${client} or no yaml-mode`);
      const said = `${stdout}${stderr}`;
      expect(status, said).toBe(0);
      expect(said).toContain('offered: Pin the solver pod to nodes with pool=edge (nodeAffinity)');
      expect(readFileSync(join(home, 'work', 'issuer.yaml'), 'utf8')).toBe(
        fixed.replace('key: type', 'key: pool').replace('- load-balancer', '- edge'),
      );
      expect(readFileSync(join(home, 'work', 'certificate.yaml'), 'utf8')).toBe(completed);
    },
    90_000,
  );
});
