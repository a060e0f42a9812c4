/** Each line of a Certificate's preview names the annotation that says it. */
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { previewText } from './harness/preview.ts';
import { type ShimRow, shimRows } from './harness/shims.ts';

describe('the annotation behind a line', () => {
  const source = (kind: string, annotations: Readonly<Record<string, string>>) =>
    stringify({
      apiVersion: kind === 'Ingress' ? 'networking.k8s.io/v1' : 'gateway.networking.k8s.io/v1',
      kind,
      metadata: { name: 'web', annotations: { 'cert-manager.io/issuer': 'letsencrypt', ...annotations } },
      spec:
        kind === 'Ingress'
          ? { tls: [{ hosts: ['a.example.com'], secretName: 'web-tls' }] }
          : {
              parentRef: { name: 'edge' },
              listeners: [
                {
                  ...{ name: 'a', port: 443, protocol: 'HTTPS', hostname: 'a.example.com' },
                  tls: { mode: 'Terminate', certificateRefs: [{ name: 'web-tls' }] },
                },
              ],
            },
    });

  test.each([
    [
      'acme.cert-manager.io/http01-edit-in-place',
      'true',
      'acme.cert-manager.io/http01-override-ingress-name: web',
    ],
    [
      'acme.cert-manager.io/http01-edit-in-place',
      'true',
      'cert-manager.io/issue-temporary-certificate: "true"',
    ],
    [
      'acme.cert-manager.io/http01-ingress-class',
      'nginx',
      'acme.cert-manager.io/http01-override-ingress-class: nginx',
    ],
    [
      'acme.cert-manager.io/http01-ingress-ingressclassname',
      'nginx',
      'acme.cert-manager.io/http01-override-ingress-ingressclassname: nginx',
    ],
    ['cert-manager.io/common-name', 'a.example.com', 'commonName: a.example.com'],
    ['cert-manager.io/alt-names', 'b.example.com', '- b.example.com'],
    ['cert-manager.io/ip-sans', '10.0.0.1', '- "10.0.0.1"'],
    ['cert-manager.io/email-sans', 'me@example.com', '- "me@example.com"'],
    ['cert-manager.io/duration', '48h', 'duration: "48h0m0s"'],
    ['cert-manager.io/private-key-size', '4096', 'size: 4096'],
    ['cert-manager.io/subject-countries', 'KR', '- KR'],
    ['cert-manager.io/secret-template', '{"labels":{"team":"web"}}', 'team: web'],
    ['cert-manager.io/revision-history-limit', '3', 'revisionHistoryLimit: 3'],
    ['cert-manager.io/issuer-kind', 'Other', 'kind: Other'],
    ['cert-manager.io/issuer', 'letsencrypt', 'name: letsencrypt'],
  ])('%s: %s', (key, value, line) => {
    expect(previewText(source('Ingress', { [key]: value }), 'kind')).toContain(
      `${line} # yours, by ${key}\n`,
    );
    const korean = previewText(source('Ingress', { [key]: value }), 'kind', { locale: 'ko' });
    expect(korean).toContain(`${line} # 내 설정(${key})\n`);
  });

  test('that takes the place of a default', () => {
    const text = previewText(source('Ingress', { 'cert-manager.io/usages': 'server auth' }), 'kind');
    expect(text).toContain(
      '- "server auth" # overridden, by cert-manager.io/usages: "digital signature" by default\n',
    );
  });

  test('is none where cert-manager decides by itself, or does not read it yet', () => {
    const younger = { 'cert-manager.io/alt-names': 'b.example.com' };
    expect(previewText(source('Ingress', younger), 'kind', { release: '1.20' })).toContain(
      '- a.example.com # yours\n',
    );
    const text = previewText(source('Ingress', {}), 'kind');
    for (const line of [
      'kind: Issuer # default',
      'group: cert-manager.io # default',
      '- a.example.com # yours',
    ])
      expect(text).toContain(`${line}\n`);
    expect(previewText(source('ListenerSet', {}), 'kind')).toContain(
      'acme.cert-manager.io/http01-parentrefkind: ListenerSet # default\n',
    );
    const key = 'acme.cert-manager.io/http01-parentreffallback';
    expect(previewText(source('ListenerSet', { [key]: 'true' }), 'kind')).toContain(
      `acme.cert-manager.io/http01-parentrefkind: Gateway # yours, by ${key}\n`,
    );
  });

  test('is one that the shim reads, at every line of every Certificate', () => {
    for (const row of shimRows().filter(({ certificates }) => certificates.length > 0)) {
      const text = previewText(textOf(row), 'kind');
      for (const [, key] of text.matchAll(/^[^#].*# \w+, by (\S+?)(?=:|$)/gm))
        expect(stringify(row.doc), row.id).toContain(key);
    }
  });
});

function textOf({ doc }: ShimRow): string {
  return stringify(doc, { version: '1.1', aliasDuplicateObjects: false });
}
