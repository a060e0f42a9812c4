/** Edits in their two forms: snippets, and small line edits for all fixes at once. */
import { describe, expect, test } from 'vitest';
import { first, fixedIssuer, inline, issuer, start } from './harness/lsp.ts';
import { applied, editsOf } from './harness/lspText.ts';

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
});
