/** Broken, hostile and huge text: the engine answers, in bounded time, without a throw. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze, eachFix, fixAll } from '../harness/engine.ts';
import { ruleHome, ruleNames } from '../harness/fixtures.ts';

const rule = 'http01-solver-without-node-affinity';
const issuer = (ingress: string) =>
  `apiVersion: cert-manager.io/v1\nkind: Issuer\nspec:\n  acme:\n    solvers:\n      - http01:\n          ingress:${ingress}\n`;
const head = 'apiVersion: cert-manager.io/v1\nkind: Issuer\n';

describe('text that is meant to hurt', () => {
  const bomb = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}1]`).join(
    '\n',
  );
  test.each<[string, string]>([
    ['an alias bomb', `${head}${bomb}\n`],
    [
      'an alias bomb in merge keys',
      `${head}x: &x {a: 1}\n${Array.from({ length: 40 }, (_, i) => `y${i}: &y${i}\n  <<: [${i ? `*y${i - 1}, *y${i - 1}` : '*x'}]`).join('\n')}\nspec:\n  <<: *y39\n`,
    ],
    ['an anchor inside of itself', `${head}spec: &s\n  acme:\n    solvers: &l\n      - *s\n      - *l\n`],
    ['flow nested ten thousand deep', `${head}spec: ${'['.repeat(10_000)}`],
    [
      'maps nested two thousand deep',
      head + Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    ],
    ['a document over the limit', `${head}x: ${'y'.repeat(2 << 20)}\n`],
    ['one line of a megabyte', `${head}x: "${'\\u0000'.repeat(150_000)}"\n`],
    ['100,000 template openers', `${head}x: ${'{{'.repeat(100_000)}\n`],
    ...['$[[', '((a', '__A', '_A', '$A', 'ENC[A,', 'ref+a:', 'vault:', 'CHANGE_ME_'].map(
      (shard): [string, string] => [`100,000 times ${shard}`, `${head}x: ${shard.repeat(100_000)}\n`],
    ),
    ['50,000 template actions', `${head}${'{{ if }}\n'.repeat(50_000)}`],
    ['20,000 lines of dashes', `${head}${'---\n'.repeat(20_000)}`],
    ['nul, surrogates and other controls', `${head}spec: "\u0000\ud800\u001b[31m\ufffe"\n\u0007: \udfff\n`],
    ['a byte order mark', `\ufeff${issuer(' {}')}`],
    ['tabs for indentation', `${head}spec:\n\tacme:\n\t\tsolvers:\n\t\t- http01:\n\t\t\tingress:\n`],
    ['carriage returns alone', issuer('').replace(/\n/g, '\r')],
    [
      'names from Object.prototype',
      issuer(
        '\n            __proto__: {podTemplate: 1}\n            constructor: x\n            hasOwnProperty: y',
      ),
    ],
  ])('%s', (_, text) => {
    const seen = analyze(text).filter((finding) => finding.rule === rule);
    expect(seen.length).toBeLessThanOrEqual(1);
    expect(analyze(fixAll(text).text).filter((finding) => finding.rule === rule)).toEqual([]);
  });

  test('a byte order mark moves no squiggle', () => {
    const [plain] = analyze(issuer(' {}'));
    const [marked] = analyze(`\ufeff${issuer(' {}')}`);
    expect(marked).toEqual(plain);
    expect(fixAll(`\ufeff${issuer(' {}')}`).text).toBe(`\ufeff${fixAll(issuer(' {}')).text}`);
  });
});

describe('text that was damaged', () => {
  const fixtures = ruleNames.flatMap((rule) =>
    readdirSync(ruleHome + rule)
      .filter((file) => !file.includes('.fixed.'))
      .map((file) => readFileSync(`${ruleHome}${rule}/${file}`, 'utf8').slice(0, 1500)),
  );
  const shard = fc.constantFrom(
    '\n',
    '\t',
    ': ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '#',
    '&a ',
    '*a',
    '|\n',
    '{{',
    '}}',
    '{% if %}',
    '${',
    '$(A)',
    '$[[ a ]]',
    'ENC[A,b]',
    ' CHANGE_ME ',
    '---\n',
    '\r',
    '<<: ',
    '?',
    '!',
    '%',
    '\ufeff',
    '<<<<<<< x\n',
  );
  const damaged = fc
    .record({
      text: fc.constantFrom(...fixtures),
      cuts: fc.array(fc.record({ at: fc.nat(1500), drop: fc.nat(30), put: shard }), {
        minLength: 1,
        maxLength: 4,
      }),
    })
    .map(({ text, cuts }) =>
      cuts.reduce((now, { at, drop, put }) => now.slice(0, at) + put + now.slice(at + drop), text),
    );

  test('is answered, and fixing it settles and keeps what was there', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        analyze(text);
        const fixed = fixAll(text);
        expect(fixAll(fixed.text).text).toBe(fixed.text);
        // Only a fix that says so removes a comment.
        for (const fix of eachFix(text).filter(({ title }) => !title.startsWith('Remove'))) {
          for (const word of ['class', 'nginx', '#', 'dnsNames'])
            expect(count(fix.text, word), fix.title).toBeGreaterThanOrEqual(count(text, word));
        }
      }),
      { numRuns: 160, seed: 20261124 },
    );
  });
});

const count = (text: string, word: string) => text.split(word).length;
