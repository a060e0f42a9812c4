/** What the editor shows without being asked again: lenses and hints. */
import { CodeLensRefreshRequest, InlayHintRefreshRequest } from 'vscode-languageserver';
import type { Context } from './context.ts';
import { describe } from './gate.ts';
import { coalesce } from './turns.ts';

/** Has the client ask anew for lenses and hints, where it can. */
export function refreshLenses({ abilities, connection }: Context): void {
  const failed = (what: string) => (error: unknown) =>
    connection.console.warn(`The client did not refresh ${what}: ${describe(error)}`);
  if (abilities.refreshCodeLenses)
    connection.sendRequest(CodeLensRefreshRequest.type).catch(failed('code lenses'));
  if (abilities.refreshInlayHints)
    connection.sendRequest(InlayHintRefreshRequest.type).catch(failed('inlay hints'));
}

/** To be called after each edit: where other documents are open, and their lenses or hints rest on what changed, they follow. */
export function followEdits(context: Context, alive: () => boolean): () => void {
  const { abilities, engine, places, schedule, session } = context;
  if (!abilities.refreshCodeLenses && !abilities.refreshInlayHints) return () => {};
  return coalesce(schedule, () => {
    if (!alive() || session.all().length < 2) return;
    // Before the first resource there is nothing to follow.
    if (engine.isAwake && context.navigation()?.changed(places.workspace)) refreshLenses(context);
  });
}
