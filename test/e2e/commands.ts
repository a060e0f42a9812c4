import * as vscode from 'vscode';
import { clean, cure, open, ours, reads, rule, squiggle, withIssuer } from './editor.ts';
import { closeShown } from './pictures.ts';
import { equal, ok, type Test, test, until } from './suite.ts';

const certificate = `---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: commanded
  namespace: default
spec:
  secretName: commanded-tls
  dnsNames: [commanded.example.com]
  issuerRef:
    name: my-application-issuer
`;

const ingress = `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shown
  namespace: default
  annotations:
    cert-manager.io/issuer: my-application-issuer
spec:
  tls:
    - hosts: [shown.example.com]
      secretName: shown-tls
`;

const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);

/** Takes the line that a list of choices, or a dialog for files, has chosen. */
const accept = () => run('workbench.action.acceptSelectedQuickOpenItem');

/** Runs one of our commands that waits for somebody, and `answer`s again and again until it has ended. */
async function answered(
  command: string,
  args: readonly unknown[],
  answer: () => Thenable<unknown>,
): Promise<void> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  const work = run(command, ...args);
  work.then(end, end);
  await until(`${command} has ended`, async () => {
    await answer();
    return ended;
  });
  await work;
}

async function append(editor: vscode.TextEditor, text: string): Promise<number> {
  const { document } = editor;
  const line = document.lineCount - 1;
  const end = document.positionAt(document.getText().length);
  ok(await editor.edit((builder) => builder.insert(end, text)), 'the text could not be appended');
  return line;
}

const shownLine = (): string => {
  const editor = vscode.window.activeTextEditor;
  return editor ? `${editor.document.uri.path.split('/').at(-1)}:${editor.selection.active.line}` : '';
};

/** What a command of the palette or of a lens brings about, seen as a user does: in texts, settings, files and editors. */
export const commandTests: readonly Test[] = [
  test('Fix Everywhere asks once, and then makes the edits', () =>
    withIssuer(async (document) => {
      const original = document.getText();
      await squiggle(document);
      await answered('certManager.fixWorkspace', [rule], accept);
      await reads(document, original + cure('type', 'load-balancer'));
      await clean(document);
    })),

  test('Fix Everywhere that is not confirmed changes nothing', () =>
    withIssuer(async (document) => {
      const original = document.getText();
      await squiggle(document);
      await answered('certManager.fixWorkspace', [], () => run('workbench.action.closeQuickOpen'));
      equal(document.getText(), original, 'the text');
    })),

  test('Show What Will Happen brings the view up, and its lines lead to what they speak of', () =>
    withIssuer(async (document, editor) => {
      await squiggle(document);
      const line = await append(editor, certificate);
      await squiggle(document);
      await open('compose.yaml');
      await run('certManager.refreshPlan');
      // The view takes the focus by itself, the first time as well.
      await run('certManager.showPlan');
      await until(
        'the first line leads to the Certificate',
        async () => {
          await Promise.all([run('list.focusFirst'), run('list.select')]).catch(() => {});
          return shownLine();
        },
        (shown) => shown === `issuer.yml:${line + 1}` || shown === `issuer.yml:${line}`,
      );
    })),

  test('Show What Was Not Analysed lists it as the text is now, and goes there', () =>
    withIssuer(async (document, editor) => {
      await squiggle(document);
      const line = await append(editor, '---\napiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: [\n');
      await until('the text is broken', () => ours(document).length !== 1 || document.isDirty);
      await open('compose.yaml');
      await answered('certManager.showNotAnalysed', [], accept);
      const shown = shownLine();
      ok([`issuer.yml:${line}`, `issuer.yml:${line + 1}`].includes(shown), `shown is ${shown}`);
    })),

  test('the command of the light bulb writes a rule’s severity beside the others', () =>
    withIssuer(async (document) => {
      await squiggle(document);
      const settings = () => vscode.workspace.getConfiguration('certManager', document.uri);
      const { Workspace } = vscode.ConfigurationTarget;
      await settings().update('rules', { 'acme-staging-in-production': 'error' }, Workspace);
      try {
        await run('certManager.setRuleSeverity', rule, 'off', document.uri.toString());
        equal(
          settings().inspect('rules')?.workspaceValue,
          { 'acme-staging-in-production': 'error', [rule]: 'off' },
          'the setting',
        );
        await clean(document);
      } finally {
        await settings().update('rules', undefined, Workspace);
      }
      await squiggle(document);
    })),

  test('Preview Certificate shows the one that an annotated Ingress gets', () =>
    withIssuer(async (document, editor) => {
      await squiggle(document);
      const line = await append(editor, ingress);
      editor.selection = new vscode.Selection(line + 2, 0, line + 2, 0);
      await run('certManager.previewCertificate');
      // One that an earlier test closed may still be known.
      await until('the preview is there', () =>
        vscode.workspace.textDocuments.some(
          (one) =>
            one.uri.scheme === 'cert-manager-preview' &&
            /kind: Certificate[\s\S]*secretName: shown-tls/.test(one.getText()),
        ),
      );
      await closeShown();
    })),

  test('Show Output brings up the channel', async () => {
    await run('certManager.showOutput');
    await until('it is there', () =>
      vscode.workspace.textDocuments.some(
        ({ uri }) => uri.scheme === 'output' && /cert-manager/.test(uri.path),
      ),
    );
    await run('workbench.action.closePanel');
  }),

  test('Export Challenge Path writes an SVG where one says, and copies Mermaid', () =>
    withIssuer(async (document, editor) => {
      await squiggle(document);
      await append(editor, certificate);
      await squiggle(document);
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      ok(folder, 'no folder is open');
      const file = vscode.Uri.joinPath(folder, 'challenge-path.svg');
      await answered('certManager.exportChallengePath', [], accept);
      const svg = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      await vscode.workspace.fs.delete(file);
      ok(
        /^<svg [\s\S]*commanded\.example\.com[\s\S]*<\/svg>\n$/.test(svg),
        `written is ${svg.slice(0, 300)}`,
      );
      await run('certManager.copyChallengePath');
      const copied = await vscode.env.clipboard.readText();
      ok(/^```mermaid\n[\s\S]*flowchart LR[\s\S]*commanded/.test(copied), `copied is ${copied}`);
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      await vscode.window.tabGroups.close(
        tabs.filter(({ input }) => input instanceof vscode.TabInputWebview),
      );
    })),
];
