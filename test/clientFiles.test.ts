/** The files of a workspace as a client lists them, for a server without a file system. */
import { expect, test } from 'vitest';
import { clientFiles } from '../server/lsp/clientFiles.ts';
import { listFiles, readFiles } from '../server/lsp/protocol.ts';

/** What a client with these files would answer. */
function listed(files: Readonly<Record<string, string>>, scheme = 'memfs:/work') {
  const uris = Object.keys(files).map((name) => `${scheme}/${name}`);
  const asked: string[] = [];
  const connection = {
    async sendRequest(method: string, params: { uris?: readonly string[]; patterns?: readonly string[] }) {
      asked.push(method);
      if (method === listFiles)
        return params.patterns?.some((pattern) => pattern.includes('**'))
          ? uris
          : (params.patterns ?? []).map((pattern) => `${scheme}/${pattern.replace(/\[(.)\]/g, '$1')}`);
      if (method === readFiles)
        return (params.uris ?? []).map((uri) => files[uri.slice(scheme.length + 1)] ?? null);
      throw new Error(method);
    },
  };
  const source = clientFiles(connection as unknown as Parameters<typeof clientFiles>[0]);
  const names = async () => {
    const found: string[] = [];
    for await (const piece of source.list(scheme, [])) found.push(...piece);
    return found.map((uri) => uri.slice(scheme.length + 1));
  };
  const listedOf = async (...some: string[]) => {
    const found = await source.listed(
      [scheme],
      some.map((name) => `${scheme}/${name}`),
      [],
    );
    return found.map((uri) => uri.slice(scheme.length + 1));
  };
  return { names, listedOf, asked };
}

test('lists of ignored files are respected, the nearest one first, and are no manifests themselves', async () => {
  const { names } = listed({
    '.gitignore': '\uFEFF# built\nrendered/\n*.secret.yaml\n/only-here.yaml\n',
    'a.yaml': '',
    'only-here.yaml': '',
    'b.secret.yaml': '',
    'apps/only-here.yaml': '',
    'apps/.gitignore': '!keep.secret.yaml\n',
    'apps/keep.secret.yaml': '',
    'apps/drop.secret.yaml': '',
    'rendered/.gitignore': '!*.yaml\n',
    'rendered/deep/c.yaml': '',
    'apps/rendered/d.yaml': '',
  });
  expect(await names()).toEqual(['a.yaml', 'apps/only-here.yaml', 'apps/keep.secret.yaml']);
});

test('without such a list nothing more is asked for', async () => {
  const { names, asked } = listed({ 'a.yaml': '', 'k/Kustomization': '' });
  expect(await names()).toEqual(['a.yaml', 'k/Kustomization']);
  expect(asked).toEqual([listFiles]);
});

test('a folder at the root of its file system', async () => {
  const { names } = listed({ '.gitignore': 'x/\n', 'x/a.yaml': '', 'b.yaml': '' }, 'vscode-vfs://github');
  expect(await names()).toEqual(['b.yaml']);
});

test('what is ignored stays out when it changes', async () => {
  const { names, listedOf } = listed({ '.gitignore': 'x/\n', 'x/a.yaml': '', 'b[1].yaml': '' });
  await names();
  expect(await listedOf('x/a.yaml', 'b[1].yaml')).toEqual(['b[1].yaml']);
});
