/** One run of the command line: arguments in, texts for the two streams and an exit code out. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { decodeText, type FileProblem, type TextContent } from '../adapters/files.ts';
import { findInputs } from '../adapters/inputs.ts';
import { type Locale, localeFor, nearest, parseOptions, ruleIds, rulePage } from '../core/index.ts';
import { judgement } from '../core/judgement.ts';
import { checkFiles, checkStandardInput } from './check.ts';
import { configure, configureStandardInput, printConfig } from './config.ts';
import { formatPage } from './explain.ts';
import { formatJson, formatRulesJson } from './formats/json.ts';
import { formatPlanJson } from './formats/planJson.ts';
import { formatPlanText } from './formats/planText.ts';
import {
  formatDryRun,
  formatFindings,
  formatSkipped,
  formatText,
  type Output,
  type TextStyle,
} from './formats/text.ts';
import { help } from './help.ts';
import {
  type CheckCommand,
  type ExplainCommand,
  localeArgument,
  optionOf,
  type PlanCommand,
  parseArguments,
} from './options.ts';
import { planFiles } from './plan.ts';
import { printable } from './printable.ts';
import { type ExitCode, exitCodeOf, isError, type Report } from './report.ts';
import { formatRules } from './rules.ts';

import { type Words, words } from './words.ts';

/** What a run sees of the machine. */
export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: { readonly out: boolean; readonly err: boolean };
  readonly version: string;
  /** All bytes of standard input, or the first ones where they are too many to be a manifest. */
  readonly readStandardInput: () => Promise<Uint8Array | FileProblem>;
  /** The pages of the rules by id, in Markdown; undefined where they are not beside the program. */
  readonly rulePages: (locale: Locale) => Readonly<Record<string, string>> | undefined;
}

export interface Outcome extends Output {
  readonly code: ExitCode;
}

/** Runs one command. */
export async function run(argv: readonly string[], host: Host): Promise<Outcome> {
  const { LC_ALL, LC_MESSAGES, LANG } = host.env;
  const locale = localeFor(localeArgument(argv) ?? (LC_ALL || LC_MESSAGES || LANG));
  const say = words[locale];
  const parsed = parseArguments(argv, say, (word) => existsSync(resolve(host.cwd, word)));
  if ('problems' in parsed) return badUse(parsed.problems, say);
  const { command } = parsed;
  switch (command.name) {
    case 'help':
      return { out: help[locale], err: '', code: 0 };
    case 'version':
      return { out: `${host.version}\n`, err: '', code: 0 };
    case 'nothing':
      return { out: '', err: help[locale], code: 2 };
    case 'rules':
      return {
        out: command.format === 'json' ? formatRulesJson(judgement.rules) : formatRules(judgement.rules, say),
        err: '',
        code: 0,
      };
    case 'explain':
      return explain(command, locale, say, host);
    case 'plan':
    case 'check': {
      const ids = ruleIds;
      const { problems } = parseOptions(command.settings, locale, ids);
      if (problems.length === 0 && command.name === 'plan') return showPlan(command, locale, say, host);
      if (problems.length === 0 && command.name === 'check')
        return command.printConfig
          ? showConfig(command, locale, say, host)
          : check(command, locale, say, host);
      return badUse(
        problems.map(({ setting, message }) => {
          const near = setting.startsWith('rules.') ? nearest(setting.slice(6), ids) : undefined;
          const hint =
            near !== undefined && !ids.includes(setting.slice(6)) ? ` ${say.didYouMean(near)}` : '';
          return `\`${optionOf(setting)}\`: ${message}${hint}`;
        }),
        say,
      );
    }
  }
}

async function check(command: CheckCommand, locale: Locale, say: Words, host: Host): Promise<Outcome> {
  const standardInput = command.paths[0] === '-' ? await host.readStandardInput() : undefined;
  const made = standardInput
    ? reportStandardInput(command, asText(standardInput), locale, say, host)
    : reportFiles(command, locale, say, host);
  if ('problems' in made) return badConfig(made.problems);
  const report = made;
  const code = exitCodeOf(report, command);
  if (command.format === 'json')
    return { out: formatJson(report, say, command.fix === 'dry-run', code), err: '', code };
  const style = styleFor(command, say, host, 'out');
  if (command.fix === 'dry-run') return { ...formatDryRun(report, style), code };
  if (!standardInput || command.fix === 'none') return { ...formatText(report, style), code };
  // The text itself is what standard output carries; all that is said goes to standard error.
  const messages = styleFor(command, say, host, 'err');
  const err = formatFindings(report, messages) + formatText(report, messages).err;
  return { out: fixedText(report, asText(standardInput)), err, code };
}

type Made = Report | { readonly problems: readonly string[] };

function reportStandardInput(
  command: CheckCommand,
  content: TextContent | FileProblem,
  locale: Locale,
  say: Words,
  { cwd }: Host,
): Made {
  const { options, problems } = configureStandardInput(command, locale, say, cwd);
  if (problems.length > 0) return { problems };
  return checkStandardInput({ name: command.stdinFilename ?? '<stdin>', content }, options, command, cwd);
}

function reportFiles(command: CheckCommand, locale: Locale, say: Words, host: Host): Made {
  const found = inputsFor(command, host);
  const { inputs, optionsFor, problems } = configure(found, command, locale, say, host.cwd);
  return problems.length > 0 ? { problems } : checkFiles(inputs, optionsFor, command, host.cwd);
}

function showConfig(command: CheckCommand, locale: Locale, say: Words, { cwd }: Host): Outcome {
  const { out, problems } = printConfig(command, locale, say, cwd);
  return problems.length > 0 ? badConfig(problems) : { out, err: '', code: 0 };
}

function showPlan(command: PlanCommand, locale: Locale, say: Words, host: Host): Outcome {
  const found = inputsFor(command, host);
  const { inputs, optionsFor, problems } = configure(found, command, locale, say, host.cwd);
  if (problems.length > 0) return badConfig(problems);
  // One cluster has one release: that of the folder in which the command runs.
  const options = optionsFor(join(host.cwd, 'plan'));
  const { plan, host: places, skipped } = planFiles(inputs, options, optionsFor, host.cwd);
  const style = styleFor(command, say, host, 'out');
  const report: Report = { files: [], analysed: 0, skipped, crashes: [] };
  const out =
    command.format === 'json'
      ? formatPlanJson(plan, places)
      : formatPlanText(plan, places, { locale, color: style.color });
  const err = formatSkipped(report, styleFor(command, say, host, 'err'));
  return { out, err, code: skipped.some(isError) ? 2 : 0 };
}

/** With settings that are not meant so a check would say the wrong thing: there is none. */
function badConfig(problems: readonly string[]): Outcome {
  return { out: '', err: problems.join(''), code: 2 };
}

function explain({ rule, color }: ExplainCommand, locale: Locale, say: Words, host: Host): Outcome {
  const ids = ruleIds;
  if (!ids.includes(rule)) return badUse([say.noRule(rule, nearest(rule, ids))], say);
  const page = host.rulePages(locale)?.[rule];
  if (page === undefined) return { out: `${rulePage(rule, locale)}\n`, err: `${say.noPages}\n`, code: 0 };
  const style = styleFor({ color, quiet: false }, say, host, 'out');
  return { out: formatPage(page, style.color), err: '', code: 0 };
}

function inputsFor(
  { paths, errorOnUnmatched }: Pick<CheckCommand, 'paths' | 'errorOnUnmatched'>,
  { cwd }: Host,
) {
  const inputs = findInputs(paths, cwd);
  if (errorOnUnmatched) return inputs;
  return { ...inputs, unusable: inputs.unusable.filter(({ reason }) => reason !== 'no-match') };
}

function asText(read: Uint8Array | FileProblem): TextContent | FileProblem {
  return read instanceof Uint8Array ? decodeText(read) : read;
}

function fixedText({ files }: Report, content: TextContent | FileProblem): string {
  if ('fault' in content) return '';
  return files[0]?.fix?.after.join('') ?? (content.bom ? `\uFEFF${content.text}` : content.text);
}

/** `--color` first, then NO_COLOR (no-color.org), FORCE_COLOR, and whether somebody looks at it. */
function styleFor(
  { color, quiet }: Pick<CheckCommand, 'color' | 'quiet'>,
  say: Words,
  { env, isTerminal }: Host,
  stream: 'out' | 'err',
): TextStyle {
  const forced = env['FORCE_COLOR'];
  const whenAuto =
    (env['NO_COLOR'] ?? '') !== '' ? false : forced !== undefined ? !/^(0|false)$/.test(forced) : undefined;
  const wanted = color === 'auto' ? whenAuto : color === 'always';
  const terminal = isTerminal[stream];
  return {
    say,
    quiet,
    color: wanted ?? (terminal && env['TERM'] !== 'dumb'),
    sources: terminal || wanted === true,
  };
}

function badUse(problems: readonly string[], say: Words): Outcome {
  const lines = problems.map((problem) => `cert-manager-lint: ${say.error}: ${printable(problem)}\n`);
  return { out: '', err: `${lines.join('')}${say.seeHelp}\n`, code: 2 };
}
