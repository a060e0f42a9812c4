/** The extension, on a desktop as in a browser: it keeps one language server running and does what only VS Code can. */
import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  vsdiag,
} from 'vscode-languageclient';
import {
  fixWorkspace,
  type InitializationOptions,
  listFiles,
  type PlanNode,
  planChanged,
  previewCertificate,
  previewScheme,
  previewSolverObjects,
  type Reading,
  type ReadProseParams,
  type ReadProseResult,
  readFiles,
  readingChanged,
  readProse,
  type Status,
  section,
  setRuleSeverity,
  showChallengePath,
  showPlan,
  showReferences,
  statusChanged,
  suggestHere,
  tellStatus,
} from '../server/lsp/protocol.ts';
import { besides } from './besides.ts';
import { fixWorkspaceWith } from './commands/fixWorkspace.ts';
import { sampleOpener } from './commands/openSample.ts';
import { registerPreview } from './commands/preview.ts';
import { writeRuleSeverity } from './commands/setRuleSeverity.ts';
import { registerChallengePath } from './commands/showChallengePath.ts';
import { showReferencesOf } from './commands/showReferences.ts';
import { list, read } from './files.ts';
import { createPlanView } from './planView.ts';
import { createStatusItems } from './status.ts';
import { suggestIn } from './suggest.ts';

/** Makes a client that is not started yet; Node and browser differ in nothing else. */
export type MakeClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

const name = 'cert-manager';

/**
 * YAML, and the languages that other extensions give to YAML with templates in it: Helm's (`helm` from the Kubernetes
 * and Helm extensions, `helm-template` from older ones) and Jinja's (`jinja-yaml`). Languages of one other schema,
 * as Docker Compose, never hold Kubernetes objects. Any scheme: unsaved files and virtual file systems too.
 */
const languages = ['yaml', 'helm', 'helm-template', 'jinja-yaml'].map((language) => ({
  language,
}));

const unjudged = new Set(['git', previewScheme]);

/** What does not exist yet is no part of the workspace. */
const isPreview = ({ uri }: vscode.TextDocument) => uri.scheme === previewScheme;
const unseen: LanguageClientOptions['middleware'] = {
  didOpen: async (document, next) => (isPreview(document) ? undefined : next(document)),
  didChange: async (event, next) => (isPreview(event.document) ? undefined : next(event)),
  didClose: async (document, next) => (isPreview(document) ? undefined : next(document)),
};

/** Starts everything, and stops it with the extension. */
export async function activateWith(
  context: vscode.ExtensionContext,
  makeClient: MakeClient,
  more: Partial<InitializationOptions> = {},
): Promise<void> {
  const output = vscode.window.createOutputChannel(name, { log: true });
  const initializationOptions: InitializationOptions = {
    commands: [
      ...[setRuleSeverity, fixWorkspace, suggestHere],
      ...[showReferences, showChallengePath, previewSolverObjects, previewCertificate],
    ],
    status: true,
    ...more,
  };
  const options: LanguageClientOptions = {
    documentSelector: languages,
    outputChannel: output,
    // What goes wrong behind the scenes must not interrupt anybody.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions,
    middleware: {
      // The old side of a comparison is nothing that anybody can mend.
      ...unseen,
      ...besides,
      provideDiagnostics: (document, previousResultId, token, next) =>
        unjudged.has(('uri' in document ? document.uri : document).scheme)
          ? { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] }
          : next(document, previousResultId, token),
    },
  };

  const status = createStatusItems(languages);
  const plan = createPlanView(async () => (await running).sendRequest<readonly PlanNode[]>(showPlan, {}));
  const launch = async (): Promise<BaseLanguageClient> => {
    const client = makeClient(section, name, options);
    client.onNotification(planChanged, () => plan.refresh());
    client.onNotification(statusChanged, (known: Status) => status.show(known));
    client.onNotification(readingChanged, (reading: Reading) => status.reading(reading));
    client.onRequest(listFiles, list);
    client.onRequest(readFiles, read);
    client.onRequest(readProse, (params: ReadProseParams) => proseOf(context, params));
    // A failure is told by the client itself; the commands below must live on to try again.
    await client.start().catch((error: unknown) => output.error(String(error)));
    return client;
  };
  let running = launch();
  const stop = async () => {
    const client = await running;
    await client.dispose().catch((error: unknown) => output.warn(String(error)));
  };
  const restart = () => {
    running = stop().then(launch);
    return running;
  };

  context.subscriptions.push(
    output,
    { dispose: stop },
    vscode.commands.registerCommand(`${section}.restartServer`, async () => void (await restart())),
    vscode.commands.registerCommand(`${section}.showOutput`, () => output.show()),
    vscode.commands.registerCommand(setRuleSeverity, writeRuleSeverity),
    vscode.commands.registerCommand(showReferences, showReferencesOf),
    vscode.commands.registerCommand(suggestHere, async () => suggestIn(await running)),
    vscode.commands.registerCommand(`${section}.openSample`, sampleOpener(context)),
    vscode.commands.registerCommand(fixWorkspace, async (rule) => fixWorkspaceWith(await running, rule)),
    vscode.commands.registerCommand(`${section}.showNotAnalysed`, async () => {
      await (await running).sendRequest(tellStatus, {});
      await status.explain();
    }),
    status,
    ...registerPreview(() => running),
    ...registerChallengePath(() => running, context.extensionUri),
    plan,
    vscode.commands.registerCommand(`${section}.refreshPlan`, () => plan.refresh()),
    vscode.commands.registerCommand(`${section}.showPlan`, () =>
      // The view is there only then; the walkthrough may ask earlier.
      status.hasResources
        ? plan.show()
        : vscode.window.setStatusBarMessage(
            vscode.l10n.t('cert-manager: nothing of it is known in this workspace yet'),
            5000,
          ),
    ),
  );
  await vscode.commands.executeCommand('setContext', `${section}.active`, true);
  await running;
}

/** The field docs of a language, read through VS Code so that it works from any place the extension may be in. */
async function proseOf(
  { extensionUri }: vscode.ExtensionContext,
  { locale }: ReadProseParams,
): Promise<ReadProseResult> {
  const file = vscode.Uri.joinPath(extensionUri, 'dist', 'prose', locale === 'ko' ? 'ko.json' : 'en.json');
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
}
