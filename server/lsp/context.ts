/** What every handler may use. Made at `initialize`, never changed afterwards. */
import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { Engine, FieldDocs, Locale, OnRuleCrash } from '../core/index.ts';
import type { Abilities } from './abilities.ts';
import type { Converter } from './convert.ts';
import type { MakeDiagnostic } from './diagnostics.ts';
import type { FileSource } from './indexer.ts';
import type { Navigation } from './navigation.ts';
import type { Places } from './places.ts';
import type { Session } from './session.ts';
import type { ConfigFiles, Settings } from './settings.ts';
import type { Signal } from './signal.ts';
import type { Say } from './texts.ts';
import type { Schedule } from './turns.ts';

/** What a host gives the server; Node, worker and tests differ in nothing else. */
export interface Ports {
  readonly schedule: Schedule;
  /** Field docs of a language, asked for once, at the first hover. */
  readonly loadProse: (locale: Locale) => Promise<FieldDocs>;
  /** `initializationOptions` as the client sent them: where a worker finds the rules, it is told there. */
  readonly createEngine: (onRuleCrash: OnRuleCrash, initializationOptions: unknown) => Engine;
  /** Configuration files, where the host can look for them. */
  readonly configs?: (locale: Locale) => ConfigFiles;
  /** The files of the workspace, where the host can look for them. */
  readonly files?: (connection: Connection) => FileSource;
  /** Release of this product, where the host knows it. */
  readonly version: string | undefined;
}

export interface Context {
  readonly connection: Connection;
  readonly abilities: Abilities;
  readonly convert: Converter;
  readonly diagnosticOf: MakeDiagnostic;
  readonly engine: Engine;
  readonly locale: Locale;
  readonly say: Say;
  readonly schedule: Schedule;
  readonly session: Session;
  readonly settings: Settings;
  /** The workspace, and where documents stand in it. */
  readonly places: Places;
  readonly navigation: () => Navigation | undefined;
  /** Answers about files other than the one that is edited may have changed. */
  readonly changed: Signal;
  /** Whether a fix may be offered: with it the text parses and the finding is gone. */
  readonly cures: Engine['cures'];
  /** The field docs; undefined where they cannot be read. */
  readonly prose: () => Promise<FieldDocs | undefined>;
}

/** A handler of one LSP request. */
export type Handler<P, R> = (context: Context, params: P, token: CancellationToken) => R | Promise<R>;
