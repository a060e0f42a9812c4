/** Public repositories, each as the workspace that it is, and all of them as one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { options, type Seen } from '../harness/engine.ts';
import { openFolder } from '../harness/workspace.ts';

const home = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const here = existsSync(home);
if (!here) console.log('Public repositories are not opened as workspaces: ../shared/corpus is not there.');

/** What is said of a folder as one workspace, by path. */
function findingsOf(folder: string): ReadonlyMap<string, readonly Seen[]> {
  const { files, findings } = openFolder(folder);
  const settings = options();
  return new Map([...files.keys()].map((path) => [path, findings(path, settings)]));
}

/** Errors by file and rule that are right: those that each file has by itself, with the reason there. */
const golden: ReadonlySet<string> = new Set(
  here
    ? Object.keys(JSON.parse(readFileSync(new URL('./corpus.golden.json', import.meta.url), 'utf8'))).map(
        (key) => key.replace(/^(.*?):\d+ (\S+).*$/s, '$1 $2'),
      )
    : [],
);

/**
 * Excerpts of documentation. A file that stands in a repository without kustomizations is taken for a whole: the API
 * server refuses each as it is written.
 */
const excerpts = [
  'cert-manager+cert-manager/design/20250920.certificate-renewal-control.md.fence-002.yaml missing-required-field',
  'cert-manager+website/content/docs/configuration/acme/README.md.fence-003.yaml missing-required-field',
  'cert-manager+website/content/docs/configuration/acme/http01/README.md.fence-007.yaml missing-required-field',
  'cert-manager+website/content/docs/releases/release-notes/release-notes-1.9.md.fence-000.yaml missing-required-field',
];
const isKnown = (error: string) => golden.has(error) || excerpts.includes(error);

describe.skipIf(!here)('public repositories as workspaces', () => {
  const repositories = here
    ? readdirSync(home, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    : [];

  test('the whole corpus is one workspace without a throw, and says no error that no file says by itself', () => {
    const errors = [...findingsOf(home)].flatMap(([path, found]) =>
      found.filter(({ severity }) => severity === 'error').map(({ rule }) => `${path.slice(1)} ${rule}`),
    );
    expect(errors.filter((error) => !isKnown(error))).toEqual([]);
    expect(errors.length).toBeGreaterThan(5);
  });

  test('nothing is missing in the overlays of lsst-it+k8s-cookbook', () => {
    const all = findingsOf(`${home}lsst-it+k8s-cookbook`);
    expect(all.size).toBeGreaterThan(300);
    const missing = [...all].flatMap(([path, found]) =>
      found
        .filter(({ rule }) => rule.includes('missing') || rule.includes('without'))
        .map(({ rule }) => `${path} ${rule}`),
    );
    expect(missing).toEqual([]);
  });

  test.each(repositories)('%s: no error that is not in the golden list', (name) => {
    const errors = [...findingsOf(home + name)].flatMap(([path, found]) =>
      found.filter(({ severity }) => severity === 'error').map(({ rule }) => `${name}${path} ${rule}`),
    );
    expect(errors.filter((error) => !isKnown(error))).toEqual([]);
  });
});
