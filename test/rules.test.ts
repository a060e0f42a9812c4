/** Rule fixtures: `test/rules/<rule-id>/*.yaml`, held to their expectation comments and goldens. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze, applyFix, fixAll, isSeveral, rules } from './harness/engine.ts';
import { compare, wantsOf } from './harness/expectations.ts';
import { type RuleFixture, ruleFixtures, ruleHome, ruleNames } from './harness/fixtures.ts';

const update = process.env['UPDATE_GOLDENS'] === '1';
/** Their cures bring nothing to light; where a pod may run that stays Pending, nobody says before it is cured. */
const bringNothing = ['http01-solver-without-node-affinity', 'http01-solver-away-from-ingress'];
const read = (path: string) => readFileSync(ruleHome + path, 'utf8');

for (const rule of ruleNames) {
  describe(rule, () => {
    const fixtures = ruleFixtures(rule);
    const declared = rules.find(({ id }) => id === rule);

    test('is a rule, with an example and a look-alike', () => {
      expect(declared?.id).toBe(rule);
      const names = fixtures.map(({ name }) => name);
      expect(names).toContain('example.yaml');
      expect(names).toContain('ok.yaml');
      expect(wantsOf(read(`${rule}/ok.yaml`))).toEqual([]);
    });

    test('tells the truth about its fixes', () => {
      const findings = fixtures.flatMap(({ text, settings }) =>
        analyze(text, settings).filter((finding) => finding.rule === rule),
      );
      const fixed = findings.filter((finding) => finding.fixes.length > 0).length;
      if (declared?.fixable === 'never') expect(fixed).toBe(0);
      if (declared?.fixable === 'always') expect(fixed).toBe(findings.length);
      if (declared?.fixable === 'sometimes') expect(fixed > 0 && fixed < findings.length).toBe(true);
    });

    const files = readdirSync(ruleHome + rule);
    for (const fixture of fixtures) hold(rule, fixture, files);
  });
}

function hold(rule: string, { name, text, settings }: RuleFixture, files: readonly string[]): void {
  const path = `${rule}/${name}`;
  const wants = wantsOf(text);
  const golden = path.replace(/\.yaml$/, '.fixed.yaml');
  let made: ReturnType<typeof fixAll> | undefined;
  const fixedOnce = () => {
    made ??= fixAll(text, settings);
    return made;
  };

  test(`${name}: findings as wanted`, () => {
    expect(compare(path, wants, analyze(text, settings))).toBe('');
  });

  // Several files in one: what is said of one text does not hold.
  if (isSeveral(text)) return;

  test(`${name}: fixed as wanted`, () => {
    const fixed = fixedOnce();
    if (update && fixed.text !== text) writeFileSync(ruleHome + golden, fixed.text);
    expect(existsSync(ruleHome + golden), `${golden} exists only where something is fixed`).toBe(
      fixed.text !== text,
    );
    if (fixed.text !== text) expect(fixed.text).toBe(read(golden));
  });

  if (bringNothing.includes(rule))
    test(`${name}: a safe fix brings no other finding`, () => {
      const rulesIn = (some: string) => new Set(analyze(some, settings).map((finding) => finding.rule));
      const before = rulesIn(text);
      expect([...rulesIn(fixedOnce().text)].filter((one) => !before.has(one))).toEqual([]);
    });

  test(`${name}: fixed as wanted, unsafe fixes too`, () => {
    const unsafe = path.replace(/\.yaml$/, '.unsafe.yaml');
    const safe = fixedOnce().text;
    const fixed = fixAll(text, settings, 'unsafe');
    if (update && fixed.text !== safe) writeFileSync(ruleHome + unsafe, fixed.text);
    expect(existsSync(ruleHome + unsafe), `${unsafe} exists only where unsafe fixes do more`).toBe(
      fixed.text !== safe,
    );
    if (fixed.text !== safe) expect(fixed.text).toBe(read(unsafe));
    expect(fixAll(fixed.text, settings, 'unsafe').text, 'fixing twice is fixing once').toBe(fixed.text);
  });

  for (const file of files.filter(
    (other) => other.startsWith(`${name.slice(0, -5)}.fixed.`) && other !== golden.split('/')[1],
  )) {
    const title = file.slice(name.length - 5 + '.fixed.'.length, -5);
    test(`${name}: alternative ${title}`, () => {
      const fixed = applyFix(text, title, settings);
      if (update) writeFileSync(`${ruleHome}${rule}/${file}`, fixed);
      expect(fixed).toBe(read(`${rule}/${file}`));
    });
  }
}
