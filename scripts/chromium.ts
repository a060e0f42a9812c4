import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Remedy, run } from '../test/hosts/processes.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of an installed Chromium, Chrome or Edge: CHROMIUM_PATH, then PATH, then usual places, then Playwright's cache. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (isProgram(named)) return named;
    throw new Remedy(`CHROMIUM_PATH is ${named}, which is not a program that can be started.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name + suffix)));
  return [...onPath, ...wellKnown, ...playwrightCache()].find(isProgram);
}

function playwrightCache(): string[] {
  const base = [
    process.env['PLAYWRIGHT_BROWSERS_PATH'],
    join(homedir(), '.cache', 'ms-playwright'),
    join(homedir(), 'Library', 'Caches', 'ms-playwright'),
    join(homedir(), 'AppData', 'Local', 'ms-playwright'),
  ];
  const inside = [
    ['chrome-linux', 'chrome'],
    ['chrome-linux64', 'chrome'],
    ['chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'],
    ['chrome-win', 'chrome.exe'],
    ['chrome-win64', 'chrome.exe'],
  ];
  return base
    .filter((folder) => folder !== undefined && existsSync(folder))
    .flatMap((folder) => readdirSync(folder ?? '').map((version) => join(folder ?? '', version)))
    .filter((folder) => /chromium-\d+$/.test(folder))
    .sort()
    .reverse()
    .flatMap((folder) => inside.map((parts) => join(folder, ...parts)));
}

/** Finds a Chromium, or installs one: with apt-get for root on Debian and Ubuntu, else with Playwright. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  const tried: string[] = [];
  const attempt = async (command: string, args: string[], env: NodeJS.ProcessEnv = {}) => {
    const { code, output } = await run(command, args, { env: { ...process.env, ...env } });
    if (code !== 0)
      tried.push(`${[command, ...args].join(' ')}: ${output.trimEnd().split('\n').at(-1) ?? code}`);
    return code === 0;
  };
  if (process.getuid?.() === 0 && isProgram('/usr/bin/apt-get')) {
    console.log('No Chromium found; installing Debian’s with apt-get …');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const apt = ['-o', 'DPkg::Lock::Timeout=300'];
    await attempt('apt-get', [...apt, 'update'], env);
    await attempt('apt-get', [...apt, 'install', '-y', '--no-install-recommends', 'chromium'], env);
  }
  if (!findChromium()) {
    console.log('No Chromium found; installing Playwright’s …');
    await attempt('npx', ['--no-install', 'playwright-core', 'install', 'chromium']);
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Remedy(
    'This needs a Chromium or Chrome, and none was found or could be installed. Install one (Debian, Ubuntu: ' +
      '`sudo apt-get install chromium`), or name one in CHROMIUM_PATH.\n' +
      tried.map((line) => `  tried ${line}`).join('\n'),
  );
}
