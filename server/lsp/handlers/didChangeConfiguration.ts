/** Settings, configuration files or workspace folders change: other settings, other findings. */
import { configName } from '../../core/index.ts';
import type { Context } from '../context.ts';
import { describe } from '../gate.ts';
import type { Indexer } from '../indexer.ts';
import { refreshLenses } from '../refresh.ts';
import type { Publisher } from './publishDiagnostics.ts';

/** All findings may have changed: they are published again, or the client is told to ask again. */
export function judgeAgain(context: Context, publisher: Publisher | undefined): void {
  const { abilities, connection, session } = context;
  refreshLenses(context);
  for (const { uri } of publisher ? session.all() : []) publisher?.touch(uri);
  if (publisher || !abilities.refreshDiagnostics) return;
  connection.languages.diagnostics.refresh().catch((error: unknown) => {
    connection.console.warn(`The client did not refresh diagnostics: ${describe(error)}`);
  });
}

/** Follows settings from now on, while `alive`. `publisher`: where the client does not ask for diagnostics itself. */
export function listenToConfiguration(
  context: Context,
  publisher: Publisher | undefined,
  indexer: Indexer | undefined,
  alive: () => boolean,
): void {
  const { abilities, connection, settings } = context;
  const again = () => {
    if (alive()) judgeAgain(context, publisher);
  };
  connection.onDidChangeConfiguration(async (params) => {
    if (alive() && (await settings.changed(params?.settings))) again();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const uris = changes.map(({ uri }) => uri);
    if (uris.some((uri) => uri.endsWith(`/${configName}`))) {
      settings.filesChanged();
      again();
    }
    const files = uris.filter((uri) => !uri.endsWith(`/${configName}`));
    if (alive() && files.length > 0) indexer?.changed(files);
  });
  if (!abilities.workspaceFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    settings.foldersChanged(added, removed);
    if (alive()) indexer?.restart();
    again();
  });
}
