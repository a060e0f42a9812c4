/** Fills the workspace with the files that no editor has open, in the background, and keeps it fresh. */
import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver';
import { isWorthKeeping, openFile } from '../core/index.ts';
import type { Context } from './context.ts';
import { describe } from './gate.ts';
import { pathOf } from './places.ts';
import { nextTurn, slice } from './turns.ts';

/** Why a file was not read; as in the reasons of the command line. */
export interface UnreadFile {
  readonly uri: string;
  readonly reason: string;
}

/** The files of workspace folders, as a host finds them. It throws nothing: what cannot be read has a reason. */
export interface FileSource {
  /** URIs of the files below a folder that may hold Kubernetes objects, piece by piece. */
  list(folder: string, excluded: readonly string[]): AsyncIterable<readonly string[]>;
  /** Those of some files that `list` tells of one of the folders; files that are gone may be among them. */
  listed(
    folders: readonly string[],
    uris: readonly string[],
    excluded: readonly string[],
  ): Promise<readonly string[]>;
  /** The texts of some files, in their order: undefined for one that is gone. */
  read(uris: readonly string[]): Promise<readonly (string | { readonly reason: string } | undefined)[]>;
}

/** What the index holds; what `status` shows. */
export interface IndexState {
  readonly phase: 'idle' | 'reading' | 'ready' | 'cancelled';
  readonly files: number;
  /** Files that there are to read. */
  readonly total: number;
  readonly unread: readonly UnreadFile[];
}

export interface Indexer {
  /** Reads all folders; what was read before goes. */
  restart(): void;
  /** Reads all folders for a client that shows files which are not open, where the setting asks for it. */
  startFor(context: Context): void;
  /** Files changed on disk, came or went. */
  changed(uris: readonly string[]): void;
  /** A document was closed: what is on disk counts again. */
  closed(uri: string): void;
  state(): IndexState;
  /** Resolves when all that is to be read has been; reading begins where nobody has asked for it yet. */
  read(): Promise<void>;
}

/** The file that says what Git does not look at. */
export const ignoreListName = '.gitignore';

/** Texts that are kept (UTF-16 units); files beyond are named as unread. */
const maxKept = 256 * 1024 * 1024;
/** Files read at once. */
const batch = 64;

/**
 * An indexer that has read nothing yet. `onChange` is called when answers may have changed, `onProgress` when some more
 * files are read.
 */
export function createIndexer(
  context: Context,
  source: FileSource,
  folders: () => readonly string[],
  onChange: () => void,
  onProgress: () => void,
): Indexer {
  const { places, session, schedule, connection } = context;
  const { workspace } = places;
  const unread = new Map<string, string>();
  let phase: IndexState['phase'] = 'idle';
  let files = 0;
  const kept = new Map<string, number>();
  let keptLength = 0;
  let listed = 0;
  let run = 0;
  /** One thing after the other: what changes while all is read is read again behind it. */
  let work: Promise<unknown> = Promise.resolve();
  const then = (task: () => Promise<void>) => {
    work = work
      .then(task)
      .catch((error: unknown) =>
        connection.console.error(`Reading the workspace failed: ${describe(error)}`),
      );
  };
  const keep = (path: string, length: number) => {
    keptLength += length - (kept.get(path) ?? 0);
    if (length > 0) kept.set(path, length);
    else kept.delete(path);
  };

  const isOpen = (uri: string) => session.all().some((document) => pathOf(document.uri) === pathOf(uri));

  async function take(uris: readonly string[], keepAll: boolean): Promise<void> {
    const wanted = uris.filter((uri) => !isOpen(uri));
    const texts = await source.read(wanted);
    for (const [i, uri] of wanted.entries()) {
      const content = texts[i];
      const path = pathOf(uri);
      places.where(uri);
      // Opened while it was read: the editor's text is the truth.
      if (isOpen(uri)) continue;
      unread.delete(uri);
      keep(path, 0);
      if (content === undefined) {
        workspace.remove(path);
        if (keepAll) workspace.miss(path);
      } else if (typeof content !== 'string') {
        workspace.remove(path);
        if (keepAll) workspace.miss(path);
        unread.set(uri, content.reason);
      } else if (keptLength + content.length > maxKept) {
        if (keepAll) workspace.miss(path);
        unread.set(uri, 'too-many');
      } else if (keepAll || isWorthKeeping(path, content)) {
        keep(path, content.length);
        workspace.put(path, openFile(content).documents);
      } else {
        workspace.remove(path);
        workspace.note(path);
      }
    }
  }

  /** What lists and settings hide stays out, however often it changes; a build may ask for it all the same. */
  async function takeListed(uris: readonly string[]): Promise<void> {
    const listed = new Set(await source.listed(folders(), uris, await context.settings.excluded()));
    for (const uri of uris) {
      const path = pathOf(uri);
      if (listed.has(uri) || isOpen(uri)) continue;
      unread.delete(uri);
      keep(path, 0);
      workspace.remove(path);
    }
    await take([...listed], false);
  }

  /** Builds what the files make, a short while at a time: whoever asks meanwhile hears what is known. */
  async function buildAll(stopped: () => boolean): Promise<void> {
    while (!stopped() && workspace.advance(slice())) await nextTurn(schedule);
  }

  /** Builds may ask for files that nobody kept. */
  async function satisfy(stopped: () => boolean): Promise<void> {
    await buildAll(stopped);
    for (let wanted = workspace.wanted(); wanted.length > 0 && !stopped(); wanted = workspace.wanted()) {
      for (let at = 0; at < wanted.length && !stopped(); at += batch) {
        await take(wanted.slice(at, at + batch).map(places.uri), true);
        await nextTurn(schedule);
      }
      await buildAll(stopped);
    }
  }

  async function readAll(
    mine: number,
    token: CancellationToken | undefined,
    report: (message: string) => void,
  ): Promise<void> {
    const stopped = () => mine !== run || token?.isCancellationRequested === true;
    const excluded = await context.settings.excluded();
    workspace.folders = folders().map(pathOf);
    workspace.answersEarly(true);
    const all: string[] = [];
    for (const folder of folders())
      for await (const uris of source.list(folder, excluded)) {
        if (stopped()) break;
        all.push(...uris);
      }
    listed = all.length;
    for (let at = 0; at < all.length && !stopped(); at += batch) {
      const uris = all.slice(at, at + batch);
      await take(uris, false);
      files += uris.length;
      report(context.say.indexed(files, listed));
      onProgress();
      await nextTurn(schedule);
    }
    await satisfy(stopped);
    if (mine !== run) return;
    workspace.answersEarly(false);
    phase = token?.isCancellationRequested ? 'cancelled' : 'ready';
    workspace.complete = phase === 'ready';
    onChange();
  }

  function restart(): void {
    const mine = ++run;
    phase = 'reading';
    workspace.complete = false;
    then(async () => {
      if (mine !== run) return;
      [files, listed] = [0, 0];
      onProgress();
      unread.clear();
      for (const path of [...workspace.paths()]) if (!isOpen(places.uri(path))) workspace.remove(path);
      const progress = await beginProgress(context);
      await readAll(mine, progress?.token, (message) => progress?.report(message)).finally(() =>
        progress?.done(),
      );
    });
  }

  return {
    startFor({ settings }) {
      then(async () => {
        const all = await Promise.all(folders().map((folder) => settings.optionsFor(folder)));
        if (phase === 'idle' && all.some(({ showsUnopened }) => showsUnopened)) restart();
      });
    },
    restart,
    async read() {
      if (phase === 'idle') restart();
      for (let seen: unknown; seen !== work; ) {
        seen = work;
        await work;
      }
    },
    changed(uris) {
      if (phase === 'idle') return;
      // What is hidden may be others now.
      if (uris.some((uri) => uri.endsWith(`/${ignoreListName}`))) return restart();
      then(async () => {
        await takeListed(uris);
        await satisfy(() => false);
        onChange();
      });
    },
    closed(uri) {
      const where = places.where(uri);
      if (!where) return;
      workspace.remove(where.path);
      if (phase === 'idle') return;
      then(async () => {
        await takeListed([uri]);
        await satisfy(() => false);
        onChange();
      });
    },
    state: () => ({
      phase,
      files,
      total: listed,
      unread: [...unread].map(([uri, reason]) => ({ uri, reason })),
    }),
  };
}

async function beginProgress({
  abilities,
  connection,
  say,
}: Context): Promise<
  { readonly token: CancellationToken; report(message: string): void; done(): void } | undefined
> {
  if (!abilities.progress) return undefined;
  const progress: WorkDoneProgressReporter & { readonly token: CancellationToken } =
    await connection.window.createWorkDoneProgress();
  progress.begin(say.indexing, undefined, undefined, true);
  return {
    token: progress.token,
    report: (message) => progress.report(message),
    done: () => progress.done(),
  };
}
