/** Tells a client that shows it what is known of the workspace. */
import { surveyOf } from '../core/index.ts';
import type { Context } from './context.ts';
import { describe } from './gate.ts';
import type { IndexState } from './indexer.ts';
import { planChanged, type Status, statusChanged } from './protocol.ts';

/** Sends the state of the index and what it holds. */
export async function sendStatus(context: Context, { phase, files, unread }: IndexState): Promise<void> {
  const { connection, engine, places, say, settings } = context;
  try {
    const { release } = engine.optionsIn(places.workspace, await settings.optionsFor(''));
    const { byKind, notAnalysed } = surveyOf(places.workspace);
    const status: Status = {
      phase,
      release,
      files,
      byKind,
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
    await connection.sendNotification(planChanged);
  } catch (error) {
    connection.console.warn(`The status could not be told: ${describe(error)}`);
  }
}
