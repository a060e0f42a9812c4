/** Random workspaces of kustomizations, each from a number alone. */
import { stringify } from 'yaml';
import { changes, type Json, type JsonMap, names, operations, pool, settings } from './randomParts.ts';

/** Numbers in [0, 1) that follow from `seed` (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Dice {
  readonly pick: <T>(list: readonly T[]) => T;
  readonly chance: (p: number) => boolean;
  readonly some: <T>(list: readonly T[], p: number) => T[];
}

function diceOf(seed: number): Dice {
  const random = randomFrom(seed);
  return {
    pick: (list) => {
      const found = list[Math.floor(random() * list.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
    chance: (p) => random() < p,
    some: (list, p) => list.filter(() => random() < p),
  };
}

function identity(resource: JsonMap): {
  apiVersion: string;
  kind: string;
  name: string;
  namespace: string | undefined;
} {
  const metadata = resource['metadata'] as JsonMap;
  return {
    apiVersion: String(resource['apiVersion']),
    kind: String(resource['kind']),
    name: String(metadata['name']),
    namespace: metadata['namespace'] === undefined ? undefined : String(metadata['namespace']),
  };
}

/** What a patch may say wrongly of its resource. */
const misses = [
  { name: 'none' },
  { name: 'pre-one' },
  { apiVersion: 'cert-manager.io/v1beta1' },
  { apiVersion: 'apps/v1' },
  { namespace: 'shared' },
  { namespace: 'default' },
  { namespace: undefined },
];

function patchFor(
  dice: Dice,
  resources: readonly JsonMap[],
  add: (text: string) => string,
): JsonMap | undefined {
  const chosen = resources.length > 0 ? dice.pick(resources) : undefined;
  if (!chosen) return undefined;
  const there = identity(chosen);
  // Now and then a patch misses what it is for.
  const { apiVersion, kind, name, namespace } = dice.chance(0.03)
    ? { ...there, ...dice.pick(misses) }
    : there;
  const ops = operations[kind];
  const target = dice.pick<JsonMap>([
    { kind, name },
    { kind },
    { kind, name: '(one|two|three)' },
    { group: apiVersion.split('/')[0] ?? '', kind: `${kind.slice(0, 3)}.*` },
    { kind, labelSelector: dice.pick(['app', 'app=one', 'app in (one, two)', '!tier', 'app!=one']) },
    { kind, annotationSelector: 'note=x' },
  ]);
  const json = ops && dice.chance(0.4) ? dice.some(ops, 0.3).slice(0, 2) : [];
  const [metadata, spec] = [
    dice.pick<JsonMap>([
      {},
      { labels: { app: null, patched: 'sure' } },
      { annotations: { note: 'y', 'cert-manager.io/issuer': null } },
    ]),
    dice.pick<JsonMap>([{}, ...(changes[kind] ?? [])]),
  ];
  const whole = dice.chance(0.06) ? { $patch: 'delete' } : Object.keys(spec).length > 0 ? { spec } : {};
  const patch: Json =
    json.length > 0
      ? json
      : {
          apiVersion,
          kind,
          metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...metadata },
          ...whole,
        };
  const text = dice.chance(0.8) ? stringify(patch) : JSON.stringify(patch);
  const body: JsonMap = dice.chance(0.4) ? { path: add(text) } : { patch: text };
  return json.length > 0 || dice.chance(0.5) ? { ...body, target } : body;
}

/** The texts of a workspace by path below its root; `overlay` is the folder to build. */
export function randomWorkspace(seed: number): Readonly<Record<string, string>> {
  const dice = diceOf(seed);
  const files: Record<string, string> = {};
  const made: JsonMap[] = [];
  const taken = new Set<string>();
  const kustomization = (
    folder: string,
    kind: string,
    resources: readonly string[],
    components: readonly string[],
  ) => {
    const own = dice.some(pool, folder === 'base' ? 0.6 : 0.15).flatMap((make) => {
      const resource = make(dice.pick(names));
      const { kind, name } = identity(resource);
      if (taken.has(`${kind}/${name}`) && dice.chance(0.95)) return [];
      taken.add(`${kind}/${name}`);
      return [resource];
    });
    made.push(...own);
    const list: string[] = [...resources];
    if (own.length > 0) {
      list.push('all.yaml');
      const asList = dice.chance(0.15);
      files[`${folder}/all.yaml`] = asList
        ? stringify({ apiVersion: 'v1', kind: 'List', items: own })
        : own.map((each) => (dice.chance(0.8) ? stringify(each) : `${JSON.stringify(each)}\n`)).join('---\n');
    }
    let count = 0;
    const add = (text: string) => {
      const path = `patch${count++}.yaml`;
      files[`${folder}/${path}`] = text;
      return path;
    };
    const patches = Array.from({ length: Math.floor(dice.pick([0, 1, 2, 3])) }).flatMap((): JsonMap[] =>
      [patchFor(dice, made, add) ?? []].flat(),
    );
    const older = patches.filter((each) => !('target' in each) && dice.chance(0.3));
    const newer = patches.filter((each) => !older.includes(each));
    const kinds = made.map((each) => identity(each));
    // Most settings without anything to set are left out: kustomize refuses them all.
    const fits = (each: JsonMap) =>
      dice.chance(0.02) ||
      ((!('replicas' in each) || kinds.some(({ kind, name }) => kind === 'Deployment' && name === 'one')) &&
        (!JSON.stringify(each).includes('merge') ||
          kinds.some(({ kind, name }) => kind === 'ConfigMap' && name === 'one')) &&
        (!('replacements' in each) || kinds.filter(({ kind }) => kind === 'ConfigMap').length === 1));
    const chosen = dice.some(settings, 0.15).filter(fits);
    if (JSON.stringify(chosen).includes('gen.yaml')) files[`${folder}/gen.yaml`] = 'a: b\n---\nc: d\n';
    const content: JsonMap = {
      apiVersion: `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`,
      kind,
      ...(list.length > 0 ? { resources: list } : {}),
      ...(components.length > 0 ? { components } : {}),
      ...(newer.length > 0 ? { patches: newer } : {}),
      ...(older.length > 0
        ? { patchesStrategicMerge: older.map((each) => each['path'] ?? each['patch'] ?? '') }
        : {}),
      ...Object.assign({}, ...chosen),
    };
    files[`${folder}/kustomization.yaml`] = stringify(content, {
      blockQuote: dice.pick(['literal', 'folded', true]),
      indentSeq: dice.chance(0.5),
    });
  };
  kustomization('base', 'Kustomization', [], []);
  if (dice.chance(0.4)) kustomization('middle', 'Kustomization', ['../base'], []);
  const below = files['middle/kustomization.yaml'] === undefined ? '../base' : '../middle';
  const components = dice.chance(0.4) ? ['../component'] : [];
  if (components.length > 0) kustomization('component', 'Component', [], []);
  kustomization('overlay', 'Kustomization', [below], components);
  return files;
}
