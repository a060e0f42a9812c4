/** Whatever names a file holds, no Markdown of the server shows an image, HTML, or a link but those of our own docs. */
import { expect, test } from 'vitest';
import { type CompletionList, type InlayHint, MarkupContent } from 'vscode-languageserver/node';
import { compileProse } from '../../scripts/prose.ts';
import { plainText } from '../../server/lsp/plainText.ts';
import { rich, type Setup, start } from '../harness/lsp.ts';
import { codeIn, strangeIn } from '../harness/markdown.ts';

const ports: NonNullable<Setup['ports']> = { loadProse: async (locale) => compileProse(locale) };

const hostile = [
  'le`![x](https://evil.example/p.png)`',
  '``` ![x](https://evil.example/p.png)',
  '`` `a` [b](https://evil.example)',
  '<img src="https://evil.example/p.png">',
  'a\\n\\n![x](https://evil.example/p.png)\\n\\nb',
  'https://evil.example/x',
  '[a](command:workbench.action.quit)',
];

/** Every name of the workspace is the hostile one, or holds it. */
function filesOf(name: string): Readonly<Record<string, string>> {
  const quoted = JSON.stringify(name).replaceAll('\\\\n', '\\n');
  return {
    'issuers.yaml': `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: ${quoted}
spec:
  acme:
    server: ${quoted}
    email: ${quoted}
    privateKeySecretRef:
      name: ${quoted}
    solvers:
      - selector:
          dnsNames: [${quoted}]
          dnsZones: [${quoted}]
        http01:
          ingress:
            ingressClassName: ${quoted}
            podTemplate:
              spec:
                nodeSelector: {a: ${quoted}}
                tolerations: [{key: ${quoted}, operator: Exists}]
      - http01:
          gatewayHTTPRoute:
            parentRefs: [{name: ${quoted}, namespace: ${quoted}}]
      - dns01:
          cloudflare:
            apiTokenSecretRef: {name: ${quoted}, key: ${quoted}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: ${quoted}, namespace: ${quoted}}
spec:
  ca: {secretName: ${quoted}}
---
apiVersion: v1
kind: Secret
metadata: {name: ${quoted}, namespace: ${quoted}}
stringData: {${quoted}: x}
`,
    'certificates.yaml': `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: ${quoted}, namespace: ${quoted}}
spec:
  secretName: ${quoted}
  commonName: ${quoted}
  dnsNames:
    - ${quoted}
  privateKey: {algorithm: ${quoted}}
  issuerRef: {name: ${quoted}, kind: ClusterIssuer}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${quoted}
  namespace: ${quoted}
  annotations:
    cert-manager.io/cluster-issuer: ${quoted}
    cert-manager.io/private-key-algorithm: ${quoted}
    kubernetes.io/ingress.class: ${quoted}
spec:
  ingressClassName: ${quoted}
  tls:
    - hosts: [${quoted}]
      secretName: ${quoted}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: ${quoted}
  namespace: ${quoted}
  annotations: {cert-manager.io/cluster-issuer: ${quoted}}
spec:
  gatewayClassName: ${quoted}
  listeners:
    - name: a
      hostname: ${quoted}
      tls: {certificateRefs: [{name: ${quoted}}]}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: ${quoted}}
spec: {controller: ${quoted}}
`,
  };
}

async function markdownOf(name: string, locale: string): Promise<readonly string[]> {
  const textDocument = {
    ...rich.textDocument,
    completion: { completionItem: { documentationFormat: ['markdown' as const] } },
  };
  const client = await start({ locale, ports, capabilities: { ...rich, textDocument } });
  const files = Object.entries(filesOf(name)).map(([path, text]) => ({ uri: `file:///work/${path}`, text }));
  for (const { uri, text } of files) await client.open(text, uri);
  const found: string[] = [];
  for (const { uri, text } of files)
    for (const [line, content] of text.split('\n').entries()) {
      for (const { index } of content.matchAll(/(?<![\w.])[\w.]/g)) {
        const hover = await client.hover({ line, character: index }, uri);
        if (hover && MarkupContent.is(hover.contents)) found.push(hover.contents.value);
      }
      const hints: InlayHint[] = await client.connection.sendRequest('textDocument/inlayHint', {
        textDocument: { uri },
        range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
      });
      for (const { label } of hints)
        for (const { tooltip } of typeof label === 'string' ? [] : label)
          if (MarkupContent.is(tooltip)) found.push(tooltip.value);
      const value = /: +["[{]/.exec(content)?.index;
      const list: CompletionList | null =
        value === undefined ? null : await client.complete({ line, character: value + 3 }, undefined, uri);
      for (const { documentation } of list?.items ?? [])
        if (MarkupContent.is(documentation)) found.push(documentation.value);
    }
  return [...new Set(found)];
}

test.each(hostile)('%j stays a word', async (name) => {
  for (const locale of ['en', 'ko']) {
    const all = await markdownOf(name, locale);
    expect(all.length).toBeGreaterThan(20);
    expect(all.flatMap((one) => strangeIn(one).map((strange) => `${strange} in ${one}`))).toEqual([]);
    // It is said, and as it is; what a template may replace is not.
    if (name.startsWith('<')) continue;
    const word = name.replaceAll('\\n', ' ').replace(/ +/g, ' ');
    expect(all.flatMap(codeIn).map((one) => one.replace(/ +/g, ' '))).toContain(word);
    expect(all.map(plainText).filter((text) => text.includes(word)).length).toBeGreaterThan(0);
  }
});
