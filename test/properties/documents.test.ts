/** Any text, after any edit, is split into the documents that a fresh look gives. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentsAfter, documentsOf } from '../harness/engine.ts';

const piece = fc.constantFrom(
  '---\n',
  '--- ',
  '---',
  '\n',
  'a: 1\n',
  'a: 1',
  '# c\n',
  '\r\n',
  '--',
  '-',
  'b: |\n  x\n',
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

test('any history of texts gives the documents that a fresh look gives', () => {
  fc.assert(
    fc.property(text, text, (one, two) => {
      expect(documentsOf(two, one)).toEqual(documentsOf(two));
      expect(documentsOf(two).join('')).toBe(two);
    }),
    { numRuns: 3000, seed: 20261124 },
  );
});

test('an edit of a part gives the documents that a fresh look at the whole gives', () => {
  const cut = fc.record({
    text,
    put: text,
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.nat(12),
  });
  fc.assert(
    fc.property(cut, ({ text, put, at, drop }) => {
      const start = Math.floor(at * text.length);
      const end = Math.min(text.length, start + drop);
      const now = text.slice(0, start) + put + text.slice(end);
      const after = documentsAfter(text, { start, end }, put);
      expect(after.text).toBe(now);
      expect(after.parts).toEqual(documentsOf(now));
      const before = (i: number) => after.parts.slice(0, i).join('').length;
      expect(after.starts).toEqual(after.parts.map((_, i) => before(i)));
    }),
    { numRuns: 5000, seed: 20261124 },
  );
});
