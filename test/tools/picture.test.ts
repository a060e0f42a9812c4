/** The page of the picture in a real browser: mouse, keyboard, screen readers, its policy. Skipped where no Chromium is installed. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FromPage, ToPage } from '../../client/webview/messages.ts';
import { pathPage } from '../../client/webview/page.ts';
import { findChromium } from '../../scripts/chromium.ts';
import { pictureOf } from '../harness/path.ts';
import { launchChromium } from '../hosts/page.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = findChromium();

/** What the editor gives to a page, and one theme's colours. */
const stub = `window.said = []; window.acquireVsCodeApi = () => ({ postMessage: (message) => window.said.push(message) });`;
const theme = ':root { --vscode-foreground: rgb(1, 2, 3); --vscode-editorWarning-foreground: rgb(4, 5, 6); }';

describe.skipIf(program === undefined)('the page', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    const built = buildSync({
      entryPoints: [`${root}client/webview/path.ts`],
      bundle: true,
      format: 'iife',
      write: false,
    });
    const script = built.outputFiles[0]?.text ?? '';
    browser = await launchChromium(program ?? '');
    page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.addInitScript(stub);
    const html = pathPage({
      nonce: 'n0nce',
      source: 'http://picture.test',
      script: 'http://picture.test/path.js',
      style: 'http://picture.test/path.css',
      language: 'en',
      title: 'Challenge path',
      exportSvg: 'Export as SVG',
      copyMermaid: 'Copy as Mermaid',
      pick: 'Another <b>',
      zoomIn: 'Larger',
      zoomOut: 'Smaller',
      fit: 'Whole picture',
      inWords: 'In words',
      actions: 'Actions',
      picture: 'Picture',
      changed: 'The picture has changed.',
    });
    const answers: Readonly<Record<string, readonly [string, string]>> = {
      '/': ['text/html', html],
      '/path.js': ['text/javascript', script],
      '/path.css': ['text/css', `${theme}\n${readFileSync(`${root}client/webview/path.css`, 'utf8')}`],
    };
    await page.route('**/*', (route) => {
      const [contentType, body] = answers[new URL(route.request().url()).pathname] ?? ['text/plain', ''];
      return route.fulfill({ contentType, body });
    });
    await page.goto('http://picture.test/');
  }, 60_000);
  afterAll(() => browser?.close());

  const said = (): Promise<FromPage[]> => page.evaluate('window.said.splice(0)');
  const focused = () => page.evaluate('document.activeElement.getAttribute("aria-label")');
  const show = async (name: string, file: string, label: string, note = '', asked = false) => {
    const { svg, title, sentences, nodes } = pictureOf(name, file, label);
    const message: ToPage = {
      svg,
      title,
      sentences,
      note,
      asked,
      nodes: nodes.map(({ id, label, place }) => ({ id, label, leads: place !== undefined })),
    };
    await page.evaluate((data) => window.postMessage(data, '*'), message);
    await page.waitForFunction((text) => document.getElementById('title')?.textContent === text, title);
    return message;
  };

  test('asks for its content, shows it, and breaks no policy', async () => {
    expect(await said()).toEqual([{ does: 'ready' }]);
    const { nodes, sentences } = await show('path-story', 'ingress.yaml', 'my-application-tls');
    expect(await page.locator('svg [data-node]').count()).toBe(nodes.length);
    expect(await page.locator('#words li').allTextContents()).toEqual(sentences);
    expect(complaints).toEqual([]);
  });

  test('takes the colours of the theme', async () => {
    const colour = (selector: string, property: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    expect(await colour('.node.certificate text', 'fill')).toBe('rgb(1, 2, 3)');
    expect(await colour('.node.pod rect', 'stroke')).toBe('rgb(4, 5, 6)');
    expect(await colour('.background', 'fill')).toBe('rgba(0, 0, 0, 0)');
  });

  test('a click on a part leads to it, and a click on its sentence, too', async () => {
    await page.locator('.node.pod').click();
    await page
      .locator('#words button')
      .filter({ hasText: /^Solver pod/ })
      .click();
    const [one, other] = await said();
    expect(one).toMatchObject({ does: 'open' });
    expect(other).toEqual(one);
    await page.locator('.node.ca').click();
    expect(await said()).toEqual([]);
  });

  test('the keyboard reaches one part by Tab, the others by arrows, and opens with Enter and Space', async () => {
    await page.locator('#fit').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Home');
    expect(await focused()).toMatch(/^Certificate/);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toMatch(/^Ingress:/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toMatch(/^CA/);
    await page.keyboard.press('Enter');
    for (const _ of [1, 2]) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    const all = await said();
    expect(all).toHaveLength(2);
    expect(all.every(({ does }) => does === 'open')).toBe(true);
    expect(await page.locator('svg [tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('word');
  });

  test('parts have a role and a name', async () => {
    const roles = await page
      .locator('svg [data-node]')
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute('role'), one.getAttribute('aria-label')?.split(':')[0]]),
      );
    expect(roles).toContainEqual(['button', 'Solver pod']);
    expect(roles).toContainEqual(['img', 'CA']);
    expect(await page.locator('svg').getAttribute('role')).toBe('group');
  });

  test('a new picture keeps the focus where it was; a note is announced', async () => {
    await page.locator('.node.issuer').focus();
    await show('path-story', 'ingress.yaml', 'my-application-tls', 'gone');
    await page.waitForFunction(() => document.getElementById('note')?.textContent === 'gone');
    expect(await focused()).toMatch(/^Issuer/);
    expect(await page.locator('#note[role=status]').textContent()).toBe('gone');
    expect(await page.locator('#changed').textContent()).toBe('');
  });

  test('one that somebody asked for has the focus, and is not announced', async () => {
    await page.locator('#fit').focus();
    await show('path-several', 'all.yaml', '/shop', '', true);
    expect(await focused()).toMatch(/^Certificate/);
    expect(await page.locator('#changed').textContent()).toBe('');
  });

  test('one that changed by itself is announced, and takes the focus from nobody', async () => {
    await page.locator('#fit').focus();
    await show('path-story', 'ingress.yaml', 'my-application-tls');
    await page.waitForFunction(() => document.getElementById('changed')?.textContent !== '');
    expect(await page.locator('#changed[role=status]').textContent()).toBe('The picture has changed.');
    expect(await page.evaluate('document.activeElement.id')).toBe('fit');
    await show('path-story', 'ingress.yaml', 'my-application-tls');
    await page.waitForFunction(() => document.getElementById('changed')?.textContent === '');
  });

  test('has a short name and the long text as its description', async () => {
    const text = (attribute: string) =>
      page
        .locator('#picture > svg')
        .evaluate(
          (svg, name) => document.getElementById(svg.getAttribute(name) ?? '')?.textContent ?? '',
          attribute,
        );
    expect(await text('aria-labelledby')).toBe(await page.locator('#title').textContent());
    expect((await text('aria-describedby')).split('\n').length).toBeGreaterThan(10);
  });

  test('the tab key reaches one button, arrows reach the others', async () => {
    const id = () => page.evaluate('document.activeElement.id');
    await page.locator('#exportSvg').focus();
    const passed: unknown[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'Home', 'End']) {
      await page.keyboard.press(key);
      passed.push(await id());
    }
    expect(passed).toEqual(['copyMermaid', 'pick', 'zoomOut', 'pick', 'exportSvg', 'fit']);
    expect(await page.locator('#buttons [tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest("svg") !== null')).toBe(true);
    await page.keyboard.press('Shift+Tab');
    expect(await id()).toBe('fit');
  });

  test('somebody who asks for it is shown what is wrong first', async () => {
    await page.setViewportSize({ width: 420, height: 500 });
    await show('path-story', 'ingress.yaml', 'my-application-tls', '', true);
    expect(await focused()).toMatch(/^Solver pod/);
    await page.waitForFunction(() => {
      const { left, right, top, bottom } = document.activeElement?.getBoundingClientRect() ?? new DOMRect(-1);
      return left >= 0 && right <= 420 && top >= 0 && bottom <= 500;
    });
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  test('is as wide as the panel where it can be read so, and scrolls in a narrower one', async () => {
    const measure = () =>
      page.locator('#picture').evaluate((place) => {
        const svg = place.querySelector('svg');
        const letters = [...(svg?.querySelectorAll('text') ?? [])].map(
          (text) =>
            (Number(getComputedStyle(text).fontSize.replace('px', '')) * (svg?.clientWidth ?? 0)) /
            (svg?.viewBox.baseVal.width ?? 1),
        );
        const { scrollWidth, clientWidth } = place;
        return {
          scrolls: scrollWidth > clientWidth,
          width: svg?.clientWidth ?? 0,
          least: Math.min(...letters),
        };
      });
    const sizes = [];
    for (const width of [500, 680, 700]) {
      await page.setViewportSize({ width, height: 1400 });
      sizes.push(await measure());
    }
    const [narrow, wide, wider] = sizes;
    expect(narrow?.scrolls).toBe(true);
    expect([wide?.scrolls, wider?.scrolls]).toEqual([false, false]);
    expect(wider?.width).toBeGreaterThan(wide?.width ?? 0);
    for (const { least } of sizes) expect(least).toBeGreaterThanOrEqual(10);
    await page.setViewportSize({ width: 500, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(500);
    await page.locator('.node.certificate').focus();
    await page.keyboard.press('End');
    await page.waitForFunction(() => {
      const { left, right } = document.activeElement?.getBoundingClientRect() ?? { left: -1, right: -1 };
      return left >= 0 && right <= 500;
    });
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  test('grows and shrinks by buttons and keys, and fits where it is asked to', async () => {
    await page.setViewportSize({ width: 420, height: 800 });
    const width = () => page.locator('#picture svg').evaluate((svg) => svg.clientWidth);
    const first = await width();
    await page.locator('#zoomIn').click();
    expect(await width()).toBeGreaterThan(first * 1.2);
    await page.locator('.node.pod').focus();
    await page.keyboard.press('-');
    expect(Math.abs((await width()) - first)).toBeLessThan(3);
    await page.keyboard.press('0');
    const whole = () =>
      page.locator('#picture').evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
    expect(await whole()).toBe(true);
    await page.keyboard.press('+');
    expect(await whole()).toBe(false);
    await page.locator('#fit').click();
    expect(await whole()).toBe(true);
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  test('forced colours and reduced motion are respected', async () => {
    const style = (selector: string, property: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
    expect(await style('#picture', 'scroll-behavior')).toBe('auto');
    expect(await style('.node.pod rect', 'stroke')).not.toBe('rgb(4, 5, 6)');
    await page.emulateMedia({ reducedMotion: 'no-preference', forcedColors: 'none' });
    expect(await style('#picture', 'scroll-behavior')).toBe('smooth');
  });

  test('its buttons say what they are pressed for', async () => {
    for (const id of ['exportSvg', 'copyMermaid', 'pick']) await page.locator(`#${id}`).click();
    expect(await said()).toEqual([{ does: 'exportSvg' }, { does: 'copyMermaid' }, { does: 'pick' }]);
    expect(await page.locator('#pick').textContent()).toBe('Another <b>');
  });

  test('hostile names stay text', async () => {
    await show('path-hostile', 'all.yaml', 'subgraph');
    expect(await page.locator('svg script, svg image, svg a, svg foreignObject').count()).toBe(0);
    expect(await page.locator('svg parsererror').count()).toBe(0);
    expect(await page.locator('.node.issuer text').allTextContents()).toContain('acme.example"onload="x');
    expect(complaints).toEqual([]);
  });
});
