/** Fixtures that tests look at from several sides, as they lie on disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Options } from '../../server/core/index.ts';
import { options } from './engine.ts';
import { settingsOf } from './expectations.ts';
import { textIn } from './workspace.ts';

const pathOf = (folder: string) => fileURLToPath(new URL(`../${folder}/`, import.meta.url));

/** The fixtures and goldens of the rules, a folder for each rule. */
export const ruleHome = pathOf('rules');

/** The ids of the rules that have fixtures. */
export const ruleNames: readonly string[] = readdirSync(ruleHome).sort();

/** A text that a rule is held to, with the settings of its first line. */
export interface RuleFixture {
  /** The file in the folder of its rule, as `example.yaml`. */
  readonly name: string;
  readonly text: string;
  readonly settings: Options;
}

/** The fixtures of a rule, without what is made of them. */
export function ruleFixtures(rule: string): readonly RuleFixture[] {
  return readdirSync(ruleHome + rule)
    .filter((name) => name.endsWith('.yaml') && !/\.(fixed|unsafe)\./.test(name))
    .map((name) => {
      const text = readFileSync(`${ruleHome}${rule}/${name}`, 'utf8');
      return { name, text, settings: options(settingsOf(text)) };
    });
}

/** The fixtures of completion, and their goldens. */
export const completionHome = pathOf('features/completion');

/** A text with `$0` where the cursor is. */
export interface CompletionFixture {
  /** Its file without `.yaml`. */
  readonly name: string;
  readonly text: string;
  readonly settings: Options;
  /** What a comment `# <word>: …` says. */
  saying(word: string): string | undefined;
}

/** All fixtures of completion. */
export function completionFixtures(): readonly CompletionFixture[] {
  return readdirSync(completionHome)
    .filter((name) => !name.includes('.accepted.'))
    .map((file) => {
      const text = readFileSync(completionHome + file, 'utf8');
      const saying = (word: string) => new RegExp(`^# ${word}: (.+)$`, 'm').exec(text)?.[1];
      const settings = options(JSON.parse(saying('settings') ?? '{}'));
      return { name: file.replace('.yaml', ''), text, settings, saying };
    });
}

/** The settings of a test workspace: those of the first of its files that says some. */
export function workspaceSettings(name: string, paths: Iterable<string>): Options {
  for (const path of paths) {
    const settings = settingsOf(textIn(name, path.slice(1)));
    if (JSON.stringify(settings) !== '{}') return options(settings);
  }
  return options();
}
