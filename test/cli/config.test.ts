/** Configuration files on the command line, and `explain`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bad, bundleCli, cleanUp, cli, folder, rule } from './process.ts';

beforeAll(bundleCli);
afterAll(cleanUp);

const name = '.cert-manager-lint.yaml';
const off = `rules:\n  ${rule}: off\n`;

describe('configuration', () => {
  test('the nearest file has the last word, rule by rule; options come before all', () => {
    const here = folder({
      [name]: `${off}http01: {nodeLabel: pool=edge}\nroot: true\n`,
      'a/bad.yaml': bad,
      [`b/${name}`]: `rules:\n  ${rule}: error\n`,
      'b/bad.yaml': bad,
    });
    expect(cli(here, ['check']).out).toMatch(/^b\/bad\.yaml:8:11-18: error:/);
    expect(cli(here, ['check']).code).toBe(1);
    expect(cli(here, ['check', 'a']).code).toBe(0);
    expect(cli(here, ['check', 'a', '--no-config']).code).toBe(1);
    expect(cli(here, ['check', 'a', '--rule', `${rule}=info`]).out).toContain('info:');
    expect(cli(here, ['check', 'b', '--fix']).code).toBe(0);
    const { code, out, err } = cli(here, ['check', '--print-config', 'b/bad.yaml']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      files: [`b/${name}`, name],
      ignored: false,
      http01: { nodeLabel: 'pool=edge' },
      rules: { [rule]: 'error' },
    });
  });

  test('what a nearer file does not say of HTTP-01, a farther one does', () => {
    const here = folder({
      [name]: 'http01: {nodeLabel: pool=edge}\nroot: true\n',
      [`a/${name}`]: 'http01: {flatNetwork: true}\n',
      'a/bad.yaml': bad,
    });
    const { http01 } = JSON.parse(cli(here, ['check', '--print-config', 'a/bad.yaml']).out);
    expect(http01).toEqual({ nodeLabel: 'pool=edge', flatNetwork: true });
    expect(cli(here, ['check']).code).toBe(0);
    expect(cli(here, ['check', '--no-config']).code).toBe(1);
  });

  test('`root: true` ends the search', () => {
    const here = folder({ [name]: off, [`a/${name}`]: 'root: true\n', 'a/bad.yaml': bad });
    expect(cli(here, ['check', 'a']).code).toBe(1);
    expect(cli(`${here}/a`, ['check']).code).toBe(1);
  });

  test('`ignore` leaves files out that are not named', () => {
    const here = folder({
      [name]: 'root: true\nignore: [charts/, "*.tmpl.yaml"]\n',
      'charts/x/bad.yaml': bad,
      'a.tmpl.yaml': bad,
    });
    expect(cli(here, ['check']).code).toBe(0);
    expect(cli(here, ['check', '**/*.yaml']).code).toBe(0);
    expect(cli(here, ['check', 'a.tmpl.yaml']).code).toBe(1);
    expect(JSON.parse(cli(here, ['check', '--print-config', 'charts/x/bad.yaml']).out).ignored).toBe(true);
  });

  test('standard input has the configuration of its name', () => {
    const here = folder({ [name]: 'root: true\n', [`a/${name}`]: off });
    expect(cli(here, ['check', '-'], { input: bad }).code).toBe(1);
    expect(cli(here, ['check', '-', '--stdin-filename', 'a/x.yaml'], { input: bad }).code).toBe(0);
  });

  test('what is wrong in it is named with its place, and nothing is checked', () => {
    const here = folder({
      [`a/${name}`]: 'root: true\nrules:\n  duplicate-keys: off\nrot: 1\n',
      'a/bad.yaml': bad,
    });
    const wanted = {
      code: 2,
      out: '',
      err: `a/${name}:3:3: error: There is no rule \`duplicate-keys\`. Did you mean \`duplicate-key\`?\na/${name}:4:1: error: There is no key \`rot\`. Did you mean \`root\`?\n`,
    };
    expect(cli(here, ['check'])).toEqual(wanted);
    expect(cli(here, ['check', '--print-config', 'a'])).toEqual(wanted);
    expect(cli(here, ['check', '-', '--stdin-filename', 'a/x.yaml'], { input: bad })).toEqual(wanted);
    expect(cli(here, ['check', '--no-config']).code).toBe(1);
  });

  test('a file that cannot be read is named', () => {
    const here = folder({ [name]: new Uint8Array([0xff, 0xfe, 0x41, 0]), 'bad.yaml': bad });
    expect(cli(here, ['check'])).toMatchObject({ code: 2, out: '' });
    expect(cli(here, ['check']).err).toContain(`${name}: error: UTF-16 LE`);
  });
});

describe('explain', () => {
  test('prints the page of a rule in both languages', () => {
    const here = folder({});
    const { code, out, err } = cli(here, ['explain', 'duplicate-key']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('duplicate-key\nSeverity:  warning\n');
    expect(out).toContain('Why it matters\n');
    expect(out).toContain('    apiVersion: cert-manager.io/v1\n');
    expect(out).not.toMatch(/<!--|```|\]\(/);
    const korean = cli(here, ['explain', 'duplicate-key', '--locale', 'ko']).out;
    expect(korean).toContain('왜 중요한가');
    expect(korean).toMatch(/심각도: +경고\n.*\n수정: +없음\n/);
    expect(cli(here, ['explain', 'duplicate-key', '--color=always']).out).toContain(
      '\u001b[1mWhy it matters',
    );
  });

  test.each([
    [['explain'], '`explain` takes the id of one rule'],
    [['explain', 'a', 'b'], '`explain` takes the id of one rule'],
    [['explain', 'duplicate-keys'], 'There is no rule `duplicate-keys`. Did you mean `duplicate-key`?'],
    [['explain', 'duplicate-key', '--fix'], '`--fix` does not go with `explain`.'],
  ])('%j is refused', (args, message) => {
    const { code, out, err } = cli(folder({}), args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
