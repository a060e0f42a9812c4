/** One run of the command line: arguments in, texts for the two streams and an exit code out. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodeText, type FileProblem, type TextContent } from '../adapters/files.ts';
import { findInputs } from '../adapters/inputs.ts';
import { localeFor, nearest, type Options, parseOptions, registry } from '../core/index.ts';
import { checkFiles, checkStandardInput } from './check.ts';
import { formatJson, formatRulesJson } from './formats/json.ts';
import { formatDryRun, formatFindings, formatText, type Output, type TextStyle } from './formats/text.ts';
import { help } from './help.ts';
import { type CheckCommand, localeArgument, optionOf, parseArguments } from './options.ts';
import { printable } from './printable.ts';
import { type ExitCode, exitCodeOf, type Report } from './report.ts';
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
        out: command.format === 'json' ? formatRulesJson(registry) : formatRules(registry, say),
        err: '',
        code: 0,
      };
    case 'check': {
      const ids = registry.map((rule) => rule.id);
      const { options, problems } = parseOptions(command.settings, locale, ids);
      if (problems.length === 0) return check(command, options, say, host);
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

async function check(command: CheckCommand, options: Options, say: Words, host: Host): Promise<Outcome> {
  const standardInput = command.paths[0] === '-' ? await host.readStandardInput() : undefined;
  const report = standardInput
    ? checkStandardInput(
        { name: command.stdinFilename ?? '<stdin>', content: asText(standardInput) },
        options,
        command.fix,
      )
    : checkFiles(inputsFor(command, host), options, command.fix);
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

function inputsFor({ paths, errorOnUnmatched }: CheckCommand, { cwd }: Host) {
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
  { color, quiet }: CheckCommand,
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
