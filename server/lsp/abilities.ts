/** What the client can do, read once from its `initialize`. */
import { CompletionItemTag, type InitializeParams, InsertTextMode } from 'vscode-languageserver';
import { type Encoding, negotiateEncoding } from './convert.ts';
import { suggestHere, triggerSuggest } from './protocol.ts';

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
  /** Shows progress that the server begins. */
  readonly progress: boolean;
  readonly workspaceFolders: boolean;
  readonly markdown: boolean;
  readonly codeActionLiterals: boolean;
  readonly preferred: boolean;
  readonly disabled: boolean;
  readonly resolveEdit: boolean;
  readonly documentChanges: boolean;
  readonly snippets: boolean;
  readonly completion: CompletionAbilities;
  /** The client shows changes that need a confirmation before it makes them. */
  readonly changeAnnotations: boolean;
  /** The client shows what the server knows of the workspace. */
  readonly status: boolean;
  /** Whether the client runs a command of ours. */
  readonly runs: (command: string) => boolean;
  readonly definitionLinks: boolean;
  readonly symbolTree: boolean;
  readonly prepareRename: boolean;
  readonly refreshCodeLenses: boolean;
  readonly refreshInlayHints: boolean;
}

export interface CompletionAbilities {
  /** Items may be snippets. */
  readonly snippets: boolean;
  /** What the client does with the lines of an item; undefined where it does not say. */
  readonly lines: InsertTextMode | undefined;
  /** An item may say what is to be done with its lines. */
  readonly linesPerItem: boolean;
  /** Docs may follow in `completionItem/resolve`. */
  readonly lazyDocs: boolean;
  readonly markdown: boolean;
  readonly deprecatedTag: boolean;
  readonly deprecatedFlag: boolean;
  /** The client can ask again once an item is written. */
  readonly suggest: string | undefined;
}

/** Reads the abilities; whatever is absent counts as missing. */
export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): Abilities {
  const { general, textDocument, window, workspace } = capabilities;
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
    progress: window?.workDoneProgress === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    markdown: formats === undefined || formats[0] === 'markdown',
    codeActionLiterals: action?.codeActionLiteralSupport !== undefined,
    preferred: action?.isPreferredSupport === true,
    disabled: action?.disabledSupport === true,
    resolveEdit: action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    documentChanges,
    snippets: documentChanges && workspace?.workspaceEdit?.snippetEditSupport === true,
    completion: completionAbilities(textDocument?.completion, initializationOptions),
    changeAnnotations: documentChanges && workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    status: isRecord(initializationOptions) && initializationOptions['status'] === true,
    runs: (command) => commandsOf(initializationOptions).includes(command),
    definitionLinks: textDocument?.definition?.linkSupport === true,
    symbolTree: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    prepareRename: textDocument?.rename?.prepareSupport === true,
    refreshCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
  };
}

type CompletionCapabilities = NonNullable<InitializeParams['capabilities']['textDocument']>['completion'];

/** As they are is what our text is made for; a client that can only do the other says so. */
function completionAbilities(asked: CompletionCapabilities, options: unknown): CompletionAbilities {
  const item = asked?.completionItem;
  const formats = item?.documentationFormat;
  const modes = item?.insertTextModeSupport?.valueSet ?? [];
  const { asIs, adjustIndentation } = InsertTextMode;
  return {
    snippets: item?.snippetSupport === true,
    lines: [asIs, adjustIndentation].find((mode) => modes.includes(mode)) ?? asked?.insertTextMode,
    linesPerItem: modes.length > 0,
    lazyDocs: item?.resolveSupport?.properties.includes('documentation') === true,
    markdown: formats === undefined || formats[0] === 'markdown',
    deprecatedTag: item?.tagSupport?.valueSet.includes(CompletionItemTag.Deprecated) === true,
    deprecatedFlag: item?.deprecatedSupport === true,
    suggest: [suggestHere, triggerSuggest].find((one) => commandsOf(options).includes(one)),
  };
}

function commandsOf(options: unknown): readonly unknown[] {
  if (!isRecord(options)) return [];
  return Array.isArray(options['commands']) ? options['commands'] : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
