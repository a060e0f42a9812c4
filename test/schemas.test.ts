/** Whether the YAML extension beside ours has a schema for a place, and what the server then leaves to it. */
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { hasSchema } from '../client/schemas.ts';
import { compileProse } from '../scripts/prose.ts';
import { marked } from './harness/completion.ts';
import { issuer, type Setup, start, uri } from './harness/lsp.ts';
import { placeOf } from './harness/lspText.ts';

const certificate = 'apiVersion: cert-manager.io/v1\nkind: Certificate\n';
const ask = (sources: { schemas?: unknown; crdStore?: unknown; text?: string }) =>
  hasSchema({
    schemas: sources.schemas,
    crdStore: sources.crdStore,
    text: sources.text ?? certificate,
    matches: (glob) => picomatch.isMatch('/work/deploy/issuer.yaml', glob),
  });

describe('yaml.schemas', () => {
  test.each<[string, unknown, unknown, boolean]>([
    ['nothing', undefined, true, false],
    ['no object', 'kubernetes', true, false],
    ['kubernetes for all', { kubernetes: '*.yaml' }, true, true],
    ['kubernetes without the store of CRDs', { kubernetes: '*.yaml' }, false, false],
    ['kubernetes in a release that has no store', { kubernetes: '*.yaml' }, undefined, false],
    ['Kubernetes, in a list', { Kubernetes: ['a/*.yaml', 'deploy/*.yaml'] }, true, true],
    ['kubernetes elsewhere', { kubernetes: 'k8s/**' }, true, false],
    ['a leading slash', { kubernetes: '/deploy/issuer.yaml' }, true, true],
    ['all but this one', { kubernetes: ['*.yaml', '!issuer.yaml'] }, true, false],
    ['globs that are none', { kubernetes: [1, null] }, true, false],
    ['the CRDs', { 'https://example.com/cert-manager.io/issuer_v1.json': 'issuer.yaml' }, false, true],
    ['the CRDs for another file', { 'file:///cert-manager.json': 'certificate.yaml' }, true, false],
    ['a file of a catalogue', { './schemas/issuer_v1.json': '*.yaml' }, false, true],
    ['a file named as the kind', { 'schemas/clusterissuer.json': '*.yaml' }, false, true],
    ['a schema of another issuer', { './schemas/card-issuer-list/cards.json': '*.yaml' }, false, false],
    ['another schema', { 'https://example.com/compose.json': '*.yaml' }, true, false],
  ])('%s', (_, schemas, crdStore, expected) => expect(ask({ schemas, crdStore })).toBe(expected));
});

describe('a modeline', () => {
  const line = '# yaml-language-server: $schema=./issuer.json\n';
  test.each<[string, string, boolean]>([
    ['at the top', `${line}${certificate}`, true],
    ['above the first ---', `# A word.\n${line}---\n${certificate}`, true],
    ['below ---', `---\r\n${line.trim()}\r\n${certificate}`, true],
    ['of the document before', `${line}${certificate}---\n${certificate}`, false],
    ['of this document', `${certificate}---\n${line}${certificate}`, true],
    ['below the text', `${certificate}${line}`, false],
    ['in its other form', `# $schema: ./issuer.json\n${certificate}`, true],
    ['without a schema', `# yaml-language-server: \n${certificate}`, false],
    ['a comment like one', `#yaml-language-server: $schema=x\n${certificate}`, false],
  ])('%s', (_, text, expected) => expect(ask({ text })).toBe(expected));

  test('`none` switches off what the settings say', () => {
    const text = `# yaml-language-server: $schema=none\n${certificate}`;
    expect(ask({ text, schemas: { kubernetes: '*.yaml' }, crdStore: true })).toBe(false);
  });
});

describe('what the server leaves to it', () => {
  const ports: NonNullable<Setup['ports']> = { loadProse: async (locale) => compileProse(locale) };
  const source = 'apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata:\n  name: a\nspec:\n  $0\n';

  async function offered(offer: string | undefined, fieldsElsewhere: boolean): Promise<readonly string[]> {
    const { text, offset } = marked(source);
    const client = await start({ ports, settings: () => ({ completion: { offer } }) });
    await client.open(text);
    const position = TextDocument.create('', '', 0, text).positionAt(offset);
    const params = { textDocument: { uri }, position, fieldsElsewhere };
    const list: { items: { label: string }[] } = await client.connection.sendRequest(
      'textDocument/completion',
      params,
    );
    return list.items.map(({ label }) => label);
  }

  test.each([undefined, 'auto'])('%s: fields, unless it offers them', async (offer) => {
    expect(await offered(offer, false)).toContain('selfSigned');
    const left = await offered(offer, true);
    expect(left).not.toContain('selfSigned');
  });

  test('everything, values: whatever it offers', async () => {
    expect(await offered('everything', true)).toContain('selfSigned');
    expect(await offered('values', false)).not.toContain('selfSigned');
  });

  test.each([
    ['auto', true, false],
    ['auto', false, true],
    ['everything', true, true],
  ])('%s, described there %s: docs of a field are shown %s', async (offer, fieldsElsewhere, shown) => {
    const client = await start({ ports, settings: () => ({ completion: { offer } }) });
    await client.open(issuer);
    const hover = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: placeOf(issuer, 'email:'),
      fieldsElsewhere,
    });
    expect(hover !== null).toBe(shown);
  });
});
