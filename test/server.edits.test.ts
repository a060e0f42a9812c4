/** Edits in their two forms: snippets, and small line edits for all fixes at once. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineEdits } from '../server/lsp/lineEdits.ts';
import { snippetsOf } from '../server/lsp/snippet.ts';
import { file, first, fixedIssuer, inline, issuer, start } from './harness/lsp.ts';
import { applied, editsOf, expand } from './harness/lspText.ts';

const everywhere = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
const fixAllKind = 'source.fixAll.certManager';
const fixes = { only: ['quickfix'] };

describe('snippets', () => {
  test('key and value are placeholders, and no editor indents them again', async () => {
    const client = await start();
    await client.open(issuer);
    const { edit } = await client.resolve(await first(client.actions(everywhere, fixes)));
    const [one, ...rest] = editsOf(edit);
    expect(rest).toEqual([]);
    if (!one || !('snippet' in one)) throw new Error('This is no snippet.');
    expect(one.snippet.value).toMatch(/key: \$\{1:type\}\n[\s\S]*- \$\{2:load-balancer\}\n?$/);
    expect(one.range.start.character).toBe(0);
  });

  const variants: Record<string, string> = {
    story: issuer,
    crlf: issuer.replaceAll('\n', '\r\n'),
    'no end': issuer.trimEnd(),
    'flow line': issuer.replace(/http01:[\s\S]*/, 'http01: {ingress: {class: "$x}", a: \'\\\'}}\n'),
    'two in a line': issuer.replace(
      / {4}solvers:[\s\S]*/,
      '    solvers: [{http01: {ingress: {}}}, {http01: {ingress: {}}}]\n',
    ),
    'signs to escape': `# \${1:no}\n${issuer.replace('class: nginx', `class: nginx # $1 } \\ \${2:x}`)}`,
    'empty ingress': issuer.replace(/ingress:[\s\S]*/, 'ingress:\n'),
    'null ingress': issuer.replace(/ingress:[\s\S]*/, 'ingress: ~ # $none\n'),
    preferred: issuer.replace(
      'class: nginx',
      'podTemplate: {spec: {affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}}}',
    ),
    'wrong depth': issuer.replace(
      'class: nginx',
      'class: nginx\n          podTemplate: # $here\n            spec:\n              nodeSelector: {a: b}',
    ),
  };

  test.each(Object.entries(variants))(
    '%s: with the defaults they write what plain edits write',
    async (_name, text) => {
      const [snippets, edits] = [await start(), await start({ capabilities: inline })];
      await snippets.open(text);
      await edits.open(text);
      const [lazy, ready] = [await snippets.actions(everywhere), await edits.actions(everywhere)];
      expect(lazy.length).toBeGreaterThan(1);
      expect(ready.map(({ title }) => title)).toEqual(lazy.map(({ title }) => title));
      for (const [i, action] of lazy.entries()) {
        const { edit } = await snippets.resolve(action);
        expect(applied(text, edit), action.title).toBe(applied(text, ready[i]?.edit));
      }
    },
  );

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
});

describe('fix all', () => {
  test('applies every preferred fix as small edits, and then has nothing to do', async () => {
    const client = await start();
    const text = [issuer, fixedIssuer, issuer, 'kind: Other\n'].join('---\n');
    const fixed = [fixedIssuer, fixedIssuer, fixedIssuer, 'kind: Other\n'].join('---\n');
    await client.open(text);
    const action = await first(client.actions(everywhere, { only: ['source.fixAll'] }));
    expect(action).toMatchObject({ kind: fixAllKind, title: 'Apply all safe cert-manager fixes' });
    const { edit } = await client.resolve(action);
    expect(editsOf(edit)).toHaveLength(2);
    for (const one of editsOf(edit)) expect(one.range.start).toEqual(one.range.end);
    expect(JSON.stringify(edit)).not.toContain('snippet');
    expect(applied(text, edit)).toBe(fixed);
    await client.change(2, [{ text: fixed }]);
    expect(await client.actions(everywhere, { only: ['source.fixAll'] })).toEqual([]);
    expect(await client.actions(everywhere)).toEqual([]);
  });

  test('at once where the client cannot resolve', async () => {
    const client = await start({ capabilities: inline });
    await client.open(issuer.replaceAll('\n', '\r\n'));
    const { edit } = await first(client.actions(everywhere, { only: [fixAllKind] }));
    expect(applied(issuer.replaceAll('\n', '\r\n'), edit)).toBe(fixedIssuer.replaceAll('\n', '\r\n'));
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
});
