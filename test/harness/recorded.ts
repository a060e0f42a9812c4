/** Recordings of a real control plane, which stand beside the repository: what the user wrote, and what the cluster had. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inFile, type Options, openFile, type SourceFile } from '../../server/core/index.ts';
import { findingsIn, newWorkspace } from './engine.ts';

const home = fileURLToPath(new URL('../../../shared/cluster/', import.meta.url));

/** Whether the recordings are there. */
export const areRecorded = existsSync(home);

/** What is said of a recording: each finding with its place, the whole line of it, and where it points to. */
export interface Said {
  readonly rule: string;
  readonly file: string;
  readonly line: string;
  readonly message: string;
  readonly fixes: readonly string[];
  readonly related: readonly string[];
}

export interface Recorded {
  readonly ready: boolean;
  readonly at: { readonly file: string; readonly text: string } | undefined;
  said(options: Options): readonly Said[];
}

/** The manifests of a scenario in one workspace with the objects of its cluster. */
export function recorded(id: string): Recorded {
  const workspace = newWorkspace();
  const files = new Map<string, SourceFile>();
  const put = (path: string, from: string) => {
    const file = openFile(readFileSync(from, 'utf8'));
    files.set(path, file);
    workspace.put(path, file.documents);
  };
  for (const name of readdirSync(`${home}${id}/manifests`)) put(`/${name}`, `${home}${id}/manifests/${name}`);
  put('/cluster.json', `${home}${id}/objects.json`);
  workspace.complete = true;
  workspace.folders = [''];
  const { ready, at } = JSON.parse(readFileSync(`${home}${id}/scenario.json`, 'utf8'));
  return {
    ready,
    at,
    said: (options) =>
      [...files].flatMap(([path, file]) =>
        path === '/cluster.json'
          ? []
          : findingsIn(file, options, { workspace, path }).map((found) => {
              const { start } = inFile(found, found.finding.at);
              const from = file.text.lastIndexOf('\n', start - 1) + 1;
              return {
                rule: found.finding.rule,
                file: path.slice(1),
                line: file.text.slice(from, file.text.indexOf('\n', start)),
                message: found.finding.message,
                fixes: found.finding.fixes.map(({ title }) => title),
                related: found.finding.related.map(({ elsewhere }) => elsewhere?.path ?? path),
              };
            }),
      ),
  };
}
