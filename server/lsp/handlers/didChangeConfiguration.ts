/** Settings, configuration files or workspace folders change: other settings, other findings. */
import type { Context } from '../context.ts';
import { describe } from '../gate.ts';
import { refreshLenses } from '../refresh.ts';
import type { Publisher } from './publishDiagnostics.ts';

/** Follows settings from now on, while `alive`. `publisher`: where the client does not ask for diagnostics itself. */
export function listenToConfiguration(
  context: Context,
  publisher: Publisher | undefined,
  alive: () => boolean,
): void {
  const { abilities, connection, session, settings } = context;
  const again = () => {
    if (!alive()) return;
    for (const { uri } of publisher ? session.all() : []) publisher?.touch(uri);
    refreshLenses(context);
    if (!publisher && abilities.refreshDiagnostics) {
      connection.languages.diagnostics.refresh().catch((error: unknown) => {
        connection.console.warn(`The client did not refresh diagnostics: ${describe(error)}`);
      });
    }
  };
  connection.onDidChangeConfiguration(async (params) => {
    if (alive() && (await settings.changed(params?.settings))) again();
  });
  connection.onDidChangeWatchedFiles(() => {
    settings.filesChanged();
    again();
  });
  if (!abilities.workspaceFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    settings.foldersChanged(added, removed);
    again();
  });
}
