/** A client of the server with the files of `test/workspaces/nav-issuers` open, and places in them. */
import type { ClientCapabilities, TextDocumentPositionParams } from 'vscode-languageserver/node';
import { rich, type Setup, start, type TestClient } from './lsp.ts';
import { placeOf } from './lspText.ts';
import { filesOf } from './navigation.ts';

export const home = 'file:///work/';
const files = filesOf('nav-issuers');
export const issuers = files.get('issuers.yaml') ?? '';
export const certificates = files.get('certificates.yaml') ?? '';
export const ingress = files.get('ingress.yaml') ?? '';
export const issuersUri = `${home}issuers.yaml`;
export const certificatesUri = `${home}certificates.yaml`;
export const ingressUri = `${home}ingress.yaml`;

/** A client that takes all forms of navigation. */
export const full: ClientCapabilities = {
  ...rich,
  textDocument: {
    ...rich.textDocument,
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true },
  },
  workspace: {
    ...rich.workspace,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
};
const initializationOptions = { commands: ['certManager.showReferences'] };

/** A server that was shown the three files. */
export async function opened(setup: Setup = {}): Promise<TestClient> {
  const client = await start({ capabilities: full, initializationOptions, ...setup });
  await client.open(issuers, issuersUri);
  await client.open(certificates, certificatesUri);
  await client.open(ingress, ingressUri);
  return client;
}

/** The start of a piece of text in a file. */
export const at = (uri: string, text: string, part: string): TextDocumentPositionParams => ({
  textDocument: { uri },
  position: placeOf(text, part),
});
