/** The bundled server as a process of its own. */
import { type ChildProcessWithoutNullStreams, fork, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import {
  createProtocolConnection,
  Emitter,
  IPCMessageReader,
  IPCMessageWriter,
  type Message,
  type PartialMessageInfo,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const dist = (path: string) => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
const bundle = dist('server/node.js');

/** Whether there is something to test. */
export const isBuilt = existsSync(bundle);

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the server; `ended` resolves when it is gone. */
export function launch(...args: string[]): Launched {
  return launchIn('C', ...args);
}

interface Launched {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
}

/** The same in a terminal of some language. */
export function launchIn(language: string, ...args: string[]): Launched {
  const child = spawn(process.execPath, [bundle, ...args], { env: { ...process.env, LC_ALL: language } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += String(data);
  });
  child.stderr.on('data', (data) => {
    stderr += String(data);
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

/** Starts the server as VS Code does, with Node's own channel; `ended` gives the exit code. */
export function forkServer(): {
  readonly client: ProtocolConnection;
  readonly ended: Promise<number | null>;
} {
  const child = fork(bundle, ['--node-ipc'], { execArgv: [] });
  const client = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  client.listen();
  return { client, ended: new Promise((resolve) => child.on('close', resolve)) };
}

/** Runs the worker bundle in a bare global scope: what it needs beyond a worker's is missing here. */
export function startWorker(): ProtocolConnection {
  const incoming = new Emitter<Message>();
  const scope = {
    onmessage: (_event: { data: unknown }) => {},
    postMessage: (data: Message) => setImmediate(() => incoming.fire(structuredClone(data))),
    addEventListener: () => {},
    removeEventListener: () => {},
  };
  const web = {
    MessageChannel,
    TextEncoder,
    TextDecoder,
    URL,
    crypto,
    performance,
    setTimeout,
    clearTimeout,
    structuredClone,
  };
  const world = createContext({ self: scope, console, ...web });
  // A script that a worker imports puts its names into the global scope.
  const importScripts = (name: string) => {
    runInContext(readFileSync(dist(`server/${name}`), 'utf8'), world);
    Object.assign(scope, { certManagerKnowledge: runInContext('certManagerKnowledge', world) });
  };
  Object.assign(scope, { importScripts });
  runInContext(readFileSync(dist('server/worker.js'), 'utf8'), world);
  const failed = new Emitter<Error>();
  const closed = new Emitter<void>();
  const client = createProtocolConnection(
    {
      onError: failed.event,
      onClose: closed.event,
      onPartialMessage: new Emitter<PartialMessageInfo>().event,
      listen: (callback) => incoming.event(callback),
      dispose: () => {},
    },
    {
      onError: new Emitter<[Error, Message | undefined, number | undefined]>().event,
      onClose: closed.event,
      write: async (message) => void setImmediate(() => scope.onmessage({ data: structuredClone(message) })),
      end: () => {},
      dispose: () => {},
    },
  );
  client.listen();
  return client;
}

/** A client on the standard streams of a server. */
export function talkTo(child: ChildProcessWithoutNullStreams): ProtocolConnection {
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  return connection;
}

/** Messages as bytes in one piece, as a fast client writes them. */
export function framed(messages: readonly object[]): string {
  return messages
    .map((message) => {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    })
    .join('');
}
