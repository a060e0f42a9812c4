import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCodeServer } from './codeServer.ts';
import { repository } from './install.ts';
import type { Outcome } from './outcome.ts';
import { runInPage } from './page.ts';
import { temporaryFolder } from './processes.ts';

/** Time one run of a suite may take, from opening the window to the suite's last word. */
export const limitMs = 180_000;

/** A fresh copy of the workspace the suites run in. */
export function copyWorkspace(): string {
  const folder = temporaryFolder('workspace');
  cpSync(join(repository, 'test', 'e2e', 'workspace'), folder, { recursive: true });
  return folder;
}

/** Runs the desktop suite in the Node extension host of VS Code's server. */
export async function runDesktop(options: { chromium: string; extension: string }): Promise<Outcome> {
  const server = await startCodeServer();
  try {
    const tests = join(repository, 'build', 'e2e', 'desktop.js');
    const url = server.url({ folder: copyWorkspace(), extension: options.extension, tests });
    return await runInPage({ name: 'desktop', url, chromium: options.chromium, limitMs });
  } finally {
    server.stop();
  }
}

/**
 * Installs a package (.vsix) as a person does, and runs the packaged suite. VS Code runs tests only in a window with an
 * extension in development: that is an empty one here.
 */
export async function runPackaged(options: { chromium: string; vsix: string }): Promise<Outcome> {
  const server = await startCodeServer({ install: [options.vsix] });
  const empty = temporaryFolder('empty');
  const manifest = { name: 'empty', publisher: 'nobody', version: '0.0.0', engines: { vscode: '*' } };
  writeFileSync(join(empty, 'package.json'), JSON.stringify(manifest));
  try {
    const tests = join(repository, 'build', 'e2e', 'packaged.js');
    const url = server.url({ folder: copyWorkspace(), extension: empty, tests });
    return await runInPage({ name: 'packaged', url, chromium: options.chromium, limitMs });
  } finally {
    server.stop();
  }
}
