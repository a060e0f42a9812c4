import type { Page } from 'playwright-core';
import type { Step } from './step.ts';

/** Types in a page what a suite in it asks for (`e2e-keys| …`, steps as JSON): real keys, which no extension can press. */
export interface Typist {
  readonly read: (text: string) => void;
}

/** A typist for one page; `fail` is told what could not be done. */
export function createTypist(page: Page, fail: (why: string) => void): Typist {
  let done: Promise<unknown> = Promise.resolve();
  return {
    read(text) {
      for (const [, steps = ''] of text.matchAll(/^.*?e2e-keys\| (.*)$/gm))
        done = done
          .then(() => takeAll(page, JSON.parse(steps) as readonly Step[]))
          .catch((error: unknown) => fail(`${steps}: ${error}`));
    },
  };
}

async function takeAll(page: Page, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await take(page, step);
}

async function take(page: Page, step: Step): Promise<void> {
  if ('type' in step) await page.keyboard.type(step.type, { delay: 20 });
  else if ('press' in step) await page.keyboard.press(step.press);
  else {
    const list = page.locator('.suggest-widget.visible .monaco-list-row').first();
    await list.waitFor({ state: step.list === 'open' ? 'visible' : 'hidden', timeout: 10_000 });
  }
}
