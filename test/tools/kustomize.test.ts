/** Our reading of kustomizations beside that of the real kubectl. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { type Build, type BuildProblem, buildFolder, filesOnDisk, isRefusal } from '../harness/build.ts';
import { compare, eachOf, realBuild } from '../harness/kubectl.ts';
import { issuer } from '../harness/kustomizations.ts';
import { randomWorkspace } from '../harness/random.ts';
import { randomNames } from '../harness/randomNames.ts';
import { noTools, toolPath } from '../hosts/kubectl.ts';

const workspaces = fileURLToPath(new URL('../workspaces/', import.meta.url));
const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const kubectl = noTools === undefined ? await toolPath('kubectl').catch(String) : undefined;
const why = noTools ?? (kubectl && existsSync(kubectl) ? undefined : kubectl);
if (why !== undefined) console.log(`Kustomizations are not compared with kubectl: ${why}`);
if (!existsSync(corpus))
  console.log('Public kustomizations are not compared: ../shared/corpus is not there.');

/** What a target of a replacement may say of a resource with a history. */
const targets = [
  ...['web', 'base-web', 'mid-base-web', 'top-mid-base-web', 'w.*', '^web$', '.*-web'].map(
    (name) => `name: ${name}`,
  ),
  ...['first', 'base', 'top', 'other'].map((name) => `namespace: ${name}`),
  ...['name: web, namespace: top', 'name: web, namespace: first', 'name: base-web, namespace: base'],
  ...['labelSelector: l=x', 'labelSelector: l=y'],
];

/** Writes files below a folder of `root`. */
function write(root: string, name: string, texts: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(texts)) {
    const whole = join(root, name, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
  }
  return join(root, name);
}

const replacement = `source: {kind: Issuer, name: one}
targets: [{select: {name: two}, fieldPaths: [spec.acme.server]}]
`;
const replacementFiles = {
  one: replacement,
  list: `- ${replacement.replace('\n', '\n  ')}- ${replacement.replace('\n', '\n  ').replaceAll('two', 'one')}`,
  'behind a comment': `# one\n---\n${replacement}`,
  'with another document': `${replacement}---\n${replacement.replaceAll('two', 'one')}`,
  'with a broken document': `${replacement}---\n{a: [\n`,
  'an empty list': '[]\n',
  empty: '',
  null: 'null\n',
  'an empty document first': `---\n---\n${replacement}`,
  broken: '{a: [\n',
  text: 'one\n',
  'a null item': '- null\n',
  'without targets': 'source: {kind: Issuer, name: one}\n',
  'without source': 'targets: [{select: {name: two}, fieldPaths: [spec.acme.server]}]\n',
};

/** All folders below `root` that hold a kustomization. */
function foldersBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|[\\/])(kustomization\.ya?ml|Kustomization)$/.test(path))
    .map((path) => dirname(join(root, path)))
    .sort();
}

interface Tally {
  readonly wrong: string[];
  built: number;
  refused: number;
  compared: number;
  unknown: number;
}

/** Problems of builds that do not come about for other reasons, or that do not claim to know whether they do. */
const doubts: ReadonlySet<BuildProblem['kind']> = new Set([
  ...(['unknown-field', 'remote', 'unseen-resources', 'unreadable-kustomization'] as const),
  ...(['missing-file', 'not-usable', 'cycle'] as const),
]);

/** Builds each folder both ways. What kubectl refuses we must refuse, unless we do not know, and nothing else. */
async function tally(
  folders: readonly string[],
  named: (folder: string) => string,
  gathered = false,
): Promise<Tally> {
  const source = filesOnDisk();
  const all: Tally = { wrong: [], built: 0, refused: 0, compared: 0, unknown: 0 };
  await eachOf(folders, async (folder) => {
    const ours: Build = buildFolder(folder, source);
    // Most public kustomizations name files that were not gathered; kubectl is not asked about those.
    if (gathered && ours.problems.some(({ kind }) => kind === 'missing-file')) return;
    const real = await realBuild(kubectl ?? '', folder);
    const problems = ours.problems.filter(({ kind }) => kind !== 'patch-without-target');
    const refusals = ours.problems.filter(isRefusal);
    const note = (text: string) => all.wrong.push(`${named(folder)}: ${text}`);
    if (real.resources === undefined) {
      all.refused++;
      if (refusals.length > 0 || problems.some(({ kind }) => doubts.has(kind))) return;
      // A generator reads a file that is no part of the corpus: we know only that its name is not known.
      if (gathered && real.refused.includes('loading KV pairs')) return;
      note(`kubectl refuses: ${real.refused.trim()}`);
      return;
    }
    for (const { kind, detail } of refusals) note(`kubectl builds, we refuse: ${kind} ${detail}`);
    const { differences, compared, unknown } = compare(ours, real.resources);
    all.built++;
    all.compared += compared;
    all.unknown += unknown;
    for (const difference of differences) note(difference);
    if (unknown === 0) for (const { kind, detail } of problems) note(`${kind} ${detail}`);
  });
  return all;
}

describe.skipIf(why !== undefined)('kubectl builds the same', () => {
  const root = join(tmpdir(), `cert-manager-kustomize-${process.pid}`);
  // Thousands of small files: a busy machine takes its time.
  afterAll(() => rmSync(root, { recursive: true, force: true }), 120_000);

  test('from our workspaces', async () => {
    const { wrong, built, compared, unknown } = await tally(foldersBelow(workspaces), (folder) =>
      folder.slice(workspaces.length),
    );
    expect(wrong).toEqual([]);
    expect(built).toBeGreaterThanOrEqual(20);
    expect(compared).toBeGreaterThanOrEqual(50);
    // The Certificate of kustomize-vars holds a variable.
    expect(unknown).toBe(1);
  }, 240_000);

  test.skipIf(!existsSync(corpus))(
    'from public repositories',
    async () => {
      const { wrong, built, compared, unknown } = await tally(
        foldersBelow(corpus),
        (folder) => folder.slice(corpus.length),
        true,
      );
      expect(wrong).toEqual([]);
      expect(built).toBeGreaterThanOrEqual(90);
      expect(compared).toBeGreaterThanOrEqual(100);
      expect(unknown).toBeLessThanOrEqual(2);
    },
    240_000,
  );

  test('with replacements in a file of their own, odd ones included', async () => {
    const folders = Object.entries(replacementFiles).map(([name, text]) =>
      write(root, name, {
        'kustomization.yaml': 'resources: [all.yaml]\nreplacements: [path: r.yaml]\n',
        'all.yaml': `${issuer('one')}---\n${issuer('two')}`,
        'r.yaml': text,
      }),
    );
    const { wrong, built, refused } = await tally(folders, (folder) => folder.slice(root.length + 1));
    expect(wrong).toEqual([]);
    expect([built, refused]).toEqual([6, 8]);
  }, 240_000);

  test('with replacements, whatever selects and rejects their targets', async () => {
    const layer = (name: string, below: string) => ({
      [`${name}/kustomization.yaml`]: `resources: [${below}]\nnamePrefix: ${name}-\nnamespace: ${name}\n`,
    });
    const certificate =
      'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: web, namespace: first, labels: {l: x}}\nspec: {duration: 1h}\n';
    const shared = {
      'base/all.yaml': `${certificate}---\n${issuer('from')}`,
      ...layer('base', 'all.yaml'),
      ...layer('mid', '../base'),
    };
    const of = (select: string, reject = '') =>
      `resources: [../mid]\nnamePrefix: top-\nnamespace: top\nreplacements:\n- source: {kind: Issuer, name: base-from}\n  targets:\n  - {select: {${select}}, reject: [${reject}], fieldPaths: [spec.duration]}\n`;
    const asked = [
      ...targets.flatMap((target) => [
        of(`kind: Certificate, ${target}`),
        of('kind: Certificate', `{${target}}`),
      ]),
      ...['', 'kind: Cert.*', 'labelSelector: l=x', 'group: cert.*', 'version: v.*'].map((all) => of(all)),
      ...['{}', '{kind: Cert.*}', '{labelSelector: l=y, name: web}'].map((all) =>
        of('kind: Certificate', all),
      ),
    ];
    const folders = asked.map((text, i) => {
      const texts = { ...shared, 'top/kustomization.yaml': text };
      return join(write(root, `targets/${i}`, texts), 'top');
    });
    const { wrong, refused, compared } = await tally(
      folders,
      (folder) => asked[Number(folder.split('/').at(-2))] ?? '',
    );
    expect(wrong).toEqual([]);
    expect(refused).toBe(1);
    expect(compared).toBe((asked.length - 1) * 2);
  }, 240_000);

  test('from names that are said in all ways', async () => {
    const folders = Array.from({ length: 40 }, (_, seed) => write(root, `names/${seed}`, randomNames(seed)));
    const both = folders.flatMap((folder) => [join(folder, 'dev'), join(folder, 'prod')]);
    const { wrong, built } = await tally(both, (folder) => folder.slice(root.length + 1));
    expect(wrong).toEqual([]);
    expect(built).toBeGreaterThanOrEqual(60);
  }, 240_000);

  test('from random bases, overlays, components and patches', async () => {
    const folders = Array.from({ length: 312 }, (_, seed) =>
      join(write(root, String(seed), randomWorkspace(seed)), 'overlay'),
    );
    const { wrong, built, refused, compared, unknown } = await tally(folders, (folder) =>
      dirname(folder).slice(root.length + 1),
    );
    expect(wrong).toEqual([]);
    expect(built).toBeGreaterThanOrEqual(200);
    expect(refused).toBeGreaterThanOrEqual(40);
    expect(compared).toBeGreaterThanOrEqual(1200);
    expect(unknown).toBeLessThanOrEqual(5);
  }, 240_000);
});
