/** `textDocument/diagnostic`: the client asks. */
import {
  type Diagnostic,
  type DiagnosticServerCancellationData,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type { Handler } from '../context.ts';
import { judge, toDiagnostic } from '../diagnostics.ts';
import { cancelled } from '../gate.ts';
import { nextTurn } from '../turns.ts';

export const diagnostic: Handler<DocumentDiagnosticParams, DocumentDiagnosticReport> = async (
  context,
  { textDocument, previousResultId },
  token,
) => {
  const document = context.session.get(textDocument.uri);
  if (!document) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  const { version } = document;
  const check = () => {
    if (token.isCancellationRequested) throw cancelled();
    if (!context.session.holds(document, version)) throw outrun();
  };
  // While somebody types, changes and cancellations stand in the queue: they make this request void.
  await nextTurn(context.schedule);
  check();
  const { findings } = await judge(context, document);
  check();
  const items = findings.map((found) => toDiagnostic(context, document, found));
  const resultId = identityOf(items);
  return resultId === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
};

/** The text went on: the client shall ask again. */
function outrun(): ResponseError<DiagnosticServerCancellationData> {
  const data = { retriggerRequest: true };
  return new ResponseError(LSPErrorCodes.ServerCancelled, 'The text has changed meanwhile.', data);
}

/**
 * A name for a report that is made of nothing but its content (two 32-bit FNV-1a sums, the second from the end):
 * nothing has to be remembered, and a restarted server answers `unchanged` only where it is true.
 */
function identityOf(items: readonly Diagnostic[]): string {
  if (items.length === 0) return 'none';
  const text = JSON.stringify(items);
  let [forth, back] = [0x811c9dc5, 0x811c9dc5];
  for (let i = 0; i < text.length; i++) {
    forth = Math.imul(forth ^ text.charCodeAt(i), 0x01000193);
    back = Math.imul(back ^ text.charCodeAt(text.length - 1 - i), 0x01000193);
  }
  return `${text.length}-${(forth >>> 0).toString(36)}-${(back >>> 0).toString(36)}`;
}
