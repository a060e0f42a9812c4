/** `textDocument/diagnostic`: the client asks. */
import {
  type DiagnosticServerCancellationData,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type { Handler } from '../context.ts';
import { diagnose, identityOf } from '../diagnostics.ts';
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
  const made = await diagnose(context, document);
  check();
  const resultId = identityOf(made);
  return resultId === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items: made.map((one) => one.diagnostic) };
};

/** The text went on: the client shall ask again. */
function outrun(): ResponseError<DiagnosticServerCancellationData> {
  const data = { retriggerRequest: true };
  return new ResponseError(LSPErrorCodes.ServerCancelled, 'The text has changed meanwhile.', data);
}
