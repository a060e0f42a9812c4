import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { repository } from './install.ts';
import { Remedy } from './processes.ts';

/** Throws unless the extension in `folder` has been built. */
export function requireBuild(folder: string, ...files: string[]): void {
  for (const file of files) {
    if (!existsSync(join(folder, file))) {
      throw new Remedy(`The extension is not built: ${file} is missing. Run \`npm run build\` first.`);
    }
  }
}

/** Bundles the suites and the memory file system into build/e2e. */
export async function bundleSuites(): Promise<void> {
  const to = join(repository, 'build', 'e2e');
  const memfs = join(repository, 'test', 'e2e', 'memfs');
  const suite = (name: string) => join(repository, 'test', 'e2e', name);
  const common: BuildOptions = { bundle: true, format: 'cjs', external: ['vscode'], logLevel: 'warning' };
  const browser: BuildOptions = { ...common, platform: 'browser', target: 'es2022' };
  await Promise.all([
    build({
      ...common,
      platform: 'node',
      target: 'node20',
      sourcemap: 'inline',
      entryPoints: [suite('desktop.ts'), suite('packaged.ts')],
      outdir: to,
    }),
    build({ ...browser, entryPoints: [suite('web.ts')], outfile: join(to, 'web.js') }),
    build({
      ...browser,
      entryPoints: [join(memfs, 'extension.ts')],
      outfile: join(to, 'memfs', 'extension.js'),
    }),
  ]);
  mkdirSync(join(to, 'memfs'), { recursive: true });
  copyFileSync(join(memfs, 'package.json'), join(to, 'memfs', 'package.json'));
}
