/** What the editor shows without being asked again: lenses and hints. */
import { CodeLensRefreshRequest, InlayHintRefreshRequest } from 'vscode-languageserver';
import type { Context } from './context.ts';
import { describe } from './gate.ts';

/** Has the client ask anew for lenses and hints, where it can. */
export function refreshLenses({ abilities, connection }: Context): void {
  const failed = (what: string) => (error: unknown) =>
    connection.console.warn(`The client did not refresh ${what}: ${describe(error)}`);
  if (abilities.refreshCodeLenses)
    connection.sendRequest(CodeLensRefreshRequest.type).catch(failed('code lenses'));
  if (abilities.refreshInlayHints)
    connection.sendRequest(InlayHintRefreshRequest.type).catch(failed('inlay hints'));
}
