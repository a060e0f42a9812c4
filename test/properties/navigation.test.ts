/** What leads from place to place: at every offset, of every prefix, in huge texts and after any history of edits. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesOf, navigate } from '../harness/navigation.ts';

test.each(['nav-issuers', 'nav-secrets', 'nav-gateway', 'nav-kustomize'])('every offset of %s', (folder) => {
  const nav = navigate(folder);
  let answers = 0;
  for (const path of filesOf(folder).keys()) answers += nav.everywhere(path);
  expect(answers).toBeGreaterThan(10);
});

test('every prefix, and pieces in any order', () => {
  const text = [...filesOf('nav-issuers').values()].join('---\n');
  const ask = (some: string) => {
    const nav = navigate({ 'a.yaml': some });
    for (const answer of [nav.outline, nav.links, nav.lenses, nav.hints]) answer('a.yaml');
    nav.symbols('a');
  };
  for (let end = 0; end < text.length; end += 7) ask(text.slice(0, end));
  const lines = text.split('\n');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 60 }), (some) => ask(some.join('\n'))),
    { numRuns: 100 },
  );
});

test('thousands that bear one name, and a web of aliases', () => {
  const one =
    'apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: ca}\nspec: {ca: {secretName: ca}}\n';
  const web = Array.from({ length: 30 }, (_, i) => `  a${i}: &a${i} {x: *a${i - 1}, y: *a${i - 1}}`).slice(1);
  const text = `${one}  \n---\n`.repeat(3000);
  const nav = navigate({
    'a.yaml': text,
    'b.yaml': `apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: b}\nspec:\n  a0: &a0 {}\n${web.join('\n')}\n`,
  });
  expect(nav.references('a.yaml', 'name: c$0a')).toHaveLength(3000);
  expect(nav.rename('a.yaml', 'name: c$0a', 'b')).toHaveLength(3000);
  expect(nav.outline('b.yaml')).toEqual(['Issuer b']);
});

test('whatever comes and goes: the answers are those of a workspace that was never any other', () => {
  const all = [...filesOf('nav-kustomize'), ...filesOf('nav-issuers')];
  const step = fc.record({
    file: fc.constantFrom(...all),
    what: fc.constantFrom('put', 'put', 'remove', 'other name', 'one less'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const nav = navigate({});
      const now = new Map<string, string>();
      for (const { file, what } of steps) {
        const [path, text] = file;
        const some = what === 'other name' ? text.replace('name: ca', 'name: letsencrypt') : text;
        now.delete(path);
        if (what === 'remove') nav.remove(path);
        else now.set(path, what === 'one less' ? some.slice(some.indexOf('---\n') + 1) : some);
        const written = now.get(path);
        if (written !== undefined) nav.put(path, written);
        nav.web();
      }
      const fresh = navigate(Object.fromEntries(now));
      const inOrder = (uses: readonly (readonly string[])[]) => uses.map((use) => use.join('\n')).sort();
      expect(inOrder(nav.web())).toEqual(inOrder(fresh.web()));
    }),
    { numRuns: 150 },
  );
});
