/** `npm run icon`: the extension's icon as the Marketplace wants it, a PNG, drawn by Chromium from images/icon.svg. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../test/hosts/install.ts';
import { launchChromium } from '../test/hosts/page.ts';
import { runMain } from '../test/hosts/processes.ts';
import { ensureChromium } from './chromium.ts';

const side = 256;
const images = join(repository, 'images');

async function main(): Promise<number> {
  const browser = await launchChromium(await ensureChromium());
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  await page.setContent(`<style>body { margin: 0 }</style>${readFileSync(join(images, 'icon.svg'), 'utf8')}`);
  writeFileSync(join(images, 'icon.png'), await page.screenshot({ omitBackground: true }));
  await browser.close();
  console.log('images/icon.png');
  return 0;
}

void runMain(main);
