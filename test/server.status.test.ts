/** What the server tells of the state of its index: what could not be analysed, and why. */
import { expect, test } from 'vitest';
import { fileSource } from './harness/files.ts';
import { issuer } from './harness/kustomizations.ts';
import { folders, rich, type Status, start } from './harness/lsp.ts';
import { mailbox } from './harness/mailbox.ts';

const folder = 'file:///work';

/** A client that shows the status of a workspace with these files. */
async function watch(files: Readonly<Record<string, string>>, locale = 'en') {
  const client = await start({
    workspaceFolders: folders(folder),
    capabilities: rich,
    locale,
    ports: { files: () => fileSource(files) },
    initializationOptions: { status: true },
  });
  const statuses = mailbox<Status>();
  client.connection.onNotification('certManager/status', statuses.put);
  const readings = mailbox<Pick<Status, 'files' | 'total'>>();
  client.connection.onNotification('certManager/reading', readings.put);
  return { client, statuses, readings };
}

/** The first status that names something which was not analysed. */
async function notAnalysed(kustomization: string, locale: string): Promise<Status['notAnalysed']> {
  const { client, statuses } = await watch(
    {
      [`${folder}/issuer.yaml`]: issuer('one'),
      [`${folder}/kustomization.yaml`]: kustomization,
    },
    locale,
  );
  await client.open(issuer('one'), `${folder}/issuer.yaml`);
  return (await statuses.next((status) => status.notAnalysed.length > 0)).notAnalysed;
}

test.each([
  [
    'a syntax error',
    'resources: [issuer.yaml\n',
    'a kustomization with a syntax error or a conflict marker: what depends on it is not checked',
    'kustomization에 구문 오류나 충돌 표시가 있어 그에 따라 달라지는 것을 검사하지 않았습니다',
  ],
  [
    'a generator',
    'resources: [issuer.yaml]\ngenerators: [g.yaml]\n',
    'makes resources that are not seen here: generators',
    '여기서 볼 수 없는 리소스를 만듭니다: generators',
  ],
])('a kustomization with %s', async (_, kustomization, english, korean) => {
  const uri = `${folder}/kustomization.yaml`;
  expect(await notAnalysed(kustomization, 'en')).toEqual([{ uri, line: 0, why: english }]);
  expect(await notAnalysed(kustomization, 'ko')).toEqual([{ uri, line: 0, why: korean }]);
});

const node = (name: string) =>
  `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n  labels:\n    kubernetes.io/os: linux\n`;
const traefik = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: traefik
  namespace: traefik
spec:
  template:
    spec:
      nodeSelector:
        type: edge
      containers:
        - name: traefik
          image: traefik:v3.6
          args: [--providers.kubernetesingress]
`;

test('the cluster: nodes and where the ingress runs', async () => {
  const { client, statuses } = await watch({
    [`${folder}/nodes.yaml`]: `${node('one')}---\n${node('two')}`,
    [`${folder}/traefik.yaml`]: traefik.replace('type: edge', 'type: edge\n        kubernetes.io/os: linux'),
  });
  await client.open(issuer('one'), `${folder}/issuer.yaml`);
  const status = await statuses.next(({ phase }) => phase === 'ready');
  expect(status).toMatchObject({ nodes: 2, controllers: ['traefik: nodeSelector type=edge'] });
});

test('the cluster, in the language of the editor', async () => {
  const anywhere = traefik.replace(/ *nodeSelector:\n.*\n/, '');
  const { client, statuses } = await watch({ [`${folder}/traefik.yaml`]: anywhere }, 'ko');
  await client.open(issuer('one'), `${folder}/issuer.yaml`);
  const status = await statuses.next(({ phase }) => phase === 'ready');
  expect(status.controllers).toEqual(['traefik: 모든 노드']);
});

test('a cluster of which nothing is known', async () => {
  const { client, statuses } = await watch({});
  await client.open(issuer('one'), `${folder}/issuer.yaml`);
  const status = await statuses.next();
  expect(status.controllers).toEqual([]);
  expect(status).not.toHaveProperty('nodes');
});

test('how far the files are read, of how many', async () => {
  const names = Array.from({ length: 150 }, (_, i) => `${folder}/${i}.yaml`);
  const { client, readings, statuses } = await watch(
    Object.fromEntries(names.map((name) => [name, 'a: 1\n'])),
  );
  await client.open(issuer('one'), `${folder}/issuer.yaml`);
  expect(await statuses.next()).toMatchObject({ phase: 'ready', files: 150, total: 150 });
  expect(readings.all.map(({ files, total }) => [files, total])).toEqual([
    [0, 0],
    [64, 150],
    [128, 150],
    [150, 150],
  ]);
});

test('what is typed counts, also where the first resource is typed into an empty file', async () => {
  const uri = `${folder}/new.yaml`;
  const { client, statuses } = await watch({ [`${folder}/issuer.yaml`]: issuer('one') });
  await client.open('', uri);
  await client.change(2, [{ text: issuer('two') }], uri);
  await client.diagnostics(uri);
  await client.change(3, [{ text: `${issuer('two')}---\n${issuer('three')}` }], uri);
  await statuses.next(({ phase, byKind }) => phase === 'ready' && byKind['Issuer'] === 3);
  await client.change(4, [{ text: issuer('two') }], uri);
  await statuses.next((status, i) => i > 0 && status.byKind['Issuer'] === 2);
});

test('whoever asks hears of the text as it is now', async () => {
  const { client, statuses } = await watch({ [`${folder}/issuer.yaml`]: issuer('one') });
  const uri = `${folder}/issuer.yaml`;
  await client.open(issuer('one'), uri);
  await statuses.next(({ phase }) => phase === 'ready');
  const broken = '---\napiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: [\n';
  await client.change(2, [{ text: `${issuer('one')}${broken}` }], uri);
  await client.connection.sendRequest('certManager/tellStatus', {});
  expect(statuses.all.at(-1)?.notAnalysed).toMatchObject([{ uri, line: 11 }]);
});
