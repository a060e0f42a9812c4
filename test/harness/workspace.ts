/** Small workspaces on disk, as the engine sees them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  applyEdits,
  isKustomization,
  type JudgedFix,
  type Known,
  type Options,
  openFile,
  type SourceFile,
  type Workspace,
} from '../../server/core/index.ts';
import { type Data, toData } from '../../server/core/model/data.ts';
import { itemsAt, textAt } from '../../server/core/model/look.ts';
import type { YamlNode } from '../../server/core/yaml/tree.ts';
import { analyzeIn, findingsIn, newWorkspace, type Seen } from './engine.ts';

const home = fileURLToPath(new URL('../workspaces/', import.meta.url));

export interface TestWorkspace {
  readonly workspace: Workspace;
  readonly files: ReadonlyMap<string, SourceFile>;
  /** The findings of one file. */
  findings(path: string, options: Options): readonly Seen[];
  /** What is offered for the findings of a rule in a file. */
  offers(path: string, rule: string, options: Options): readonly JudgedFix[];
  /** What is told beside the findings of a rule in a file: `path: message`. */
  related(path: string, rule: string, options: Options): readonly string[];
  /** Gives a file another text; without one it goes. */
  write(path: string, text: string | undefined): void;
  /** Makes what a fix changes in the one document of its own file. */
  applyHere(path: string, fix: JudgedFix | undefined): void;
  /** Makes what a fix changes in other files; answers the texts of the files that it changed, by path. */
  apply(fix: JudgedFix | undefined): Readonly<Record<string, string>>;
}

/** Names of the folders in `test/workspaces` that start so. */
export function workspaceNames(prefix: string): readonly string[] {
  return readdirSync(home)
    .filter((name) => name.startsWith(prefix))
    .sort();
}

/** The text of a file of a test workspace. */
export function textIn(name: string, path: string): string {
  return readFileSync(`${home}${name}/${path}`, 'utf8');
}

/** A workspace of all YAML files below `test/workspaces/<name>`; paths are relative to it, behind a slash. */
export function openWorkspace(name: string): TestWorkspace {
  return openFolder(home + name);
}

/** A workspace of all YAML files below a folder. */
export function openFolder(folder: string): TestWorkspace {
  const files = new Map<string, SourceFile>();
  const workspace = newWorkspace();
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = entry.replaceAll('\\', '/');
    if (!/\.ya?ml$/.test(path) && !isKustomization(path)) continue;
    const file = openFile(readFileSync(`${folder}/${path}`, 'utf8'));
    files.set(`/${path}`, file);
    workspace.put(`/${path}`, file.documents);
  }
  workspace.complete = true;
  workspace.folders = [''];
  /** What is not among the files is not there. */
  const missAll = () => {
    for (let wanted = workspace.wanted(); wanted.length > 0; wanted = workspace.wanted())
      for (const path of wanted) workspace.miss(path);
  };
  missAll();
  return {
    workspace,
    files,
    findings(path, options) {
      const file = files.get(path);
      if (!file) throw new Error(`no ${path} in the workspace`);
      return analyzeIn(file, options, { workspace, path });
    },
    offers(path, rule, options) {
      const file = files.get(path);
      if (!file) throw new Error(`${name} has no ${path}`);
      return findingsIn(file, options, { workspace, path })
        .filter(({ finding }) => finding.rule === rule)
        .flatMap(({ finding }) => finding.fixes);
    },
    related(path, rule, options) {
      const file = files.get(path);
      return (file ? findingsIn(file, options, { workspace, path }) : [])
        .filter(({ finding }) => finding.rule === rule)
        .flatMap(({ finding }) => finding.related)
        .map(({ elsewhere, message }) => `${elsewhere?.path ?? path}: ${message}`);
    },
    applyHere(path, fix) {
      const [{ document } = {}] = workspace.documents(path) ?? [];
      const file = openFile(applyEdits(document?.text ?? '', fix?.edits ?? []));
      files.set(path, file);
      workspace.put(path, file.documents);
    },
    write(path, text) {
      if (text === undefined) {
        files.delete(path);
        workspace.remove(path);
      } else {
        const file = openFile(text);
        files.set(path, file);
        workspace.put(path, file.documents);
      }
      missAll();
    },
    apply(fix) {
      const changed = (fix?.elsewhere ?? []).map(({ path, document, edits }): [string, string] => {
        const documents = workspace.documents(path) ?? [];
        const text = documents
          .map((one) => (one.document === document ? applyEdits(document.text, edits) : one.document.text))
          .join('');
        const file = openFile(text);
        files.set(path, file);
        workspace.put(path, file.documents);
        return [path, text];
      });
      return Object.fromEntries(changed);
    },
  };
}

/** A resource whose name is surely known, with every scalar in it that we claim to know. */
export interface Claim {
  readonly kind: string;
  readonly name: string;
  readonly values: readonly { readonly path: readonly (string | number)[]; readonly value: unknown }[];
}

/** What is claimed of the resources that a kustomization or chart makes; `by`: the release of the chart that is meant. */
export function claimsOf(workspace: Workspace, root: string, by?: string): readonly Claim[] {
  const build = workspace.builds().find((one) => one.root === root && one.by?.name === by);
  return (build?.resources ?? []).flatMap(({ resource, unknown }): Claim[] => {
    const { kind, name, map } = resource;
    return unknown || name === undefined ? [] : [{ kind, name, values: scalarsIn(map, []) }];
  });
}

/** A resource as plain data. */
export const dataOf = ({ map }: Known): Data => toData(map);

/** A chart that a resource installs, with that resource as it is applied. */
export interface Installed {
  readonly root: string;
  readonly by: string;
  readonly resource: Data;
  /** The ConfigMaps that it takes values from; null for what is no ConfigMap of the workspace. */
  readonly settings: readonly Data[];
}

/** The charts that are read with the values of a release. */
export function installedIn(workspace: Workspace): readonly Installed[] {
  return workspace
    .builds()
    .flatMap(({ root, by }): Installed[] =>
      by
        ? [{ root, by: by.name, resource: dataOf(by.resource), settings: settingsOf(workspace, by.resource) }]
        : [],
    );
}

function settingsOf(workspace: Workspace, resource: Known): readonly Data[] {
  const store = workspace.store();
  return itemsAt(resource.map, 'spec.valuesFrom').map(({ node }) => {
    const name = node.type === 'map' ? textAt(node, 'name')?.value : undefined;
    const [found] = store.find('ConfigMap', resource.namespace, name ?? '');
    return found ? dataOf(found.resource) : null;
  });
}

function scalarsIn(node: YamlNode, path: readonly (string | number)[]): Claim['values'] {
  if (node.type === 'scalar') return node.certain && node.value !== null ? [{ path, value: node.value }] : [];
  if (node.type === 'list')
    return node.certain ? node.items.flatMap(({ value }, i) => scalarsIn(value, [...path, i])) : [];
  return node.entries.flatMap(({ name, value }) => scalarsIn(value, [...path, name]));
}
