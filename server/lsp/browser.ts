/// <reference lib="webworker" />
/** Main of the language server in a web worker. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { createEngine, type Knowledge, yamlLibrary } from '../core/index.ts';
import { clientFiles } from './clientFiles.ts';
import {
  type InitializationOptions,
  type ReadProseParams,
  type ReadProseResult,
  readProse,
} from './protocol.ts';
import { startServer } from './server.ts';
import type { Schedule } from './turns.ts';

declare const self: DedicatedWorkerGlobalScope & { certManagerKnowledge?: { readonly knowledge: Knowledge } };

/** The script with the rules, which the client names; loaded when the first resource is met. */
function loadKnowledge(options: unknown): Knowledge {
  const { knowledge } = (options ?? {}) as InitializationOptions;
  if (knowledge === undefined) throw new Error('The client did not say where the rules are.');
  // Where that bundle looks for it (`esbuild.mjs`).
  Object.assign(self, { certManagerYaml: yamlLibrary });
  self.importScripts(knowledge);
  if (!self.certManagerKnowledge) throw new Error(`${knowledge} holds no rules.`);
  return self.certManagerKnowledge.knowledge;
}

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
  createEngine: (onRuleCrash, initializationOptions) =>
    createEngine(onRuleCrash, () => loadKnowledge(initializationOptions)),
  files: clientFiles,
  version: undefined,
});
