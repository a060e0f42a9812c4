/** Words of files in what an editor renders as Markdown: names are shown, and make no link, picture or HTML. */
import { describe, expect, test } from 'vitest';
import type { InlayHint, MarkupContent } from 'vscode-languageserver/node';
import { code } from '../harness/engine.ts';
import { rich, start } from '../harness/lsp.ts';

const words = [
  'le`![x](https://evil.example/p.png)`',
  '``[x](https://evil.example)``',
  '` <img src=https://evil.example> `',
  'a\n\n![x](https://evil.example/p.png)',
  '<img src=x onerror=alert(1)>',
  '`',
  '',
];

/** What is left of a text when its code spans are taken out, as CommonMark 0.31 (§6.1) finds them. */
function outside(markdown: string): string {
  let rest = '';
  let at = 0;
  for (const run of markdown.matchAll(/`+/g)) {
    if (run.index < at) continue;
    const from = run.index + run[0].length;
    const end = [...markdown.slice(from).matchAll(/`+/g)].find(([other]) => other.length === run[0].length);
    // A paragraph ends at a blank line, and every span in it.
    if (!end || /\n[ \t]*\n/.test(markdown.slice(from, from + end.index))) continue;
    rest += markdown.slice(at, run.index);
    at = from + end.index + end[0].length;
  }
  return rest + markdown.slice(at);
}

const markdown = (of: unknown) => (of as MarkupContent | undefined)?.value ?? '';

describe('a code span', () => {
  test.each(words)('holds %j and nothing stands outside', (word) => {
    expect(outside(`a ${code(word)} b`)).toBe('a  b');
  });

  test('is the plain one for a plain word', () => {
    expect(code('letsencrypt')).toBe('`letsencrypt`');
  });
});

describe('hovers and hints show', () => {
  test.each(words.slice(0, -1))('%j as it is', async (word) => {
    const name = JSON.stringify(word);
    const text = `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: ${name}}
spec:
  acme:
    server: ${name}
    email: ops@example.org
    privateKeySecretRef: {name: ${name}}
    solvers:
      - http01: {ingress: {ingressClassName: ${name}, podTemplate: {spec: {nodeSelector: {a: ${name}}}}}}
      - http01: {gatewayHTTPRoute: {parentRefs: [{name: ${name}}]}}
        selector: {dnsNames: [b.example.org]}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: ${name}, namespace: ${name}}
spec:
  secretName: ${name}
  dnsNames: [a.example.org, b.example.org, ${name}]
  issuerRef: {name: ${name}, kind: ClusterIssuer}
`;
    const client = await start({ capabilities: rich });
    const uri = 'file:///hostile.yaml';
    await client.open(text, uri);
    const shown: string[] = [];
    for (const [line, content] of text.split('\n').entries())
      for (let character = 0; character < content.length; character += 3)
        shown.push(markdown((await client.hover({ line, character }, uri))?.contents));
    const range = { start: { line: 0, character: 0 }, end: { line: text.split('\n').length, character: 0 } };
    const hints: InlayHint[] | null = await client.connection.sendRequest('textDocument/inlayHint', {
      textDocument: { uri },
      range,
    });
    shown.push(...(hints ?? []).map(({ tooltip }) => markdown(tooltip)));
    const spoken = shown.filter((one) => one.includes('evil') || one.includes(word));
    // `<…>` is taken for what a script puts in: nothing rests on it.
    if (word.length > 3 && !word.includes('<')) expect(spoken.length).toBeGreaterThan(3);
    for (const one of shown)
      expect(
        outside(one).replace(
          /\]\(https:\/\/(?:cert-manager\.io|[a-z.]*kubernetes\.io|letsencrypt\.org)[^)\s]*\)/g,
          '',
        ),
      ).not.toMatch(/!\[|\]\(|<img|evil\.example/);
  });
});
