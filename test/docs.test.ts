/** The pages for people: what they show can be used as it stands. Links are held by manifest.test.ts. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { readSettings } from './harness/engine.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));
const settings: Record<string, { default: unknown }> = manifest.contributes.configuration.properties;
const walkthrough = ['docs/walkthrough/own.md', 'docs/walkthrough/own.nls.ko.md'];
const pages = ['README.md', 'docs/ci.md', 'docs/publishing.md', ...walkthrough];

/** The code blocks of a page in one language, outdented. */
function blocks(page: string, language: string): readonly string[] {
  return [...read(page).matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```/gm)]
    .filter(([, , found]) => found === language)
    .map(([, indent = '', , code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

/** What a pattern finds on all pages, each with its page; the pages that have some of it. */
const foundOn = (find: (page: string) => readonly string[]) =>
  pages.flatMap((page) => find(page).map((found) => [page, found] as const));
const where = (all: readonly (readonly [string, string])[]) => [...new Set(all.map(([page]) => page))];
/** One of the groups of a pattern. */
const groupOf = (pattern: RegExp) => (page: string) =>
  [...read(page).matchAll(pattern)].map(([, name = '']) => name);

describe('JSON', () => {
  const all = foundOn((page) => blocks(page, 'json'));

  test('is where it is looked for', () => {
    expect(where(all)).toEqual(['README.md', 'docs/ci.md', ...walkthrough]);
  });

  test.each(all)('%s can be read: %s', (_, code) => {
    // A line of a settings file stands without its braces.
    const whole = code.trimStart().startsWith('{') ? code : `{${code}}`;
    expect(Object.keys(JSON.parse(whole)).length).toBeGreaterThan(0);
  });
});

describe('YAML', () => {
  const all = foundOn((page) => blocks(page, 'yaml'));

  test('is where it is looked for', () =>
    expect(where(all)).toEqual(['README.md', 'docs/ci.md', ...walkthrough]));

  test.each(all)('%s can be read: %s', (_, code) => expect(parseDocument(code).errors).toEqual([]));
});

describe('settings', () => {
  // A path in JSON or Lua is no full name, and commands have names of that form, too.
  const all = foundOn(groupOf(/`(certManager\.[\w.]+)`/g));

  test('are named where they are looked for', () =>
    expect(where(all)).toEqual(['README.md', ...walkthrough]));

  test.each(all)('%s: there is %s', (_, name) => expect(Object.keys(settings)).toContain(name));

  test('the README’s table is complete, with the defaults', () => {
    const rows = [...read('README.md').matchAll(/^\| `(certManager\.[\w.]+)` \| `([^`]*)` \| \S/gm)];
    const shown = Object.fromEntries(rows.map(([, name, value]) => [name, value]));
    const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
    expect(shown).toEqual(
      Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, text(setting.default)])),
    );
  });
});

describe('releases of ours', () => {
  const all = foundOn(groupOf(/cert-manager-lint[@-](\d+\.\d+\.\d+)/g));

  test('are named where they are looked for', () => expect(where(all)).toEqual(['README.md', 'docs/ci.md']));

  test.each(all)('%s names this one: %s', (_, version) => expect(version).toBe(manifest.version));
});

describe('other editors', () => {
  const [, section = ''] = /^## Other editors\n([\s\S]*?)^## /m.exec(read('README.md')) ?? [];
  const [intro = '', ...editors] = section.split(/^### /m);

  test('the settings that they are shown are understood', () => {
    const [, whole = '{}'] = /```json\n([\s\S]*?)```/.exec(intro) ?? [];
    const { certManager } = JSON.parse(whole);
    expect(Object.keys(certManager)).toContain('http01');
    expect(readSettings(certManager).problems).toEqual([]);
  });

  test('are these', () =>
    expect(editors.map((editor) => editor.split('\n')[0])).toEqual([
      ...['Neovim', 'Helix', 'Emacs', 'Zed', 'JetBrains', 'Sublime Text'],
    ]));

  test.each(editors.map((editor) => [editor.split('\n')[0], editor] as const))(
    '%s: one label in its own notation, folded away',
    (name, editor) => {
      expect(editor).toMatch(/nodeLabel\W+type=load-balancer/);
      expect(editor).toContain('cert-manager-language-server');
      expect(editor).toMatch(/--stdio/);
      expect(editor).toContain(`<summary>Configuration for ${name}</summary>`);
      // Markdown inside of HTML is read only behind an empty line.
      expect(editor).toMatch(/<\/summary>\n\n[\s\S]*\n<\/details>\n+$/);
    },
  );
});
