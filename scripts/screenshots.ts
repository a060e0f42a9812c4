import { cpSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { requireBuild } from '../test/hosts/bundle.ts';
import { startCodeServer } from '../test/hosts/codeServer.ts';
import { repository } from '../test/hosts/install.ts';
import { launchChromium } from '../test/hosts/page.ts';
import { runMain, temporaryFolder } from '../test/hosts/processes.ts';
import { ensureChromium } from './chromium.ts';

const sample = join(repository, 'samples', 'multi-node', 'issuer.yaml');
const images = join(repository, 'docs', 'images');

/** An editor and nothing around it. */
const settings = {
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.activityBar.location': 'hidden',
  'workbench.statusBar.visible': false,
  'workbench.editor.showTabs': 'none',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'breadcrumbs.enabled': false,
  'editor.fontSize': 16,
  'editor.fontFamily': '"DejaVu Sans Mono", "Liberation Mono", monospace',
  'editor.minimap.enabled': false,
  'editor.scrollBeyondLastLine': false,
  'editor.stickyScroll.enabled': false,
  'editor.renderLineHighlight': 'none',
  'editor.guides.indentation': false,
  'editor.occurrencesHighlight': 'off',
  'editor.cursorBlinking': 'solid',
  'editor.overviewRulerBorder': false,
  'editor.scrollbar.vertical': 'hidden',
  'editor.hover.delay': 100,
  'editor.hover.above': false,
  'editor.padding.top': 12,
};

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { extension: { type: 'string', default: repository } } });
  requireBuild(values.extension, 'package.json', 'dist/client/node.js');
  const chromium = await ensureChromium();
  const folder = temporaryFolder('samples');
  cpSync(dirname(sample), folder, { recursive: true });
  const server = await startCodeServer({ settings });
  const browser = await launchChromium(chromium);
  // Far taller than the pictures: a hover gets a quarter of the editor's height.
  const page = await browser.newPage({ viewport: { width: 1000, height: 2200 }, deviceScaleFactor: 2 });
  page.setDefaultTimeout(60_000);
  mkdirSync(images, { recursive: true });
  await page.goto(server.url({ folder, extension: values.extension, file: join(folder, basename(sample)) }));
  await prepare(page);
  await squiggle(page);
  await hover(page);
  await quickFix(page);
  await browser.close();
  server.stop();
  return 0;
}

async function prepare(page: Page): Promise<void> {
  await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
  // Until the theme's extension is there, the window wears a plain one.
  await page.locator('.monaco-workbench[class*="light_modern"]').waitFor();
  await command(page, 'View: Close Primary Side Bar');
  await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
}

/** Runs a command of the palette by its name. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F1');
  const palette = page.locator('.quick-input-widget');
  await palette.waitFor();
  await palette.locator('input').first().fill(`>${name}`);
  await palette.locator('.monaco-list-row', { hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'hidden' });
}

/** The place of the key `text` in the editor. */
async function key(page: Page, text: string): Promise<Locator> {
  const found = page.locator('.view-line span span', { hasText: new RegExp(`^\\s*${text}$`) }).first();
  await found.waitFor();
  return found;
}

/** The squiggle with its message. */
async function squiggle(page: Page): Promise<void> {
  await (await key(page, 'ingress')).hover();
  const box = page
    .locator('.monaco-hover:visible', { hasText: 'http01-solver-without-node-affinity' })
    .first();
  await box.waitFor();
  await picture(page, 'squiggle', [box]);
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'hidden' });
}

async function hover(page: Page): Promise<void> {
  await (await key(page, 'http01')).hover();
  const box = page.locator('.monaco-hover:visible', { hasText: 'HTTP-01' }).first();
  await box.waitFor();
  await picture(page, 'hover', [box]);
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'hidden' });
}

async function quickFix(page: Page): Promise<void> {
  await (await key(page, 'ingress')).click();
  await page.keyboard.press('Control+Period');
  const menu = page.locator('.action-widget:visible');
  await menu.locator('.monaco-list-row').first().waitFor();
  await picture(page, 'quick-fix', [menu]);
  await page.keyboard.press('Escape');
}

/** Takes a picture of the editor, from its top left corner as far as its text and the given boxes go. */
async function picture(page: Page, name: string, boxes: readonly Locator[]): Promise<void> {
  const editor = await page.locator('.part.editor .monaco-editor').first().boundingBox();
  const lines = await page.locator('.view-line').all();
  const inside = [];
  for (const line of [...lines.map((each) => each.locator('> span')), ...boxes])
    inside.push(await line.boundingBox());
  const found = inside.filter((box) => box !== null);
  if (!editor || found.length === 0) throw new Error('The editor is not to be seen.');
  const margin = 16;
  const right = Math.max(...found.map((box) => box.x + box.width)) + margin;
  const bottom = Math.max(...found.map((box) => box.y + box.height)) + margin;
  const clip = {
    x: editor.x,
    y: editor.y,
    width: Math.min(right, editor.x + editor.width) - editor.x,
    height: Math.min(bottom, editor.y + editor.height) - editor.y,
  };
  await page.screenshot({ path: join(images, `${name}.png`), clip, animations: 'disabled' });
  console.log(`docs/images/${name}.png`);
}

void runMain(main);
