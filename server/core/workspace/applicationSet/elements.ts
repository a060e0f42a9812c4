/** The parameters that the generators of an ApplicationSet give: of lists, and of folders of the repository. */
import { booleanAt, itemsAt, textAt } from '../../model/look.ts';
import type { Span } from '../../text/span.ts';
import { isDeeplyCertain, names } from '../../yaml/read.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import type { BuildSource } from '../built.ts';
import { join } from '../kustomize/location.ts';
import { fieldOf } from '../kustomize/nodes.ts';

/** Parameters by name, those of a path as an old template calls them or, for Go, as fields: `path[1]` in both. */
export interface Element {
  /** Names it within its ApplicationSet; what it names stays what it is while the document does. */
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** What generators are read with. */
export interface Ground {
  readonly source: BuildSource;
  readonly folders: readonly string[];
  /** Folders that were listed are noted here. */
  readonly reads: Set<string>;
  /** Told of what is not followed. */
  readonly unseen: (at: Span, detail: string) => void;
  readonly isGo: boolean;
}

/** The fields of the generators that are followed. */
const followed: ReadonlyMap<string, readonly string[]> = new Map([
  ['list', ['elements']],
  ['git', ['repoURL', 'revision', 'directories', 'requeueAfterSeconds', 'pathParamPrefix', 'values']],
]);

/** The elements of a generator; none where it, or a part of it, is not followed. `id` names it within the set. */
export function elementsOf(generator: YamlNode, id: string, ground: Ground): readonly Element[] {
  if (generator.type !== 'map' || !isDeeplyCertain(generator)) {
    ground.unseen(generator.span, 'generators');
    return [];
  }
  for (const { name, key, value } of generator.entries) {
    const fields = followed.get(name);
    const odd = value.type === 'map' ? value.entries.find((one) => !fields?.includes(one.name)) : undefined;
    const why = fields ? odd : { name, key };
    if (!why) continue;
    ground.unseen(why.key, why.name);
    return [];
  }
  return [...listed(generator, id, ground), ...found(generator, id, ground)];
}

function listed(generator: YamlMap, id: string, { isGo }: Ground): readonly Element[] {
  return itemsAt(generator, 'list.elements').map(({ node }, i) => {
    const parameters = new Map<string, string>();
    gather(node, '', isGo, parameters);
    return { name: `${id}.${i}`, parameters };
  });
}

/** Old templates take texts alone; Go writes truth values and small whole numbers as they stand. */
function gather(node: YamlNode, name: string, isGo: boolean, all: Map<string, string>, depth = 0): void {
  if (node.type === 'map' && depth < 8)
    for (const key of names(node)) {
      const value = fieldOf(node, key);
      if (value) gather(value, name === '' ? key : `${name}.${key}`, isGo, all, depth + 1);
    }
  if (node.type !== 'scalar' || node.value === null) return;
  const { value } = node;
  const isPlain = typeof value === 'boolean' || (Number.isInteger(value) && Math.abs(Number(value)) < 1e6);
  if (typeof value === 'string' || (isGo && isPlain)) all.set(name, String(value));
}

/** Folders by pattern (applicationset/generators/git.go: `filterApps`): what one pattern excludes, no other one brings. */
function found(generator: YamlMap, id: string, ground: Ground): readonly Element[] {
  const wanted: string[] = [];
  const excluded: string[] = [];
  for (const { node, span } of itemsAt(generator, 'git.directories')) {
    const pattern = node.type === 'map' ? textAt(node, 'path')?.value : undefined;
    if (node.type !== 'map' || pattern === undefined || /[[\\]/.test(pattern)) {
      ground.unseen(span, 'directories');
      return [];
    }
    if (booleanAt(node, 'exclude')?.value === true) excluded.push(pattern);
    else wanted.push(pattern);
  }
  const all = new Set(
    ground.folders.flatMap((folder) => wanted.flatMap((one) => matching(one, folder, ground))),
  );
  const prefix = textAt(generator, 'git.pathParamPrefix')?.value;
  return [...all]
    .filter((path) => !excluded.some((pattern) => isPathLike(path, pattern)))
    .map((path) => ({ name: `${id} ${path}`, parameters: pathParameters(path, prefix, ground.isGo) }));
}

/** The folders below `base` that a pattern matches, part by part; what starts with a dot is passed over. */
function matching(pattern: string, base: string, { source, reads }: Ground): readonly string[] {
  let paths = [''];
  for (const part of pattern.split('/')) {
    paths = paths.flatMap((path) => {
      const folder = join(base, path);
      reads.add(folder);
      const inside = source.foldersIn(folder);
      return inside.flatMap((name) =>
        isLike(name, part) && !name.startsWith('.') ? [path === '' ? name : `${path}/${name}`] : [],
      );
    });
  }
  return paths;
}

/** Whether a name is what a pattern says (Go's `path.Match`, without classes and escapes). */
function isLike(name: string, pattern: string): boolean {
  let [at, from] = [0, 0];
  let star: number | undefined;
  for (let i = 0; i < name.length; ) {
    if (pattern[at] === '*') [star, from] = [at++, i];
    else if (pattern[at] === '?' || (at < pattern.length && pattern[at] === name[i]))
      [at, i] = [at + 1, i + 1];
    else if (star !== undefined) [at, i] = [star + 1, ++from];
    else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

function isPathLike(path: string, pattern: string): boolean {
  const [names, parts] = [path.split('/'), pattern.split('/')];
  return names.length === parts.length && names.every((name, i) => isLike(name, parts[i] ?? ''));
}

function pathParameters(
  path: string,
  prefix: string | undefined,
  isGo: boolean,
): ReadonlyMap<string, string> {
  const name = prefix ? `${prefix}.path` : 'path';
  const parts = path.split('/');
  const basename = parts.at(-1) ?? '';
  const normalized = basename
    .toLowerCase()
    .replace(/[^-a-z0-9.]/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return new Map([
    [isGo ? `${name}.path` : name, path],
    [`${name}.basename`, basename],
    [`${name}.basenameNormalized`, normalized],
    ...parts.map((part, i) => [`${name}[${i}]`, part] as const),
  ]);
}
