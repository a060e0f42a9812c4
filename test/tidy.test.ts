/** The house rules that no compiler knows: import directions, names, sizes, generated files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { generated } from '../scripts/generate.ts';
import { rules } from './harness/engine.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string) => readFileSync(root + path, 'utf8');
const files = (folder: string) =>
  readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => !/(^|\/)(node_modules|dist|build)\//.test(path));
const sources = ['client', 'server', 'scripts', 'test']
  .flatMap(files)
  .filter((path) => /\.(ts|mjs|mts)$/.test(path));

/** The specifiers that a file imports, relative ones as paths from the root. */
function importsOf(path: string): string[] {
  const text = read(path).replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const found = [
    ...text.matchAll(
      /(?:^|[\s;])(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\(?\s*['"]([^'"]+)['"]/g,
    ),
  ];
  return found
    .map(([, from, bare]) => from ?? bare ?? '')
    .map((name) => (name.startsWith('.') ? normalize(join(dirname(path), name)) : name));
}

/** First match decides: from → what it may import (paths from the root, or package names). */
const directions: readonly (readonly [RegExp, RegExp])[] = [
  // Inside core the left never imports the right; facts is a leaf.
  [/^server\/core\/facts\.ts$/, /^$/],
  [/^server\/core\/text\//, /^server\/core\/text\//],
  [/^server\/core\/yaml\/library\.ts$/, /^yaml$/],
  [/^server\/core\/yaml\//, /^server\/core\/(text|yaml)\//],
  [/^server\/core\/model\//, /^server\/core\/(facts\.ts|(text|yaml|model)\/)/],
  [/^server\/core\/schema\//, /^server\/core\/(facts\.ts|(text|yaml|schema)\/)/],
  [/^server\/core\/workspace\//, /^server\/core\/(facts\.ts|(text|yaml|model|workspace)\/)/],
  [/^server\/core\/issuance\//, /^server\/core\/(facts\.ts|(text|yaml|model|schema|workspace|issuance)\/)/],
  [
    /^server\/core\/rules\/[a-z0-9]+\//,
    /^server\/core\/(facts\.ts|options\.ts|(text|yaml|model|schema|workspace|issuance)\/|rules\/rule\.ts$)/,
  ],
  [
    /^server\/core\/(rules\/|options\.ts|config\.ts)/,
    /^server\/core\/(facts\.ts|options\.ts|(text|yaml|model|schema|workspace|issuance|rules)\/)/,
  ],
  [
    /^server\/core\/features\//,
    /^server\/core\/(facts\.ts|options\.ts|(text|yaml|model|schema|workspace|issuance|rules|features)\/)/,
  ],
  [
    /^server\/core\/(source|engine|findings|overlays|takings|remembered|pathsOf|planOf|said|survey|index|knowledge|judgement)\.ts$/,
    /^server\/core\//,
  ],
  // The lists that a worker reads through its client know no file system.
  [/^server\/adapters\/ignoreLists\.ts$/, /^ignore$/],
  // Hosts know the engine by its index alone.
  [
    /^server\/adapters\//,
    /^(node:|ignore$|picomatch$|server\/core\/(index|knowledge)\.ts$|server\/adapters\/)/,
  ],
  [
    /^server\/lsp\/node\.ts$/,
    /^(node:|vscode-languageserver|server\/(lsp|adapters)\/|server\/core\/(index|knowledge)\.ts$)/,
  ],
  [
    /^server\/lsp\/clientFiles\.ts$/,
    /^(vscode-languageserver(?!\/node)|server\/(lsp\/|adapters\/ignoreLists\.ts$))/,
  ],
  [/^server\/lsp\//, /^(vscode-languageserver(?!\/node)|server\/lsp\/|server\/core\/(index|knowledge)\.ts$)/],
  [/^server\/cli\//, /^(node:|diff$|server\/(cli|adapters)\/|server\/core\/(index|judgement)\.ts$)/],
  [/^client\/browser\.ts$/, /^(vscode$|vscode-languageclient|client\/|server\/lsp\/protocol\.ts$)/],
  [/^client\/node\.ts$/, /^(node:|vscode$|vscode-languageclient|client\/|server\/lsp\/protocol\.ts$)/],
  [/^client\//, /^(vscode$|vscode-languageclient|client\/|server\/lsp\/protocol\.ts$)/],
  // Tests know the engine by the harness alone.
  [/^test\/(harness|hosts)\//, /./],
  [/^test\/e2e\//, /^(node:|vscode$|test\/(e2e|harness)\/|test\/hosts\/step\.ts$)/],
  [/^test\//, /^(?!server\/core\/|vscode$)/],
  [/^scripts\//, /^(?!vscode$)/],
];

describe('imports', () => {
  test('point in the directions of the house', () => {
    const wrong = sources.flatMap((path) => {
      const allowed = directions.find(([from]) => from.test(path))?.[1] ?? /^$/;
      return importsOf(path)
        .filter((name) => !allowed.test(name))
        .map((name) => `${path} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  test('are found at all', () => {
    expect(importsOf('server/core/index.ts')).toContain('server/core/yaml/documents.ts');
    expect(importsOf('server/core/yaml/library.ts')).toContain('yaml');
  });

  test('nothing bundled is installed along with the package', () => {
    expect(JSON.parse(read('package.json')).dependencies).toBeUndefined();
  });
});

describe('files', () => {
  test('have at most 300 lines', () => {
    const long = sources.filter((path) => !path.endsWith('.gen.ts') && read(path).split('\n').length > 301);
    expect(long).toEqual([]);
  });

  test('of tests are run: those that stand in a folder by a script that names it', () => {
    const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;
    const parts = Object.entries(scripts).filter(([, script]) => script.startsWith('vitest '));
    for (const [name] of parts) expect(scripts['test']).toContain(`npm run ${name} `);
    const named = parts.flatMap(([, script]) => script.match(/\btest\/[\w/]+\/(?= |$)/g) ?? []);
    const tests = files('test').filter((path) => path.endsWith('.test.ts'));
    const folders = new Set(tests.map(dirname).filter((folder) => folder !== 'test'));
    expect([...folders].map((folder) => `${folder}/`).sort()).toEqual(named.sort());
  });

  test('use no escape hatches of the type system', () => {
    const found = ['client', 'server']
      .flatMap(files)
      .filter((path) => path.endsWith('.ts') && /@ts-(ignore|nocheck)|\bas any\b|: any\b/.test(read(path)));
    expect(found).toEqual([]);
  });

  test('have one Korean word for each thing: those of VS Code and of the Kubernetes documentation', () => {
    const texts = [
      ...sources,
      ...files('docs'),
      ...files('samples'),
      ...files('l10n'),
      'package.nls.ko.json',
    ];
    const korean = texts.filter((path) => /\.(?:ts|md|json)$/.test(path) && !path.startsWith('test/'));
    const others = korean.filter((path) => /이슈어|워크스페이스|애[너노]테이션|작업 공간/.test(read(path)));
    expect(others).toEqual([]);
    expect(korean.filter((path) => /발급자|작업 영역|어노테이션/.test(read(path))).length).toBeGreaterThan(
      20,
    );
  });

  test('name no registry host and no folder of some machine', () => {
    const texts = [
      ...sources,
      ...files('docs'),
      ...files('samples'),
      ...files('syntaxes'),
      'package.json',
      'package-lock.json',
      '.ci/run',
      'README.md',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
    ];
    const wrong = texts
      .filter((path) => /\.\w+$|run$/.test(path) && !/\.png$/.test(path))
      .filter((path) => /registry\.npm|\/work\/[m]ain|\/root\//.test(read(path)));
    expect(wrong).toEqual([]);
  });
});

describe('rules', () => {
  test('are named as their file, their fixtures and their pages', () => {
    for (const { id } of rules) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      expect(id).not.toMatch(/^(no|require)-/);
      const homes = files('server/core/rules').filter((path) => path.endsWith(`/${id}.ts`));
      expect(homes, id).toHaveLength(1);
      for (const path of [`test/rules/${id}/example.yaml`, `docs/rules/${id}.md`, `docs/rules/ko/${id}.md`])
        expect(existsSync(root + path), path).toBe(true);
    }
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  test('have no page or fixture left over', () => {
    const ids = rules.map(({ id }) => id).sort();
    const pages = (folder: string) =>
      readdirSync(root + folder)
        .filter((name) => name.endsWith('.md') && name !== 'README.md')
        .map((name) => name.slice(0, -3));
    expect(pages('docs/rules').sort()).toEqual(ids);
    expect(pages('docs/rules/ko').sort()).toEqual(ids);
    expect(readdirSync(`${root}test/rules`).sort()).toEqual(ids);
  });
});

test('generated files are fresh (npm run generate)', async () => {
  const stale: string[] = [];
  for (const [path, text] of await generated()) {
    if (!existsSync(root + path) || read(path) !== text) stale.push(path);
  }
  expect(stale).toEqual([]);
});
