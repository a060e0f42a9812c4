/** Arguments → a command, or what is wrong with them. */
import { parseArgs } from 'node:util';
import { type ConfigSettings, type Locale, nearest } from '../core/index.ts';
import type { FixMode } from './check.ts';

import type { Words } from './words.ts';

export const commands = ['check', 'plan', 'rules', 'explain'] as const;
export type CommandName = (typeof commands)[number];

interface Declared {
  readonly takes: 'nothing' | 'text' | 'perhaps';
  readonly only?: readonly CommandName[];
}

/** What each option takes, and with which commands; without `only` it goes with all. */
const known = {
  format: { takes: 'text' },
  locale: { takes: 'text' },
  help: { takes: 'nothing' },
  version: { takes: 'nothing' },
  color: { takes: 'perhaps' },
  'no-color': { takes: 'nothing' },
  fix: { takes: 'nothing', only: ['check'] },
  'dry-run': { takes: 'nothing', only: ['check'] },
  'unsafe-fixes': { takes: 'nothing', only: ['check'] },
  quiet: { takes: 'nothing', only: ['check', 'plan'] },
  'exit-zero': { takes: 'nothing', only: ['check'] },
  'max-warnings': { takes: 'text', only: ['check'] },
  'no-error-on-unmatched-pattern': { takes: 'nothing', only: ['check', 'plan'] },
  'stdin-filename': { takes: 'text', only: ['check'] },
  'node-label': { takes: 'text', only: ['check', 'plan'] },
  'cert-manager-version': { takes: 'text', only: ['check', 'plan'] },
  rule: { takes: 'text', only: ['check', 'plan'] },
  'no-config': { takes: 'nothing', only: ['check', 'plan'] },
  'print-config': { takes: 'nothing', only: ['check'] },
} as const satisfies Record<string, Declared>;
type OptionName = keyof typeof known;
const isOption = (name: string): name is OptionName => Object.hasOwn(known, name);
const optionNames = Object.keys(known).filter(isOption);

export type Format = 'text' | 'json';
const formats: readonly Format[] = ['text', 'json'];
export type ColorWhen = 'auto' | 'always' | 'never';
const colorTimes: readonly ColorWhen[] = ['auto', 'always', 'never'];

const isColorTime = (word: string) => colorTimes.some((when) => when === word);

export interface CheckCommand {
  readonly name: 'check';
  readonly paths: readonly string[];
  readonly format: Format;
  readonly color: ColorWhen;
  readonly fix: FixMode;
  /** Whether fixes are made that somebody should look at. */
  readonly unsafeFixes: boolean;
  readonly quiet: boolean;
  readonly exitZero: boolean;
  readonly maxWarnings: number;
  readonly errorOnUnmatched: boolean;
  readonly stdinFilename: string | undefined;
  /** Whether `.cert-manager-lint.yaml` files are heard. */
  readonly config: boolean;
  /** Print what holds for the one path, and check nothing. */
  readonly printConfig: boolean;
  /** For the engine's `parseOptions`. */
  readonly settings: ConfigSettings;
}

/** What `plan` needs is what `check` needs, without fixing and failing. */
export interface PlanCommand
  extends Pick<
    CheckCommand,
    'paths' | 'format' | 'color' | 'quiet' | 'config' | 'settings' | 'errorOnUnmatched'
  > {
  readonly name: 'plan';
}

export interface ExplainCommand {
  readonly name: 'explain';
  readonly rule: string;
  readonly color: ColorWhen;
}

export type Command =
  | CheckCommand
  | PlanCommand
  | { readonly name: 'rules'; readonly format: Format }
  | ExplainCommand
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | { readonly name: 'nothing' };

/** A command, or at least one problem: a sentence each. */
export type Parsed = { readonly command: Command } | { readonly problems: readonly string[] };

/** The language asked for by `--locale`, wherever it stands and whatever else is wrong. */
export function localeArgument(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((arg) => arg === '--locale' || arg.startsWith('--locale='));
  const arg = argv[at];
  return arg === '--locale' ? argv[at + 1] : arg?.slice('--locale='.length);
}

/** Reads the arguments after the program's name. `exists`: whether a word names a file. */
export function parseArguments(
  argv: readonly string[],
  say: Words,
  exists: (word: string) => boolean,
): Parsed {
  const { values, words, problems } = readTokens(argv, say);
  const has = (name: OptionName) => values.has(name);
  const last = (name: OptionName) => values.get(name)?.at(-1);
  if (has('help')) return { command: { name: 'help' } };
  if (has('version')) return { command: { name: 'version' } };

  const [word, ...paths] = words;
  if (word === undefined) return problems.length > 0 ? { problems } : { command: { name: 'nothing' } };
  const name = commands.find((command) => command === word);
  if (!name) return { problems: [...problems, unknownCommand(word, say, exists)] };
  for (const option of values.keys()) {
    const declared: Declared = known[option];
    if (declared.only !== undefined && !declared.only.includes(name))
      problems.push(say.notHere(`--${option}`, name));
  }

  const format = oneOf('format', last('format') ?? 'text', formats, say, problems);
  if (has('locale')) oneOf<Locale>('locale', last('locale') ?? '', ['en', 'ko'], say, problems);
  if (name === 'rules') {
    if (paths[0] !== undefined) problems.push(say.noArguments(name, paths[0]));
    return problems.length > 0 || !format ? { problems } : { command: { name, format } };
  }

  const color = oneOf('color', last('color') ?? 'auto', colorTimes, say, problems);
  if (name === 'explain') {
    const [rule, ...more] = paths;
    if (rule === undefined || more.length > 0) problems.push(say.oneRule);
    return problems.length > 0 || !color || rule === undefined
      ? { problems }
      : { command: { name, rule, color: has('no-color') ? 'never' : color } };
  }
  const shared = (color: ColorWhen) => ({
    paths: paths.length > 0 ? paths : ['.'],
    color: has('no-color') ? ('never' as const) : color,
    quiet: has('quiet'),
    errorOnUnmatched: !has('no-error-on-unmatched-pattern'),
    config: !has('no-config'),
    settings: settingsOf(last('node-label'), last('cert-manager-version'), values.get('rule') ?? []),
  });
  if (name === 'plan') {
    if (paths.includes('-')) problems.push(say.noStandardInput(name));
    if (problems.length > 0 || !format || !color) return { problems };
    return { command: { name, format, ...shared(color) } };
  }
  const maxWarnings = last('max-warnings') ?? '0';
  if (!/^\d{1,9}$/.test(maxWarnings)) problems.push(say.notANumber('--max-warnings', maxWarnings));
  if (has('dry-run') && !has('fix')) problems.push(say.needs('--dry-run', '--fix'));
  if (has('unsafe-fixes') && !has('fix')) problems.push(say.needs('--unsafe-fixes', '--fix'));
  if (paths.includes('-') && paths.length > 1) problems.push(say.standardInputAlone);
  if (has('print-config') && paths.length > 1) problems.push(say.onePath('--print-config'));
  if (has('stdin-filename') && !paths.includes('-')) problems.push(say.needs('--stdin-filename', '-'));
  if (problems.length > 0 || !format || !color) return { problems };
  return {
    command: {
      name,
      format,
      ...shared(color),
      fix: has('dry-run') ? 'dry-run' : has('fix') ? 'write' : 'none',
      unsafeFixes: has('unsafe-fixes'),
      exitZero: has('exit-zero'),
      maxWarnings: Number(maxWarnings),
      stdinFilename: last('stdin-filename'),
      printConfig: has('print-config'),
    },
  };
}

interface Read {
  readonly values: ReadonlyMap<OptionName, readonly string[]>;
  readonly words: readonly string[];
  readonly problems: string[];
}

function readTokens(argv: readonly string[], say: Words): Read {
  const values = new Map<OptionName, string[]>();
  const words: string[] = [];
  const problems: string[] = [];
  let colorAt: number | undefined;
  const options = Object.fromEntries(
    optionNames.map((name) => [name, { type: known[name].takes === 'text' ? 'string' : 'boolean' } as const]),
  );
  const short = { help: { type: 'boolean', short: 'h' }, quiet: { type: 'boolean', short: 'q' } } as const;
  const { tokens } = parseArgs({
    args: [...argv],
    options: { ...options, ...short },
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  for (const token of tokens) {
    if (token.kind === 'positional' && !(colorAt === token.index - 1 && isColorTime(token.value)))
      words.push(token.value);
    else if (token.kind === 'positional') values.set('color', [token.value]);
    if (token.kind !== 'option') continue;
    colorAt = token.name === 'color' && token.value === undefined ? token.index : undefined;
    const name = isOption(token.name) ? token.name : undefined;
    if (!name) {
      const near = nearest(token.name, optionNames);
      problems.push(say.unknownOption(token.rawName, near === undefined ? undefined : `--${near}`));
      continue;
    }
    const { takes } = known[name];
    const missing = token.value === undefined || token.value === '';
    const eaten = token.inlineValue === false && token.value !== '-' && token.value?.startsWith('-');
    if (takes === 'text' && (missing || eaten)) problems.push(say.needsValue(`--${name}`));
    else if (takes === 'nothing' && token.inlineValue) problems.push(say.takesNoValue(`--${name}`));
    else if (name === 'rule' && !/^[^=]+=./.test(token.value ?? ''))
      problems.push(say.notARule(token.value ?? ''));
    else values.set(name, [...(values.get(name) ?? []), token.value ?? 'always']);
  }
  return { values, words, problems };
}

function unknownCommand(word: string, say: Words, exists: (word: string) => boolean): string {
  const near = nearest(word, commands);
  if (word === '-' || /[\\/.*]/.test(word) || (near === undefined && exists(word)))
    return say.checkMissing(word);
  return say.unknownCommand(word, near);
}

function oneOf<T extends string>(
  option: OptionName,
  value: string,
  allowed: readonly T[],
  say: Words,
  problems: string[],
): T | undefined {
  const found = allowed.find((word) => word === value);
  if (found === undefined)
    problems.push(say.notOneOf(`--${option}`, value, allowed, nearest(value, allowed)));
  return found;
}

function settingsOf(
  label: string | undefined,
  version: string | undefined,
  rules: readonly string[],
): ConfigSettings {
  const pairs = rules.map((rule) => [rule.slice(0, rule.indexOf('=')), rule.slice(rule.indexOf('=') + 1)]);
  return {
    ...(label !== undefined && { http01: { nodeLabel: label } }),
    ...(version !== undefined && { version }),
    rules: Object.fromEntries(pairs),
  };
}

/** The option that a setting of `parseOptions` was given by. */
export function optionOf(setting: string): string {
  if (setting.startsWith('rules')) return '--rule';
  return setting === 'version' ? '--cert-manager-version' : '--node-label';
}
