/** Public manifests (beside the repository, in ../shared/corpus): no throw, no cry of wolf, fixes that only add. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { analyze, fixAll, options, rules } from '../harness/engine.ts';
import { dataOf, isWithin } from '../harness/yaml.ts';

const home = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const rule = 'http01-solver-without-node-affinity';

const onlyThat = options({
  rules: Object.fromEntries(rules.flatMap(({ id }) => (id === rule ? [] : [[id, 'off']]))),
});

type Fixed = ReturnType<typeof fixAll>;

interface Row {
  readonly file: string;
  readonly doc: number;
  readonly solver: number;
  readonly httpLine: number;
  readonly via: string;
  readonly category: string;
}

describe.skipIf(!existsSync(home))(
  `corpus${existsSync(home) ? '' : ' (skipped: no ../shared/corpus beside the repository)'}`,
  () => {
    const files = existsSync(home)
      ? readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(ya?ml|tpl)$/.test(path))
      : [];
    const read = (path: string) => readFileSync(join(home, path), 'utf8');

    /** What is found in each file, looked at once. */
    const looked: { file: string; text: string; fixed: Fixed; loud: boolean; errors: readonly string[] }[] =
      [];

    beforeAll(() => {
      for (const file of files) {
        const text = read(file);
        const errors = analyze(text)
          .filter(({ severity }) => severity === 'error')
          .map((finding) => `${file}:${finding.line} ${finding.rule} ${finding.text}`);
        const loud = analyze(text, onlyThat).length > 0;
        looked.push({ file, text, fixed: fixAll(text, onlyThat), loud, errors });
      }
    });

    test('is there', () => {
      expect(files.length).toBeGreaterThan(1500);
    });

    test('no file makes the engine throw, and each is fixed at once, by added lines only', () => {
      let changed = 0;
      for (const { file, text, fixed } of looked) {
        if (fixed.text === text) continue;
        changed++;
        expect(fixed.left, file).toBe(0);
        expect(fixAll(fixed.text, onlyThat).text, file).toBe(fixed.text);
        // `{}` behind a key must go where a block takes its place; nothing else does.
        const removed = removedLines(text, fixed.text).filter(
          (line) =>
            !fixed.text.includes(`${line.replace(/ \{\}$/, '')}\n`) &&
            // A name with an asterisk gets quotes.
            !fixed.text.includes(line.replace(/\*\.[\w.-]+/, '"$&"')),
        );
        expect(removed, file).toEqual([]);
        const before = dataOf(text);
        if (before !== undefined) expect(isWithin(before, dataOf(fixed.text)), file).toBe(true);
      }
      expect(changed).toBeGreaterThan(25);
    });

    test('the rule agrees with an independent reading of every solver', () => {
      const rows = read('http01-solvers.jsonl')
        .trim()
        .split('\n')
        .map((line): Row => JSON.parse(line));
      expect(rows.length).toBeGreaterThan(30);
      for (const file of new Set(rows.map((row) => row.file))) {
        const found = analyze(read(file)).filter((finding) => finding.rule === rule);
        const wanted = rows.filter(
          (row) => row.file === file && ['none', 'preferred'].includes(row.category),
        );
        expect(
          found.map((finding) => finding.text),
          file,
        ).toEqual(wanted.map((row) => row.via));
        for (const [i, row] of wanted.entries()) {
          // The key stands below `http01:`, or on its line.
          expect(found[i]?.line, file).toBeGreaterThanOrEqual(row.httpLine);
          expect(found[i]?.line, file).toBeLessThanOrEqual(row.httpLine + 2);
        }
      }
    });

    test('files without a solver have no finding', () => {
      const withSolver = new Set(
        read('http01-solvers.jsonl')
          .trim()
          .split('\n')
          .map((line) => (JSON.parse(line) as Row).file),
      );
      const loud = looked.filter((one) => one.loud && !withSolver.has(one.file)).map(({ file }) => file);
      // Helm templates are not in the list of solvers; these were looked at one by one.
      expect(loud.sort()).toEqual(reviewed);
    });

    test('every error is one that was looked at, and is right', () => {
      const golden: Record<string, string> = JSON.parse(
        readFileSync(new URL('./corpus.golden.json', import.meta.url), 'utf8'),
      );
      const found = looked.flatMap(({ errors }) => errors);
      expect(found.filter((line) => golden[line] === undefined)).toEqual([]);
      expect(Object.keys(golden).filter((line) => !found.includes(line))).toEqual([]);
      for (const [line, why] of Object.entries(golden)) expect(why.length, line).toBeGreaterThan(10);
    });
  },
);

/** Lines of `before` that are not in `after` in the same order. */
function removedLines(before: string, after: string): string[] {
  const rest = after.split('\n');
  return before.split('\n').filter((line) => {
    const at = rest.indexOf(line);
    if (at < 0) return true;
    rest.splice(0, at + 1);
    return false;
  });
}

const reviewed: readonly string[] = [
  // With an ellipsis in it, which other readers stumble over; its one HTTP-01 solver is not pinned.
  'cert-manager+website/content/docs/configuration/acme/README.md.fence-007.yaml',
  // Two ClusterIssuers in one `if`: whenever they are there, their solvers may run on any node.
  'jupyterhub+mybinder.org-deploy/mybinder/templates/cluster-issuer.yaml',
];
