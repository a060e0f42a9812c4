/** `workspace/diagnostic`: files that no editor has open, where the setting asks for them. */
import type {
  CancellationToken,
  ResultProgressReporter,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDiagnosticReportPartialResult,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { fileOf } from '../../core/index.ts';
import type { Context } from '../context.ts';
import { identityOf } from '../diagnostics.ts';
import { cancelled } from '../gate.ts';
import { inSlices, nextTurn } from '../turns.ts';

/** Files judged before others have their turn. */
const piece = 32;

/**
 * The answer comes when there is news: until then the request stays open, so that a client which asks again and again
 * costs nothing.
 */
export async function workspaceDiagnostic(
  context: Context,
  { previousResultIds }: WorkspaceDiagnosticParams,
  token: CancellationToken,
  progress: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
): Promise<WorkspaceDiagnosticReport> {
  const before = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
  for (;;) {
    if (token.isCancellationRequested) throw cancelled();
    const news = context.changed.next(token);
    let wasTold = false;
    const report =
      progress &&
      ((items: WorkspaceDocumentDiagnosticReport[]) => {
        if (items.length === 0) return;
        wasTold = true;
        progress.report({ items });
      });
    const items = await newsOf(context, before, token, report);
    report?.(items);
    // What was told in pieces is not told again.
    if (wasTold || items.length > 0) return { items: wasTold ? [] : items };
    await news;
  }
}

async function newsOf(
  context: Context,
  before: Map<string, string>,
  token: CancellationToken,
  report: ((items: WorkspaceDocumentDiagnosticReport[]) => void) | undefined,
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const { places, session, settings, engine, diagnosticOf, schedule } = context;
  const { workspace } = places;
  const gone = new Set(before.keys());
  let items: WorkspaceDocumentDiagnosticReport[] = [];
  const paths = workspace.complete ? [...workspace.paths()].sort() : [];
  if (!workspace.complete) return [];
  for (const [i, path] of paths.entries()) {
    if (i % piece === piece - 1) {
      // Who takes no pieces gets all at the end.
      if (report) {
        report(items);
        items = [];
      }
      await nextTurn(schedule);
      if (token.isCancellationRequested) throw cancelled();
    }
    const uri = places.uri(path);
    const documents = workspace.documents(path);
    const text = places.text(path);
    if (!documents || !text || session.get(uri)) continue;
    const options = await settings.optionsFor(uri);
    if (!options.showsUnopened || settings.ignores(uri)) continue;
    const where = { workspace, path };
    const isOld = () => workspace.documents(path) !== documents;
    await inSlices(schedule, engine.stepsToFindings(options, where), isOld);
    if (token.isCancellationRequested) throw cancelled();
    if (isOld()) continue;
    const found = engine.findings(fileOf(documents), options, where);
    const made = found.map((one) => diagnosticOf({ uri, text }, one));
    gone.delete(uri);
    const resultId = identityOf(made);
    if (before.get(uri) === resultId || (made.length === 0 && !before.has(uri))) continue;
    before.set(uri, resultId);
    items.push({ kind: 'full', uri, version: null, resultId, items: made.map((one) => one.diagnostic) });
  }
  for (const uri of gone) {
    before.delete(uri);
    items.push({ kind: 'full', uri, version: null, items: [] });
  }
  return items;
}
