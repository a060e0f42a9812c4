/** Edits in their two forms, of any text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineEdits } from '../../server/lsp/lineEdits.ts';
import { snippetsOf } from '../../server/lsp/snippet.ts';
import { file } from '../harness/lsp.ts';
import { expand } from '../harness/lspText.ts';

test('any edits with any slots: nothing is lost, edits do not overlap, tab stops count on', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', '$', '}', '\\', '{', '\n', ' ', '1', ':'),
    maxLength: 8,
  });
  const piece = fc.record({ kept: word, dropped: word, newText: word, slot: fc.nat(8), length: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
      let [text, after] = ['', ''];
      const edits = pieces.map(({ kept, dropped, newText, slot, length }, i) => {
        text += `${i}${kept}`;
        after += `${i}${kept}${newText}`;
        const span = { start: text.length, end: text.length + dropped.length };
        text += dropped;
        const start = Math.min(slot, newText.length);
        return { span, newText, slots: [{ start, end: Math.min(start + length, newText.length) }] };
      });
      let [result, at] = ['', 0];
      for (const { span, snippet } of snippetsOf(text, edits)) {
        expect(span.start).toBeGreaterThanOrEqual(at);
        if (expand(snippet).includes('\n'))
          expect(span.start === 0 || text[span.start - 1] === '\n').toBe(true);
        result += text.slice(at, span.start) + expand(snippet);
        at = span.end;
      }
      expect(result + text.slice(at)).toBe(after);
    }),
  );
});

test('line edits lead from any text to any other, in order', () => {
  const line = fc.constantFrom('a\n', 'b\n', 'c\r\n', '---\n', '\n');
  const lines = fc
    .tuple(fc.array(line, { maxLength: 20 }), fc.constantFrom('', 'end'))
    .map(([all, end]) => all.join('') + end);
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const edits = lineEdits(file(before), file(after));
      let [result, at] = ['', 0];
      for (const { span, newText } of edits) {
        expect(span.start).toBeGreaterThanOrEqual(at);
        result += before.slice(at, span.start) + newText;
        at = span.end;
      }
      expect(result + before.slice(at)).toBe(after);
      if (before === after) expect(edits).toEqual([]);
    }),
  );
  const many = Array.from({ length: 3000 }, (_, i) => `${i}\n`);
  const [before, after] = [many.join(''), many.map((each) => `x${each}`).join('')];
  expect(lineEdits(file(before), file(after))).toEqual([
    { span: { start: 0, end: before.length }, newText: after },
  ]);
  const inserted = many.toSpliced(10, 0, 'new\n').toSpliced(2000, 1).join('');
  expect(lineEdits(file(before), file(inserted))).toHaveLength(2);
});
