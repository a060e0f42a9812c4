/** `cert-manager-lint` as users meet it: arguments, exit codes, what is printed where. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../server/cli/report.ts';
import { bad, bundle, bundleCli, cleanUp, cli, fixed, folder, good, rule, uncoloured } from './process.ts';

beforeAll(bundleCli);
afterAll(cleanUp);

const line = `bad.yaml:8:11-18: warning: The solver pod may be scheduled to any node. If that node is one that the ingress cannot reach, the challenge never passes. [${rule}]\n`;

describe('use', () => {
  test('--help and --version', () => {
    const here = folder({});
    const help = cli(here, ['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const option of [
      '--fix',
      '--dry-run',
      '--max-warnings',
      '--node-label',
      '--stdin-filename',
      'Exit codes',
    ])
      expect(help.out).toContain(option);
    expect(cli(here, ['check', '-h', '--nonsense']).out).toBe(help.out);
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(cli(here, ['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    expect(cli(here, ['check', '--version']).out).toBe(`${version}\n`);
    expect(cli(here, [])).toEqual({ code: 2, out: '', err: help.out });
  });

  test('rules', () => {
    const { out, code } = cli(folder({}), ['rules']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${rule} +warning +some fixable +https://\\S+/${rule}\\.md$`, 'm'));
    const { rules } = JSON.parse(cli(folder({}), ['rules', '--format', 'json']).out);
    expect(rules).toContainEqual(
      expect.objectContaining({ id: rule, severity: 'warning', fixable: 'sometimes' }),
    );
  });
});

describe('exit codes', () => {
  test.each([
    ['nothing found', ['good.yaml'], 0],
    ['a warning', ['bad.yaml'], 1],
    ['an error', ['bad.yaml', '--rule', `${rule}=error`], 1],
    ['an info', ['bad.yaml', '--rule', `${rule}=info`], 0],
    ['the rule off', ['bad.yaml', '--rule', `${rule}=off`], 0],
    ['the last --rule of a rule wins', ['bad.yaml', '--rule', `${rule}=off`, '--rule', `${rule}=error`], 1],
    ['as many warnings as accepted', ['.', '--max-warnings', '2'], 0],
    ['one more', ['.', '--max-warnings', '1'], 1],
    ['accepted warnings do not accept errors', ['.', '--max-warnings', '2', '--rule', `${rule}=error`], 1],
    ['--exit-zero', ['.', '--exit-zero'], 0],
    ['--exit-zero with a missing file', ['.', 'missing.yaml', '--exit-zero'], 2],
    ['findings and a missing file', ['.', 'missing.yaml'], 2],
  ])('%s', (_, args, code) => {
    const here = folder({ 'bad.yaml': bad, 'sub/bad.yml': bad, 'good.yaml': good });
    expect(cli(here, ['check', ...args]).code).toBe(code);
  });
});

test('a rule that fails makes the run fail', () => {
  const report = { files: [], analysed: 0, skipped: [], crashes: [{ rule, error: 'Error' }] };
  expect(exitCodeOf(report, { maxWarnings: 0, exitZero: true })).toBe(2);
  expect(exitCodeOf({ ...report, crashes: [] }, { maxWarnings: 0, exitZero: true })).toBe(0);
});

describe('text', () => {
  test('findings on standard output, the summary on standard error', () => {
    const here = folder({ 'bad.yaml': bad, 'good.yaml': good });
    const err =
      '1 finding in 2 files (0 errors, 1 warning, 0 info). 1 fixable with `--fix`. 1 resource analysed.\n';
    expect(cli(here, ['check'])).toEqual({ code: 1, out: line, err });
    expect(cli(here, ['check', '--quiet'])).toEqual({ code: 1, out: line, err: '' });
    expect(cli(here, ['check', 'good.yaml'])).toEqual({
      code: 0,
      out: '',
      err: 'No findings in 1 file. 0 resources analysed.\n',
    });
    const none = 'No YAML files found: nothing was checked.\n';
    expect(cli(folder({ 'a.txt': bad }), ['check'])).toEqual({ code: 0, out: '', err: none });
  });

  test('related places', () => {
    const misplaced = bad.replace(
      '- http01:',
      '- http01:\n          podTemplate: {spec: {nodeSelector: {type: web}}}',
    );
    const { out } = cli(folder({ 'bad.yaml': misplaced }), ['check', '--rule', 'misplaced-field=off']);
    expect(out.split('\n')[1]).toMatch(/^ {2}Belongs at `.+`\. \(bad\.yaml:8:11-22\)$/);
  });

  test('on a terminal: colours, the source and the place under wide letters', () => {
    const wide = bad.replace(
      '          ingress:\n            class: nginx # ours',
      '          {"한국": 1, ingress: {class: nginx}}',
    );
    const here = folder({ 'bad.yaml': wide });
    const check = ['check', '--rule', 'unknown-field=off'];
    const plain = ['8 |           {"한국": 1, ingress: {class: nginx}}', '  |                       ^^^^^^^'];
    const { out } = cli(here, [...check, '--color']);
    expect(out).toContain('\u001b[33mwarning\u001b[39m');
    expect(uncoloured(out).split('\n').slice(1, 3)).toEqual(plain);
    expect(cli(here, [...check, '--color', 'always']).out).toBe(out);
    expect(cli(here, check, { env: { FORCE_COLOR: '1' } }).out).toBe(out);
    for (const env of [{ FORCE_COLOR: '0' }, { FORCE_COLOR: '1', NO_COLOR: '1' }, {}])
      expect(cli(here, check, { env }).out).toBe(cli(here, [...check, '--no-color']).out);
  });

  test('Korean by --locale and by the environment', () => {
    const here = folder({ 'bad.yaml': bad });
    const korean = cli(here, ['check', '--locale', 'ko', 'bad.yaml', 'missing.yaml']);
    expect(korean.out).toContain('bad.yaml:8:11-18: 경고: 솔버 파드가 아무 노드에나');
    expect(korean.err).toContain('missing.yaml: 오류: 그런 파일이나 폴더가 없습니다\n');
    const args = ['check', 'bad.yaml', 'missing.yaml'];
    expect(cli(here, args, { env: { LC_ALL: 'ko_KR.UTF-8' } })).toEqual(korean);
    expect(cli(here, args, { env: { LC_ALL: '', LC_MESSAGES: '', LANG: 'ko_KR.UTF-8' } })).toEqual(korean);
    expect(cli(here, args, { env: { LC_ALL: 'en_US.UTF-8', LANG: 'ko_KR.UTF-8' } }).err).toContain(
      'no such file',
    );
    expect(cli(here, ['--help', '--locale=ko']).out).toContain('종료 코드');
    expect(cli(here, ['check', '--fxi', '--locale', 'ko']).err).toContain('`--fix`를 쓰려던 것 같습니다.');
  });

  test.skipIf(process.platform === 'win32')(
    'nothing from a file or its name reaches the terminal raw',
    () => {
      const hostile = bad.replace('# ours', '# \u001b[2J\u0007\u009b31m\u202e');
      const here = folder({ 'a\u001b[31m\nb.yaml': hostile, 'c\u001b]0;x\u0007.yaml': new Uint8Array([0]) });
      const { out, err } = cli(here, ['check', '--color', '--node-label', 'type=x']);
      const rest = uncoloured(out + err);
      expect(rest).toContain('a\\u{1b}[31m\\u{a}b.yaml:8:11-18:');
      expect(rest).toContain('c\\u{1b}]0;x\\u{7}.yaml: error: binary');
      expect(rest).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
      expect(cli(here, ['check', '--format=json', '--fix', '--dry-run']).out).not.toMatch(
        /[^\P{Cc}\n]|\u202e/u,
      );
      expect(cli(here, ['check', '--\u001b[31m']).err).toContain('`--\\u{1b}[31m`');
    },
  );
});

test('json', () => {
  const here = folder({
    'b.yaml': `# 🎉\r\n${good}---\r\n${bad}`,
    'a.yaml': good,
    'z.yaml': new Uint8Array([0xe9]),
  });
  const { out, err, code } = cli(here, ['check', '--format', 'json']);
  expect({ code, err }).toEqual({ code: 2, err: '' });
  const report = JSON.parse(out);
  const [first, second] = report.files;
  expect(Object.keys(report)).toEqual(['version', 'files', 'skipped', 'crashes', 'summary']);
  expect(first).toEqual({ path: 'a.yaml', findings: [] });
  expect(second.findings).toEqual([
    {
      rule,
      severity: 'warning',
      message: expect.stringContaining('The solver pod'),
      start: { line: 14, column: 11 },
      end: { line: 14, column: 18 },
      url: expect.stringMatching(new RegExp(`^https://.*/${rule}\\.md$`)),
      fixable: true,
      fixes: expect.any(Array),
      related: [],
    },
  ]);
  const end = { line: 15, column: 32 };
  const added = fixed.slice(bad.length - 1, -1);
  expect(second.findings[0].fixes[0]).toEqual({
    title: expect.stringContaining('type=load-balancer'),
    safety: 'safe',
    edits: [{ start: end, end, newText: expect.stringContaining('podTemplate') }],
  });
  expect(second.findings[0].fixes[0].edits[0].newText.replaceAll('\r\n', '\n')).toBe(added);
  expect(report.skipped).toEqual([
    { path: 'z.yaml', reason: 'not-utf-8', message: expect.stringContaining('line 1'), error: true },
  ]);
  const counts = { files: 2, findings: 1, errors: 0, warnings: 1, infos: 0, fixable: 1, fixed: 0 };
  expect(report.summary).toEqual({ ...counts, skipped: 1, analysed: 1, exitCode: 2 });
  expect(cli(here, ['check', '--format', 'json']).out).toBe(out);
});

describe('many files', () => {
  const files = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i % 7}/${i}.yaml`, bad]));

  test('200 are checked in one order', () => {
    const here = folder(files);
    const { out, code } = cli(here, ['check']);
    const names = out
      .split('\n')
      .slice(0, -1)
      .map((text) => text.split(':')[0]);
    expect({ code, names }).toEqual({ code: 1, names: Object.keys(files).sort() });
  });

  test.skipIf(process.platform === 'win32')('a reader that leaves early is no fault', () => {
    const here = folder(files);
    for (const format of ['text', 'json']) {
      const script = `{ "$0" "$1" check --format ${format}; echo "code $?" >&2; } | head -c 10`;
      const { stdout, stderr } = spawnSync('sh', ['-c', script, process.execPath, bundle], { cwd: here });
      expect(stdout.toString()).toHaveLength(10);
      expect(stderr.toString()).toMatch(/code 1\n$/);
      expect(stderr.toString()).not.toMatch(/EPIPE|\n {4}at /);
    }
  });

  test.skipIf(process.platform !== 'linux')('a full disk is one', () => {
    const script = '"$0" "$1" check > /dev/full';
    const ran = spawnSync('sh', ['-c', script, process.execPath, bundle], {
      cwd: folder({ 'bad.yaml': bad }),
    });
    expect(ran.stderr.toString()).toContain('cert-manager-lint: ENOSPC');
    expect(ran.status).toBe(2);
  });
});
