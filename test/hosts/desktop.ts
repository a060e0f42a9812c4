import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { startCodeServer } from './codeServer.ts';
import { repository } from './install.ts';
import type { Outcome } from './outcome.ts';
import { runInPage } from './page.ts';
import { temporaryFolder } from './processes.ts';

/** Time one run of a suite may take, from opening the window to the suite's last word. */
export const limitMs = 180_000;

/** An extension with the name and the settings of Red Hat's YAML extension. */
export const yamlExtension = join(repository, 'test', 'e2e', 'redhat.vscode-yaml-0.0.0');

/** A fresh copy of the workspace the suites run in. */
export function copyWorkspace(): string {
  const folder = temporaryFolder('workspace');
  cpSync(join(repository, 'test', 'e2e', 'workspace'), folder, { recursive: true });
  return folder;
}

/** Runs the desktop suite in the Node extension host of VS Code's server. */
export async function runDesktop(options: { chromium: string; extension: string }): Promise<Outcome> {
  const server = await startCodeServer({ beside: yamlExtension });
  try {
    const tests = join(repository, 'build', 'e2e', 'desktop.js');
    const url = server.url({
      folder: copyWorkspace(),
      extension: options.extension,
      tests,
    });
    return await runInPage({ name: 'desktop', url, chromium: options.chromium, limitMs });
  } finally {
    server.stop();
  }
}

/**
 * Installs a package (.vsix) as a person does, and runs the packaged suite. VS Code runs tests only in a window with an
 * extension in development: that is the one beside ours here.
 */
export async function runPackaged(options: { chromium: string; vsix: string }): Promise<Outcome> {
  const server = await startCodeServer({ install: [options.vsix] });
  try {
    const tests = join(repository, 'build', 'e2e', 'packaged.js');
    const url = server.url({ folder: copyWorkspace(), extension: yamlExtension, tests });
    return await runInPage({ name: 'packaged', url, chromium: options.chromium, limitMs });
  } finally {
    server.stop();
  }
}
