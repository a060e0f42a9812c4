/** The packages as people get them: made anew, unpacked or installed elsewhere, and used. Needs `npm run build`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundledPackages } from '../../scripts/notices.ts';
import { makeNpmPackage, makeVsix, withAbsoluteLinks } from '../../scripts/package.ts';
import { bad, cleanUp, fixed, folder, rule } from '../cli/process.ts';
import { isBuilt } from '../harness/serverProcess.ts';
import { entriesOf } from '../harness/zip.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));
const limit = 1_000_000;

afterAll(cleanUp);

/** Targets of the relative links and pictures of a Markdown text. */
function relativeLinks(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

describe.skipIf(!isBuilt)('the VSIX (skipped where `npm run build` has not run)', () => {
  let entries: ReadonlyMap<string, () => Buffer>;
  let bytes = 0;
  const text = (path: string) => entries.get(`extension/${path}`)?.().toString('utf8') ?? '';

  beforeAll(async () => {
    const vsix = await makeVsix(folder({}));
    bytes = statSync(vsix).size;
    entries = entriesOf(readFileSync(vsix));
  }, 120_000);

  test('is small, and holds what runs and nothing of the workshop', () => {
    expect(bytes).toBeLessThan(limit);
    const top = new Set([...entries.keys()].map((path) => /^extension\/([^/]+)/.exec(path)?.[1] ?? path));
    expect([...top].sort()).toEqual([
      ...['LICENSE.txt', '[Content_Types].xml', 'changelog.md', 'dist', 'docs', 'extension.vsixmanifest'],
      ...[
        'images',
        'l10n',
        'package.json',
        'package.nls.json',
        'package.nls.ko.json',
        'readme.md',
        'samples',
      ],
      ...['schemas', 'syntaxes'],
    ]);
    expect([...entries.keys()].filter((path) => /\.(ts|map|tsx)$|test|node_modules/.test(path))).toEqual([]);
  });

  test('it carries the notices of all packages that are bundled', () => {
    const metafiles = new URL('../../build/meta/', import.meta.url);
    const bundles = readdirSync(metafiles).map((name) =>
      JSON.parse(readFileSync(new URL(name, metafiles), 'utf8')),
    );
    const names = bundledPackages(bundles).map((path) => path.replace(/^.*node_modules\//, ''));
    expect(names).toEqual(expect.arrayContaining(['yaml', 'vscode-languageclient', 'picomatch']));
    const notices = text('dist/ThirdPartyNotices.txt');
    for (const name of names) expect(notices).toMatch(new RegExp(`^${name} \\d.*\\(.+\\)$`, 'm'));
    expect(notices).toMatch(/Permission is hereby granted/);
  });

  test('every file that its manifest names is there', () => {
    const packed = JSON.parse(text('package.json'));
    const { bin: _, scripts: __, ...used } = packed;
    const named = [
      ...JSON.stringify(used).matchAll(/"(?:\.\/)?([\w-]+(?:\/[\w.-]+)+\.(?:js|json|md|png))"/g),
    ];
    expect(named.length).toBeGreaterThan(8);
    for (const [, path = ''] of named) expect([...entries.keys()]).toContain(`extension/${path}`);
  });

  test('its README has no relative link that leads nowhere', () => {
    const readme = text('readme.md');
    expect(readme).toContain('# cert-manager for VS Code');
    for (const target of relativeLinks(readme))
      expect([...entries.keys()]).toContain(posix.join('extension', target));
    expect(readme).toMatch(/!\[[^\]]*\]\(https:\/\/[^)]+\/docs\/images\/squiggle\.png\)/);
  });
});

describe.skipIf(!isBuilt)('the npm package (skipped where `npm run build` has not run)', () => {
  let home = '';
  let bytes = 0;
  const installed = () => join(home, 'node_modules', manifest.name);
  /** Runs one of its programs by the name that npm gives it. */
  const program = (name: string, args: readonly string[], cwd = home) => {
    const { status, stdout, stderr } = spawnSync(join(home, 'node_modules', '.bin', name), args, {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
      shell: process.platform === 'win32',
    });
    return { status, stdout, stderr };
  };

  beforeAll(async () => {
    const place = folder({ 'home/package.json': '{"private":true}' });
    home = join(place, 'home');
    const tarball = await makeNpmPackage(join(place, 'packages'));
    bytes = statSync(tarball).size;
    // It has no dependencies: nothing is asked of a registry.
    const args = ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball];
    const { status, stdout, stderr } = spawnSync('npm', args, {
      cwd: home,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (status !== 0) throw new Error(`npm install: ${stdout}${stderr}`);
  }, 120_000);

  test('is small, installs nothing else, and leaves the extension out', () => {
    expect(bytes).toBeLessThan(limit);
    expect(readdirSync(join(home, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      manifest.name,
    ]);
    expect(readdirSync(installed()).sort()).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'docs', 'package.json', 'schemas'].sort(),
    );
    expect(readdirSync(join(installed(), 'dist')).sort()).toEqual([
      'ThirdPartyNotices.txt',
      'cli',
      'prose',
      'rules',
      'server',
    ]);
    const packed = JSON.parse(readFileSync(join(installed(), 'package.json'), 'utf8'));
    expect(packed).toMatchObject({
      name: manifest.name,
      version: manifest.version,
      engines: { node: '>=20' },
    });
    for (const left of ['private', 'contributes', 'scripts', 'devDependencies', 'main'])
      expect(packed).not.toHaveProperty(left);
  });

  test('cert-manager-lint check finds and fixes', () => {
    const work = folder({ 'issuer.yaml': bad });
    const first = program('cert-manager-lint', ['check', 'issuer.yaml'], work);
    expect(first.stdout).toContain(`[${rule}]`);
    expect(first).toMatchObject({ status: 1 });
    // The pattern that docs/ci.md gives to GitHub's runners.
    const [, matcher = ''] = /```json\n(\{\n {2}"problemMatcher"[\s\S]*?)```/.exec(read('docs/ci.md')) ?? [];
    const [{ regexp, file, line, column, severity, code }] = JSON.parse(matcher).problemMatcher[0].pattern;
    const match = new RegExp(regexp).exec(first.stdout.split('\n')[0] ?? '') ?? [];
    expect([file, line, column, severity, code].map((group) => match[group])).toEqual([
      ...['issuer.yaml', '8', '11', 'warning', rule],
    ]);
    expect(program('cert-manager-lint', ['check', '--fix', 'issuer.yaml'], work)).toMatchObject({
      status: 0,
    });
    expect(readFileSync(join(work, 'issuer.yaml'), 'utf8')).toBe(fixed);
  });

  test('cert-manager-lint plan and explain have their data with them', () => {
    expect(program('cert-manager-lint', ['plan', '--format', 'json', '.'])).toMatchObject({ status: 0 });
    expect(program('cert-manager-lint', ['explain', rule]).stdout).toContain(
      'Assigning pods to nodes: https',
    );
    expect(program('cert-manager-lint', ['--version']).stdout.trim()).toBe(manifest.version);
  });

  test('cert-manager-language-server starts', () => {
    const { status, stdout, stderr } = program('cert-manager-language-server', ['--version']);
    expect({ status, stdout: stdout.trim(), stderr }).toEqual({
      status: 0,
      stdout: manifest.version,
      stderr: '',
    });
  });

  test('its pages have no relative link that leads nowhere', () => {
    for (const page of ['README.md', 'docs/ci.md', 'docs/rules/README.md']) {
      const from = join(installed(), page);
      for (const target of relativeLinks(readFileSync(from, 'utf8')))
        expect(existsSync(join(from, '..', target)), `${page}: ${target}`).toBe(true);
    }
  });
});

test('links that leave the package lead to the repository, the others stay', () => {
  const readme =
    '[a](docs/a.md#b) ![p](docs/p.png) [in](docs/in/x.md) [web](https://a.example) [here](#here)';
  const home = manifest.repository.url.replace(/\.git$/, '');
  expect(withAbsoluteLinks(readme, ['docs/in'])).toBe(
    `[a](${home}/blob/HEAD/docs/a.md#b) ![p](${home}/raw/HEAD/docs/p.png) [in](docs/in/x.md) ` +
      '[web](https://a.example) [here](#here)',
  );
});
