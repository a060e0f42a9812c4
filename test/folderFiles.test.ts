/** The files of a folder on this machine, as the index of the server lists them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { folderFiles } from '../server/adapters/folderFiles.ts';

const made = mkdtempSync(join(tmpdir(), 'cert-manager-folder-'));
afterAll(() => rmSync(made, { recursive: true, force: true }));

test('a file that changes is listed if and only if a walk comes to it', async () => {
  const files = {
    'repo/.git/HEAD': '',
    'repo/.git/config.yaml': '',
    'repo/.gitignore': 'rendered/\n*.secret.yaml\n/work/local.yaml\n',
    'repo/outside.yaml': '',
    'repo/work/a.yaml': '',
    'repo/work/local.yaml': '',
    'repo/work/notes.txt': '',
    'repo/work/deep/local.yaml': '',
    'repo/work/deep/b.secret.yaml': '',
    'repo/work/deep/.gitignore': '!c.secret.yaml\n',
    'repo/work/deep/c.secret.yaml': '',
    'repo/work/rendered/d.yaml': '',
    'repo/work/node_modules/e.yaml': '',
    'repo/work/vendor/f.yaml': '',
    'repo/work/k/Kustomization': '',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true });
    writeFileSync(join(made, name), text);
  }
  const uri = (name: string) => pathToFileURL(join(made, name)).href;
  const folder = uri('repo/work');
  const excluded = ['**/vendor'];
  const walked: string[] = [];
  for await (const piece of folderFiles.list(folder, excluded)) walked.push(...piece);
  const wanted = ['a.yaml', 'deep/c.secret.yaml', 'deep/local.yaml', 'k/Kustomization'];
  expect([...walked].sort()).toEqual(wanted.map((name) => uri(`repo/work/${name}`)));
  const all = Object.keys(files).map(uri);
  expect([...(await folderFiles.listed([folder], all, excluded))].sort()).toEqual([...walked].sort());
  // One that is gone is told as well: somebody has to forget it.
  expect(await folderFiles.listed([folder], [uri('repo/work/gone.yaml')], excluded)).toHaveLength(1);
});
