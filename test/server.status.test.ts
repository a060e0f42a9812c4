/** What the server tells of the state of its index: what could not be analysed, and why. */
import { expect, test } from 'vitest';
import { fileSource } from './harness/files.ts';
import { issuer } from './harness/kustomizations.ts';
import { folders, rich, type Status, start } from './harness/lsp.ts';
import { mailbox } from './harness/mailbox.ts';

const folder = 'file:///work';

/** The first status that names something which was not analysed. */
async function notAnalysed(kustomization: string, locale: string): Promise<Status['notAnalysed']> {
  const files = {
    [`${folder}/issuer.yaml`]: issuer('one'),
    [`${folder}/kustomization.yaml`]: kustomization,
  };
  const client = await start({
    workspaceFolders: folders(folder),
    capabilities: rich,
    locale,
    ports: { files: () => fileSource(files) },
    initializationOptions: { status: true },
  });
  const statuses = mailbox<Status>();
  client.connection.onNotification('certManager/status', statuses.put);
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
