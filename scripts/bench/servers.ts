/** Language servers as processes, spoken to over stdio; one edit at a time, timed. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** How a server tells its diagnostics: `pull` answers a request, `push` sends a notification some time after an edit. */
export type Way = 'pull' | 'push';

export interface Server {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcessWithoutNullStreams;
  readonly way: Way;
}

/** Starts a server and initializes it. */
export async function start(command: readonly string[], way: Way): Promise<Server> {
  const [file = '', ...args] = command;
  const child = spawn(file, args);
  child.stderr.resume();
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly { section?: string }[] }) =>
    items.map(({ section }) =>
      section === 'yaml' ? { validate: true, schemaStore: { enable: false } } : null,
    ),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      textDocument: {
        ...(way === 'pull' && { diagnostic: {} }),
        publishDiagnostics: { versionSupport: true },
      },
      workspace: { configuration: true },
    },
  });
  await connection.sendNotification('initialized', {});
  return { connection, process: child, way };
}

/** A document in a server: edits are timed from the notification to the diagnostics of that very text. */
export interface OpenDocument {
  edit(offset: number, insert: boolean): Promise<number>;
  close(): Promise<void>;
}

/** Opens `text` and waits for its first diagnostics. */
export async function open({ connection, way }: Server, uri: string, text: string): Promise<OpenDocument> {
  let version = 1;
  let arrived: (() => void) | undefined;
  const subscription = connection.onNotification(
    'textDocument/publishDiagnostics',
    (params: { uri: string }) => {
      if (params.uri === uri) arrived?.();
    },
  );
  const diagnostics = async (send: () => Promise<void>) => {
    const pushed = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const started = performance.now();
    await send();
    if (way === 'pull') await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
    else await pushed;
    return performance.now() - started;
  };
  await diagnostics(() =>
    connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version, text },
    }),
  );
  return {
    edit(offset, insert) {
      const position = (at: number) => {
        const before = text.slice(0, at).split('\n');
        return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
      };
      const range = { start: position(offset), end: position(insert ? offset : offset + 1) };
      return diagnostics(() =>
        connection.sendNotification('textDocument/didChange', {
          textDocument: { uri, version: ++version },
          contentChanges: [{ range, text: insert ? 'x' : '' }],
        }),
      );
    },
    async close() {
      subscription.dispose();
      await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    },
  };
}

/** Milliseconds of a request that the server only has to refuse: the price of the round trip itself. */
export async function emptyRequest({ connection }: Server): Promise<number> {
  const started = performance.now();
  await connection.sendRequest('bench/empty', {}).catch(() => undefined);
  return performance.now() - started;
}

/** Milliseconds from a notification with the text of one document to the answer of a server that only parses it. */
export async function parseRequest({ connection }: Server, text: string): Promise<number> {
  const started = performance.now();
  await connection.sendNotification('bench/text', { text });
  await connection.sendRequest('bench/parse', {});
  return performance.now() - started;
}

/** Resident memory of a server in MB; NaN where the system does not tell. */
export function memory(server: Server): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.process.pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Ends a server. */
export async function stop(server: Server): Promise<void> {
  await server.connection.sendRequest('shutdown');
  await server.connection.sendNotification('exit');
  server.connection.dispose();
  server.process.kill();
}
