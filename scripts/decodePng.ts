import type { Page } from 'playwright-core';
import type { Pixels } from './palettePng.ts';

/** The pixels of a PNG that Chromium encoded; it decodes it as well, in a page of its own. */
export async function decodePng(shown: Page, png: Buffer): Promise<Pixels> {
  const browser = shown.context().browser();
  if (!browser) throw new Error('The browser is gone.');
  const page = await browser.newPage();
  const { width, height, base64 } = await page.evaluate(
    async (url) => {
      const bitmap = await createImageBitmap(await (await fetch(url)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const drawing = canvas.getContext('2d');
      if (!drawing) throw new Error('no canvas');
      drawing.drawImage(bitmap, 0, 0);
      const { data } = drawing.getImageData(0, 0, bitmap.width, bitmap.height);
      let bytes = '';
      for (let at = 0; at < data.length; at += 8192)
        bytes += String.fromCharCode(...data.subarray(at, at + 8192));
      return { width: bitmap.width, height: bitmap.height, base64: btoa(bytes) };
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  await page.close();
  return { width, height, rgba: Buffer.from(base64, 'base64') };
}
