/** The index of the server: files that no editor has open, read in the background. */
import { describe, expect, test } from 'vitest';
import { certificate, dns01, folder, http01, issuer, uri, wildcard } from './harness/chain.ts';
import { fileSource } from './harness/files.ts';
import { folders, rich, start } from './harness/lsp.ts';

async function open(files: Record<string, string>) {
  const source = fileSource(files);
  const client = await start({
    workspaceFolders: folders(folder),
    capabilities: {
      ...rich,
      workspace: { ...rich.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
    },
    ports: { files: () => source },
  });
  await client.refreshedBy(() => client.open(certificate, uri));
  const rules = async (of = uri) => (await client.diagnostics(of)).map(({ code }) => code);
  return { client, source, rules };
}

describe('the index', () => {
  test('lets a rule see an issuer of another file', async () => {
    const { rules } = await open({ [`${folder}/issuer.yaml`]: http01 });
    expect(await rules()).toContain(wildcard);
  });

  test('is quiet where the other file is right', async () => {
    const { rules } = await open({ [`${folder}/issuer.yaml`]: dns01 });
    expect(await rules()).not.toContain(wildcard);
  });

  test('follows a file that changes on disk, and one that goes', async () => {
    const { client, source, rules } = await open({ [`${folder}/issuer.yaml`]: dns01 });
    const changed = (type: 2 | 3) =>
      client.refreshedBy(() =>
        client.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: `${folder}/issuer.yaml`, type }],
        }),
      );
    source.write(`${folder}/issuer.yaml`, http01);
    await changed(2);
    expect(await rules()).toContain(wildcard);
    source.remove(`${folder}/issuer.yaml`);
    await changed(3);
    expect(await rules()).not.toContain(wildcard);
  });

  test('leaves out what is hidden when it changes or is closed, too', async () => {
    const hidden = `${folder}/hidden/issuer.yaml`;
    const { client, rules } = await open({ [hidden]: http01 });
    expect(await rules()).not.toContain(wildcard);
    await client.refreshedBy(() =>
      client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: hidden, type: 2 }],
      }),
    );
    expect(await rules()).not.toContain(wildcard);
    await client.open(http01, hidden);
    await client.diagnostics(hidden);
    expect(await rules()).toContain(wildcard);
    await client.refreshedBy(() =>
      client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: hidden } }),
    );
    expect(await rules()).not.toContain(wildcard);
  });

  test('is read anew when it is said anew what is ignored', async () => {
    const { client, source, rules } = await open({ [`${folder}/issuer.yaml`]: dns01 });
    expect(source.lists).toBe(1);
    // Nobody told of this file; only who reads everything meets it.
    source.write(`${folder}/issuer.yaml`, http01);
    await client.refreshedBy(() =>
      client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: `${folder}/.gitignore`, type: 2 }],
      }),
    );
    expect(await rules()).toContain(wildcard);
  });

  test('an open editor wins over the disk, until it is closed', async () => {
    const { client, rules } = await open({ [`${folder}/issuer.yaml`]: dns01 });
    await client.open(http01, `${folder}/issuer.yaml`);
    await client.diagnostics(`${folder}/issuer.yaml`);
    expect(await rules()).toContain(wildcard);
    await client.refreshedBy(() =>
      client.connection.sendNotification('textDocument/didClose', {
        textDocument: { uri: `${folder}/issuer.yaml` },
      }),
    );
    expect(await rules()).not.toContain(wildcard);
  });

  test('does not start where no file of ours is open', async () => {
    const source = fileSource({ [`${folder}/issuer.yaml`]: http01 });
    const client = await start({ workspaceFolders: folders(folder), ports: { files: () => source } });
    await client.open('a: 1\n', `${folder}/values.yaml`);
    await client.diagnostics(`${folder}/values.yaml`);
    expect(source.lists).toBe(0);
    await client.refreshedBy(() => client.open(certificate, uri));
    expect(source.lists).toBe(1);
  });

  test('a file that cannot be read does not stop the others', async () => {
    const { rules } = await open({ [`${folder}/a.yaml`]: '\0unreadable', [`${folder}/issuer.yaml`]: http01 });
    expect(await rules()).toContain(wildcard);
  });
});

describe('kustomizations', () => {
  const overlay = `${folder}/overlays/prod/kustomization.yaml`;
  const base = `${folder}/base/issuer.yaml`;
  const loose = issuer('http01: {ingress: {ingressClassName: nginx}}');
  const files = (patch: string) => ({
    [`${folder}/base/kustomization.yaml`]: 'resources: [issuer.yaml]\n',
    [base]: loose,
    [overlay]: `resources: [../../base]\n${patch}`,
  });
  const cure = `patches:
  - target: {kind: ClusterIssuer}
    patch: |-
      - op: add
        path: /spec/acme/solvers/0/http01/ingress/podTemplate
        value: {spec: {nodeSelector: {a: b}}}
`;

  async function opened(patch: string) {
    const source = fileSource(files(patch));
    const client = await start({
      workspaceFolders: folders(folder),
      capabilities: rich,
      ports: { files: () => source },
    });
    await client.refreshedBy(() => client.open(loose, base));
    return client;
  }
  const rule = 'http01-solver-without-node-affinity';

  test('an issuer that its overlay cures is quiet', async () => {
    const client = await opened(cure);
    expect((await client.diagnostics(base)).map(({ code }) => code)).toEqual([]);
  });

  test('one that lacks the cure names the overlay, and is cured there', async () => {
    const client = await opened('');
    const [found] = await client.diagnostics(base);
    expect(found?.code).toBe(rule);
    expect(found?.relatedInformation?.map(({ location }) => location.uri)).toContain(overlay);
    if (!found) return;
    const actions = await client.actions(found.range, {}, base);
    const patch = actions.find(({ title }) => title.includes('overlays/prod'));
    if (!patch) throw new Error('no patch is offered');
    const { edit } = await client.resolve(patch);
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri: overlay, version: null } }]);
  });

  test('an overlay that is edited cures its base at once', async () => {
    const client = await opened('');
    await client.open(`resources: [../../base]\n`, overlay);
    await client.change(2, [{ text: `resources: [../../base]\n${cure}` }], overlay);
    expect((await client.diagnostics(base)).map(({ code }) => code)).toEqual([]);
  });
});
