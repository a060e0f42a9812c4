/** `textDocument/codeAction`: the fixes of the findings in a range, or the one action that applies all. */
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { texts as coreTexts, type FileFinding, inFile, type Options, type Span } from '../../core/index.ts';
import type { Context, Handler } from '../context.ts';
import { judge } from '../diagnostics.ts';
import { cancelled } from '../gate.ts';
import { fixAllEdit, offerEdit, offersOf, withEdit } from '../offers.ts';
import { fixWorkspace, setRuleSeverity } from '../protocol.ts';
import type { OpenDocument } from '../session.ts';
import { nextTurn } from '../turns.ts';

/** Alone under `source.fixAll`, so that users can choose ours. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.certManager`;

/** Texts longer than this (UTF-16 units) wait a turn, so that a cancellation can overtake the work. */
const largeText = 1 << 18;

export const codeAction: Handler<CodeActionParams, CodeAction[]> = async (context, params, token) => {
  const { textDocument, range } = params;
  const { only } = params.context;
  const document = context.session.get(textDocument.uri);
  if (!document || !context.abilities.codeActionLiterals) return [];
  const { version } = document;
  if (document.text.length > largeText) await nextTurn(context.schedule);
  if (token.isCancellationRequested) throw cancelled();
  const { findings, options } = await judge(context, document);
  if (!context.session.holds(document, version)) return [];
  const actions: CodeAction[] = [];
  if (only === undefined || only.some((kind) => includes(kind, CodeActionKind.QuickFix))) {
    actions.push(
      ...quickFixes(context, document, findings, options, context.convert.span(document.text, range)),
    );
  }
  // Only on demand, as VS Code asks: in a list of quick fixes it would hide the one for this place.
  if (only?.some((kind) => includes(kind, fixAllKind))) {
    const edit = await fixAllEdit(context, document);
    if (edit && context.session.holds(document, version)) {
      const action = { title: context.say.fixAll, kind: fixAllKind };
      actions.push(withEdit(context, action, { uri: document.uri, version }, () => edit));
    }
  }
  return actions;
};

/** Kinds are trees: who asks for `source` gets `source.fixAll` too. */
function includes(asked: string, kind: string): boolean {
  return asked === '' || kind === asked || kind.startsWith(`${asked}.`);
}

function quickFixes(
  context: Context,
  document: OpenDocument,
  findings: readonly FileFinding[],
  options: Options,
  range: Span,
): CodeAction[] {
  const touched = findings.flatMap((found, index) => {
    const at = inFile(found, found.finding.at);
    return at.start <= range.end && range.start <= at.end ? [{ found, index }] : [];
  });
  const rules = new Map(touched.map(({ found }) => [found.finding.rule, found]));
  return [
    ...touched.flatMap(({ found, index }) => actionsOf(context, document, found, index, options)),
    ...(context.abilities.runs(fixWorkspace)
      ? [...rules.values()].flatMap((found) => fixInWorkspace(context, document, found, options))
      : []),
    ...(context.abilities.runs(setRuleSeverity)
      ? [...rules.values()].map((found) => silenceInWorkspace(context, document, found))
      : []),
  ];
}

function actionsOf(
  context: Context,
  document: OpenDocument,
  found: FileFinding,
  finding: number,
  options: Options,
): CodeAction[] {
  const { abilities, say } = context;
  const { uri, version } = document;
  const diagnostics = [context.diagnosticOf(document, found).diagnostic];
  let preferred = abilities.preferred;
  return offersOf(found).flatMap((fix, offer) => {
    const action: CodeAction = { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics };
    if (!context.cures(found, fix, options)) {
      return abilities.disabled ? [{ ...action, disabled: { reason: say.noCure } }] : [];
    }
    // The first that is safe and cures, as fix-all takes it.
    if (preferred && fix.safety === 'safe') {
      action.isPreferred = true;
      preferred = false;
    }
    const name = { uri, version, finding, offer };
    return [withEdit(context, action, name, () => offerEdit(context, document, found, fix))];
  });
}

/** The safe fixes of one rule in all files, shown before they are made. */
function fixInWorkspace(
  context: Context,
  document: OpenDocument,
  found: FileFinding,
  options: Options,
): readonly CodeAction[] {
  const { rule } = found.finding;
  if (!found.finding.fixes.some((fix) => fix.safety === 'safe' && context.cures(found, fix, options)))
    return [];
  const title = context.say.fixEverywhere(rule);
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [context.diagnosticOf(document, found).diagnostic],
      command: { title, command: fixWorkspace, arguments: [rule] },
    },
  ];
}

function silenceInWorkspace(context: Context, document: OpenDocument, found: FileFinding): CodeAction {
  const { rule } = found.finding;
  const title = coreTexts[context.locale].silenceInWorkspace(rule);
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [context.diagnosticOf(document, found).diagnostic],
    command: { title, command: setRuleSeverity, arguments: [rule, 'off', document.uri] },
  };
}
