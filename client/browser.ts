/** Main of the extension in VS Code for the Web: the server is a web worker. */
import { type ExtensionContext, Uri } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { activateWith } from './extension.ts';

/** Called by VS Code. */
export function activate(context: ExtensionContext): Promise<void> {
  const at = (file: string) => Uri.joinPath(context.extensionUri, 'dist/server', file).toString(true);
  const script = at('worker.js');
  const knowledge = at('knowledge.js');
  let worker: Worker | undefined;
  const start = async () => {
    // A worker serves one client once; after a restart or a crash the old one must not stay behind.
    worker?.terminate();
    worker = new Worker(script);
    // Not the worker itself: VS Code's web host puts a class of its own in its place, which the client does not know.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  return activateWith(context, (id, name, options) => new LanguageClient(id, name, start, options), {
    knowledge,
  });
}
