/** `--fix`: what is written, to the byte, and what is not. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bad, bundleCli, cleanUp, cli, fixed, folder, good, permissionsHold, rule } from './process.ts';

beforeAll(bundleCli);
afterAll(cleanUp);

const posix = process.platform !== 'win32';
const read = (...path: string[]) => readFileSync(join(...path));
const crlf = (text: string) => text.replaceAll('\n', '\r\n');
/** `gatewayHTTPRoute` before cert-manager 1.16: a finding that no fix takes away. */
const hopeless = bad
  .replace('ingress:', 'gatewayHTTPRoute:')
  .replace('class: nginx', 'parentRefs: [{name: a}]');

const texts: readonly (readonly [string, string, string])[] = [
  ['LF', bad, fixed],
  ['CRLF', crlf(bad), crlf(fixed)],
  ['a byte order mark', `\uFEFF${bad}`, `\uFEFF${fixed}`],
  ['no line break at the end', bad.slice(0, -1), fixed.slice(0, -1)],
  ['CRLF, a mark, none at the end', `\uFEFF${crlf(bad).slice(0, -2)}`, `\uFEFF${crlf(fixed).slice(0, -2)}`],
  [
    'letters of all widths around',
    `# 한국 🎉 é\n${good}--- # ß\n${bad}...\n`,
    `# 한국 🎉 é\n${good}--- # ß\n${fixed}...\n`,
  ],
  ['several documents', `${bad}---\n${good}---\n${bad}`, `${fixed}---\n${good}---\n${fixed}`],
];

describe('--fix', () => {
  test.each(texts)('writes exactly: %s', (_, before, after) => {
    const here = folder({ 'x.yaml': before });
    const first = cli(here, ['check', '--fix']);
    expect(read(here, 'x.yaml')).toEqual(Buffer.from(after));
    expect(first).toMatchObject({ code: 0, out: '' });
    const count = before.split(bad.slice(0, 20)).length - 1;
    expect(first.err).toBe(`Fixed ${count} finding${count > 1 ? 's' : ''} in 1 file; 0 left.\n`);
    const { mtimeNs } = statSync(join(here, 'x.yaml'), { bigint: true });
    expect(cli(here, ['check', '--fix']).err).toMatch(/^No findings in 1 file\. \d resources? analysed\.\n$/);
    expect(statSync(join(here, 'x.yaml'), { bigint: true }).mtimeNs).toBe(mtimeNs);
    expect(readdirSync(here)).toEqual(['x.yaml']);
  });

  test('what is left is printed with its new place and keeps exit code 1', () => {
    const here = folder({ 'x.yaml': `${bad}---\n${hopeless}` });
    const { out, err, code } = cli(here, ['check', '--fix', '--cert-manager-version', '1.15']);
    expect(out).toMatch(/^x\.yaml:29:11-27: warning: .+ cert-manager 1\.15 cannot change that.+\n$/);
    expect(err).toMatch(/^Fixed 1 finding in 1 file; 1 left\.\n1 finding in 1 file /);
    expect(code).toBe(1);
  });

  test('takes label and rules from the options', () => {
    const here = folder({ 'x.yaml': bad, 'y.yaml': bad });
    expect(cli(here, ['check', 'x.yaml', '--fix', '--node-label=edge']).code).toBe(0);
    const exists = fixed.replace('key: type', 'key: edge').replace(/operator: In.*/s, 'operator: Exists\n');
    expect(read(here, 'x.yaml').toString()).toBe(exists);
    cli(here, ['check', 'y.yaml', '--fix', '--rule', `${rule}=off`]);
    expect(read(here, 'y.yaml').toString()).toBe(bad);
  });

  test.skipIf(!posix)('keeps permissions, and links', () => {
    const elsewhere = folder({ 'target.yaml': bad });
    const here = folder({ 'x.yaml': bad });
    chmodSync(join(here, 'x.yaml'), 0o2640);
    symlinkSync(join(elsewhere, 'target.yaml'), join(here, 'link.yaml'));
    expect(cli(here, ['check', '--fix'])).toMatchObject({ code: 0 });
    expect(statSync(join(here, 'x.yaml')).mode & 0o7777).toBe(0o2640);
    expect(lstatSync(join(here, 'link.yaml')).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(here, 'link.yaml'))).toBe(join(elsewhere, 'target.yaml'));
    expect(read(elsewhere, 'target.yaml').toString()).toBe(fixed);
  });

  test.skipIf(!permissionsHold)('names what it cannot write, and loses nothing', () => {
    const here = folder({ 'open/x.yaml': bad, 'closed/y.yaml': bad, 'open/z.yaml': bad });
    chmodSync(join(here, 'open'), 0o777);
    chmodSync(join(here, 'open/x.yaml'), 0o666);
    chmodSync(join(here, 'closed/y.yaml'), 0o666);
    chmodSync(join(here, 'closed'), 0o555);
    chmodSync(join(here, 'open/z.yaml'), 0o444);
    const { code, out, err } = cli(here, ['check', '--fix'], { unprivileged: true });
    expect(code).toBe(2);
    expect(err).toContain('closed/y.yaml: error: cannot be written (EACCES); it was left as it was\n');
    expect(err).toContain('open/z.yaml: error: cannot be written (EACCES); it was left as it was\n');
    expect(err).toContain('Fixed 1 finding in 1 file; 2 left.\n');
    expect(out.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'closed/y.yaml:8:11-18:',
      'open/z.yaml:8:11-18:',
      '',
    ]);
    expect(read(here, 'open/x.yaml').toString()).toBe(fixed);
    expect(read(here, 'closed/y.yaml').toString()).toBe(bad);
    expect(read(here, 'open/z.yaml').toString()).toBe(bad);
    expect(readdirSync(here, { recursive: true }).filter((name) => /tmp/.test(String(name)))).toEqual([]);
    chmodSync(join(here, 'closed'), 0o755);
  });

  test.skipIf(!posix)('a file with two names keeps the content of the other whole', () => {
    const here = folder({ 'x.yaml': bad });
    linkSync(join(here, 'x.yaml'), join(here, 'other.txt'));
    expect(cli(here, ['check', '--fix']).code).toBe(0);
    expect(read(here, 'x.yaml').toString()).toBe(fixed);
    expect([bad, fixed]).toContain(read(here, 'other.txt').toString());
  });

  test('conflict markers and broken text are left alone', () => {
    const conflict = `${bad}<<<<<<< ours\n`;
    const here = folder({ 'x.yaml': conflict });
    expect(cli(here, ['check', '--fix']).code).toBe(1);
    expect(read(here, 'x.yaml').toString()).toBe(conflict);
  });

  test.each(texts)('standard input to standard output: %s', (_, input, after) => {
    const ran = cli(folder({}), ['check', '--fix', '-'], { input });
    expect(ran).toMatchObject({ code: 0, out: after });
    expect(ran.err).toMatch(/^Fixed \d findings? in 1 file; 0 left\.\n$/);
  });

  test('standard input without anything to fix comes out as it went in; findings go to standard error', () => {
    const args = ['check', '--fix', '-', '--cert-manager-version=1.15'];
    expect(cli(folder({}), args, { input: crlf(good) })).toMatchObject({ code: 0, out: crlf(good) });
    const ran = cli(folder({}), args, { input: hopeless });
    expect(ran).toMatchObject({ code: 1, out: hopeless });
    expect(ran.err).toMatch(/^<stdin>:8:11-27: warning: /);
  });
});

describe('--fix --unsafe-fixes', () => {
  const year = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: shop }
spec:
  secretName: shop-tls
  issuerRef: { name: ca, kind: StepIssuer, group: certmanager.step.sm }
  dnsNames: [shop.company.org]
  duration: 1y
`;

  test('makes what --fix leaves for somebody to look at', () => {
    const here = folder({ 'x.yaml': `${year}---\n${bad}` });
    const safe = cli(here, ['check', '--fix']);
    expect(read(here, 'x.yaml').toString()).toBe(`${year}---\n${fixed}`);
    expect(safe.err).toContain(
      '1 with a fix to choose in the editor, or to make with `--fix --unsafe-fixes`.',
    );
    const diff = cli(here, ['check', '--fix', '--unsafe-fixes', '--dry-run']);
    expect(diff.out).toContain('-  duration: 1y\n+  duration: 8760h\n');
    expect(cli(here, ['check', '--fix', '--unsafe-fixes'])).toMatchObject({ code: 0, out: '' });
    expect(read(here, 'x.yaml').toString()).toBe(`${year.replace('1y', '8760h')}---\n${fixed}`);
  });

  test('goes only with --fix', () => {
    const { code, err } = cli(folder({ 'x.yaml': year }), ['check', '--unsafe-fixes']);
    expect(code).toBe(2);
    expect(err).toContain('`--unsafe-fixes` goes only with `--fix`.');
  });
});

describe('--fix --dry-run', () => {
  const files = Object.fromEntries(texts.map(([, before], i) => [`sub folder/${i}.yaml`, before]));

  test.each([
    ['git', ['apply', '--whitespace=nowarn', '-']],
    ['patch', ['--binary', '-p1']],
  ])('prints a diff that %s applies, and writes nothing', (program, args) => {
    const here = folder(files);
    const { out, err, code } = cli(here, ['check', '--fix', '--dry-run']);
    expect(code).toBe(1);
    expect(err).toBe('`--fix` would fix 8 findings in 7 files; 0 left.\n');
    expect(out).toMatch(/^--- a\/sub folder\/0\.yaml\t\n\+\+\+ b\/sub folder\/0\.yaml\t\n@@ /);
    for (const [name, before] of Object.entries(files)) expect(read(here, name)).toEqual(Buffer.from(before));
    if (!isInstalled(program)) return;
    execFileSync(program, args, { cwd: here, input: out });
    for (const [i, [, , after]] of texts.entries())
      expect(read(here, `sub folder/${i}.yaml`)).toEqual(Buffer.from(after));
  });

  test('changes near to and far from each other make hunks that fit', () => {
    const solver = bad.split('\n').slice(6, 9).join('\n');
    const gaps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 20, 0];
    const solvers = gaps.map((gap) => `${solver}\n${'        # kept\n'.repeat(gap)}`);
    const before = bad.replace(`${solver}\n`, solvers.join(''));
    const here = folder({ 'x.yaml': before });
    // Of solvers that serve every name, the first answers; that is another rule's matter.
    const check = ['check', '--fix', '--rule', 'acme-solver-never-chosen=off'];
    const { out } = cli(here, [...check, '--dry-run']);
    expect(out.match(/^@@ /gm)).toHaveLength(8); // those more than six lines apart
    expect(cli(here, check).code).toBe(0);
    const after = read(here, 'x.yaml').toString();
    expect(after.split('podTemplate:')).toHaveLength(gaps.length + 1);
    for (const hunk of out.split(/^(?=@@)/m).slice(1)) {
      const [, from = 0, oldLines = 0, to = 0, newLines = 0] = (
        /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@/.exec(hunk) ?? []
      ).map(Number);
      const lines = hunk.split('\n').slice(1, -1);
      const side = (other: string) =>
        lines.filter((line) => !line.startsWith(other)).map((line) => line.slice(1));
      expect(side('+')).toEqual(before.split('\n').slice(from - 1, from - 1 + oldLines));
      expect(side('-')).toEqual(after.split('\n').slice(to - 1, to - 1 + newLines));
    }
    if (!isInstalled('git')) return;
    execFileSync('git', ['apply', '-R', '-'], { cwd: here, input: out });
    expect(read(here, 'x.yaml').toString()).toBe(before);
    execFileSync('git', ['apply', '-'], { cwd: here, input: out });
    expect(read(here, 'x.yaml').toString()).toBe(after);
  });

  test('a file of 300 documents', () => {
    const here = folder({ 'x.yaml': Array.from({ length: 300 }, () => bad).join('---\n') });
    expect(cli(here, ['check', '--fix', '--dry-run']).out.split('\n').length).toBeGreaterThan(300 * 15);
  });

  test('json: the edits make the same text, the findings are those of the file as it is', () => {
    const here = folder(files);
    const report = JSON.parse(cli(here, ['check', '--fix', '--dry-run', '--format', 'json']).out);
    for (const [i, [, before, after]] of texts.entries()) {
      const { fixed: fix, findings } = report.files[i];
      const text = before.replace('\uFEFF', '');
      expect(findings.length).toBe(fix.applied.length);
      expect(fix.left).toEqual([]);
      expect(withEdits(text, fix.edits)).toBe(after.replace('\uFEFF', ''));
    }
    expect(report.summary).toMatchObject({ fixed: 8, findings: 8, exitCode: 1 });
    expect(read(here, 'sub folder/0.yaml').toString()).toBe(bad);
  });

  test('json with --fix: what is left', () => {
    const here = folder({ 'x.yaml': `${bad}---\n${hopeless}` });
    const args = ['check', '--fix', '--format=json', '--cert-manager-version=1.15'];
    const [file] = JSON.parse(cli(here, args).out).files;
    expect(file.findings).toMatchObject([{ start: { line: 29, column: 11 }, fixable: false, fixes: [] }]);
    expect(file.fixed).toEqual({
      applied: [{ rule, title: expect.any(String) }],
      edits: [expect.any(Object)],
    });
  });

  test('nothing to fix', () => {
    const { out, err, code } = cli(folder({ 'x.yaml': good }), ['check', '--fix', '--dry-run']);
    expect({ out, err, code }).toEqual({ out: '', err: 'Nothing to fix; 0 left.\n', code: 0 });
    const input = cli(folder({}), ['check', '--fix', '--dry-run', '-', '--stdin-filename=a.yaml'], {
      input: bad,
    });
    expect(input.out).toMatch(/^--- a\/a\.yaml\n/);
  });
});

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Made anew here, so that the places of the JSON are held to what they claim to be. */
function withEdits(text: string, edits: readonly { start: Place; end: Place; newText: string }[]): string {
  const lines = text.split(/(?<=\n)/);
  const offset = ({ line, column }: Place) => lines.slice(0, line - 1).join('').length + column - 1;
  return edits.reduceRight(
    (t, { start, end, newText }) => t.slice(0, offset(start)) + newText + t.slice(offset(end)),
    text,
  );
}

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
