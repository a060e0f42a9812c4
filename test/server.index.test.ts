/** The index of the server: files that no editor has open, read in the background. */
import { describe, expect, test } from 'vitest';
import { fileSource } from './harness/files.ts';
import { folders, rich, start } from './harness/lsp.ts';

const folder = 'file:///work';
const certificate = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: shop
  namespace: shop
spec:
  secretName: shop-tls
  dnsNames: ["*.shop.example.org"]
  issuerRef:
    kind: ClusterIssuer
    name: letsencrypt
`;
const issuer = (type: string) => `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: ops@kubernetes.io
    privateKeySecretRef:
      name: letsencrypt
    solvers:
      - ${type}
`;
const http01 = issuer(
  'http01: {ingress: {ingressClassName: nginx, podTemplate: {spec: {nodeSelector: {a: b}}}}}',
);
const dns01 = issuer('dns01: {cloudflare: {apiTokenSecretRef: {name: token, key: token}}}');
const uri = `${folder}/certificate.yaml`;
const wildcard = 'acme-name-without-solver';

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
  await client.open(certificate, uri);
  await client.refreshed.next();
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
    const changed = async (type: 2 | 3) => {
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: `${folder}/issuer.yaml`, type }],
      });
      await client.refreshed.next();
    };
    source.write(`${folder}/issuer.yaml`, http01);
    await changed(2);
    expect(await rules()).toContain(wildcard);
    source.remove(`${folder}/issuer.yaml`);
    await changed(3);
    expect(await rules()).not.toContain(wildcard);
  });

  test('an open editor wins over the disk, until it is closed', async () => {
    const { client, rules } = await open({ [`${folder}/issuer.yaml`]: dns01 });
    await client.open(http01, `${folder}/issuer.yaml`);
    await client.diagnostics(`${folder}/issuer.yaml`);
    expect(await rules()).toContain(wildcard);
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: `${folder}/issuer.yaml` },
    });
    await client.refreshed.next();
    expect(await rules()).not.toContain(wildcard);
  });

  test('does not start where no file of ours is open', async () => {
    const source = fileSource({ [`${folder}/issuer.yaml`]: http01 });
    const client = await start({ workspaceFolders: folders(folder), ports: { files: () => source } });
    await client.open('a: 1\n', `${folder}/values.yaml`);
    await client.diagnostics(`${folder}/values.yaml`);
    expect(source.listed).toBe(0);
    await client.open(certificate, uri);
    await client.refreshed.next();
    expect(source.listed).toBe(1);
  });

  test('a file that cannot be read does not stop the others', async () => {
    const { rules } = await open({ [`${folder}/a.yaml`]: '\0unreadable', [`${folder}/issuer.yaml`]: http01 });
    expect(await rules()).toContain(wildcard);
  });
});
