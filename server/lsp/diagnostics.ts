/** Findings → diagnostics of LSP. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { type FileFinding, inFile, type Options, rulePage, type Severity } from '../core/index.ts';
import type { Context } from './context.ts';
import type { OpenDocument } from './session.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** The findings of a document's newest text, and the options that they were found with. */
export async function judge(
  context: Context,
  document: OpenDocument,
): Promise<{ readonly findings: readonly FileFinding[]; readonly options: Options }> {
  const options = await context.settings.optionsFor(document.uri);
  return { findings: context.engine.findings(document.file(), options), options };
}

/** One finding as a diagnostic, with what the client understands. */
export function toDiagnostic(context: Context, document: OpenDocument, found: FileFinding): Diagnostic {
  const { abilities, convert } = context;
  const { finding } = found;
  const related = finding.related ?? [];
  return {
    range: convert.range(document.text, inFile(found, finding.at)),
    severity: severities[finding.severity],
    source: 'cert-manager',
    code: finding.rule,
    ...(abilities.codeDescription && { codeDescription: { href: rulePage(finding.rule) } }),
    message: finding.message,
    ...(abilities.relatedInformation &&
      related.length > 0 && {
        relatedInformation: related.map(({ at, message }) => ({
          location: { uri: document.uri, range: convert.range(document.text, inFile(found, at)) },
          message,
        })),
      }),
  };
}
