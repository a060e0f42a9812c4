import * as vscode from 'vscode';
import { place, squiggle, withIssuer } from './editor.ts';
import { ok, type Test, test, until } from './suite.ts';

const labels = async (document: vscode.TextDocument, at: vscode.Position): Promise<readonly string[]> => {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    ...[document.uri, at],
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
};

const hovers = async (document: vscode.TextDocument): Promise<string> => {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    ...[document.uri, place(document, 'email:')],
  );
  return found
    .flatMap(({ contents }) => contents)
    .map((part) => (part instanceof vscode.MarkdownString ? part.value : ''))
    .join('\n');
};

/** Runs `body` with `yaml.schemas` in the workspace. */
async function withSchemas(schemas: object, body: () => Promise<void>): Promise<void> {
  const set = (to: unknown) =>
    vscode.workspace.getConfiguration('yaml').update('schemas', to, vscode.ConfigurationTarget.Workspace);
  await set(schemas);
  try {
    await body();
  } finally {
    await set(undefined);
  }
}

/** Beside an extension with the name and the settings of Red Hat's. */
export const yamlTests: readonly Test[] = [
  test('fields are left to the YAML extension where it has a schema for the file, and only there', () =>
    withIssuer(async (document, editor) => {
      await squiggle(document);
      const at = place(document, 'email:');
      await editor.edit((builder) => builder.insert(at, '\n    '));
      const field = 'skipTLSVerify';
      const both = async (what: string, expected: boolean) => {
        await until(what, async () => (await labels(document, at)).includes(field) === expected);
        await until(`${what}, docs`, async () => (await hovers(document)).length > 0 === expected);
      };
      await both('fields are offered', true);
      await withSchemas({ kubernetes: 'issuer.yml' }, () => both('they are left to it', false));
      await both('fields are offered again', true);
      await withSchemas({ kubernetes: 'deploy/*.yml' }, () => both('the glob names others', true));
      await editor.edit((builder) =>
        builder.insert(new vscode.Position(0, 0), '# yaml-language-server: $schema=issuer.json\n'),
      );
      ok(!(await labels(document, at.translate(1))).includes(field), 'a modeline is not seen');
    })),
];
