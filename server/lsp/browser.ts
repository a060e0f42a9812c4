/// <reference lib="webworker" />
/** Main of the language server in a web worker. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { createEngine } from '../core/index.ts';
import { type ReadProseParams, type ReadProseResult, readProse } from './protocol.ts';
import { startServer } from './server.ts';
import type { Schedule } from './turns.ts';

declare const self: DedicatedWorkerGlobalScope;

/** A later macrotask without the four milliseconds that nested timers cost. */
function macrotasks(): Schedule {
  const { port1, port2 } = new MessageChannel();
  const tasks: (() => void)[] = [];
  port1.onmessage = () => tasks.shift()?.();
  return (task) => {
    tasks.push(task);
    port2.postMessage(undefined);
  };
}

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));

startServer(connection, {
  schedule: macrotasks(),
  // A worker cannot know where its extension lies: the client reads for it.
  loadProse(locale) {
    const params: ReadProseParams = { locale };
    return connection.sendRequest<ReadProseResult>(readProse, params);
  },
  createEngine,
  version: undefined,
});
