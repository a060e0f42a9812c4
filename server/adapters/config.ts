/** `.cert-manager-lint.yaml` files: looked up from a file upward, the nearest one first. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ignore, { type Ignore } from 'ignore';
import {
  type ConfigSettings,
  configName,
  type Locale,
  lineIndex,
  mergeSettings,
  parseConfig,
  ruleIds,
} from '../core/index.ts';
import { type FileProblem, isProblem, readText } from './files.ts';

/** Something wrong in a file; without a place where the file could not be read at all. */
export interface ConfigFault {
  readonly path: string;
  /** Both from 1. */
  readonly place: { readonly line: number; readonly column: number } | undefined;
  readonly what: string | FileProblem;
}

/** What holds in a folder. */
export interface FolderConfig {
  /** The files that it comes from, the nearest first. */
  readonly files: readonly string[];
  readonly settings: ConfigSettings;
  /** Whether a file (absolute path) is not to be checked. */
  readonly ignores: (path: string) => boolean;
  readonly faults: readonly ConfigFault[];
}

/** Answers which configuration holds in a folder (absolute path). The same folder has the very same answer. */
export type FindConfig = (folder: string) => FolderConfig;

/** No configuration, wherever one asks. */
export const noConfig: FindConfig = () => none;
const none: FolderConfig = { files: [], settings: {}, ignores: () => false, faults: [] };

interface Own {
  readonly path: string;
  readonly settings: ConfigSettings;
  readonly patterns: Ignore;
  readonly root: boolean;
  readonly faults: readonly ConfigFault[];
}

/** A search that reads each file once. */
export function createConfigSearch(locale: Locale, knownRules: readonly string[]): FindConfig {
  const known = new Map<string, readonly Own[]>();
  const answers = new Map<readonly Own[], FolderConfig>();
  const chain = (folder: string): readonly Own[] => {
    const before = known.get(folder);
    if (before) return before;
    const own = ownConfig(folder, locale, knownRules);
    const parent = dirname(folder);
    const above = own?.root || parent === folder ? [] : chain(parent);
    const all = own ? [own, ...above] : above;
    known.set(folder, all);
    return all;
  };
  return (folder) => {
    const all = chain(folder);
    if (all.length === 0) return none;
    const answer = answers.get(all) ?? joined(all);
    answers.set(all, answer);
    return answer;
  };
}

function joined(all: readonly Own[]): FolderConfig {
  return {
    files: all.map(({ path }) => path),
    settings: mergeSettings(all.map(({ settings }) => settings)),
    ignores: (path) =>
      all.some(({ path: file, patterns }) => {
        const inside = relative(dirname(file), path).split(sep).join('/');
        return inside !== '' && !inside.startsWith('../') && patterns.ignores(inside);
      }),
    faults: all.flatMap(({ faults }) => faults),
  };
}

function ownConfig(folder: string, locale: Locale, knownRules: readonly string[]): Own | undefined {
  const path = join(folder, configName);
  if (!existsSync(path)) return undefined;
  const content = readText(path);
  if (isProblem(content)) {
    const faults = [{ path, place: undefined, what: content }];
    return { path, settings: {}, patterns: ignore(), root: false, faults };
  }
  const { config, problems } = parseConfig(content.text, locale, knownRules);
  const lines = lineIndex(content.text);
  return {
    path,
    settings: config.settings,
    patterns: ignore().add([...config.ignore]),
    root: config.root,
    faults: problems.map(({ at, message }) => {
      const { line, character } = lines.position(at.start);
      return { path, place: { line: line + 1, column: character + 1 }, what: message };
    }),
  };
}

/** What holds for documents that an editor names by URI. */
export interface DocumentConfig {
  readonly settings: ConfigSettings;
  readonly ignored: (uri: string) => boolean;
  readonly faults: readonly string[];
}

/** A search for an editor: by URI, until it is told to forget what it read. */
export function configFiles(locale: Locale): {
  readonly of: (uri: string) => DocumentConfig | undefined;
  readonly forget: () => void;
} {
  const ids = ruleIds;
  let find = createConfigSearch(locale, ids);
  let made = new WeakMap<FolderConfig, DocumentConfig>();
  return {
    of(uri) {
      const path = pathOf(uri);
      const config = path === undefined ? none : find(dirname(path));
      if (config.files.length === 0) return undefined;
      const ready = made.get(config) ?? {
        settings: config.settings,
        ignored: (uri: string) => config.ignores(pathOf(uri) ?? ''),
        faults: config.faults.map(faultText),
      };
      made.set(config, ready);
      return ready;
    },
    forget() {
      find = createConfigSearch(locale, ids);
      made = new WeakMap();
    },
  };
}

function faultText({ path, place, what }: ConfigFault): string {
  const where = place ? `${path}:${place.line}:${place.column}` : path;
  return `${where}: ${typeof what === 'string' ? what : `${what.fault} ${what.detail}`.trim()}`;
}

function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}
