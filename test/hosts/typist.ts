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
  else if (step.list === 'open')
    await page.locator(`.suggest-widget.visible ${row}`).first().waitFor({ timeout });
  else await page.waitForFunction(noList, undefined, { timeout });
}

const row = '.monaco-list-row';
const timeout = 10_000;

/**
 * Whether Enter goes to the text. A list takes it from the moment at which it has rows, and is shown 100 ms later only
 * (by the class `visible`). It is text because the page runs it.
 */
const noList = `[...document.querySelectorAll('.suggest-widget ${row}')]
  .every((one) => one.closest('.tree').style.display === 'none')`;
