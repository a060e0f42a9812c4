/** Tells a client that shows it what is known of the workspace. */
import type { Workspace } from '../core/index.ts';
import type { Context } from './context.ts';
import { describe } from './gate.ts';
import type { IndexState } from './indexer.ts';
import { readingChanged, type Status, statusChanged } from './protocol.ts';
import { coalesce } from './turns.ts';

/** Sends the state of the index and what it holds. */
export async function sendStatus(
  context: Context,
  { phase, files, total, unread }: IndexState,
): Promise<void> {
  const { connection, engine, locale, places, say, settings } = context;
  try {
    const { release } = engine.optionsIn(places.workspace, await settings.optionsFor(''));
    const { byKind, notAnalysed } = engine.survey(places.workspace);
    // What there is to know is loaded at the first resource.
    const isAny = Object.keys(byKind).length > 0;
    const cluster = isAny ? engine.clusterWords(places.workspace, locale) : undefined;
    const status: Status = {
      phase,
      release,
      files,
      total,
      byKind,
      ...(cluster?.nodes !== undefined && { nodes: cluster.nodes }),
      controllers: cluster?.controllers ?? [],
      notAnalysed: [
        ...unread.map(({ uri, reason }) => ({ uri, line: 0, why: say.why(reason, '') })),
        ...notAnalysed.map(({ path, start, reason, detail }) => ({
          uri: places.uri(path),
          line: places.text(path)?.positionAt(start).line ?? 0,
          why: say.why(reason, detail),
        })),
      ],
    };
    await connection.sendNotification(statusChanged, status);
  } catch (error) {
    connection.console.warn(`The status could not be told: ${describe(error)}`);
  }
}

/** Tells how far the index is, where the client shows it. */
export function sendReading({ abilities, connection }: Context, { files, total }: IndexState): void {
  if (!abilities.status) return;
  connection.sendNotification(readingChanged, { files, total }).catch(() => {});
}

/** To be called after each edit: `tell` is called where a resource changed that the status may count. */
export function followForStatus(context: Context, alive: () => boolean, tell: () => void): () => void {
  const { abilities, engine, places, schedule } = context;
  if (!abilities.status) return () => {};
  let changed: ((workspace: Workspace) => boolean) | undefined;
  return coalesce(schedule, () => {
    if (!alive() || !engine.isAwake) return;
    changed ??= engine.navigation()?.followLensSources();
    if (changed?.(places.workspace)) tell();
  });
}
