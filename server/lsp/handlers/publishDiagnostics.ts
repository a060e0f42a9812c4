/** `textDocument/publishDiagnostics`: for clients that do not ask. */
import type { Context } from '../context.ts';
import { diagnose, identityOf } from '../diagnostics.ts';
import { describe } from '../gate.ts';
import type { OpenDocument } from '../session.ts';
import { coalesce } from '../turns.ts';

export interface Publisher {
  /** The document was opened or changed: its diagnostics follow when the burst of changes is over. */
  touch(uri: string): void;
  /** The document was closed: its diagnostics go. */
  clear(uri: string): void;
}

/** A publisher that sends one result for the newest version after a burst. */
export function createPublisher(context: Context): Publisher {
  const touched = new Set<string>();
  /** What was sent last for each document: version and identity of its diagnostics. */
  const sent = new Map<string, string>();
  const flush = coalesce(context.schedule, () => {
    const uris = [...touched];
    touched.clear();
    for (const uri of uris) {
      const document = context.session.get(uri);
      if (!document) continue;
      publish(context, document, sent).catch((error: unknown) => {
        context.connection.console.error(`Publishing diagnostics failed: ${describe(error)}`);
      });
    }
  });
  return {
    touch(uri) {
      touched.add(uri);
      flush();
    },
    clear(uri) {
      touched.delete(uri);
      sent.delete(uri);
      context.connection.sendDiagnostics({ uri, diagnostics: [] }).catch(() => {});
    },
  };
}

async function publish(context: Context, document: OpenDocument, sent: Map<string, string>): Promise<void> {
  const { uri, version } = document;
  const made = await diagnose(context, document);
  // Settings had to be waited for and the text went on: that change brings its own result.
  if (!context.session.holds(document, version)) return;
  const name = `${version} ${identityOf(made)}`;
  // Another document changed, and nothing followed from it for this one.
  if (sent.get(uri) === name) return;
  sent.set(uri, name);
  const diagnostics = made.map((one) => one.diagnostic);
  await context.connection.sendDiagnostics({ uri, version, diagnostics });
}
