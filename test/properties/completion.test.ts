/** Completion at every offset of its fixtures, in other surroundings, and in texts that are meant to hurt. */
import { describe, expect, test } from 'vitest';
import { labelsAt, marked, offersAt } from '../harness/completion.ts';
import { completionFixtures } from '../harness/fixtures.ts';

for (const { name, text, settings } of completionFixtures()) {
  describe(name, () => {
    test('says the same with CRLF and below another document', () => {
      const labels = labelsAt(text, settings);
      expect(labelsAt(text.replaceAll('\n', '\r\n'), settings)).toEqual(labels);
      expect(labelsAt(`kind: ConfigMap\ndata:\n  a: |\n    {\n---\n${text}`, settings)).toEqual(labels);
    });

    test('never throws, and replaces text of one line around the cursor, at any offset', () => {
      const { text: whole } = marked(text);
      const look = (text: string, offset: number) => {
        // Thousands of places: what is as it should be is not asserted one by one.
        const wrong = offersAt({ text, offset }, settings).filter(
          ({ span: { start, end } }) =>
            start > offset || end < offset || text.slice(start, end).includes('\n'),
        );
        if (wrong.length > 0) expect({ offset, text, wrong }).toBeUndefined();
      };
      for (let offset = 0; offset <= whole.length; offset++) look(whole, offset);
      // And where the text ends there.
      for (let offset = 0; offset <= whole.length; offset += 4) look(whole.slice(0, offset), offset);
    });
  });
}

describe('text that is meant to hurt', () => {
  const head = 'apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n';
  test.each<[string, string]>([
    ['flow nested ten thousand deep', `${head}  dnsNames: ${'['.repeat(10_000)}`],
    ['flow with 50,000 blank lines', `${head}  dnsNames: [${'\n'.repeat(50_000)}`],
    ['a line of blanks', `${head}  a${' '.repeat(200_000)}`],
    ['a line of quotes', `${head}  ${'"'.repeat(50_000)}`],
    ['a line of dashes', `${head}  ${'- '.repeat(50_000)}`],
    ['a line of colons', `${head}  ${'a: '.repeat(50_000)}`],
    [
      'maps two thousand deep',
      head + Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    ],
    ['20,000 comments', `${head}${'# x\n'.repeat(20_000)}  `],
    ['carriage returns alone', head.replaceAll('\n', '\r')],
    ['tabs', `${head}\tacme:\n\t\t`],
  ])('%s', (_, text) => {
    for (const offset of [0, 1, head.length - 1, head.length, (text.length / 2) | 0, text.length])
      expect(Array.isArray(offersAt({ text, offset }))).toBe(true);
  });
});
