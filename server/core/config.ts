/**
 * The text of a `.cert-manager-lint.yaml` → settings, with a word and a place for everything that cannot be used.
 * Editor and command line share it; who finds the files, and how several go together, is the host's business.
 */
import { parseOptions } from './options.ts';
import type { Locale, Texts } from './rules/rule.ts';
import { nearest } from './text/nearest.ts';
import type { Span } from './text/span.ts';
import { parse } from './yaml/parse.ts';
import type { YamlEntry, YamlMap, YamlNode } from './yaml/tree.ts';

/** The name of the file. */
export const configName = '.cert-manager-lint.yaml';

export interface Config {
  /** For `parseOptions`; only what the file says. */
  readonly settings: ConfigSettings;
  /** Patterns as in a `.gitignore`, relative to the folder of the file. */
  readonly ignore: readonly string[];
  /** Whether files further up are not looked for. */
  readonly root: boolean;
}

export interface ConfigSettings {
  readonly version?: string;
  readonly http01?: { readonly nodeLabel?: string; readonly flatNetwork?: boolean };
  readonly rules?: Readonly<Record<string, string>>;
}

export interface ConfigProblem {
  readonly at: Span;
  readonly message: string;
}

const keys = ['version', 'http01', 'rules', 'ignore', 'root'] as const;
type Key = (typeof keys)[number];

/** Reads a file. What is unusable is left out and named. */
export function parseConfig(
  text: string,
  locale: Locale,
  knownRules: readonly string[],
): { readonly config: Config; readonly problems: readonly ConfigProblem[] } {
  const reader = new Reader(text, locale, knownRules);
  const config = reader.read();
  return { config, problems: reader.problems.sort((a, b) => a.at.start - b.at.start) };
}

/** Settings of several files, the nearest first: a nearer one has the last word, setting by setting and rule by rule. */
export function mergeSettings(settings: readonly ConfigSettings[]): ConfigSettings {
  const farFirst = [...settings].reverse();
  const rules = Object.assign({}, ...farFirst.map((one) => one.rules ?? {}));
  const http01: ConfigSettings['http01'] = Object.assign({}, ...farFirst.map((one) => one.http01 ?? {}));
  const some = farFirst.some((one) => one.http01 !== undefined);
  return { ...Object.assign({}, ...farFirst), ...(some && { http01 }), rules };
}

class Reader {
  readonly problems: ConfigProblem[] = [];
  readonly #text: string;
  readonly #locale: Locale;
  readonly #say: Say;
  readonly #rules: readonly string[];

  constructor(text: string, locale: Locale, rules: readonly string[]) {
    this.#text = text;
    this.#locale = locale;
    this.#say = texts[locale];
    this.#rules = rules;
  }

  read(): Config {
    const { root, error, problem } = parse(this.#text);
    const config = { settings: {}, ignore: [], root: false };
    if (error) this.#refuse({ start: error.at, end: error.at }, this.#say.syntax(error.message));
    else if (problem) this.#refuse({ start: 0, end: 0 }, this.#say.unreadable);
    if (error || problem || !root || isEmpty(root)) return config;
    if (root.type !== 'map') {
      this.#refuse(root.span, this.#say.mapping);
      return config;
    }
    const found = this.#entries(root, keys);
    const next = /^---(?=\s)(?=[\s\S]*\n[ \t]*[^\s#])/m.exec(this.#text.slice(root.span.end));
    if (next) {
      const start = root.span.end + next.index;
      this.#refuse({ start, end: start + 3 }, this.#say.second);
    }
    return {
      settings: this.#settings(found),
      ignore: this.#ignore(found.get('ignore')),
      root: this.#boolean(found.get('root'), 'root'),
    };
  }

  #settings(found: ReadonlyMap<Key, YamlEntry>): ConfigSettings {
    const version = this.#version(found.get('version'));
    const http01 = this.#http01(found.get('http01'));
    const rules = this.#severities(found.get('rules'));
    return {
      ...(version !== undefined && { version }),
      ...(http01 && { http01 }),
      ...(rules && { rules }),
    };
  }

  /** As it is written: `1.20` without quotes is a number to YAML, and would be 1.2. */
  #version(entry: YamlEntry | undefined): string | undefined {
    if (!entry) return undefined;
    const { value } = entry;
    if (value.type !== 'scalar' || typeof value.value === 'boolean' || value.value === null)
      return this.#refuse(placeOf(entry), this.#say.text('version'));
    const version =
      typeof value.value === 'number'
        ? this.#text.slice(value.span.start, value.span.end)
        : String(value.value);
    return this.#usable({ version }, value.span) ? version : undefined;
  }

  #http01(entry: YamlEntry | undefined): ConfigSettings['http01'] {
    if (!entry) return undefined;
    if (entry.value.type !== 'map') return this.#refuse(placeOf(entry), this.#say.object('http01'));
    const found = this.#entries(entry.value, ['nodeLabel', 'flatNetwork']);
    const nodeLabel = this.#nodeLabel(found.get('nodeLabel'));
    const flat = found.get('flatNetwork');
    if (nodeLabel === undefined && !flat) return undefined;
    return {
      ...(nodeLabel !== undefined && { nodeLabel }),
      ...(flat && { flatNetwork: this.#boolean(flat, 'http01.flatNetwork') }),
    };
  }

  #nodeLabel(label: YamlEntry | undefined): string | undefined {
    if (!label) return undefined;
    const nodeLabel = textOf(label.value);
    if (nodeLabel === undefined) return this.#refuse(placeOf(label), this.#say.text('http01.nodeLabel'));
    return this.#usable({ http01: { nodeLabel } }, label.value.span) ? nodeLabel : undefined;
  }

  #severities(entry: YamlEntry | undefined): Readonly<Record<string, string>> | undefined {
    if (!entry) return undefined;
    if (entry.value.type !== 'map') return this.#refuse(placeOf(entry), this.#say.object('rules'));
    const rules: Record<string, string> = {};
    for (const [id, rule] of this.#entries(entry.value, this.#rules, this.#say.noRule)) {
      const severity = textOf(rule.value) ?? this.#text.slice(rule.value.span.start, rule.value.span.end);
      if (this.#usable({ rules: { [id]: severity } }, placeOf(rule))) rules[id] = severity;
    }
    return rules;
  }

  #ignore(entry: YamlEntry | undefined): readonly string[] {
    if (!entry) return [];
    const { value } = entry;
    if (value.type !== 'list') return this.#refuse(placeOf(entry), this.#say.list('ignore')) ?? [];
    return value.items.flatMap((item) => {
      const pattern = textOf(item.value);
      if (pattern !== undefined && pattern.trim() !== '') return [pattern];
      return this.#refuse(item.alias ?? item.value.span, this.#say.pattern) ?? [];
    });
  }

  #boolean(entry: YamlEntry | undefined, key: string): boolean {
    if (!entry) return false;
    const { value } = entry;
    if (value.type === 'scalar' && typeof value.value === 'boolean') return value.value;
    return this.#refuse(placeOf(entry), this.#say.boolean(key)) ?? false;
  }

  /** The entries with known keys; others, and those that stand twice, are refused. */
  #entries<K extends string>(
    map: YamlMap,
    known: readonly K[],
    unknown = this.#say.noKey,
  ): ReadonlyMap<K, YamlEntry> {
    const found = new Map<K, YamlEntry>();
    for (const entry of map.entries) {
      const key = known.find((key) => key === entry.name);
      if (key === undefined) {
        const near = nearest(entry.name, known);
        this.#refuse(entry.key, unknown(entry.name, near, known));
      } else if (found.has(key)) this.#refuse(entry.key, this.#say.twice(key));
      else found.set(key, entry);
    }
    return found;
  }

  #usable(settings: ConfigSettings, at: Span): boolean {
    const { problems } = parseOptions(settings, this.#locale, this.#rules);
    for (const { message } of problems) this.#refuse(at, message);
    return problems.length === 0;
  }

  #refuse(at: Span, message: string): undefined {
    this.problems.push({ at, message });
  }
}

const isEmpty = (node: YamlNode) => node.type === 'scalar' && node.value === null;
const textOf = (node: YamlNode) =>
  node.type === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
const placeOf = ({ key, value }: YamlEntry): Span => (value.span.start < value.span.end ? value.span : key);

interface Say {
  readonly syntax: (why: string) => string;
  readonly unreadable: string;
  readonly mapping: string;
  readonly second: string;
  readonly noKey: (key: string, near: string | undefined, known: readonly string[]) => string;
  readonly noRule: (id: string, near: string | undefined) => string;
  readonly twice: (key: string) => string;
  readonly text: (key: string) => string;
  readonly object: (key: string) => string;
  readonly list: (key: string) => string;
  readonly boolean: (key: string) => string;
  readonly pattern: string;
}

const ticked = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ');
const texts: Texts<Say> = {
  en: {
    syntax: (why) => `This is not YAML: ${why}.`,
    unreadable: 'This file cannot be read: it is too long, a template, or has a conflict marker.',
    second: 'Only the first document of this file counts: what stands below here is ignored. Put it above.',
    mapping: `Expected a mapping with ${ticked(keys)}.`,
    noKey: (key, near, known) =>
      `There is no key \`${key}\`.${near === undefined ? ` Use ${ticked(known)}.` : ` Did you mean \`${near}\`?`}`,
    noRule: (id, near) =>
      `There is no rule \`${id}\`.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`,
    twice: (key) => `\`${key}\` stands twice.`,
    text: (key) => `\`${key}\` needs a text.`,
    object: (key) => `\`${key}\` needs a mapping.`,
    list: (key) => `\`${key}\` needs a list of patterns.`,
    boolean: (key) => `\`${key}\` is \`true\` or \`false\`.`,
    pattern: 'A pattern is a text, as `charts/**`.',
  },
  ko: {
    syntax: (why) => `YAML이 아닙니다: ${why}.`,
    unreadable: '이 파일을 읽을 수 없습니다. 너무 길거나, 템플릿이거나, 충돌 표시가 있습니다.',
    second: '이 파일은 첫 번째 문서만 쓰입니다. 이 아래에 있는 것은 무시되니 위로 옮기세요.',
    mapping: `${ticked(keys)} 키가 있는 매핑이 필요합니다.`,
    noKey: (key, near, known) =>
      `\`${key}\` 키는 없습니다.${near === undefined ? ` ${ticked(known)} 중 하나를 쓰세요.` : ` \`${near}\` 키를 쓰려던 것 같습니다.`}`,
    noRule: (id, near) =>
      `\`${id}\` 규칙은 없습니다.${near === undefined ? '' : ` \`${near}\` 규칙을 쓰려던 것 같습니다.`}`,
    twice: (key) => `\`${key}\` 키가 두 번 있습니다.`,
    text: (key) => `\`${key}\`에는 텍스트가 필요합니다.`,
    object: (key) => `\`${key}\`에는 매핑이 필요합니다.`,
    list: (key) => `\`${key}\`에는 패턴 목록이 필요합니다.`,
    boolean: (key) => `\`${key}\`에는 \`true\`나 \`false\`를 씁니다.`,
    pattern: '패턴은 `charts/**` 같은 텍스트입니다.',
  },
};
