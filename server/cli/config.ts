/** Configuration files and options of the command line → the options of each file. */

import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type ConfigFault, createConfigSearch, type FindConfig, noConfig } from '../adapters/config.ts';
import { type Inputs, printedName } from '../adapters/inputs.ts';
import { type Locale, mergeSettings, type Options, parseOptions, ruleIds } from '../core/index.ts';
import { judgement } from '../core/judgement.ts';
import type { OptionsFor } from './check.ts';
import type { CheckCommand } from './options.ts';
import { printable } from './printable.ts';
import type { Words } from './words.ts';

const ids = ruleIds;

export interface Configured {
  readonly inputs: Inputs;
  readonly optionsFor: OptionsFor;
  /** A line for each thing that is wrong in a configuration file. */
  readonly problems: readonly string[];
}

/** What the configuration says of `inputs`: those that are left to check, and with which options. */
export function configure(
  inputs: Inputs,
  command: Pick<CheckCommand, 'config' | 'settings'>,
  locale: Locale,
  say: Words,
  cwd: string,
): Configured {
  const find = searchFor(command, locale);
  const files = inputs.files.filter(({ path, named }) => named || !find(dirname(path)).ignores(path));
  const faults = new Set(files.flatMap(({ path }) => find(dirname(path)).faults));
  return {
    inputs: { ...inputs, files },
    optionsFor: optionsWith(find, command, locale),
    problems: [...faults].map((fault) => faultLine(fault, say, cwd)),
  };
}

/** The options of standard input: those of a file with its name, or of the current folder. */
export function configureStandardInput(
  command: CheckCommand,
  locale: Locale,
  say: Words,
  cwd: string,
): { readonly options: Options; readonly problems: readonly string[] } {
  const path = resolve(cwd, command.stdinFilename ?? 'stdin');
  const find = searchFor(command, locale);
  const { faults } = find(dirname(path));
  return {
    options: optionsWith(find, command, locale)(path),
    problems: faults.map((fault) => faultLine(fault, say, cwd)),
  };
}

/** What holds for a file or folder, as JSON text. */
export function printConfig(
  command: CheckCommand,
  locale: Locale,
  say: Words,
  cwd: string,
): { readonly out: string; readonly problems: readonly string[] } {
  const path = resolve(cwd, command.paths[0] ?? '.');
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const find = searchFor(command, locale);
  const { files, faults, ignores } = find(isFolder ? path : dirname(path));
  const { release, http01, rules } = optionsWith(find, command, locale)(isFolder ? join(path, 'file') : path);
  const { nodeLabel, flatNetwork } = http01;
  const { key, value } = nodeLabel;
  const config = {
    files: files.map((file) => printedName(cwd, file)),
    ignored: !isFolder && ignores(path),
    version: release,
    http01: { nodeLabel: value === undefined ? key : `${key}=${value}`, flatNetwork },
    rules: Object.fromEntries(judgement.rules.map(({ id, severity }) => [id, rules[id] ?? severity])),
  };
  return {
    out: `${JSON.stringify(config, undefined, 2)}\n`,
    problems: faults.map((fault) => faultLine(fault, say, cwd)),
  };
}

function searchFor({ config }: Pick<CheckCommand, 'config'>, locale: Locale): FindConfig {
  return config ? createConfigSearch(locale, ids) : noConfig;
}

/** The command line has the last word. Equal settings give the very same options. */
function optionsWith(
  find: FindConfig,
  { settings }: Pick<CheckCommand, 'settings'>,
  locale: Locale,
): OptionsFor {
  const known = new Map<string, Options>();
  return (path) => {
    const merged = mergeSettings([settings, find(dirname(path)).settings]);
    const key = JSON.stringify(merged);
    const options = known.get(key) ?? parseOptions(merged, locale, ids).options;
    known.set(key, options);
    return options;
  };
}

function faultLine({ path, place, what }: ConfigFault, say: Words, cwd: string): string {
  const name = printedName(cwd, path);
  const where = place ? `${name}:${place.line}:${place.column}` : name;
  const message = typeof what === 'string' ? what : say.reason[what.fault](what.detail);
  return `${printable(where)}: ${say.error}: ${printable(message)}\n`;
}
