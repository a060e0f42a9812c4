/** Rule fixtures: `test/rules/<rule-id>/*.yaml`, held to their expectation comments, goldens and the free properties. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { analyze, applyFix, eachFix, fixAll, isSeveral, options, rules } from './harness/engine.ts';
import { compare, settingsOf, wantsOf } from './harness/expectations.ts';
import { commentsOf, dataOf, isWithin } from './harness/yaml.ts';

const home = fileURLToPath(new URL('./rules/', import.meta.url));
const update = process.env['UPDATE_GOLDENS'] === '1';
const read = (path: string) => readFileSync(home + path, 'utf8');

for (const rule of readdirSync(home).sort()) {
  describe(rule, () => {
    const files = readdirSync(home + rule);
    const inputs = files.filter((file) => file.endsWith('.yaml') && !/\.(fixed|unsafe)\./.test(file));
    const declared = rules.find(({ id }) => id === rule);

    test('is a rule, with an example and a look-alike', () => {
      expect(declared?.id).toBe(rule);
      expect(inputs).toContain('example.yaml');
      expect(inputs).toContain('ok.yaml');
      expect(wantsOf(read(`${rule}/ok.yaml`))).toEqual([]);
    });

    test('tells the truth about its fixes', () => {
      const findings = inputs.flatMap((input) => {
        const text = read(`${rule}/${input}`);
        return analyze(text, options(settingsOf(text))).filter((finding) => finding.rule === rule);
      });
      const fixed = findings.filter((finding) => finding.fixes.length > 0).length;
      if (declared?.fixable === 'never') expect(fixed).toBe(0);
      if (declared?.fixable === 'always') expect(fixed).toBe(findings.length);
      if (declared?.fixable === 'sometimes') expect(fixed > 0 && fixed < findings.length).toBe(true);
    });

    for (const input of inputs) fixture(rule, input, files);
  });
}

function fixture(rule: string, input: string, files: readonly string[]): void {
  const path = `${rule}/${input}`;
  const text = read(path);
  const settings = options(settingsOf(text));
  const wants = wantsOf(text);
  const golden = path.replace(/\.yaml$/, '.fixed.yaml');
  let made: ReturnType<typeof fixAll> | undefined;
  const fixedOnce = () => {
    made ??= fixAll(text, settings);
    return made;
  };

  test(`${input}: findings as wanted`, () => {
    expect(compare(path, wants, analyze(text, settings))).toBe('');
  });

  // Several files in one: what is said of one text does not hold.
  if (isSeveral(text)) return;

  test(`${input}: fixed as wanted`, () => {
    const fixed = fixedOnce();
    if (update && fixed.text !== text) writeFileSync(home + golden, fixed.text);
    expect(existsSync(home + golden), `${golden} exists only where something is fixed`).toBe(
      fixed.text !== text,
    );
    if (fixed.text !== text) expect(fixed.text).toBe(read(golden));
  });

  test(`${input}: fixed as wanted, unsafe fixes too`, () => {
    const unsafe = path.replace(/\.yaml$/, '.unsafe.yaml');
    const safe = fixedOnce().text;
    const fixed = fixAll(text, settings, 'unsafe');
    if (update && fixed.text !== safe) writeFileSync(home + unsafe, fixed.text);
    expect(existsSync(home + unsafe), `${unsafe} exists only where unsafe fixes do more`).toBe(
      fixed.text !== safe,
    );
    if (fixed.text !== safe) expect(fixed.text).toBe(read(unsafe));
    expect(fixAll(fixed.text, settings, 'unsafe').text, 'fixing twice is fixing once').toBe(fixed.text);
  });

  for (const file of files.filter(
    (name) => name.startsWith(`${input.slice(0, -5)}.fixed.`) && name !== golden.split('/')[1],
  )) {
    const title = file.slice(input.length - 5 + '.fixed.'.length, -5);
    test(`${input}: alternative ${title}`, () => {
      const fixed = applyFix(text, title, settings);
      if (update) writeFileSync(`${home}${rule}/${file}`, fixed);
      expect(fixed).toBe(read(`${rule}/${file}`));
    });
  }

  test(`${input}: free properties`, () => {
    const seen = analyze(text, settings);
    const fixed = fixedOnce();
    // Fixing twice is fixing once.
    expect(fixAll(fixed.text, settings)).toEqual({ text: fixed.text, applied: 0, left: fixed.left });
    // The same findings and the same fix with CRLF.
    const crlf = text.replace(/\r?\n/g, '\r\n');
    expect(analyze(crlf, settings)).toEqual(seen);
    expect(fixAll(crlf, settings).text).toBe(fixed.text.replace(/\r?\n/g, '\r\n'));
    // The same findings below another document.
    const above = 'kind: Other\n---\n';
    const moved = analyze(above + text.replace(/^---/, '# was a document marker'), settings);
    expect(moved.map(({ line, ...rest }) => ({ ...rest, line: line - 2 }))).toEqual(seen);
    // No fix loses a comment (but one that silences) or leaves a text that does not parse; an inserting one changes no value.
    const before = dataOf(text);
    const comments = commentsOf(text).filter((comment) => !comment.includes('cert-manager-lint-'));
    for (const fix of [...eachFix(text, settings), { title: 'fix-all', safe: true, text: fixed.text }]) {
      for (const comment of comments) expect(fix.text, fix.title).toContain(comment);
      if (before === undefined) continue;
      const after = dataOf(fix.text);
      expect(after, `${fix.title}:\n${fix.text}`).toBeDefined();
      if (/^(Pin|Silence)/.test(fix.title)) expect(isWithin(before, after), fix.title).toBe(true);
    }
  });

  test(`${input}: every prefix can be analysed`, () => {
    const step = Math.max(1, Math.floor(text.length / 6));
    for (let end = 0; end <= text.length; end += step) analyze(text.slice(0, end), settings);
  });
}
