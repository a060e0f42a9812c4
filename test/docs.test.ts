/** The pages for people: what they show can be used as it stands. Links are held by manifest.test.ts. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { readSettings } from './harness/engine.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));
const settings: Record<string, { default: unknown }> = manifest.contributes.configuration.properties;
const walkthrough = ['cluster', 'everywhere'].flatMap((page) => [
  `docs/walkthrough/${page}.md`,
  `docs/walkthrough/${page}.nls.ko.md`,
]);
const pages = ['README.md', 'docs/editors.md', 'docs/ci.md', 'docs/publishing.md', ...walkthrough];

/** The code blocks of a page in one language, outdented. */
function blocks(page: string, language: string): readonly string[] {
  return [...read(page).matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```/gm)]
    .filter(([, , found]) => found === language)
    .map(([, indent = '', , code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

describe.each(pages)('%s', (page) => {
  test('its JSON and YAML can be read', () => {
    for (const code of blocks(page, 'json')) {
      // A line of a settings file stands without its braces.
      const whole = code.trimStart().startsWith('{') ? code : `{${code}}`;
      expect(() => JSON.parse(whole), code).not.toThrow();
    }
    for (const code of blocks(page, 'yaml')) expect(parseDocument(code).errors, code).toEqual([]);
  });

  test('every setting that it names is there', () => {
    // A path in JSON or Lua is no full name, and commands have names of that form, too.
    const named = [...read(page).matchAll(/`(certManager\.[\w.]+)`/g)].map(([, name = '']) => name);
    for (const name of named) expect(Object.keys(settings)).toContain(name);
  });

  test('every version of ours that it names is this one', () => {
    const named = [...read(page).matchAll(/cert-manager-lint[@-](\d+\.\d+\.\d+)/g)].map(
      ([, version]) => version,
    );
    for (const version of named) expect(version).toBe(manifest.version);
  });
});

test('the README’s table of settings is complete, with the defaults', () => {
  const rows = [...read('README.md').matchAll(/^\| `(certManager\.[\w.]+)` \| `([^`]*)` \| \S/gm)];
  const shown = Object.fromEntries(rows.map(([, name, value]) => [name, value]));
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  expect(shown).toEqual(
    Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, text(setting.default)])),
  );
});

test('the settings that the editors are shown are understood', () => {
  const [whole = '{}'] = blocks('docs/editors.md', 'json');
  expect(readSettings(JSON.parse(whole).certManager).problems).toEqual([]);
  // One label in every editor's own notation.
  const sections = read('docs/editors.md').split(/^## /m).slice(2);
  expect(sections.map((section) => section.split('\n')[0])).toEqual([
    ...['Neovim', 'Helix', 'Emacs', 'Zed', 'JetBrains', 'Sublime Text'],
  ]);
  for (const section of sections) {
    expect(section).toMatch(/nodeLabel\W+type=load-balancer/);
    expect(section).toContain('cert-manager-language-server');
    expect(section).toMatch(/--stdio/);
  }
});
