/** Splitting a file into documents, and taking unchanged ones over from its previous text. */
import { describe, expect, test } from 'vitest';
import { documentsOf, follow } from './harness/engine.ts';

describe('a file is split where a line starts with ---', () => {
  test.each<[string, string[]]>([
    ['', ['']],
    ['a: 1', ['a: 1']],
    ['a: 1\n---\nb: 2\n', ['a: 1\n', '---\nb: 2\n']],
    ['---\na: 1\n---\n', ['---\na: 1\n', '---\n']],
    ['a: 1\n---', ['a: 1\n', '---']],
    ['a: 1\r\n--- # b\r\nb: 2', ['a: 1\r\n', '--- # b\r\nb: 2']],
    ['--- !tag\na: 1\n---\tx', ['--- !tag\na: 1\n', '---\tx']],
    // Neither of these is a marker.
    ['a: 1\n ---\n---b\n----\na---\n', ['a: 1\n ---\n---b\n----\na---\n']],
    // A marker ends even a block scalar (YAML 1.2 §9.1.2).
    ['a: |\n  text\n---\nb: 2', ['a: |\n  text\n', '---\nb: 2']],
  ])('%j', (text, parts) => {
    expect(documentsOf(text)).toEqual(parts);
  });
});

describe('an edit takes over what it does not touch', () => {
  const part = (n: number) => `---\nkind: Thing${n}\n`;
  const file = (...parts: string[]) => parts.join('');
  const before = file(part(1), part(2), part(3), part(4));

  test.each<[string, string, number]>([
    ['nothing changes', before, 4],
    ['one document changes', before.replace('Thing2', 'Other'), 3],
    ['a line is put above all', `# above\n${before}`, 4],
    ['a document is put between', file(part(1), part(9), part(2), part(3), part(4)), 4],
    ['a document is taken out', file(part(1), part(3), part(4)), 3],
    ['two documents change places', file(part(1), part(3), part(2), part(4)), 4],
    ['two documents become one', before.replace('---\nkind: Thing3', 'kind: Thing3'), 2],
    ['the last line is being typed', `${before}x`, 3],
    ['everything goes', '', 0],
  ])('%s', (_, after, kept) => {
    expect(follow([before, after])[1]).toBe(kept);
  });
});
