/** Settings → options: asked for by workspace folder where the client offers that, else as the client pushes them. */
import {
  type Connection,
  MessageType,
  ShowMessageNotification,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { type ConfigSettings, type Locale, type Options, parseOptions, ruleIds } from '../core/index.ts';
import { createFolders } from './folders.ts';
import { section } from './protocol.ts';

/** What the configuration files above a document say. The very same object as long as they are not read anew. */
export interface FileConfig {
  readonly settings: ConfigSettings;
  readonly ignored: (uri: string) => boolean;
  /** A line for each thing that is wrong in them. */
  readonly faults: readonly string[];
}

/** Looks for configuration files and remembers what it found. */
export interface ConfigFiles {
  readonly of: (uri: string) => FileConfig | undefined;
  readonly forget: () => void;
}

export interface Settings {
  /** The options of a document. The very same object as long as the settings mean the same. */
  optionsFor(uri: string): Options | Promise<Options>;
  /** The client says that settings changed; tells whether any options did. */
  changed(pushed: unknown): Promise<boolean>;
  /** Whether a configuration file says that the document is not to be checked. */
  ignores(uri: string): boolean;
  /** Configuration files changed: they are read anew. */
  filesChanged(): void;
  /** The globs of `files.exclude`, where the client tells them. */
  excluded(): Promise<readonly string[]>;
  /** URIs of the workspace folders. */
  folders(): readonly string[];
  foldersChanged(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void;
}

export interface SettingsInput {
  readonly connection: Connection;
  readonly locale: Locale;
  readonly initial: unknown;
  readonly folders: readonly WorkspaceFolder[];
  /** Whether the client answers `workspace/configuration`. */
  readonly ask: boolean;
  readonly configs: ConfigFiles | undefined;
}

interface Cell {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly options: Options;
  /** With the configuration files of some folder, which have the last word. */
  readonly withFiles: WeakMap<FileConfig, Options>;
  readonly problems: readonly string[];
}

/** Settings that are read when first asked for. */
export function createSettings({
  connection,
  locale,
  initial,
  folders: first,
  ask,
  configs,
}: SettingsInput): Settings {
  const folders = createFolders(first);
  const cells = new Map<string, Cell>();
  const known = new Map<string, Options>();
  const initialSettings = settingsIn(initial);
  let pushedSettings: Readonly<Record<string, unknown>> = {};
  /** Folders asked for so far. */
  const wanted = new Set<string>();
  let reported = new Set<string>();
  let reading: Promise<void> | undefined;

  const intern = (options: Options): Options => {
    const key = JSON.stringify(options);
    const same = known.get(key) ?? options;
    known.set(key, same);
    return same;
  };

  const fill = (key: string, own: unknown) => {
    const raw = { ...initialSettings, ...pushedSettings, ...settingsIn(own) };
    const parsed = parseOptions(raw, locale, ruleIds);
    const problems = parsed.problems.map(
      ({ setting, message }) => `${setting === '' ? section : `${section}.${setting}`}: ${message}`,
    );
    cells.set(key, { raw, options: intern(parsed.options), withFiles: new WeakMap(), problems });
  };

  const ownSettings = async (keys: readonly string[]): Promise<readonly unknown[]> => {
    if (!ask) return [];
    const items = keys.map((scopeUri) => (scopeUri === '' ? { section } : { scopeUri, section }));
    try {
      return await connection.workspace.getConfiguration(items);
    } catch (error) {
      connection.console.warn(`The client did not answer workspace/configuration: ${String(error)}`);
      return [];
    }
  };

  const faults = new Set<string>();
  const optionsIn = (cell: Cell, uri: string): Options => {
    const file = configs?.of(uri);
    if (!file) return cell.options;
    const ready = cell.withFiles.get(file);
    if (ready) return ready;
    const rules = { ...(isRecord(cell.raw['rules']) ? cell.raw['rules'] : {}), ...file.settings.rules };
    const http01 = { ...(isRecord(cell.raw['http01']) ? cell.raw['http01'] : {}), ...file.settings.http01 };
    const { options } = parseOptions({ ...cell.raw, ...file.settings, http01, rules }, locale, ruleIds);
    const made = intern(options);
    cell.withFiles.set(file, made);
    for (const fault of file.faults) {
      if (!faults.has(fault)) connection.console.warn(fault);
      faults.add(fault);
    }
    return made;
  };

  const report = (show: boolean) => {
    const problems = new Set([...cells.values()].flatMap((cell) => cell.problems));
    for (const problem of problems) {
      if (reported.has(problem)) continue;
      connection.console.warn(problem);
      // `connection.window` would send a request, which not every client answers.
      if (show) {
        const params = { type: MessageType.Warning, message: problem };
        connection.sendNotification(ShowMessageNotification.method, params).catch(() => {});
      }
    }
    reported = problems;
  };

  /** Reads the settings of folders anew, after every read before it; problems that are new are logged, or shown too. */
  const read = (keys: readonly string[], show: boolean): Promise<void> => {
    const mine: Promise<void> = (reading ?? Promise.resolve()).then(async () => {
      const answers = await ownSettings(keys);
      keys.forEach((key, i) => {
        fill(key, answers[i]);
      });
      report(show);
      if (reading === mine) reading = undefined;
    });
    reading = mine;
    return mine;
  };

  const wait = async (key: string): Promise<Cell> => {
    for (;;) {
      if (reading) await reading;
      const cell = cells.get(key);
      if (cell && !reading) return cell;
      if (!reading) await read([key], false);
    }
  };

  return {
    optionsFor(uri) {
      const key = ask ? folders.of(uri) : '';
      wanted.add(key);
      const cell = reading ? undefined : cells.get(key);
      return cell ? optionsIn(cell, uri) : wait(key).then((cell) => optionsIn(cell, uri));
    },
    ignores: (uri) => configs?.of(uri)?.ignored(uri) === true,
    async excluded() {
      if (!ask) return [];
      try {
        const [globs]: unknown[] = await connection.workspace.getConfiguration([
          { section: 'files.exclude' },
        ]);
        return isRecord(globs) ? Object.keys(globs).filter((glob) => globs[glob] === true) : [];
      } catch {
        return [];
      }
    },
    folders: () => folders.all(),
    filesChanged() {
      faults.clear();
      configs?.forget();
    },
    async changed(pushed) {
      if (!ask) pushedSettings = settingsIn(pushed);
      const before = new Map([...cells].map(([key, { options }]) => [key, options]));
      if (wanted.size > 0) await read([...wanted], true);
      return [...before].some(([key, options]) => cells.get(key)?.options !== options);
    },
    foldersChanged(added, removed) {
      folders.change(added, removed);
      for (const { uri } of removed) {
        cells.delete(uri);
        wanted.delete(uri);
      }
    },
  };
}

/**
 * Our settings in what a client sent: under `certManager` (VS Code, eglot) or bare (Zed, a requested section).
 * Full names as keys (`certManager.http01.nodeLabel`) are understood too.
 */
function settingsIn(raw: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(raw)) return {};
  if (isRecord(raw[section])) return raw[section];
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [
      key.startsWith(`${section}.`) ? key.slice(section.length + 1) : key,
      value,
    ]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
