/** Wires a connection to the handlers. No Node and no DOM: the mains bring what differs. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { configName, localeFor } from '../core/index.ts';
import { abilitiesOf } from './abilities.ts';
import { capabilitiesFor, serverName as name } from './capabilities.ts';
import type { Context, Ports } from './context.ts';
import { createConverter } from './convert.ts';
import { createDiagnosticMaker } from './diagnostics.ts';
import { createGate, describe } from './gate.ts';
import { codeAction } from './handlers/codeAction.ts';
import { codeActionResolve } from './handlers/codeActionResolve.ts';
import { codeLens } from './handlers/codeLens.ts';
import { codeLensResolve } from './handlers/codeLensResolve.ts';
import { definition } from './handlers/definition.ts';
import { diagnostic } from './handlers/diagnostic.ts';
import { listenToConfiguration } from './handlers/didChangeConfiguration.ts';
import { documentHighlight } from './handlers/documentHighlight.ts';
import { documentLink } from './handlers/documentLink.ts';
import { documentSymbol } from './handlers/documentSymbol.ts';
import { hover } from './handlers/hover.ts';
import { inlayHint } from './handlers/inlayHint.ts';
import { prepareRename } from './handlers/prepareRename.ts';
import { createPublisher, type Publisher } from './handlers/publishDiagnostics.ts';
import { references } from './handlers/references.ts';
import { rename } from './handlers/rename.ts';
import { workspaceSymbol } from './handlers/workspaceSymbol.ts';
import { createNavigation } from './navigation.ts';
import { rememberCures } from './offers.ts';
import { createPlaces } from './places.ts';
import { lazyProse } from './prose.ts';
import { section } from './protocol.ts';
import { createSession } from './session.ts';
import { createSettings } from './settings.ts';
import { texts } from './texts.ts';

/** Answers on `connection` until it ends. */
export function startServer(connection: Connection, ports: Ports): void {
  const gate = createGate(connection);
  let publisher: Publisher | undefined;

  connection.onInitialize((params): InitializeResult | ResponseError<never> => {
    if (gate.context || gate.refusal()?.code === ErrorCodes.InvalidRequest) {
      return new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized already.');
    }
    const context = createContext(connection, ports, params);
    gate.open(context);
    if (!context.abilities.pull) publisher = createPublisher(context);
    return {
      serverInfo: { name, ...(ports.version !== undefined && { version: ports.version }) },
      capabilities: capabilitiesFor(context.abilities),
    };
  });
  connection.onInitialized(() => {
    const { context } = gate;
    if (!context) return;
    listenToConfiguration(context, publisher, () => gate.context !== undefined);
    if (context.abilities.configuration && context.abilities.registerConfiguration) {
      connection.client
        .register(DidChangeConfigurationNotification.type, { section })
        .catch((error: unknown) =>
          connection.console.warn(`Changes of settings are not told: ${describe(error)}`),
        );
    }
    if (ports.configs && context.abilities.watchFiles) watchConfigFiles(connection);
  });
  connection.onShutdown(() => {
    const refused = gate.refusal();
    if (refused) throw refused;
    gate.shut();
  });

  connection.onDidOpenTextDocument(({ textDocument }) => {
    gate.context?.session.open(textDocument);
    publisher?.touch(textDocument.uri);
  });
  connection.onDidChangeTextDocument((params) => {
    if (gate.context?.session.change(params)) publisher?.touch(params.textDocument.uri);
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    gate.context?.session.close(textDocument.uri);
    publisher?.clear(textDocument.uri);
  });

  connection.languages.diagnostics.on(gate.guard('textDocument/diagnostic', diagnostic));
  connection.onHover(gate.guard('textDocument/hover', hover));
  connection.onCodeAction(gate.guard('textDocument/codeAction', codeAction));
  connection.onCodeActionResolve(gate.guard('codeAction/resolve', codeActionResolve));
  connection.onDefinition(gate.guard('textDocument/definition', definition));
  connection.onReferences(gate.guard('textDocument/references', references));
  connection.onDocumentHighlight(gate.guard('textDocument/documentHighlight', documentHighlight));
  connection.onDocumentSymbol(gate.guard('textDocument/documentSymbol', documentSymbol));
  connection.onWorkspaceSymbol(gate.guard('workspace/symbol', workspaceSymbol));
  connection.onPrepareRename(gate.guard('textDocument/prepareRename', prepareRename));
  connection.onRenameRequest(gate.guard('textDocument/rename', rename));
  connection.onDocumentLinks(gate.guard('textDocument/documentLink', documentLink));
  connection.onCodeLens(gate.guard('textDocument/codeLens', codeLens));
  connection.onCodeLensResolve(gate.guard('codeLens/resolve', codeLensResolve));
  connection.languages.inlayHint.on(gate.guard('textDocument/inlayHint', inlayHint));
  connection.onRequest(
    (method) => gate.refusal() ?? new ResponseError(ErrorCodes.MethodNotFound, `Unhandled method ${method}`),
  );
  connection.listen();
}

function watchConfigFiles(connection: Connection): void {
  connection.client
    .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: `**/${configName}` }] })
    .catch((error: unknown) =>
      connection.console.warn(`Changes of ${configName} are not told: ${describe(error)}`),
    );
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
  const places = createPlaces(engine.createWorkspace());
  return {
    connection,
    abilities,
    convert,
    locale,
    say: texts[locale],
    schedule: ports.schedule,
    session: createSession(convert),
    settings: createSettings({
      connection,
      locale,
      initial: params.initializationOptions,
      folders: abilities.workspaceFolders ? (params.workspaceFolders ?? []) : rootOf(params),
      ask: abilities.configuration,
      configs: ports.configs?.(locale),
    }),
    diagnosticOf: createDiagnosticMaker(abilities, convert),
    engine,
    places,
    navigation: createNavigation(places.workspace),
    cures: rememberCures(engine),
    prose: lazyProse(() => ports.loadProse(locale), log('Field docs cannot be read')),
  };
}

function rootOf({ rootUri }: InitializeParams): readonly WorkspaceFolder[] {
  return typeof rootUri === 'string' ? [{ uri: rootUri, name: '' }] : [];
}
