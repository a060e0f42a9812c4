/**
 * `npm run package`: what people install, into build/packages. The VSIX is for VS Code; the npm package holds the
 * command line and the language server. Needs `npm run build`. A package above the limit: exit 1.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireBuild } from '../test/hosts/bundle.ts';
import { repository } from '../test/hosts/install.ts';
import { Remedy, run, runMain } from '../test/hosts/processes.ts';

/** Bytes that a package may have. */
const limit = 1_000_000;

/** Where the packages go unless told otherwise. */
export const packages = join(repository, 'build', 'packages');

const manifest: Readonly<Record<string, unknown>> & { readonly name: string; readonly version: string } =
  JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));

/** Writes the VSIX below `folder` and returns its path. What goes in says `.vscodeignore`. */
export async function makeVsix(folder: string): Promise<string> {
  requireRelease('dist/client/node.js', 'dist/client/browser.js', 'dist/server/worker.js');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${manifest.name}-${manifest.version}.vsix`);
  const vsce = join(dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')), 'vsce');
  // Everything is bundled: there are no dependencies to look for.
  const args = [vsce, 'package', '--no-dependencies', '--out', path];
  const { code, output } = await run(process.execPath, args, { cwd: repository });
  if (code !== 0) throw new Remedy(`vsce could not make the package.\n${output}`);
  return path;
}

/** What the npm package takes from the repository as it is; the manifest and the README are made. */
const inNpm = [
  ...['dist/cli', 'dist/server/node.js', 'dist/server/knowledge.js', 'dist/prose', 'dist/rules'],
  'dist/ThirdPartyNotices.txt',
  ...['docs/rules', 'docs/ci.md', 'docs/plan.schema.json', 'schemas'],
  ...['LICENSE', 'CHANGELOG.md'],
];

/**
 * Writes the npm package below `folder` and returns its path. It is packed in a folder of its own: the manifest at the
 * root is the extension's, and stays `private` so that the extension never lands on npm by mistake.
 */
export async function makeNpmPackage(folder: string): Promise<string> {
  requireRelease('dist/cli/main.js', 'dist/server/node.js', 'dist/server/knowledge.js');
  mkdirSync(folder, { recursive: true });
  const stage = join(folder, 'npm');
  rmSync(stage, { recursive: true, force: true });
  for (const path of inNpm) cpSync(join(repository, path), join(stage, path), { recursive: true });
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(npmManifest(), undefined, 2)}\n`);
  const readme = readFileSync(join(repository, 'README.md'), 'utf8');
  writeFileSync(join(stage, 'README.md'), withAbsoluteLinks(readme, inNpm));
  const args = ['pack', stage, '--pack-destination', folder, '--ignore-scripts', '--silent'];
  const { code, output } = await run('npm', args, { cwd: folder, shell: process.platform === 'win32' });
  if (code !== 0) throw new Remedy(`npm could not make the package.\n${output}`);
  rmSync(stage, { recursive: true });
  return join(folder, `${manifest.name}-${manifest.version}.tgz`);
}

/** The root's manifest without what concerns the extension or its making. */
function npmManifest(): Readonly<Record<string, unknown>> {
  const taken = ['name', 'version', 'license', 'keywords', 'homepage', 'repository', 'bugs', 'bin'];
  return {
    ...Object.fromEntries(taken.map((key) => [key, manifest[key]])),
    description: 'Finds in your YAML what keeps a cert-manager certificate from becoming Ready.',
    engines: { node: '>=20' },
  };
}

/**
 * `readme` with every relative link whose target is not below one of the paths in `present` led to the repository, as
 * vsce does it for the Marketplace: pages below `blob/HEAD`, pictures below `raw/HEAD`.
 */
export function withAbsoluteLinks(readme: string, present: readonly string[]): string {
  const { repository: place } = manifest;
  if (typeof place !== 'object' || place === null || !('url' in place))
    throw new Error('package.json names no repository');
  const home = String(place.url).replace(/\.git$/, '');
  return readme.replace(
    /(!?)(\[[^\]]*\])\(([^)\s#:]+)(#[^)\s]*)?\)/g,
    (whole, picture, words, path, hash) => {
      const target = posix.normalize(path);
      if (present.some((each) => target === each || target.startsWith(`${each}/`))) return whole;
      return `${picture}${words}(${home}/${picture ? 'raw' : 'blob'}/HEAD/${target}${hash ?? ''})`;
    },
  );
}

/** Throws unless the files are there and were built for release. */
function requireRelease(...files: readonly string[]): void {
  requireBuild(repository, ...files);
  const dev = files.find((file) => readFileSync(join(repository, file), 'utf8').includes('sourceMappingURL'));
  if (dev !== undefined)
    throw new Remedy(`${dev} was built for development. Run \`npm run build\` without --dev.`);
}

async function main(): Promise<number> {
  mkdirSync(packages, { recursive: true });
  for (const name of readdirSync(packages)) if (/\.(vsix|tgz)$/.test(name)) rmSync(join(packages, name));
  let tooLarge = false;
  for (const path of [await makeVsix(packages), await makeNpmPackage(packages)]) {
    const { size } = statSync(path);
    console.log(`build/packages/${basename(path)}: ${(size / 1000).toFixed(1)} kB`);
    if (size <= limit) continue;
    tooLarge = true;
    console.log(`  that is above the limit of ${limit / 1000} kB`);
  }
  return tooLarge ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void runMain(main);
