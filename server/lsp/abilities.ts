/** What the client can do, read once from its `initialize`. */
import type { InitializeParams } from 'vscode-languageserver';
import { type Encoding, negotiateEncoding } from './convert.ts';
import { setRuleSeverity, showReferences } from './protocol.ts';

export interface Abilities {
  readonly encoding: Encoding;
  /** The client asks for diagnostics; otherwise they are published. */
  readonly pull: boolean;
  readonly refreshDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly configuration: boolean;
  readonly registerConfiguration: boolean;
  readonly watchFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly markdown: boolean;
  readonly codeActionLiterals: boolean;
  readonly preferred: boolean;
  readonly disabled: boolean;
  readonly resolveEdit: boolean;
  readonly documentChanges: boolean;
  readonly snippets: boolean;
  /** The client runs our command that writes `certManager.rules`. */
  readonly setRuleSeverity: boolean;
  /** The client runs our command that shows references. */
  readonly showReferences: boolean;
  readonly definitionLinks: boolean;
  readonly symbolTree: boolean;
  readonly prepareRename: boolean;
  /** The client shows changes that need a confirmation before it makes them. */
  readonly changeAnnotations: boolean;
  readonly refreshCodeLenses: boolean;
  readonly refreshInlayHints: boolean;
}

/** Reads the abilities; whatever is absent counts as missing. */
export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): Abilities {
  const { general, textDocument, workspace } = capabilities;
  const action = textDocument?.codeAction;
  const publish = textDocument?.publishDiagnostics;
  const pull = textDocument?.diagnostic;
  const documentChanges = workspace?.workspaceEdit?.documentChanges === true;
  const formats = textDocument?.hover?.contentFormat;
  return {
    encoding: negotiateEncoding(general?.positionEncodings),
    pull: pull !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: publish?.relatedInformation === true || pull?.relatedInformation === true,
    codeDescription: publish?.codeDescriptionSupport === true || pull?.codeDescriptionSupport === true,
    configuration: workspace?.configuration === true,
    registerConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    markdown: formats === undefined || formats[0] === 'markdown',
    codeActionLiterals: action?.codeActionLiteralSupport !== undefined,
    preferred: action?.isPreferredSupport === true,
    disabled: action?.disabledSupport === true,
    resolveEdit: action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    documentChanges,
    snippets: documentChanges && workspace?.workspaceEdit?.snippetEditSupport === true,
    setRuleSeverity: commandsOf(initializationOptions).includes(setRuleSeverity),
    showReferences: commandsOf(initializationOptions).includes(showReferences),
    definitionLinks: textDocument?.definition?.linkSupport === true,
    symbolTree: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    prepareRename: textDocument?.rename?.prepareSupport === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    refreshCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
  };
}

function commandsOf(options: unknown): readonly unknown[] {
  if (typeof options !== 'object' || options === null || !('commands' in options)) return [];
  return Array.isArray(options.commands) ? options.commands : [];
}
