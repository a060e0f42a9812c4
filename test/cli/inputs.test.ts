/** What is checked: files, folders, patterns, standard input; and what is said of all that cannot be. */
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bad, bundleCli, cleanUp, cli, folder, good, permissionsHold, type RunOptions } from './process.ts';

beforeAll(bundleCli);
afterAll(cleanUp);

const posix = process.platform !== 'win32';

/** The names of the files that were checked, and of what was skipped with its reason. */
function checked(here: string, paths: readonly string[], options?: RunOptions) {
  const { out, code } = cli(here, ['check', '--format', 'json', ...paths], options);
  const { files, skipped } = JSON.parse(out) as {
    files: { path: string }[];
    skipped: { path: string; line?: number; reason: string }[];
  };
  return {
    code,
    files: files.map(({ path }) => path),
    skipped: skipped.map(({ path, line, reason }) => `${path}${line ? `:${line}` : ''} ${reason}`),
  };
}

test('a patch that does not speak of cert-manager is checked as a part of what is built', () => {
  const issuer = bad.replace('class: nginx', 'ingressClassName: nginx');
  const patch =
    '- op: replace\n  path: /spec/acme/solvers/0/http01/ingress/ingressClassName\n  value: Nginx_\n';
  const here = folder({
    'base/kustomization.yaml': 'resources: [issuer.yaml]\n',
    'base/issuer.yaml': issuer,
    'prod/kustomization.yaml':
      'resources: [../base]\npatches: [{path: class.yaml, target: {kind: Issuer}}]\n',
    'prod/class.yaml': patch,
  });
  const { out, code } = cli(here, ['check']);
  expect(out).toMatch(/^prod\/class\.yaml:3:10-16: error: .*\[http01-invalid-ingress-class-name\]$/m);
  expect(code).toBe(1);
});

describe('a kustomization with a syntax error', () => {
  const files = { 'k/kustomization.yaml': 'resources: [issuer.yaml\n', 'k/issuer.yaml': bad };

  test('is named once, as what it is', () => {
    const here = folder(files);
    const all = ['k/issuer.yaml', 'k/kustomization.yaml'];
    const skipped = ['k/kustomization.yaml:1 unreadable-kustomization'];
    expect(checked(here, [])).toEqual({ code: 0, files: all, skipped });
    expect(cli(here, ['check']).err).toContain(
      'k/kustomization.yaml:1: note: this kustomization cannot be read (a syntax error or a conflict marker); what depends on it is not checked',
    );
    expect(cli(here, ['check'], { env: { LC_ALL: 'ko_KR.UTF-8' } }).err).toContain(
      '이 kustomization에 구문 오류나 충돌 표시가 있어 읽을 수 없으므로, 그에 따라 달라지는 것을 검사하지 않았습니다',
    );
  });

  test('also where it speaks of cert-manager, and where nothing can be read of it', () => {
    const patch = 'patches: [{ patch: "{apiVersion: cert-manager.io/v1, kind: Issuer}" }]\n';
    const speaking = { ...files, 'k/kustomization.yaml': `${patch}resources: [issuer.yaml\n` };
    const hopeless = { ...files, 'k/kustomization.yaml': 'a: b: c\n' };
    const skipped = ['k/kustomization.yaml:1 unreadable-kustomization'];
    for (const here of [speaking, hopeless].map(folder)) expect(checked(here, []).skipped).toEqual(skipped);
  });
});

describe('folders and patterns', () => {
  const tree = {
    'a.yaml': good,
    'b.YML': good,
    'note.txt': good,
    'sub/c.yaml': good,
    'sub/.hidden/d.yml': good,
    'sub/e[1].yaml': good,
    'node_modules/x.yaml': good,
    '.git/x.yaml': good,
  };
  test.each([
    [[], ['a.yaml', 'b.YML', 'sub/.hidden/d.yml', 'sub/c.yaml', 'sub/e[1].yaml']],
    [['sub'], ['sub/.hidden/d.yml', 'sub/c.yaml', 'sub/e[1].yaml']],
    [['./sub/../sub/'], ['sub/.hidden/d.yml', 'sub/c.yaml', 'sub/e[1].yaml']],
    [['sub/e[1].yaml'], ['sub/e[1].yaml']],
    [['*.yaml'], ['a.yaml']],
    [['**/*.yaml'], ['a.yaml', 'sub/c.yaml', 'sub/e[1].yaml']],
    [['./**/c.*'], ['sub/c.yaml']],
    [['s*b/*.yaml'], ['sub/c.yaml', 'sub/e[1].yaml']],
    [['{a,b}.{yaml,YML}'], ['a.yaml', 'b.YML']],
    [['*.txt'], ['note.txt']],
    [
      ['note.txt', 'a.yaml', 'a.yaml', './a.yaml', '*.yaml'],
      ['a.yaml', 'note.txt'],
    ],
    [['--', 'a.yaml'], ['a.yaml']],
    [['sub\\c.yaml'], ['sub/c.yaml']],
    [['sub\\*.yaml'], ['sub/c.yaml', 'sub/e[1].yaml']],
    [['.\\**\\c.yaml'], ['sub/c.yaml']],
    [['node_modules/x.yaml'], ['node_modules/x.yaml']],
  ])('%j', (paths, files) => {
    expect(checked(folder(tree), paths)).toEqual({ code: 0, files, skipped: [] });
  });

  test('absolute paths and patterns: printed relative below the current folder, whole elsewhere', () => {
    const here = folder(tree);
    const other = folder({ 'x.yaml': good });
    const shown = join(other, 'x.yaml').replaceAll('\\', '/');
    expect(checked(here, [join(here, 'a.yaml'), `${other}/*.yaml`]).files.sort()).toEqual(
      [shown, 'a.yaml'].sort(),
    );
    expect(checked(join(here, 'sub'), ['../a.yaml']).files).toEqual([
      join(here, 'a.yaml').replaceAll('\\', '/'),
    ]);
  });

  test('a pattern that matches nothing', () => {
    const here = folder(tree);
    const skipped = ['nowhere/**/*.yaml no-match'];
    expect(checked(here, ['nowhere/**/*.yaml', 'a.yaml'])).toEqual({ code: 2, files: ['a.yaml'], skipped });
    const lenient = ['nowhere/**/*.yaml', 'a.yaml', '--no-error-on-unmatched-pattern'];
    expect(checked(here, lenient)).toEqual({ code: 0, files: ['a.yaml'], skipped: [] });
    expect(checked(here, ['missing.yaml', '--no-error-on-unmatched-pattern']).code).toBe(2);
  });

  test('.gitignore of the repository, nested, negated; a named file or folder wins', () => {
    const here = folder({
      '.git/info/exclude': 'excluded.yaml\n',
      '.gitignore': 'out/\n/only-here.yaml\n*.gen.yaml\n',
      'excluded.yaml': good,
      'only-here.yaml': good,
      'sub/only-here.yaml': good,
      'sub/.gitignore': '!kept.gen.yaml\n# comment\nlocal.yaml\n',
      'sub/kept.gen.yaml': good,
      'sub/other.gen.yaml': good,
      'sub/local.yaml': good,
      'out/a.yaml': good,
      'out/deep/b.yaml': good,
    });
    expect(checked(here, []).files).toEqual(['sub/kept.gen.yaml', 'sub/only-here.yaml']);
    expect(checked(here, ['**/*.yaml']).files).toEqual(['sub/kept.gen.yaml', 'sub/only-here.yaml']);
    expect(checked(join(here, 'sub'), []).files).toEqual(['kept.gen.yaml', 'only-here.yaml']);
    expect(checked(here, ['sub/*.gen.yaml']).files).toEqual(['sub/kept.gen.yaml']);
    expect(checked(here, ['out/a.yaml', 'sub/local.yaml']).files).toEqual(['out/a.yaml', 'sub/local.yaml']);
    expect(checked(here, ['out']).files).toEqual(['out/a.yaml', 'out/deep/b.yaml']);
  });

  test.skipIf(!posix)('links: files are read once, folders are not entered, loops end', () => {
    const elsewhere = folder({ 'far.yaml': good, 'x/y.yaml': good });
    const here = folder({ 'a.yaml': good, 'sub/b.yaml': good });
    symlinkSync('a.yaml', join(here, '0-same.yaml'));
    symlinkSync(join(elsewhere, 'far.yaml'), join(here, 'far.yaml'));
    symlinkSync('..', join(here, 'sub/up'));
    symlinkSync(elsewhere, join(here, 'linked'));
    const skipped = ['linked linked-folder', 'sub/up linked-folder'];
    const files = ['a.yaml', 'far.yaml', 'sub/b.yaml'];
    expect(checked(here, [])).toEqual({ code: 0, files, skipped });
    expect(checked(here, ['linked']).files).toEqual(['linked/far.yaml', 'linked/x/y.yaml']);
    expect(cli(here, ['check']).err).toContain('linked: note: a link to a folder, not followed');
    expect(cli(here, ['check']).err).toContain('Not checked, or not wholly: 2 (named above).');
  });
});

describe('what cannot be used is named, the rest is checked', () => {
  const latin1 = Buffer.from(`# ok\n# Zürich\n${bad}`, 'latin1');
  const utf16 = Buffer.from(`\uFEFF${bad}`, 'utf16le');
  test.each([
    ['missing.yaml', undefined, 'missing', 'there is no such file or folder'],
    ['zip.yaml', Buffer.from('PK\u0003\u0004\u0000'), 'binary', 'binary, not text'],
    ['old.yaml', latin1, 'not-utf-8', 'not UTF-8 (line 2); convert it'],
    ['windows.yaml', utf16, 'other-encoding', 'UTF-16 LE, not UTF-8; convert it'],
    ['swapped.yaml', Buffer.from(utf16).swap16(), 'other-encoding', 'UTF-16 BE, not UTF-8'],
  ])('%s', (name, content, reason, message) => {
    const here = folder({ 'bad.yaml': bad, ...(content && { [name]: content }) });
    const ran = cli(here, ['check', name, 'bad.yaml']);
    expect(ran.code).toBe(2);
    expect(ran.out).toMatch(/^bad\.yaml:8:11-18: warning: .*\n$/);
    expect(ran.err).toContain(`${name}: error: ${message}`);
    expect(checked(here, [name, 'bad.yaml'])).toEqual({
      code: 2,
      files: ['bad.yaml'],
      skipped: [`${name} ${reason}`],
    });
  });

  test('a file too large to be read', () => {
    const here = folder({ 'bad.yaml': bad, 'huge.yaml': bad });
    truncateSync(join(here, 'huge.yaml'), 65 * 1024 * 1024);
    expect(checked(here, [])).toEqual({ code: 2, files: ['bad.yaml'], skipped: ['huge.yaml too-large'] });
  });

  test.skipIf(!posix)('broken links, loops of links, endless devices', () => {
    const here = folder({ 'bad.yaml': bad });
    symlinkSync('nowhere', join(here, 'broken.yaml'));
    symlinkSync('loop.yaml', join(here, 'loop.yaml'));
    const skipped = ['broken.yaml broken-link', 'loop.yaml link-loop'];
    expect(checked(here, [])).toEqual({ code: 2, files: ['bad.yaml'], skipped });
    expect(checked(here, ['broken.yaml', 'loop.yaml'])).toEqual({ code: 2, files: [], skipped });
    expect(checked(here, ['/dev/zero']).skipped).toEqual(['/dev/zero too-large']);
    symlinkSync('/dev/zero', join(here, 'zero.yaml'));
    expect(checked(here, []).skipped).toContain('zero.yaml special-file');
  });

  test.skipIf(!permissionsHold)('files and folders without permission', () => {
    const here = folder({ 'bad.yaml': bad, 'secret.yaml': bad, 'locked/x.yaml': bad });
    chmodSync(join(here, 'secret.yaml'), 0);
    chmodSync(join(here, 'locked'), 0);
    const unprivileged = { unprivileged: true };
    const skipped = ['locked no-permission', 'secret.yaml no-permission'];
    expect(checked(here, [], unprivileged)).toEqual({ code: 2, files: ['bad.yaml'], skipped });
    expect(checked(here, ['**/*.yaml'], unprivileged)).toEqual({ code: 2, files: ['bad.yaml'], skipped });
    expect(checked(here, ['locked/x.yaml'], unprivileged).skipped).toEqual(['locked/x.yaml no-permission']);
    chmodSync(join(here, 'locked'), 0o755);
  });

  test('documents that the engine cannot judge, or not wholly', () => {
    const here = folder({
      'long.yaml': `${bad}---\n${bad}# ${'x'.repeat(1 << 20)}\n`,
      'helper.yaml': `{{ define "issuer" }}\n${bad}{{ end }}\n`,
      'conflict.yaml': `${bad}<<<<<<< ours\n`,
      'broken-but-not-ours.yaml': 'a: [1\n',
    });
    expect(checked(here, [])).toEqual({
      code: 1,
      files: ['broken-but-not-ours.yaml', 'conflict.yaml', 'helper.yaml', 'long.yaml'],
      skipped: ['conflict.yaml:1 not-whole', 'helper.yaml:1 template-body', 'long.yaml:10 document-too-long'],
    });
    expect(cli(here, ['check']).err).toContain('long.yaml:10: note: this document is longer than 1 MiB');
    expect(cli(here, ['check', '-q']).err).toBe('');
  });
});

describe('standard input', () => {
  test('is called as asked', () => {
    const here = folder({});
    expect(cli(here, ['check', '-'], { input: bad }).out).toMatch(/^<stdin>:8:11-18: /);
    const named = cli(here, ['check', '-', '--stdin-filename', 'x/y.yaml'], { input: bad });
    expect(named.out).toMatch(/^x\/y\.yaml:8:11-18: /);
    expect(named.code).toBe(1);
    expect(cli(here, ['check', '-'], { input: '' })).toMatchObject({ code: 0, out: '' });
    const binary = cli(here, ['check', '-'], { input: new Uint8Array([0, 1]) });
    expect(binary).toEqual({ code: 2, out: '', err: expect.stringContaining('<stdin>: error: binary') });
  });

  test('a file called - is not it', () => {
    const here = folder({ '-': bad });
    expect(checked(here, ['./-'])).toEqual({ code: 1, files: ['-'], skipped: [] });
  });
});

test('a folder that is called like a file', () => {
  const here = folder({});
  mkdirSync(join(here, 'x.yaml'));
  writeFileSync(join(here, 'x.yaml/inner.yaml'), bad);
  expect(checked(here, ['x.yaml']).files).toEqual(['x.yaml/inner.yaml']);
});
