/** Wires a connection to the handlers. No Node and no DOM: the mains bring what differs. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { configName, isWorthKeeping, localeFor } from '../core/index.ts';
import { abilitiesOf } from './abilities.ts';
import { capabilitiesFor, serverName as name } from './capabilities.ts';
import type { Context, Handler, Ports } from './context.ts';
import { createConverter } from './convert.ts';
import { createDiagnosticMaker } from './diagnostics.ts';
import { createGate, describe } from './gate.ts';
import { challengePath } from './handlers/challengePath.ts';
import { codeAction } from './handlers/codeAction.ts';
import { codeActionResolve } from './handlers/codeActionResolve.ts';
import { codeLens } from './handlers/codeLens.ts';
import { codeLensResolve } from './handlers/codeLensResolve.ts';
import { createCompletion } from './handlers/completion.ts';
import { definition } from './handlers/definition.ts';
import { diagnostic } from './handlers/diagnostic.ts';
import { judgeAgain, listenToConfiguration } from './handlers/didChangeConfiguration.ts';
import { documentHighlight } from './handlers/documentHighlight.ts';
import { documentLink } from './handlers/documentLink.ts';
import { documentSymbol } from './handlers/documentSymbol.ts';
import { fixEverywhere } from './handlers/fixEverywhere.ts';
import { hover } from './handlers/hover.ts';
import { inlayHint } from './handlers/inlayHint.ts';
import { plan } from './handlers/plan.ts';
import { prepareRename } from './handlers/prepareRename.ts';
import { preview } from './handlers/preview.ts';
import { createPublisher, type Publisher } from './handlers/publishDiagnostics.ts';
import { references } from './handlers/references.ts';
import { rename } from './handlers/rename.ts';
import { workspaceDiagnostic } from './handlers/workspaceDiagnostic.ts';
import { workspaceSymbol } from './handlers/workspaceSymbol.ts';
import { createIndexer, type Indexer, ignoreListName } from './indexer.ts';
import { createNavigation } from './navigation.ts';
import { rememberCures } from './offers.ts';
import { createPlaces, pathOf } from './places.ts';
import { lazyProse } from './prose.ts';
import {
  challengePath as challengePathRequest,
  fixEverywhere as fixEverywhereRequest,
  planChanged,
  preview as previewRequest,
  section,
  showPlan,
  tellStatus,
} from './protocol.ts';
import { followEdits } from './refresh.ts';
import { createSession } from './session.ts';
import { createSettings } from './settings.ts';
import { createSignal } from './signal.ts';
import { followForStatus, sendReading, sendStatus } from './status.ts';
import { texts } from './texts.ts';

/** Answers on `connection` until it ends. */
export function startServer(connection: Connection, ports: Ports): void {
  const gate = createGate(connection);
  let publisher: Publisher | undefined;
  let indexer: Indexer | undefined;
  let lenses = () => {};
  const tell = (context: Context) => {
    if (context.abilities.status && indexer) void sendStatus(context, indexer.state());
  };
  const isIdle = () => indexer?.state().phase === 'idle';
  let counts = () => {};
  const others = (uri: string) => {
    for (const document of gate.context?.session.all() ?? [])
      if (document.uri !== uri) publisher?.touch(document.uri);
  };

  connection.onInitialize((params): InitializeResult | ResponseError<never> => {
    if (gate.context || gate.refusal()?.code === ErrorCodes.InvalidRequest) {
      return new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized already.');
    }
    const context = createContext(connection, ports, params);
    gate.open(context);
    lenses = followEdits(context, () => gate.context !== undefined);
    counts = followForStatus(
      context,
      () => gate.context !== undefined && indexer?.state().phase !== 'reading',
      () => tell(context),
    );
    if (!context.abilities.pull) publisher = createPublisher(context);
    if (ports.files) {
      const onChange = () => {
        if (!gate.context) return;
        context.changed.fire();
        judgeAgain(context, publisher);
        tell(context);
        if (context.abilities.status) void connection.sendNotification(planChanged).catch(() => {});
      };
      const onProgress = () => {
        if (gate.context && indexer) sendReading(context, indexer.state());
      };
      indexer = createIndexer(
        ...([context, ports.files(connection), context.settings.folders, onChange, onProgress] as const),
      );
    }
    return {
      serverInfo: { name, ...(ports.version !== undefined && { version: ports.version }) },
      capabilities: capabilitiesFor(context.abilities),
    };
  });
  connection.onInitialized(() => {
    const { context } = gate;
    if (!context) return;
    listenToConfiguration(context, publisher, indexer, () => gate.context !== undefined);
    if (context.abilities.configuration && context.abilities.registerConfiguration) {
      connection.client
        .register(DidChangeConfigurationNotification.type, { section })
        .catch((error: unknown) =>
          connection.console.warn(`Changes of settings are not told: ${describe(error)}`),
        );
    }
    if (context.abilities.watchFiles) watchFiles(connection, ports);
  });
  connection.onShutdown(() => {
    const refused = gate.refusal();
    if (refused) throw refused;
    gate.shut();
  });

  connection.onDidOpenTextDocument(({ textDocument }) => {
    gate.context?.session.open(textDocument);
    publisher?.touch(textDocument.uri);
    others(textDocument.uri);
    // An editor that never shows a file of ours pays for no index.
    if (isIdle() && isWorthKeeping(pathOf(textDocument.uri), textDocument.text)) indexer?.restart();
  });
  connection.onDidChangeTextDocument((params) => {
    if (!gate.context?.session.change(params)) return;
    publisher?.touch(params.textDocument.uri);
    others(params.textDocument.uri);
    lenses();
    counts();
    gate.context.changed.fire();
    if (isIdle() && beginsOurs(gate.context, params.textDocument.uri)) indexer?.restart();
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    gate.context?.session.close(textDocument.uri);
    publisher?.clear(textDocument.uri);
    indexer?.closed(textDocument.uri);
    others(textDocument.uri);
  });

  connection.languages.diagnostics.on(gate.guard('textDocument/diagnostic', diagnostic));
  // Whoever is offered something begins a file of ours: what others hold is wanted next.
  const { completion, resolve } = createCompletion(() => {
    if (isIdle()) indexer?.restart();
    return indexer?.state().phase !== 'reading';
  });
  connection.onCompletion(gate.guard('textDocument/completion', completion));
  connection.onCompletionResolve(gate.guard('completionItem/resolve', resolve));
  connection.languages.diagnostics.onWorkspace((params, token, _, progress) =>
    gate.guard<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>(
      'workspace/diagnostic',
      (context, asked, cancel) => {
        if (isIdle()) indexer?.startFor(context);
        return workspaceDiagnostic(context, asked, cancel, progress);
      },
    )(params, token),
  );
  connection.onRequest(
    tellStatus,
    gate.guard(tellStatus, async (context) => {
      if (indexer) await sendStatus(context, indexer.state());
    }),
  );
  /** What is asked of the whole workspace waits until that is known. */
  const ofAll =
    <P, R>(handler: Handler<P, R>): Handler<P, R> =>
    async (...asked) => {
      await indexer?.read();
      return handler(...asked);
    };
  connection.onRequest(showPlan, gate.guard(showPlan, ofAll(plan)));
  connection.onRequest(fixEverywhereRequest, gate.guard(fixEverywhereRequest, ofAll(fixEverywhere)));
  connection.onRequest(previewRequest, gate.guard(previewRequest, preview));
  connection.onRequest(challengePathRequest, gate.guard(challengePathRequest, challengePath));
  connection.onHover(gate.guard('textDocument/hover', hover));
  connection.onCodeAction(gate.guard('textDocument/codeAction', codeAction));
  connection.onCodeActionResolve(gate.guard('codeAction/resolve', codeActionResolve));
  connection.onDefinition(gate.guard('textDocument/definition', definition));
  connection.onReferences(gate.guard('textDocument/references', references));
  connection.onDocumentHighlight(gate.guard('textDocument/documentHighlight', documentHighlight));
  connection.onDocumentSymbol(gate.guard('textDocument/documentSymbol', documentSymbol));
  connection.onWorkspaceSymbol(gate.guard('workspace/symbol', ofAll(workspaceSymbol)));
  connection.onPrepareRename(gate.guard('textDocument/prepareRename', prepareRename));
  connection.onRenameRequest(gate.guard('textDocument/rename', ofAll(rename)));
  connection.onDocumentLinks(gate.guard('textDocument/documentLink', documentLink));
  connection.onCodeLens(gate.guard('textDocument/codeLens', codeLens));
  connection.onCodeLensResolve(gate.guard('codeLens/resolve', codeLensResolve));
  connection.languages.inlayHint.on(gate.guard('textDocument/inlayHint', inlayHint));
  connection.onRequest(
    (method) => gate.refusal() ?? new ResponseError(ErrorCodes.MethodNotFound, `Unhandled method ${method}`),
  );
  connection.listen();
}

/** A new file becomes one of ours while it is typed; a long one was looked at when it was opened. */
function beginsOurs({ session }: Context, uri: string): boolean {
  const document = session.get(uri);
  return (
    document !== undefined &&
    document.text.length < newFile &&
    isWorthKeeping(pathOf(uri), document.file().text)
  );
}
const newFile = 20_000;

function watchFiles(connection: Connection, { configs, files }: Ports): void {
  const patterns = [
    ...(configs ? [`**/${configName}`] : []),
    ...(files ? ['**/*.{yaml,yml}', '**/Kustomization', `**/${ignoreListName}`] : []),
  ];
  if (patterns.length === 0) return;
  connection.client
    .register(DidChangeWatchedFilesNotification.type, {
      watchers: patterns.map((globPattern) => ({ globPattern })),
    })
    .catch((error: unknown) => connection.console.warn(`Changes of files are not told: ${describe(error)}`));
}

function createContext(connection: Connection, ports: Ports, params: InitializeParams): Context {
  const abilities = abilitiesOf(params);
  const convert = createConverter(abilities.encoding);
  const locale = localeFor(params.locale);
  const log = (what: string) => (error: unknown) => connection.console.error(`${what}: ${describe(error)}`);
  const engine = ports.createEngine(
    (rule, error) => log(`Rule ${rule} failed and is left out`)(error),
    params.initializationOptions,
  );
  const session = createSession(convert);
  const places = createPlaces(engine.createWorkspace(), session);
  return {
    connection,
    abilities,
    convert,
    locale,
    say: texts[locale],
    schedule: ports.schedule,
    session,
    settings: createSettings({
      connection,
      locale,
      initial: params.initializationOptions,
      folders: abilities.workspaceFolders ? (params.workspaceFolders ?? []) : rootOf(params),
      ask: abilities.configuration,
      configs: ports.configs?.(locale),
    }),
    diagnosticOf: createDiagnosticMaker({ abilities, convert, places, locale }),
    engine,
    places,
    navigation: createNavigation(engine, places.workspace),
    changed: createSignal(),
    cures: rememberCures(engine),
    prose: lazyProse(() => ports.loadProse(locale), log('Field docs cannot be read')),
  };
}

function rootOf({ rootUri }: InitializeParams): readonly WorkspaceFolder[] {
  return typeof rootUri === 'string' ? [{ uri: rootUri, name: '' }] : [];
}
