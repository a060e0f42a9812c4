import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Locator, Page } from 'playwright-core';
import { requireBuild } from '../test/hosts/bundle.ts';
import { startCodeServer } from '../test/hosts/codeServer.ts';
import { repository } from '../test/hosts/install.ts';
import { launchChromium } from '../test/hosts/page.ts';
import { runMain, temporaryFolder } from '../test/hosts/processes.ts';
import { ensureChromium } from './chromium.ts';
import { decodePng } from './decodePng.ts';
import { encodePalettePng } from './palettePng.ts';

const sample = join(repository, 'samples', 'multi-node', 'issuer.yaml');

/** Where the pictures go, and how they look: those of the README are light, the walkthrough's come in both themes. */
const looks = [
  {
    theme: 'Default Light Modern',
    className: 'light_modern',
    // Far taller than the pictures: a hover gets a quarter of the editor's height.
    scale: 2,
    height: 3000,
    colours: 256,
    to: (name: string) => `docs/images/${name}.png`,
  },
  {
    theme: 'Default Light Modern',
    className: 'light_modern',
    scale: 1,
    height: 1100,
    colours: 128,
    to: (name: string) => `images/walkthrough/${name}-light.png`,
  },
  {
    theme: 'Default Dark Modern',
    className: 'dark_modern',
    scale: 1,
    height: 1100,
    colours: 128,
    to: (name: string) => `images/walkthrough/${name}-dark.png`,
  },
];
type Look = (typeof looks)[number];
type Take = (name: string, boxes: readonly Locator[]) => Promise<void>;

/** An editor and nothing around it. */
const settings = {
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
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
};

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { extension: { type: 'string', default: repository } } });
  requireBuild(values.extension, 'package.json', 'dist/client/node.js');
  const chromium = await ensureChromium();
  const folder = temporaryFolder('samples');
  cpSync(dirname(sample), folder, { recursive: true });
  const browser = await launchChromium(chromium);
  for (const look of looks) {
    const server = await startCodeServer({ settings: { ...settings, 'workbench.colorTheme': look.theme } });
    await shoot(
      browser,
      server.url({ folder, extension: values.extension, file: join(folder, basename(sample)) }),
      look,
    );
    server.stop();
  }
  await browser.close();
  return 0;
}

/** Takes all pictures of one look. */
async function shoot(browser: Browser, url: string, look: Look): Promise<void> {
  const page = await openWindow(browser, url, look);
  const take: Take = (name, boxes) => picture(page, look.to(name), boxes, look.colours);
  // The README shows what moves; the walkthrough starts with the file at rest.
  if (look.scale < 2) await take('sample', []);
  await squiggle(page, take);
  await quickFix(page, take);
  if (look.scale === 2) {
    const other = await openWindow(browser, url, look);
    const takeParts: Take = (name, boxes) => part(other, look.to(name), boxes, look.colours);
    await plan(other, takeParts);
    await challengePath(other, takeParts);
    await other.close();
    // Last: what is typed and not saved would come back in every later window.
    await completion(page, take);
  }
  await page.close();
}

async function openWindow(browser: Browser, url: string, look: Look): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1000, height: look.height },
    deviceScaleFactor: look.scale,
  });
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  await prepare(page, look);
  return page;
}

async function prepare(page: Page, { className }: Look): Promise<void> {
  await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
  // The lens comes once the whole folder is read, and moves the lines.
  await page.locator('.codelens-decoration', { hasText: 'certificate' }).first().waitFor();
  // Until the theme's extension is there, the window wears a plain one.
  await page.locator(`.monaco-workbench[class*="${className}"]`).waitFor();
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
async function squiggle(page: Page, take: Take): Promise<void> {
  await (await key(page, 'ingress')).hover();
  const box = page
    .locator('.monaco-hover:visible', { hasText: 'http01-solver-without-node-affinity' })
    .first();
  await box.waitFor();
  await take('squiggle', [box]);
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'hidden' });
}

async function quickFix(page: Page, take: Take): Promise<void> {
  await (await key(page, 'ingress')).click();
  await page.keyboard.press('Control+Period');
  const menu = page.locator('.action-widget:visible');
  await menu.locator('.monaco-list-row').first().waitFor();
  await take('quick-fix', [menu]);
  await page.keyboard.press('Escape');
}

/** The view of the plan, unfolded. */
async function plan(page: Page, take: Take): Promise<void> {
  await command(page, 'cert-manager: Show What Will Happen to Certificates');
  const pane = page.locator('.pane', { has: page.locator('.pane-header', { hasText: 'Certificates' }) });
  const rows = pane.locator('.monaco-list-row');
  await rows.first().waitFor();
  const sidebar = await page.locator('.part.sidebar').boundingBox();
  if (!sidebar) throw new Error('The side bar is not to be seen.');
  const edge = sidebar.x + sidebar.width;
  await page.mouse.move(edge, 400);
  await page.mouse.down();
  await page.mouse.move(edge + 460, 400, { steps: 5 });
  await page.mouse.up();
  // The files above give their room to it.
  await page.locator('.part.sidebar .pane-header').first().click();
  await command(page, 'cert-manager: Show What Will Happen to Certificates');
  await unfold(page, rows);
  await page.keyboard.press('Home');
  await page.mouse.move(edge + 500, 2500);
  await take('plan', [pane.locator('.pane-header'), ...(await rows.all())]);
  await command(page, 'View: Close Primary Side Bar');
  await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
}

/** Unfolds all rows of a tree. */
async function unfold(page: Page, rows: Locator): Promise<void> {
  const folded = rows.and(page.locator('[aria-expanded="false"]'));
  for (let times = 0; times < 50 && (await folded.count()) > 0; times++) {
    const name = await folded.first().getAttribute('aria-label');
    await folded.first().locator('.monaco-tl-twistie').click();
    await page
      .locator(`.monaco-list-row[aria-expanded="true"][aria-label=${JSON.stringify(name)}]`)
      .first()
      .waitFor();
  }
  // What the picture is there for.
  await rows.filter({ hasText: 'http01-solver-without-node-affinity' }).first().waitFor();
}

/** The picture in its panel beside the file, in a window as many have it. */
async function challengePath(page: Page, take: Take): Promise<void> {
  await (await key(page, 'ingress')).click();
  await command(page, 'cert-manager: Show Challenge Path');
  await page.setViewportSize({ width: 1400, height: 900 });
  const drawn = page
    .frameLocator('iframe.webview')
    .frameLocator('iframe#active-frame')
    .locator('#picture svg');
  await drawn.waitFor();
  await drawn.evaluate(() =>
    document.activeElement instanceof SVGElement ? document.activeElement.blur() : undefined,
  );
  await take('challenge-path', [page.locator('.part.editor')]);
}

/** Half a word, and what is offered for it. */
async function completion(page: Page, take: Take): Promise<void> {
  await (await key(page, 'ingress')).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(`${' '.repeat(12)}podT`);
  await page.keyboard.press('Control+Space');
  const list = page.locator('.suggest-widget:visible');
  await list.locator('.monaco-list-row', { hasText: 'podTemplate' }).first().waitFor();
  // The same keys once more show the docs beside it.
  await page.keyboard.press('Control+Space');
  const details = page.locator('.suggest-details-container:visible');
  await details.waitFor();
  await take('completion', [list, details]);
  await page.keyboard.press('Escape');
}

/** Takes a picture of some parts of the window, and of what stands between them. */
async function part(page: Page, path: string, boxes: readonly Locator[], colours: number): Promise<void> {
  const found = (await Promise.all(boxes.map((box) => box.boundingBox()))).filter((box) => box !== null);
  if (found.length === 0) throw new Error(`Nothing is to be seen for ${path}.`);
  const [x, y] = [Math.min(...found.map((box) => box.x)), Math.min(...found.map((box) => box.y))];
  const width = Math.max(...found.map((box) => box.x + box.width)) - x;
  const height = Math.max(...found.map((box) => box.y + box.height)) - y;
  const png = await page.screenshot({ clip: { x, y, width, height }, animations: 'disabled' });
  await keep(page, path, png, colours);
}

/** Takes a picture of the editor, from its top left corner as far as its text and the given boxes go. */
async function picture(page: Page, path: string, boxes: readonly Locator[], colours: number): Promise<void> {
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
  await keep(page, path, await page.screenshot({ clip, animations: 'disabled' }), colours);
}

/** Writes a picture with a few colours, which makes it small. */
async function keep(page: Page, path: string, png: Buffer, colours: number): Promise<void> {
  mkdirSync(join(repository, dirname(path)), { recursive: true });
  writeFileSync(join(repository, path), encodePalettePng(await decodePng(page, png), colours));
  console.log(path);
}

void runMain(main);
