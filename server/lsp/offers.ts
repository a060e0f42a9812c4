/** What can be offered for findings, and how an offer is found again when the client asks for its edit. */
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver';
import {
  type Engine,
  editsInFile,
  type FileFinding,
  type JudgedFix,
  openFile,
  placeElsewhere,
} from '../core/index.ts';
import type { Context } from './context.ts';
import { lineEdits } from './lineEdits.ts';
import type { OpenDocument } from './session.ts';
import { type OtherFile, workspaceEdit } from './workspaceEdit.ts';

/** What a finding offers, best first. The index of an offer names it as long as the text stays. */
export function offersOf({ finding }: FileFinding): readonly JudgedFix[] {
  return finding.silence ? [...finding.fixes, finding.silence] : finding.fixes;
}

/** Rides in `CodeAction.data`: names an offer, and the text version it was made for. Never believed, only looked up. */
export interface OfferName {
  readonly uri: string;
  readonly version: number;
  /** Place among the file's findings; absent for the action that applies all. */
  readonly finding?: number;
  readonly offer?: number;
}

/** Reads a name that came back from the client. */
export function offerName(data: unknown): OfferName | undefined {
  if (typeof data !== 'object' || data === null || !('uri' in data) || !('version' in data)) return undefined;
  const { uri, version } = data;
  if (typeof uri !== 'string' || typeof version !== 'number') return undefined;
  const finding = 'finding' in data && typeof data.finding === 'number' ? data.finding : undefined;
  const offer = 'offer' in data && typeof data.offer === 'number' ? data.offer : undefined;
  return finding === undefined || offer === undefined ? { uri, version } : { uri, version, finding, offer };
}

/** `engine.cures` with a memory: it is asked at every move of the cursor, for fixes that live as long as their finding. */
export function rememberCures(engine: Engine): Engine['cures'] {
  const memory = new WeakMap<JudgedFix, boolean>();
  return (found, fix, options) => {
    const known = memory.get(fix) ?? engine.cures(found, fix, options);
    memory.set(fix, known);
    return known;
  };
}

/** The edit of one offer. */
export function offerEdit(
  context: Context,
  document: OpenDocument,
  found: FileFinding,
  fix: JudgedFix,
): WorkspaceEdit {
  const { places } = context;
  const others = (fix.elsewhere ?? []).flatMap((other): OtherFile[] => {
    const text = places.text(other.path);
    const edits = other.edits.flatMap((edit) => {
      const span = placeElsewhere(places.workspace, other, edit.span);
      return span ? [{ ...edit, span }] : [];
    });
    const [uri, version] = [places.uri(other.path), places.version(other.path)];
    return text && edits.length === other.edits.length ? [{ uri, version, text, edits }] : [];
  });
  return workspaceEdit(context, document, editsInFile(found, fix.edits), 'overtype', others);
}

/** The edit that applies all preferred fixes; undefined where there is nothing to do. */
export async function fixAllEdit(
  context: Context,
  document: OpenDocument,
): Promise<WorkspaceEdit | undefined> {
  const options = await context.settings.optionsFor(document.uri);
  const file = document.file();
  const { text } = context.engine.fixAll(file, options, context.places.where(document.uri));
  if (text === file.text) return undefined;
  return workspaceEdit(context, document, lineEdits(file, openFile(text, file)), 'plain');
}

/** The action with its edit now, or with a name to ask for it later. */
export function withEdit(
  context: Context,
  action: CodeAction,
  name: OfferName,
  edit: () => WorkspaceEdit,
): CodeAction {
  return context.abilities.resolveEdit ? { ...action, data: name } : { ...action, edit: edit() };
}
