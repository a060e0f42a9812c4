/** Hover: our own docs of the field under the cursor, in the editor's language, loaded at the first need. */
import { describe, expect, test } from 'vitest';
import { MarkupContent } from 'vscode-languageserver/node';
import { compileProse } from '../scripts/prose.ts';
import { plainText } from '../server/lsp/plainText.ts';
import { issuer, rich, type Setup, start, uri } from './harness/lsp.ts';
import { placeOf, rangeOf } from './harness/lspText.ts';
import { certificates, certificatesUri, issuers, issuersUri, opened } from './harness/navigated.ts';

const ports: Setup['ports'] = { loadProse: async (locale) => compileProse(locale) };

function textOf(hover: { contents: unknown } | null): string {
  if (!MarkupContent.is(hover?.contents)) throw new Error('There is no hover.');
  return hover.contents.value;
}

describe.each(['en', 'ko'] as const)('in %s', (locale) => {
  test.each(['solvers', 'selector', 'http01', 'ingress', 'class', 'server', 'email', 'privateKeySecretRef'])(
    'on %s',
    async (field) => {
      const client = await start({ locale, ports });
      await client.open(issuer);
      const hover = await client.hover(placeOf(issuer, `${field}:`));
      expect(hover).toMatchObject({ range: rangeOf(issuer, field), contents: { kind: 'markdown' } });
      const text = textOf(hover);
      const [docs] = text
        .split('\n\n**What decides where its pod runs')
        .flatMap((part) => part.split('\n\n**파드가 실행되는 곳'));
      expect(Object.values(compileProse(locale))).toContain(docs);
      expect(/[가-힣]/.test(text)).toBe(locale === 'ko');
    },
  );
});

test('elsewhere there is nothing', async () => {
  const client = await start({ ports });
  await client.open(issuer);
  for (const part of ['nginx', 'the challenge', 'metadata']) {
    expect(await client.hover(placeOf(issuer, part)), part).toBeNull();
  }
});

test('docs are read at the first hover, once for all', async () => {
  const asked: string[] = [];
  const loadProse = async (locale: string) => {
    asked.push(locale);
    return { '*.selector': 'docs' };
  };
  const client = await start({ locale: 'ko-KR', ports: { loadProse } });
  await client.open(issuer);
  await client.diagnostics();
  expect(asked).toEqual([]);
  const at = placeOf(issuer, 'selector');
  const [one, other] = await Promise.all([client.hover(at), client.hover(at)]);
  expect(textOf(one)).toBe('docs');
  expect(other).toEqual(one);
  expect(asked).toEqual(['ko']);
});

test('docs that cannot be read: no hover, a word in the log, and another try next time', async () => {
  let broken = true;
  const loadProse = async () => {
    if (broken) throw new Error('gone');
    return { '*.selector': 'docs' };
  };
  const client = await start({ ports: { loadProse } });
  await client.open(issuer);
  const at = placeOf(issuer, 'selector');
  expect(await client.hover(at)).toBeNull();
  expect(await client.logged.next()).toMatch(/[Dd]ocs[\s\S]*gone/);
  broken = false;
  expect(textOf(await client.hover(at))).toBe('docs');
});

test('the text goes on while the docs are read: no stale answer', async () => {
  let release = () => {};
  const loadProse = () =>
    new Promise<Record<string, string>>((resolve) => {
      release = () => resolve({ '*.http01': 'docs' });
    });
  const client = await start({ ports: { loadProse } });
  await client.open(issuer);
  const hover = client.hover(placeOf(issuer, 'http01'));
  await client.change(2, [{ text: `# more\n${issuer}` }]);
  await client.diagnostics();
  release();
  expect(await hover).toBeNull();
});

test('plain text for a client that shows no Markdown', async () => {
  const textDocument = { ...rich.textDocument, hover: { contentFormat: ['plaintext' as const] } };
  const client = await start({ capabilities: { ...rich, textDocument }, ports });
  await client.open(issuer);
  const hover = await client.hover(placeOf(issuer, 'http01'), uri);
  expect(hover).toMatchObject({ contents: { kind: 'plaintext' } });
  expect(textOf(hover)).not.toMatch(/\*\*|\]\(|^#/m);
});

test.each([
  ['**Bold** and *soft* and `code`', 'Bold and soft and code'],
  ['## Head\n\n- [link](https://a.b/c_d) * 2', 'Head\n\n- link (https://a.b/c_d) * 2'],
  ['1. one\n2. two_three_four', '1. one\n2. two_three_four'],
  ['Then:\n```yaml\na: "*b*" # **c**\n```\n**end**', 'Then:\na: "*b*" # **c**\nend'],
  ['<https://a.b>', 'https://a.b'],
])('%j without Markdown', (markdown, text) => {
  expect(plainText(markdown)).toBe(text);
});

test('on a solver: why nothing is said of where it runs', async () => {
  const client = await start({ ports });
  await client.open(issuer.replace('class: nginx', 'class: gce'));
  const text = textOf(await client.hover(placeOf(issuer, 'ingress:')));
  expect(text).toContain(compileProse('en')['Issuer.spec.acme.solvers[].http01.ingress']);
  expect(text).toContain('served from outside of the nodes (gke)');
});

test('on a selector: its docs, and which names of the workspace its solver answers', async () => {
  const client = await opened({ ports });
  const docs = compileProse('en')['Issuer.spec.acme.solvers[].selector'];
  const text = textOf(await client.hover(placeOf(issuers, 'selector:'), issuersUri));
  expect(text.startsWith(`${docs}\n\nsolver 2 answers for 2 names of the workspace\n\n`)).toBe(true);
  const zone = textOf(await client.hover(placeOf(issuers, 'example.org'), issuersUri));
  expect(zone).toMatch(/^`example\.org`: solver 2 answers for 2 names/);
  expect(zone).toContain('`docs.example.org`: Ingress `shop` (`ingress.yaml:7`)');
});

test('on a name: what bears it, in the language of the editor', async () => {
  const client = await opened({ ports, locale: 'ko' });
  const hover = await client.hover(placeOf(certificates, 'inner-tls'), certificatesUri);
  expect(textOf(hover)).toMatch(/^Secret `inner-tls`[\s\S]*Ingress[\s\S]*`ingress\.yaml:\d+`/);
  expect(hover?.range).toEqual(rangeOf(certificates, 'inner-tls'));
});
