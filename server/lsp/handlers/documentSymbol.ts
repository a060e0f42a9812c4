/** `textDocument/documentSymbol`: a tree, or the resources alone where the client takes no tree. */
import {
  type DocumentSymbol,
  type DocumentSymbolParams,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver';
import type { Outlined } from '../../core/index.ts';
import type { Context, Handler } from '../context.ts';
import { cancelled } from '../gate.ts';
import { navigationFor } from '../navigation.ts';
import type { OpenDocument } from '../session.ts';
import { nextTurn } from '../turns.ts';

export const documentSymbol: Handler<DocumentSymbolParams, DocumentSymbol[] | SymbolInformation[]> = async (
  context,
  { textDocument },
  token,
) => {
  const document = context.session.get(textDocument.uri);
  if (!document) return [];
  const { version } = document;
  await nextTurn(context.schedule);
  if (token.isCancellationRequested) throw cancelled();
  if (!context.session.holds(document, version)) return [];
  const outline = navigationFor(context, document)?.outline(document.file().documents) ?? [];
  if (context.abilities.symbolTree) return outline.map((one) => treeOf(context, document, one));
  return outline.map(({ name, is, at }) => ({
    name,
    kind: symbolKindOf(is),
    location: { uri: document.uri, range: context.convert.range(document.text, at) },
  }));
};

function treeOf(context: Context, document: OpenDocument, one: Outlined): DocumentSymbol {
  const { name, detail, is, whole, at, children } = one;
  return {
    name,
    ...(detail !== '' && { detail }),
    kind: symbolKindOf(is),
    range: context.convert.range(document.text, whole),
    selectionRange: context.convert.range(document.text, at),
    ...(children.length > 0 && { children: children.map((child) => treeOf(context, document, child)) }),
  };
}

/** The symbol, so the picture, for a resource or a part of one. */
export function symbolKindOf(is: Outlined['is']): SymbolKind {
  switch (is) {
    case 'Issuer':
    case 'ClusterIssuer':
      return SymbolKind.Class;
    case 'Certificate':
    case 'CertificateRequest':
      return SymbolKind.Struct;
    case 'Secret':
    case 'ExternalSecret':
    case 'SealedSecret':
      return SymbolKind.Key;
    case 'Ingress':
    case 'Gateway':
    case 'ListenerSet':
    case 'XListenerSet':
      return SymbolKind.Module;
    case 'solver':
    case 'type':
      return SymbolKind.Method;
    case 'name':
      return SymbolKind.String;
    case 'tls':
    case 'listener':
    case 'selector':
      return SymbolKind.Field;
    default:
      return SymbolKind.Object;
  }
}
