/** What the server says it can do, for what the client can take. */
import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import type { Abilities } from './abilities.ts';
import { fixAllKind } from './handlers/codeAction.ts';
import { triggers } from './handlers/completion.ts';

/** The name of the server, and of its diagnostics and symbols. */
export const serverName = 'cert-manager-lint';

/** The capabilities of `initialize`. */
export function capabilitiesFor(abilities: Abilities): ServerCapabilities {
  return {
    positionEncoding: abilities.encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    completionProvider: { triggerCharacters: triggers, resolveProvider: abilities.completion.lazyDocs },
    ...(abilities.codeActionLiterals && {
      codeActionProvider: {
        codeActionKinds: ['quickfix', fixAllKind],
        resolveProvider: abilities.resolveEdit,
      },
    }),
    ...(abilities.pull && {
      diagnosticProvider: {
        identifier: serverName,
        interFileDependencies: true,
        workspaceDiagnostics: true,
      },
    }),
    ...(abilities.workspaceFolders && {
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    }),
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: abilities.symbolTree ? { label: 'cert-manager' } : true,
    workspaceSymbolProvider: true,
    renameProvider: abilities.prepareRename ? { prepareProvider: true } : true,
    documentLinkProvider: { resolveProvider: false },
    codeLensProvider: { resolveProvider: true },
    inlayHintProvider: true,
  };
}
