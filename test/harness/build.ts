/** Builds of kustomizations over files that tests hold in memory or on disk. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Data, toData } from '../../server/core/model/data.ts';
import { isJudged } from '../../server/core/model/resource.ts';
import {
  type Build,
  type BuildFile,
  type BuildProblem,
  type BuildSource,
  type BuiltResource,
  isRefusal,
} from '../../server/core/workspace/built.ts';
import { placeOf } from '../../server/core/workspace/composite.ts';
import { argoBuild, argoSources } from '../../server/core/workspace/kustomize/argo.ts';
import { build } from '../../server/core/workspace/kustomize/build.ts';
import { fluxBuild } from '../../server/core/workspace/kustomize/flux.ts';
import { foldersBelow } from '../../server/core/workspace/paths.ts';
import { splitDocuments } from '../../server/core/yaml/documents.ts';
import type { YamlNode } from '../../server/core/yaml/tree.ts';

export type { Build, BuildProblem, BuiltResource };
export { isRefusal };
export const isJudgedResource = isJudged;

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** A workspace in memory: paths from the root → texts. `before`: files of the same text keep their documents. */
export interface Files extends BuildSource {
  readonly texts: ReadonlyMap<string, string>;
}

/** Files by path; documents are split once, and taken over from `before`. */
export function filesOf(texts: Readonly<Record<string, string>>, before?: Files): Files {
  const all = new Map(Object.entries(texts));
  const known = new Map<string, BuildFile>();
  const file = (path: string): BuildFile | undefined => {
    const text = all.get(path);
    if (text === undefined) return undefined;
    const old = before?.texts.get(path);
    const made =
      known.get(path) ??
      (old === undefined
        ? { path, documents: splitDocuments(text) }
        : {
            path,
            documents: splitDocuments(text, { text: old, documents: before?.file(path)?.documents ?? [] }),
          });
    known.set(path, made);
    return made;
  };
  return {
    texts: all,
    file,
    kustomization: (folder) => names.map((name) => file(`${folder}/${name}`)).find((found) => found),
    yamlFilesBelow: (folder) =>
      [...all.keys()].filter((path) => path.startsWith(`${folder}/`) && /\.ya?ml$/.test(path)),
    isMissing: (path) => !all.has(path),
    foldersIn: (folder) => foldersBelow([...all.keys()].sort(), `${folder}/`),
  };
}

/** The files on disk, read when asked for. */
export function filesOnDisk(): BuildSource {
  const known = new Map<string, BuildFile | undefined>();
  const file = (path: string): BuildFile | undefined => {
    if (known.has(path)) return known.get(path);
    const there = existsSync(path) && statSync(path).isFile();
    const found = there ? { path, documents: splitDocuments(readFileSync(path, 'utf8')) } : undefined;
    known.set(path, found);
    return found;
  };
  return {
    file,
    kustomization: (folder) => names.map((name) => file(join(folder, name))).find((found) => found),
    yamlFilesBelow: (folder) =>
      existsSync(folder) && statSync(folder).isDirectory()
        ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
            .filter((path) => /\.ya?ml$/.test(path))
            .map((path) => join(folder, path))
        : [],
    isMissing: (path) => !existsSync(path),
    foldersIn: (folder) =>
      existsSync(folder)
        ? readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []))
        : [],
  };
}

/** Builds the kustomization of a folder. */
export function buildFolder(folder: string, source: BuildSource, before?: Build): Build {
  const root = source.kustomization(folder);
  if (!root) throw new Error(`no kustomization in ${folder}`);
  return build(root, source, before);
}

/** The build that the first resource of a file asks for: a Flux Kustomization, or the first source of an Argo CD Application. */
export function buildAsked(
  path: string,
  repository: string,
  source: BuildSource,
  before?: Build,
): Build | undefined {
  const document = source.file(path)?.documents[0]?.document;
  const map = document?.parsed().root;
  if (!document || map?.type !== 'map') throw new Error(`no resource in ${path}`);
  const asking = { path, document, map };
  const [from] = argoSources(map);
  return from
    ? argoBuild({ ...asking, from }, repository, source, before)
    : fluxBuild(asking, repository, source, before);
}

/** A problem as tests see it: its kind, what it names, and the text that it stands on. */
export function problemsOf({ problems }: Build): string[] {
  return problems.map(({ kind, detail, path, document, at }) => {
    const line = document.text.slice(0, at.start).split('\n').length;
    return `${path}:${line} ${kind} ${detail}`;
  });
}

/** A built resource as plain data. */
export function dataOfBuilt({ resource }: BuiltResource): Data {
  return toData(resource.map);
}

/** Where the value at a path of a built resource is written: `path: text under it`. */
export function placeIn(built: BuiltResource, path: readonly (string | number)[]): string {
  let node: YamlNode | undefined = built.resource.map;
  for (const step of path) {
    if (node?.type === 'map') node = node.entries.findLast(({ name }) => name === step)?.value;
    else node = node?.type === 'list' && typeof step === 'number' ? node.items[step]?.value : undefined;
  }
  const place = node && placeOf(built.composite, node.span);
  if (!place) return 'nowhere';
  const { text } = place.document;
  return `${place.path}: ${text.slice(place.span.start, place.span.end)}`;
}
