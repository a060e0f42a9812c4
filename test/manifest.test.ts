/** The manifest, its texts in both languages, and the settings it promises, held against the engine and the client. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
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
    const code = (from: string | undefined) => from?.match(/(`+)[^`]+\1/g)?.sort() ?? [];
    expect(code(text), key).toEqual(code(english[key]));
  }
});

test.each([
  ['English', english, /`newest` is (.+)$/],
  ['Korean', korean, /`newest`는 (.+)$/],
])('newest means the same to the setting and to its list of values, in %s', (_, texts, meaning) => {
  const [, meant = ''] = meaning.exec(texts['configuration.version.markdownDescription'] ?? '') ?? [];
  expect(meant).not.toBe('');
  expect(texts['configuration.version.newest']?.toLowerCase()).toBe(meant.toLowerCase());
});

test('every text of the client is there in Korean, and none is left over', () => {
  const sources = readdirSync(new URL('../client/', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(`client/${path}`));
  const used = sources.flatMap((text) => [...text.matchAll(/l10n\.t\(\s*'([^']+)'/g)].map(([, key]) => key));
  const calls = sources.flatMap((text) => [...text.matchAll(/l10n\.t\(/g)]);
  expect(used).toHaveLength(calls.length);
  const korean: Record<string, string> = JSON.parse(read('l10n/bundle.l10n.ko.json'));
  expect(Object.keys(korean).sort()).toEqual([...new Set(used)].sort());
  const holes = (text: string) => text.match(/\{\d+\}/g)?.sort() ?? [];
  for (const [key, text] of Object.entries(korean)) {
    expect(text, key).toMatch(/[가-힣]/);
    expect(holes(text), key).toEqual(holes(key));
  }
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

describe('the walkthrough', () => {
  const [walkthrough, ...others] = manifest.contributes.walkthroughs;
  const own: string[] = manifest.contributes.commands.map(({ command }: { command: string }) => command);
  const steps: {
    id: string;
    title: string;
    description: string;
    media: object;
    completionEvents: string[];
  }[] = walkthrough.steps;
  const textOf = (key: string, texts: Record<string, string>) => texts[key.slice(1, -1)] ?? '';

  test('is one, of four or five steps', () => {
    expect(others).toEqual([]);
    expect(steps.length).toBeGreaterThanOrEqual(4);
    expect(steps.length).toBeLessThanOrEqual(5);
  });

  test.each(steps.map((step) => [step.id, step] as const))(
    'step %s: pictures, pages, commands',
    (_, step) => {
      const files = JSON.stringify(step.media).match(/[\w-]+(\/[\w.-]+)+/g) ?? [];
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        expect(existsSync(new URL(`../${file}`, import.meta.url)), file).toBe(true);
        // VS Code looks for the page of its language beside the English one.
        if (file.endsWith('.md')) expect(read(file.replace(/md$/, 'nls.ko.md'))).toMatch(/[가-힣]/);
      }
      const commands = (text: string) =>
        [...text.matchAll(/\]\(command:([\w.]+)/g)].map(([, command = '']) => command);
      const named = commands(textOf(step.description, english));
      expect(named).toHaveLength(1);
      expect(commands(textOf(step.description, korean))).toEqual(named);
      const listened = step.completionEvents.flatMap((event) => event.match(/^onCommand:(.*)/)?.[1] ?? []);
      for (const command of [...named, ...listened].filter((name) => name.startsWith('certManager.')))
        expect(own).toContain(command);
      for (const event of step.completionEvents) {
        const [, setting] = /^onSettingChanged:(.*)/.exec(event) ?? [];
        if (setting !== undefined) expect(Object.keys(settings)).toContain(setting);
      }
    },
  );
});

describe('commands', () => {
  const { commands, menus, views } = manifest.contributes;
  const ids: string[] = commands.map(({ command }: { command: string }) => command);
  const inPalette: { command: string; when: string }[] = menus.commandPalette;

  test('are named in one category', () => {
    for (const { command, category } of commands) {
      expect(command).toMatch(/^certManager\.[a-z]\w+$/);
      expect(category).toBe('%command.category%');
    }
  });

  test('are in the palette where they make sense', () => {
    const whens = new Map(inPalette.map(({ command, when }) => [command, when]));
    // The sample is there for those who have no YAML open yet.
    expect(ids.filter((id) => !whens.has(id))).toEqual(['certManager.openSample']);
    const [, list = ''] = /languages = \[([^\]]*)\]/.exec(read('client/extension.ts')) ?? [];
    const language = `/^(${[...list.matchAll(/'([^']+)'/g)].map(([, one]) => one).join('|')})$/`;
    const [known, inYaml] = ['certManager.hasResources', `editorLangId =~ ${language}`];
    const here = `${known} && ${inYaml} && resourceScheme != cert-manager-preview`;
    const drawn = `${here} || activeWebviewPanelId == certManager.challengePath`;
    expect(Object.fromEntries(whens)).toEqual({
      'certManager.fixWorkspace': known,
      'certManager.showNotAnalysed': known,
      'certManager.showPlan': known,
      'certManager.restartServer': 'certManager.active',
      'certManager.showOutput': 'certManager.active',
      'certManager.showChallengePath': here,
      'certManager.previewSolverObjects': here,
      'certManager.previewCertificate': here,
      'certManager.exportChallengePath': drawn,
      'certManager.copyChallengePath': drawn,
      // A button of the view.
      'certManager.refreshPlan': 'false',
    });
    for (const { when } of menus['editor/context']) expect(when).toBe(here);
    expect(views.explorer).toMatchObject([{ when: known }]);
  });

  test('go by contexts that the client sets', () => {
    const client = ['extension', 'status'].map((name) => read(`client/${name}.ts`)).join('');
    for (const name of ['active', 'hasResources'])
      expect(client).toMatch(new RegExp(`'setContext',\\s*\`\\$\\{section\\}\\.${name}\``));
    expect(read('client/pathPanel.ts')).toContain("'certManager.challengePath'");
  });
});

test('every setting has a scope, an order of its own, a description, and a word for each of its values', () => {
  const orders = new Set<number>();
  for (const [name, setting] of Object.entries<Setting>(settings)) {
    expect(name).toMatch(/^certManager\./);
    expect(['resource', 'window'], name).toContain(setting.scope);
    expect(orders, name).not.toContain(setting.order);
    orders.add(setting.order);
    expect(setting.markdownDescription, name).toMatch(/^%.+%$/);
    if (setting.enum && name !== 'certManager.version')
      expect(setting.enumDescriptions, name).toHaveLength(setting.enum.length);
  }
});

interface Setting {
  readonly scope: string;
  readonly order: number;
  readonly markdownDescription: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

test('shops find in it what they ask for', () => {
  const { icon, galleryBanner, license, repository, bugs, categories, keywords, engines } = manifest;
  const png = readFileSync(new URL(`../${icon}`, import.meta.url));
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(Math.min(png.readUInt32BE(16), png.readUInt32BE(20))).toBeGreaterThanOrEqual(128);
  expect(galleryBanner).toEqual({ color: expect.stringMatching(/^#[0-9a-f]{6}$/), theme: 'dark' });
  expect(license).toBe('MIT');
  expect(repository.url).toMatch(/^https:.*\.git$/);
  expect(bugs.url).toMatch(/^https:/);
  expect(categories).toEqual(['Linters', 'Programming Languages']);
  // More of them are cut off.
  expect(keywords.length).toBeLessThanOrEqual(30);
  expect(engines.vscode).toMatch(/^\^1\.\d+\.0$/);
  // The extension must not land on npm by mistake; the npm package has a manifest of its own.
  expect(manifest.private).toBe(true);
  expect(manifest).not.toHaveProperty('files');
  expect(manifest).not.toHaveProperty('extensionDependencies');
});

test.each(['README.md', 'CHANGELOG.md', 'docs/ci.md', 'docs/publishing.md'])(
  '%s: relative links lead somewhere, pictures are no drawings, and there are no badges',
  (page) => {
    const links = [...read(page).matchAll(/(!?)\[[^\]]*\]\(([^)\s#]+)[^)]*\)/g)];
    for (const [, picture, target = ''] of links) {
      if (picture) expect(target).toMatch(/^(?!https?:).*\.png$/);
      if (/^[a-z]+:/.test(target)) continue;
      expect(existsSync(new URL(target, new URL(`../${page}`, import.meta.url))), target).toBe(true);
    }
  },
);
