/** What is taken at any blank line, at any column, with a dash or without: it breaks nothing that stands around it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { offersAt, withOffer } from '../harness/completion.ts';
import { analyze } from '../harness/engine.ts';

const read = (path: string) =>
  readFileSync(new URL(`../rules/${path}.yaml`, import.meta.url), 'utf8').replace(/^# settings.*\n/, '');
const texts: readonly (readonly [string, string])[] = [
  'acme-name-not-public/ok',
  'http01-solver-without-node-affinity/example.fixed',
  'rfc2136-nameserver-malformed/ok',
].map((path) => [path, read(path)] as const);
const lines = [0, 2, 4, 6, 8, 10, 12].flatMap((indent) => [' '.repeat(indent), `${' '.repeat(indent)}- `]);
/** What a wrongly placed key leads to. */
const structural = ['unknown-field', 'misplaced-field', 'duplicate-key', 'resource-hidden-by-syntax-error'];

describe.each(texts)('%s', (_path, text) => {
  const faults = (of: string) =>
    analyze(of)
      .filter(({ rule }) => structural.includes(rule))
      .map(({ rule, text }) => `${rule} ${text}`)
      .sort();
  const before = faults(text);
  const starts = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);

  test('is not broken', () => {
    let taken = 0;
    for (const [i, start] of starts.entries()) {
      // Each column at every other line: with a dash on even ones, without on odd ones.
      for (const line of lines.filter((one) => one.endsWith('- ') === (i % 2 === 0))) {
        const typed = `${text.slice(0, start)}${line}\n${text.slice(start)}`;
        const offers = offersAt({ text: typed, offset: start + line.length });
        const fields = offers.filter(({ sort }) => sort === 'field');
        for (const offer of new Set([fields[0], fields.at(-1)])) {
          if (!offer) continue;
          taken++;
          const after = withOffer(typed, { ...offer, body: offer.body.replaceAll('«»', 'x') });
          expect(faults(after), after).toEqual(before);
        }
      }
    }
    expect(taken).toBeGreaterThan(50);
  });
});
