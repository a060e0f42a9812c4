/** `.cert-manager-lint.yaml`: what its reader takes and refuses, and that its JSON schema says the same. */
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from './harness/engine.ts';

const schema = JSON.parse(
  readFileSync(new URL('../schemas/cert-manager-lint.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv().compile(schema);

describe('a file that is right', () => {
  test.each([
    ['', { settings: {}, ignore: [], root: false }],
    ['# nothing\n', { settings: {}, ignore: [], root: false }],
    ['version: "1.16"\n', { settings: { version: '1.16' }, ignore: [], root: false }],
    ['version: 1.20\n', { settings: { version: '1.20' }, ignore: [], root: false }],
    ['version: v1.16.2\n', { settings: { version: 'v1.16.2' }, ignore: [], root: false }],
    ['version: newest\nroot: true\n', { settings: { version: 'newest' }, ignore: [], root: true }],
    [
      'http01:\n  nodeLabel: pool=edge\n',
      { settings: { http01: { nodeLabel: 'pool=edge' } }, ignore: [], root: false },
    ],
    [
      'http01:\n  flatNetwork: true\n',
      { settings: { http01: { flatNetwork: true } }, ignore: [], root: false },
    ],
    [
      'rules:\n  duplicate-key: off\n  unquoted-asterisk: info # why\nignore: [charts/**, "*.tmpl.yaml"]\n',
      {
        settings: { rules: { 'duplicate-key': 'off', 'unquoted-asterisk': 'info' } },
        ignore: ['charts/**', '*.tmpl.yaml'],
        root: false,
      },
    ],
  ])('%j', (text, wanted) => {
    expect(readConfig(text)).toEqual({ ...wanted, problems: [] });
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });
});

describe('a file that is wrong', () => {
  test.each([
    ['- a\n', '1:1 Expected a mapping with `version`'],
    ['verson: "1.16"\n', '1:1 There is no key `verson`. Did you mean `version`?'],
    ['zzz: 1\n', '1:1 There is no key `zzz`. Use `version`, `http01`'],
    ['version: "9.9"\n', '1:10 `9.9` is not a cert-manager release'],
    ['version: 9.9\n', '1:10 `9.9` is not a cert-manager release'],
    ['version: true\n', '1:10 `version` needs a text.'],
    ['version: [1]\n', '1:10 `version` needs a text.'],
    ['http01: type=x\n', '1:9 `http01` needs a mapping.'],
    ['http01:\n  nodelabel: x\n', '2:3 There is no key `nodelabel`. Did you mean `nodeLabel`?'],
    ['http01:\n  nodeLabel: a b\n', '2:14 `a b` is not a node label.'],
    ['http01:\n  nodeLabel: true\n', '2:14 `http01.nodeLabel` needs a text.'],
    ['http01:\n  flatNetwork: "yes"\n', '2:16 `http01.flatNetwork` is `true` or `false`.'],
    ['rules: [duplicate-key]\n', '1:8 `rules` needs a mapping.'],
    [
      'rules:\n  duplicate-keys: off\n',
      '2:3 There is no rule `duplicate-keys`. Did you mean `duplicate-key`?',
    ],
    ['rules:\n  duplicate-key: fatal\n', '2:18 `fatal` is not a severity.'],
    ['rules:\n  duplicate-key: false\n', '2:18 `false` is not a severity.'],
    ['rules:\n  duplicate-key:\n', '2:3 `` is not a severity.'],
    ['ignore: charts\n', '1:9 `ignore` needs a list of patterns.'],
    ['ignore:\n  - 1\n', '2:5 A pattern is a text'],
    ['ignore: [""]\n', '1:10 A pattern is a text'],
    ['root: yes\n', '1:7 `root` is `true` or `false`.'],
  ])('%j: %s', (text, wanted) => {
    const { problems } = readConfig(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.slice(0, wanted.length)).toBe(wanted);
    expect(validate(parse(text))).toBe(false);
  });

  test('what no schema can say: syntax errors, keys twice, templates', () => {
    expect(readConfig('rules: {\n').problems[0]).toMatch(/^\d+:\d+ This is not YAML/);
    expect(readConfig('root: true\nroot: false\n').problems).toEqual(['2:1 `root` stands twice.']);
    expect(readConfig('rules:\n<<<<<<< ours\n  duplicate-key: off\n').problems).toHaveLength(1);
    expect(readConfig('verson: 1\nrot: true\n', 'ko').problems).toEqual([
      '1:1 `verson` 키는 없습니다. `version` 키를 쓰려던 것 같습니다.',
      '2:1 `rot` 키는 없습니다. `root` 키를 쓰려던 것 같습니다.',
    ]);
  });
});

test('only the first document counts, and others are named', () => {
  expect(readConfig('root: true\n---\nversion: "1.16"\n')).toMatchObject({
    settings: {},
    root: true,
    problems: [expect.stringMatching(/^2:1 Only the first document of this file counts/)],
  });
  expect(readConfig('---\nroot: true\n---\n# nothing\n').problems).toEqual([]);
});
