import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { repository } from './install.ts';
import { createTally, type Outcome } from './outcome.ts';
import { createTypist } from './typist.ts';

const evidence = join(repository, 'build', 'e2e');

const flags = [
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  // A page in the background must run at full speed, and no name but this machine's is looked up.
  ...['--disable-background-timer-throttling', '--disable-renderer-backgrounding'],
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
];

/** Starts a headless Chromium that ends with this process. Chromium refuses root with a sandbox. */
export function launchChromium(executablePath: string): Promise<Browser> {
  const args = process.getuid?.() === 0 ? [...flags, '--no-sandbox'] : flags;
  return chromium.launch({ executablePath, args });
}

/** What `runInPage` needs to know about one run. */
export interface PageRun {
  readonly name: string;
  readonly url: string;
  readonly chromium: string;
  readonly limitMs: number;
}

/**
 * Opens an editor window whose URL names a test module and waits until that suite reports its end.
 * On failure a screenshot and the browser's console are left in build/e2e.
 */
export async function runInPage({ name, url, chromium: path, limitMs }: PageRun): Promise<Outcome> {
  for (const end of ['console.txt', 'png']) rmSync(join(evidence, `${name}.${end}`), { force: true });
  const browser = await launchChromium(path);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const lines: string[] = [];
    page.on('console', (message) => lines.push(`[${message.type()}] ${message.text()}`));
    page.on('pageerror', (error) => lines.push(`[pageerror] ${error.message}`));
    const outcome = await settle(page, url, limitMs, lines);
    if (outcome.failed > 0) await leaveEvidence(page, name, lines);
    return outcome;
  } finally {
    await browser.close();
  }
}

async function settle(page: Page, url: string, limitMs: number, lines: string[]): Promise<Outcome> {
  const tally = createTally();
  const typist = createTypist(page, tally.fail);
  const trouble = await new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(`no end within ${limitMs / 1000} s`), limitMs);
    const end = (why: string | undefined) => {
      clearTimeout(timer);
      resolve(why);
    };
    page.on('crash', () => end('the page crashed'));
    page.on('close', () => end('the page was closed'));
    // VS Code's workbench calls these two when a window was opened to run tests.
    Promise.all([
      page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
        const text = args.map(String).join(' ');
        lines.push(`[host ${type}] ${text}`);
        tally.read(text);
        typist.read(text);
      }),
      page.exposeFunction('codeAutomationExit', (code: number) =>
        end(code === 0 || tally.outcome().failed > 0 ? undefined : `the suite ended with ${code}`),
      ),
    ])
      .then(() => page.goto(url, { waitUntil: 'commit' }))
      .catch((error: unknown) => end(`the page could not be opened: ${error}`));
  });
  if (trouble !== undefined) tally.fail(trouble);
  return tally.outcome();
}

async function leaveEvidence(page: Page, name: string, lines: readonly string[]): Promise<void> {
  mkdirSync(evidence, { recursive: true });
  writeFileSync(join(evidence, `${name}.console.txt`), lines.join('\n'));
  const picture = join(evidence, `${name}.png`);
  await page.screenshot({ path: picture, timeout: 10_000 }).catch(() => {});
  console.log(`  The browser's console and a screenshot are in build/e2e/${name}.{console.txt,png}`);
}
