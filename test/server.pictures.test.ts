/** Previews and pictures over LSP. */
import { expect, test } from 'vitest';
import { fileSource } from './harness/files.ts';
import { fixedIssuer, folders, issuer, type Setup, start, uri } from './harness/lsp.ts';
import { placeOf } from './harness/lspText.ts';
import { textIn } from './harness/workspace.ts';

const preview = async (text: string, at: string, setup: Setup = {}) => {
  const client = await start(setup);
  await client.open(text);
  const position = placeOf(text, at);
  return client.connection.sendRequest<{ text?: string; why?: string }>('certManager/preview', {
    uri,
    position,
  });
};

test('a preview of the solver at the cursor, as it stands now', async () => {
  const client = await start();
  await client.open(issuer);
  const ask = (text: string) =>
    client.connection.sendRequest<{ text: string }>('certManager/preview', {
      uri,
      position: placeOf(text, 'class:'),
    });
  expect((await ask(issuer)).text).toContain('kubernetes.io/ingress.class: nginx # yours');
  expect((await ask(issuer)).text).not.toContain('load-balancer');
  await client.change(2, [{ text: fixedIssuer }]);
  expect((await ask(fixedIssuer)).text).toContain('load-balancer');
});

test('a preview in Korean, and for the release of the settings', async () => {
  const { text } = await preview(issuer, 'class:', { locale: 'ko', settings: () => ({ version: '1.7' }) });
  expect(text).toContain('# 기본값');
  expect(text).toContain('cert-manager 1.7');
  expect(text).not.toContain('kubernetes.io/os');
});

test('a preview of what was asked for, and of nothing else', async () => {
  const client = await start();
  await client.open(issuer);
  const ask = (subject: string) =>
    client.connection.sendRequest<{ text?: string; why?: string }>('certManager/preview', {
      uri,
      position: placeOf(issuer, 'class:'),
      subject,
    });
  expect((await ask('solver-objects')).text).toContain('kind: Pod');
  expect(await ask('certificate')).toEqual({
    why: expect.stringMatching(/^No Certificate is made of an issuer/),
  });
  const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: a, annotations: {cert-manager.io/issuer: a}}
spec: {tls: [{hosts: [a.example.org], secretName: a}]}
`;
  await client.change(2, [{ text: ingress }]);
  expect((await ask('certificate')).text).toContain('kind: Certificate');
  expect(await ask('solver-objects')).toEqual({ why: expect.stringMatching(/^There is no solver here/) });
});

test('a sentence why there is no preview', async () => {
  expect(await preview('a: b\n', 'a')).toEqual({ why: expect.stringMatching(/^Put the cursor/) });
  expect(await preview('a: b\n', 'a', { locale: 'ko' })).toEqual({ why: expect.stringMatching(/커서/) });
  const client = await start();
  const position = { line: 0, character: 0 };
  expect(
    await client.connection.sendRequest('certManager/preview', { uri: 'file:///closed.yaml', position }),
  ).toEqual({
    why: expect.any(String),
  });
});

interface Answer {
  readonly certificates: readonly {
    readonly id: string;
    readonly label: string;
    readonly description: string;
  }[];
  readonly picture?: {
    readonly id: string;
    readonly title: string;
    readonly svg: string;
    readonly mermaid: string;
    readonly nodes: readonly {
      readonly id: string;
      readonly label: string;
      readonly uri?: string;
      readonly range?: unknown;
    }[];
  };
  readonly why?: string;
}

const folder = 'file:///work';

/** A client whose workspace is a folder of test workspaces; the first file is open. */
async function open(name: string, files: readonly string[], locale = 'en') {
  const texts = Object.fromEntries(files.map((file) => [`${folder}/${file}`, textIn(name, file)]));
  const client = await start({
    locale,
    workspaceFolders: folders(folder),
    ports: { files: () => fileSource(texts) },
  });
  const [first = ''] = files;
  await client.open(textIn(name, first), `${folder}/${first}`);
  await client.refreshed.next();
  const ask = (params: object): Promise<Answer> =>
    client.connection.sendRequest('certManager/challengePath', { uri: `${folder}/${first}`, ...params });
  return { client, ask, text: textIn(name, first) };
}

test('the picture leads into the files of the workspace', async () => {
  const { ask, text } = await open('path-story', ['ingress.yaml', 'issuer.yaml', 'cluster.yaml']);
  const { certificates, picture } = await ask({ position: placeOf(text, 'tls:') });
  expect(certificates).toMatchObject([
    { label: 'default/my-application-tls', description: 'Ingress my-application' },
  ]);
  expect(picture?.id).toBe(certificates[0]?.id);
  expect(picture?.title).toContain('my-application-tls');
  expect(picture?.svg).toMatch(/^<svg /);
  expect(picture?.mermaid).toContain('flowchart LR');
  const pod = picture?.nodes.find(({ label }) => label.startsWith('Solver pod'));
  const line = textIn('path-story', 'issuer.yaml').split('\n').indexOf('          ingress:');
  expect(pod).toMatchObject({
    uri: `${folder}/issuer.yaml`,
    range: { start: { line, character: 10 }, end: { line, character: 17 } },
  });
  expect(picture?.svg).toContain(`data-node="${pod?.id}"`);
});

test('of several Certificates one is picked by its id, which outlives edits', async () => {
  const { client, ask, text } = await open('path-several', ['all.yaml']);
  const { certificates, picture } = await ask({});
  expect(certificates.map(({ label }) => label)).toEqual(['shop/shop', 'shop/lost', 'shop/inside']);
  expect(picture).toBeUndefined();
  const id = certificates.find(({ label }) => label === 'shop/lost')?.id;
  expect((await ask({ certificate: id })).picture?.title).toMatch(/shop\/lost$/);
  await client.change(2, [{ text: `# more\n${text}` }], `${folder}/all.yaml`);
  expect((await ask({ certificate: id })).picture?.title).toMatch(/shop\/lost$/);
  await client.change(3, [{ text: text.replace('name: lost', 'name: found') }], `${folder}/all.yaml`);
  const gone = await ask({ certificate: id });
  expect(gone.picture).toBeUndefined();
  expect(gone.certificates).toHaveLength(3);
});

test.each([
  ['en', /^No Certificate/],
  ['ko', /Certificate도/],
])('a sentence where there is none, in %s', async (locale, why) => {
  const { ask } = await open('path-story', ['cluster.yaml'], locale);
  expect(await ask({})).toEqual({ certificates: [], why: expect.stringMatching(why) });
});
