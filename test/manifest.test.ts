/** The manifest, its texts in both languages, and the settings it promises, held against the engine and the client. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSettings, rules } from './harness/engine.ts';
import { releases } from './harness/lsp.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));
const english: Record<string, string> = JSON.parse(read('package.nls.json'));
const korean: Record<string, string> = JSON.parse(read('package.nls.ko.json'));
const settings = manifest.contributes.configuration.properties;

test('every text of the manifest is there, in English and in Korean, and none is left over', () => {
  const used = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
  expect(Object.keys(english).sort()).toEqual([...new Set(used)].sort());
  expect(Object.keys(korean)).toEqual(Object.keys(english));
  for (const [key, text] of Object.entries(korean)) {
    if (text !== english[key]) expect(text, key).toMatch(/[가-힣]/);
    const code = (from: string | undefined) => from?.match(/`[^`]+`/g)?.sort() ?? [];
    expect(code(text), key).toEqual(code(english[key]));
  }
});

test('every text of the client is there in Korean, and none is left over', () => {
  const sources = readdirSync(new URL('../client/', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(`client/${path}`));
  const used = sources.flatMap((text) => [...text.matchAll(/l10n\.t\(\s*'([^']+)'/g)].map(([, key]) => key));
  const calls = sources.flatMap((text) => [...text.matchAll(/l10n\.t\(/g)]);
  expect(used).toHaveLength(calls.length);
  expect(Object.keys(JSON.parse(read('l10n/bundle.l10n.ko.json'))).sort()).toEqual([...new Set(used)].sort());
});

test('the settings are the ones the engine reads, with its defaults', () => {
  expect(Object.keys(settings)).toEqual([
    'certManager.http01.nodeLabel',
    'certManager.http01.flatNetwork',
    'certManager.rules',
    'certManager.version',
    'certManager.completion.offer',
    'certManager.codeLens.enabled',
    'certManager.inlayHints.enabled',
    'certManager.diagnostics.scope',
    'certManager.trace.server',
  ]);
  const defaults = {
    http01: {
      nodeLabel: settings['certManager.http01.nodeLabel'].default,
      flatNetwork: settings['certManager.http01.flatNetwork'].default,
    },
    rules: settings['certManager.rules'].default,
    version: settings['certManager.version'].default,
    codeLens: { enabled: settings['certManager.codeLens.enabled'].default },
    inlayHints: { enabled: settings['certManager.inlayHints.enabled'].default },
    diagnostics: { scope: settings['certManager.diagnostics.scope'].default },
    completion: { offer: settings['certManager.completion.offer'].default },
  };
  for (const scope of settings['certManager.diagnostics.scope'].enum)
    expect(readSettings({ diagnostics: { scope } }).problems).toEqual([]);
  expect(readSettings({ diagnostics: { scope: 'all' } }).problems).toHaveLength(1);
  expect(readSettings(defaults).problems).toEqual([]);
  expect(readSettings(defaults).options).toEqual(readSettings({}).options);
  expect(settings['certManager.version'].enum).toEqual(['newest', ...[...releases].reverse()]);
  for (const offer of settings['certManager.completion.offer'].enum)
    expect(readSettings({ completion: { offer } }).options.completion).toEqual({ offer });
  for (const severity of settings['certManager.rules'].additionalProperties.enum) {
    for (const { id } of rules) expect(readSettings({ rules: { [id]: severity } }).problems).toEqual([]);
  }
});

test.each([
  ['type=load-balancer', true],
  ['edge', true],
  ['pool=', true],
  ['node-role.kubernetes.io/ingress', true],
  ['a.b/c_d=E.f-g', true],
  ['', false],
  ['=x', false],
  ['a b', false],
  ['a=b=c', false],
  ['-a=b', false],
  ['/a', false],
  ['A.b/c', false],
])('the pattern of nodeLabel and the engine agree on %j: %s', (label, good) => {
  expect(new RegExp(settings['certManager.http01.nodeLabel'].pattern).test(label)).toBe(good);
  expect(readSettings({ http01: { nodeLabel: label } }).problems.length === 0).toBe(good);
});

test('activates on the languages that the client serves, and on nothing else', () => {
  const [, list = ''] = /languages = \[([^\]]*)\]/.exec(read('client/extension.ts')) ?? [];
  const languages = [...list.matchAll(/'([^']+)'/g)].map(([, language]) => `onLanguage:${language}`);
  expect(manifest.activationEvents).toEqual(languages);
});
