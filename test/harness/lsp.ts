/** Client and server in one process, joined by two streams (the idea of compose-language-service's TestConnection). */
import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  type CompletionContext,
  type CompletionItem,
  type CompletionList,
  type ConfigurationItem,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import { createEngine, openFile } from '../../server/core/index.ts';
import { knowledge } from '../../server/core/knowledge.ts';
import type { Ports } from '../../server/lsp/context.ts';
import { startServer } from '../../server/lsp/server.ts';
import { type Mailbox, mailbox } from './mailbox.ts';

/** The issuer of the story, and the same with its preferred fix. */
export const issuer = sample('multi-node/issuer.yaml');
export const fixedIssuer = sample('multi-node-fixed/issuer.yaml');
export const rule = 'http01-solver-without-node-affinity';
export const uri = 'file:///work/issuer.yaml';

export { releases } from '../../server/core/index.ts';
export type { PlanNode, Status } from '../../server/lsp/protocol.ts';

/** The real engine, for tests that wrap it. */
export const engine: Ports['createEngine'] = (onRuleCrash) => createEngine(onRuleCrash, () => knowledge);

/** A text, split into documents. */
export const file = (text: string) => openFile(text);

function sample(name: string): string {
  return readFileSync(new URL(`../../samples/${name}`, import.meta.url), 'utf8');
}

/** What VS Code can do, as far as we care. */
export const rich: ClientCapabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedInformation: true, codeDescriptionSupport: true },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'source'] } },
      isPreferredSupport: true,
      disabledSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, snippetEditSupport: true },
    diagnostics: { refreshSupport: true },
  },
};

/** The same with completion: snippets, lines as they are, docs later. */
export const completing: ClientCapabilities = {
  ...rich,
  textDocument: {
    ...rich.textDocument,
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown', 'plaintext'],
        tagSupport: { valueSet: [1] },
        insertTextModeSupport: { valueSet: [1, 2] },
        resolveSupport: { properties: ['documentation'] },
      },
    },
  },
};
/** Without snippets and without lazy edits. */
export const inline: ClientCapabilities = {
  ...rich,
  textDocument: {
    ...rich.textDocument,
    codeAction: { ...rich.textDocument?.codeAction, resolveSupport: { properties: [] } },
  },
  workspace: { ...rich.workspace, workspaceEdit: { documentChanges: true } },
};

/** A client that takes published diagnostics and code actions, and nothing else. */
export const plain: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: {},
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
  },
};

export interface Setup extends Partial<Omit<InitializeParams, 'capabilities'>> {
  readonly capabilities?: ClientCapabilities;
  /** Answers `workspace/configuration`. */
  readonly settings?: (item: ConfigurationItem) => unknown;
  readonly ports?: Partial<Ports>;
}

export interface TestClient {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly published: Mailbox<PublishDiagnosticsParams>;
  /** Shown to the user. */
  readonly shown: Mailbox<string>;
  readonly logged: Mailbox<string>;
  readonly registered: Mailbox<string>;
  readonly refreshed: Mailbox<true>;
  /** Does something, and waits until the server says that answers have changed since. */
  refreshedBy(what: () => Promise<unknown>): Promise<void>;
  /** How often `workspace/configuration` was asked. */
  readonly asked: Mailbox<readonly ConfigurationItem[]>;
  /** From now on `workspace/configuration` is answered so. */
  answer(settings: (item: ConfigurationItem) => unknown): void;
  open(text: string, uri?: string, languageId?: string): Promise<void>;
  change(version: number, changes: TextDocumentContentChangeEvent[], uri?: string): Promise<void>;
  /** Tells the server that settings changed. */
  configure(settings?: unknown): Promise<void>;
  /** The diagnostics published for a version. */
  publishedFor(version: number, uri?: string): Promise<Diagnostic[]>;
  pull(uri?: string, previousResultId?: string): Promise<DocumentDiagnosticReport>;
  /** The items of a full report. */
  diagnostics(uri?: string): Promise<Diagnostic[]>;
  hover(position: Position, uri?: string): Promise<Hover | null>;
  actions(range: Range, context?: Partial<CodeActionContext>, uri?: string): Promise<CodeAction[]>;
  resolve(action: CodeAction): Promise<CodeAction>;
  complete(position: Position, context?: CompletionContext, uri?: string): Promise<CompletionList | null>;
  resolveItem(item: CompletionItem): Promise<CompletionItem>;
}

/** Joins a client without a word said yet. */
export function connect(ports: Partial<Ports> = {}): ProtocolConnection {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(server, {
    schedule: setImmediate,
    loadProse: () => Promise.resolve({}),
    createEngine: engine,
    version: '0.0.0-test',
    ...ports,
  });
  const client = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
    console,
  );
  client.listen();
  return client;
}

/** Starts a server and shakes hands. */
export async function start(setup: Setup = {}): Promise<TestClient> {
  const { capabilities = rich, settings = () => null, ports, ...params } = setup;
  const connection = connect(ports);
  let answer = settings;
  const client = {
    published: mailbox<PublishDiagnosticsParams>(),
    shown: mailbox<string>(),
    logged: mailbox<string>(),
    registered: mailbox<string>(),
    refreshed: mailbox<true>(),
    asked: mailbox<readonly ConfigurationItem[]>(),
  };
  connection.onNotification('textDocument/publishDiagnostics', client.published.put);
  connection.onNotification('window/showMessage', ({ message }) => client.shown.put(message));
  connection.onNotification('window/logMessage', ({ message }) => client.logged.put(message));
  connection.onRequest('workspace/configuration', ({ items }) => {
    client.asked.put(items);
    return items.map(answer);
  });
  connection.onRequest('client/registerCapability', ({ registrations }) => {
    for (const { method } of registrations) client.registered.put(method);
    return null;
  });
  connection.onRequest('workspace/diagnostic/refresh', () => {
    client.refreshed.put(true);
    return null;
  });
  const initialized: InitializeResult = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: null,
    capabilities,
    ...params,
  } satisfies InitializeParams);
  await connection.sendNotification('initialized', {});

  const self: TestClient = {
    ...client,
    connection,
    initialized,
    async refreshedBy(what) {
      const before = client.refreshed.all.length;
      await what();
      await client.refreshed.next((_, at) => at >= before);
    },
    answer(next) {
      answer = next;
    },
    open: (text, of = uri, languageId = 'yaml') =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: of, languageId, version: 1, text },
      }),
    change: (version, contentChanges, of = uri) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: of, version },
        contentChanges,
      }),
    configure: (changed = null) =>
      connection.sendNotification('workspace/didChangeConfiguration', { settings: changed }),
    publishedFor: async (version, of = uri) =>
      (await client.published.next((params) => params.uri === of && params.version === version)).diagnostics,
    pull: (of = uri, previousResultId) =>
      connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri: of },
        ...(previousResultId !== undefined && { previousResultId }),
      }),
    async diagnostics(of = uri) {
      const report = await self.pull(of);
      if (report.kind !== 'full') throw new Error('The report is not full.');
      return report.items;
    },
    hover: (position, of = uri) =>
      connection.sendRequest('textDocument/hover', { textDocument: { uri: of }, position }),
    actions: (range, context = {}, of = uri) =>
      connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri: of },
        range,
        context: { diagnostics: [], ...context },
      }),
    resolve: (action) => connection.sendRequest('codeAction/resolve', action),
    complete: (position, context, of = uri) =>
      connection.sendRequest('textDocument/completion', {
        textDocument: { uri: of },
        position,
        ...(context && { context }),
      }),
    resolveItem: (item) => connection.sendRequest('completionItem/resolve', item),
  };
  return self;
}

/** Folders as a client names them. */
export function folders(...uris: string[]): WorkspaceFolder[] {
  return uris.map((folder) => ({ uri: folder, name: folder }));
}

/** The first of what is offered. */
export async function first<T>(actions: Promise<readonly T[]>): Promise<T> {
  const [action] = await actions;
  if (!action) throw new Error('Nothing is offered.');
  return action;
}
