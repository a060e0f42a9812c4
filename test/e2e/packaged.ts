import * as vscode from 'vscode';
import { everywhere } from './cases.ts';
import { extensionId } from './editor.ts';
import { ok, runSuite, type Test, test } from './suite.ts';

/** What holds for an extension that was installed from its package, and cannot be seen in a source folder. */
const tests: readonly Test[] = [
  test('the extension is the one that was installed', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    ok(extension, `${extensionId} is not installed`);
    const folder = extension.extensionUri.path.split('/').at(-1) ?? '';
    ok(folder.startsWith(`${extensionId}-`), `it comes from ${extension.extensionUri}`);
  }),

  test('everything that the manifest names is in the package', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    ok(extension, `${extensionId} is not installed`);
    const named = [
      ...JSON.stringify(extension.packageJSON).matchAll(/"((?:\.\/)?[\w.-]+(?:\/[\w.-]+)*\.\w+)"/g),
    ]
      .map(([, path = '']) => path)
      .filter((path) => /\.(js|json|md|svg|png)$/.test(path) && path.includes('/'))
      // The programs of the npm package.
      .filter((path) => !Object.values(extension.packageJSON.bin).includes(path));
    ok(named.length > 3, `the manifest names ${named}`);
    for (const path of named)
      await vscode.workspace.fs.stat(vscode.Uri.joinPath(extension.extensionUri, path));
  }),

  ...everywhere,
];

/** Called by VS Code's extension host. */
export function run(): Promise<void> {
  return runSuite(tests);
}
