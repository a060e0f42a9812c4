import * as vscode from 'vscode';
import { equal, ok, until } from './suite.ts';

/** The id of the rule the end-to-end story is about. */
export const rule = 'http01-solver-without-node-affinity';

/** The extension under test. */
export const extensionId = 'vscode-cert-manager.cert-manager-lint';

/** What the cure adds below `class: nginx`. */
export function cure(key: string, value: string): string {
  return `            podTemplate:
              spec:
                affinity:
                  nodeAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                      nodeSelectorTerms:
                        - matchExpressions:
                            - key: ${key}
                              operator: In
                              values:
                                - ${value}
`;
}

/** Opens a file of the workspace in the active editor. */
export async function open(name: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  ok(folder, 'no folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  return vscode.window.showTextDocument(document, { preview: false });
}

/** Runs `body` with the story's issuer in the active editor, and takes every change back afterwards. */
export async function withIssuer(
  body: (document: vscode.TextDocument, editor: vscode.TextEditor) => Promise<void>,
): Promise<void> {
  const editor = await open('issuer.yml');
  const original = editor.document.getText();
  try {
    await body(editor.document, editor);
  } finally {
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    equal(editor.document.getText(), original, 'the issuer is as it was');
  }
}

/** The diagnostics of ours on a document. */
export function ours(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'cert-manager');
}

/** Waits until the rule's one squiggle stands on `document` as it is now, and returns it. */
export async function squiggle(document: vscode.TextDocument): Promise<vscode.Diagnostic> {
  const start = document.offsetAt(place(document, 'ingress:'));
  const found = await until(`a squiggle stands on line ${document.positionAt(start).line + 1}`, () =>
    ours(document).find(({ range }) => document.offsetAt(range.start) === start),
  );
  ok(found, 'no squiggle');
  return found;
}

/** Waits until none of our diagnostics stands on `document`. */
export async function clean(document: vscode.TextDocument): Promise<void> {
  await until(
    `${document.uri.path} is clean`,
    () => ours(document).map(({ message }) => message),
    (messages) => messages.length === 0,
  );
}

/** The position of the first place of `text`. */
export function place(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  ok(offset >= 0, `${JSON.stringify(text)} is not in ${document.uri.path}`);
  return document.positionAt(offset);
}

/** Waits for the quick fixes of ours at the squiggle, resolved. */
export async function quickFixes(document: vscode.TextDocument): Promise<readonly vscode.CodeAction[]> {
  const { range } = await squiggle(document);
  return until(
    'quick fixes are offered',
    () => unlessGivenUp(codeActions(document, range, vscode.CodeActionKind.QuickFix)),
    (actions) => actions.length > 0,
  );
}

/** None where the editor gave its request up, as it does when the text changes meanwhile; a revert is told late. */
async function unlessGivenUp<T>(answer: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'Canceled') return [];
    throw error;
  }
}

/** Asks for code actions of one kind, resolved. */
export async function codeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind.value,
    20,
  );
}

/** Applies a code action the way an extension does. */
export async function apply(action: vscode.CodeAction): Promise<void> {
  ok(action.edit, `"${action.title}" has no edit`);
  ok(await vscode.workspace.applyEdit(action.edit), `"${action.title}" could not be applied`);
}

/** Waits until the document reads `expected`. */
export async function reads(document: vscode.TextDocument, expected: string): Promise<void> {
  await until(
    `the text is\n${expected}`,
    () => document.getText(),
    (text) => text === expected,
  );
}

/** Runs `body` with a workspace setting of ours, and takes the setting back afterwards. */
export async function withSetting(name: string, value: unknown, body: () => Promise<void>): Promise<void> {
  const set = (to: unknown) =>
    vscode.workspace.getConfiguration('certManager').update(name, to, vscode.ConfigurationTarget.Workspace);
  await set(value);
  try {
    await body();
  } finally {
    await set(undefined);
  }
}
