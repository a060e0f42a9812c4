/** What the manifest says of workspaces that nobody vouched for and of those without a disk, held against the code. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));
const english: Record<string, string> = JSON.parse(read('package.nls.json'));
const korean: Record<string, string> = JSON.parse(read('package.nls.ko.json'));
const settings = manifest.contributes.configuration.properties;

interface Setting {
  readonly type?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly additionalProperties?: { readonly enum?: readonly string[] };
}

describe('untrusted workspaces', () => {
  const { untrustedWorkspaces } = manifest.capabilities;
  const sources = ['client', 'server'].flatMap((folder) =>
    readdirSync(new URL(`../${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => [`${folder}/${path}`, read(`${folder}/${path}`)] as const),
  );

  test('no setting is restricted: none of them can name a program, a file or an address', () => {
    expect(untrustedWorkspaces).toEqual({
      supported: true,
      description: '%capabilities.untrustedWorkspaces.description%',
    });
    for (const [name, setting] of Object.entries<Setting>(settings)) {
      const isClosed =
        setting.type === 'boolean' || setting.enum !== undefined || setting.additionalProperties?.enum;
      if (isClosed) continue;
      // The one that is free text takes a label of Kubernetes.
      expect(name).toBe('certManager.http01.nodeLabel');
      for (const text of ['/bin/sh', '../x', 'https://example.com', '$(id)', 'a;b', 'C:\\x'])
        expect(new RegExp(setting.pattern ?? '').test(text), text).toBe(false);
    }
  });

  test('nothing is executed, and nothing goes out: the code has no means to', () => {
    const imported = sources.flatMap(([path, text]) =>
      [...text.matchAll(/from '(node:[^']+)'|require\('([^']+)'\)/g)].map(
        ([, module, required]) => `${module ?? required} in ${path}`,
      ),
    );
    expect(imported.length).toBeGreaterThan(5);
    const harmless =
      /^node:(?:fs|fs\/promises|os|path|url|util|tty|worker_threads|crypto|process|perf_hooks) in |^\.\/knowledge\.js in server\/lsp\/node\.ts$/;
    expect(imported.filter((one) => !harmless.test(one))).toEqual([]);
    const means =
      /\b(?:eval|fetch|XMLHttpRequest|WebSocket)\(|new Function\(|createTerminal|executeTask|\bTasks?\./;
    expect(sources.filter(([, text]) => means.test(text)).map(([path]) => path)).toEqual([]);
  });

  // It reads files that nobody opened: the text must not promise less.
  test.each([english, korean])('the description tells what is read', (texts) => {
    const text = texts['capabilities.untrustedWorkspaces.description'] ?? '';
    expect(text).toMatch(/not open|열려 있지 않은|열지 않은/);
    expect(text).toContain('.cert-manager-lint.yaml');
  });
});

describe('virtual workspaces', () => {
  test('are supported, and it runs where the files are', () => {
    expect(manifest.capabilities.virtualWorkspaces).toBe(true);
    expect(manifest.extensionKind).toEqual(['workspace', 'ui']);
  });

  test('the client knows files by their URI alone', () => {
    const client = readdirSync(new URL('../client/', import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.includes('node.ts'))
      .map((path) => [path, read(`client/${path}`)] as const);
    expect(client.length).toBeGreaterThan(10);
    const local = /\.fsPath\b|\.fileName\b|Uri\.file\(|'node:|asAbsolutePath|rootPath/;
    expect(client.filter(([, text]) => local.test(text)).map(([path]) => path)).toEqual([]);
  });

  test('every command is run in one, in VS Code for the Web', () => {
    // What `cases.ts` lists runs everywhere; `desktop.ts` holds what only a desktop can.
    const run = ['cases', 'pictures', 'commands', 'yaml'].map((name) => read(`test/e2e/${name}.ts`)).join('');
    const ids: string[] = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    expect(ids.length).toBeGreaterThan(10);
    expect(ids.filter((id) => !run.includes(`'${id}'`))).toEqual([]);
  });
});
