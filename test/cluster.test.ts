/**
 * Recordings of a real control plane (beside the repository, in ../shared/cluster): what is not Ready there, and has its
 * cause in the manifests, is found in the manifests, on the line that must change; what is Ready there is left alone.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { options, rules } from './harness/engine.ts';
import { openFolder } from './harness/workspace.ts';

const home = fileURLToPath(new URL('../../shared/cluster/', import.meta.url));
const isThere = existsSync(home);

/** The rule that finds the cause; or why nobody can see it in the manifests. */
type Expected = { readonly rule: string; readonly occurrence?: number } | { readonly unseen: string };

const expected: Readonly<Record<string, Expected>> = {
  'affinity-matches-no-node': { unseen: 'the labels of the nodes are those of the cluster' },
  'ca-cannot-reach': { unseen: 'whether the CA reaches the ingress is a matter of the network' },
  'ca-secret-missing': {
    unseen: 'a Secret that is in no file may be in the cluster: secrets seldom are in files',
  },
  'class-nobody-serves': { unseen: 'no IngressClass and no controller is among the manifests' },
  'dns01-secret-missing': { unseen: 'a Secret that is in no file may be in the cluster' },
  'external-issuer-absent': { unseen: 'which external issuers are installed is a matter of the cluster' },
  'ingress-shim': { rule: 'http01-solver-without-node-affinity' },
  'issuer-not-found': { rule: 'issuer-not-in-workspace' },
  'issuer-server-wrong': { unseen: 'where a CA of your own has its directory, only it can tell' },
  'name-refused-by-ca': { unseen: 'which names a CA of your own refuses, only it can tell' },
  'pod-refused': { rule: 'solver-pod-affinity-invalid' },
  // Either of the two Secrets may be renamed: the rule tells the later one.
  'same-secret-twice': { rule: 'certificate-secret-claimed-twice', occurrence: 2 },
  story: { rule: 'http01-solver-without-node-affinity' },
  'wildcard-http01': { rule: 'acme-name-without-solver' },
};

interface Scenario {
  readonly ready: boolean;
  readonly at?: { readonly file: string; readonly text: string; readonly occurrence?: number };
}

const scenarioOf = (name: string): Scenario =>
  JSON.parse(readFileSync(`${home}${name}/scenario.json`, 'utf8'));

function findingsOf(name: string) {
  const { files, findings } = openFolder(`${home}${name}/manifests`);
  return [...files.keys()].flatMap((path) =>
    findings(path, options()).map((finding) => ({ ...finding, file: path.slice(1) })),
  );
}

/** The line, from 1, of the n-th occurrence of a text in a file of a scenario. */
function lineOf(name: string, file: string, text: string, occurrence: number): number {
  const lines = readFileSync(`${home}${name}/manifests/${file}`, 'utf8').split('\n');
  const found = lines.flatMap((line, i) => (line.includes(text) ? [i + 1] : []))[occurrence - 1];
  if (found === undefined) throw new Error(`${name}: no "${text}" in ${file}`);
  return found;
}

describe.skipIf(!isThere)(
  `recorded clusters${isThere ? '' : ' (skipped: no ../shared/cluster beside the repository)'}`,
  () => {
    const names = isThere
      ? readdirSync(home).filter((name) => existsSync(`${home}${name}/scenario.json`))
      : [];

    test('every one that is not Ready has its word here', () => {
      const sick = names.filter((name) => !scenarioOf(name).ready);
      expect(Object.keys(expected).sort()).toEqual(sick.sort());
    });

    for (const name of names) {
      const { ready, at } = scenarioOf(name);
      if (ready) {
        test(`${name}: nothing is said of what is Ready`, () => {
          expect(findingsOf(name).filter(({ severity }) => severity !== 'info')).toEqual([]);
        });
        continue;
      }
      const word = expected[name];
      if (!word || !at) continue;
      const told = () => {
        const occurrence = ('rule' in word ? word.occurrence : undefined) ?? at.occurrence ?? 1;
        const line = lineOf(name, at.file, at.text, occurrence);
        return findingsOf(name)
          .filter((finding) => finding.file === at.file && finding.line === line)
          .map(({ rule }) => rule);
      };
      if ('unseen' in word) {
        test(`${name}: cannot be seen in YAML: ${word.unseen}`, () => {
          expect(told()).toEqual([]);
        });
      } else if (rules.some(({ id }) => id === word.rule)) {
        test(`${name}: ${word.rule}, on the line that must change`, () => {
          expect(told()).toEqual([word.rule]);
        });
      } else {
        test.todo(`${name}: ${word.rule}, a rule that is still to come`);
      }
    }
  },
);
