import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { quietSettings } from './codeServer.ts';
import { copyWorkspace, limitMs, yamlExtension } from './desktop.ts';
import { repository } from './install.ts';
import { createTally, type Outcome } from './outcome.ts';
import { Remedy, startGroup, temporaryFolder } from './processes.ts';

/** Runs the desktop suite in a VS Code for the desktop: VSCODE_EXECUTABLE_PATH, or one that is downloaded. */
export async function runElectron(options: { extension: string }): Promise<Outcome> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    throw new Remedy(
      'VS Code for the desktop needs a display. Without one, put `xvfb-run -a` before the command.',
    );
  }
  const program = process.env['VSCODE_EXECUTABLE_PATH'] ?? (await download());
  const user = temporaryFolder('electron');
  mkdirSync(join(user, 'User'), { recursive: true });
  writeFileSync(join(user, 'User', 'settings.json'), JSON.stringify(quietSettings));
  const args = [
    copyWorkspace(),
    ...[
      '--no-sandbox',
      '--disable-gpu-sandbox',
      '--disable-updates',
      '--skip-welcome',
      '--skip-release-notes',
    ],
    ...['--disable-workspace-trust', '--disable-extensions', '--user-data-dir', user],
    ...['--extensions-dir', join(user, 'extensions'), `--extensionDevelopmentPath=${options.extension}`],
    `--extensionDevelopmentPath=${yamlExtension}`,
    `--extensionTestsPath=${join(repository, 'build', 'e2e', 'desktop.js')}`,
  ];
  const tally = createTally();
  const { child, stop } = startGroup(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line);
      tally.read(line);
    });
  }
  const trouble = await new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(`no end within ${limitMs / 1000} s`), limitMs);
    child.on('error', (error) => resolve(`${program} did not start: ${error.message}`));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0 || tally.outcome().failed > 0 ? undefined : `VS Code ended with ${code}`);
    });
  });
  stop();
  if (trouble !== undefined) {
    tally.fail(trouble);
    console.log(said.slice(-20).join('\n'));
  }
  return tally.outcome();
}

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode();
  } catch (error) {
    throw new Remedy(
      `VS Code for the desktop cannot be downloaded here (${error instanceof Error ? error.message : error}). ` +
        'Name an installed one in VSCODE_EXECUTABLE_PATH. ' +
        'The same suite runs without it, in VS Code’s own server: `npm run test:e2e`.',
    );
  }
}
