/** The files of workspace folders as the client sees them: for a server that has no file system of its own. */
import type { Connection } from 'vscode-languageserver';
import { ignoredBelow, ignoreList } from '../adapters/ignoreLists.ts';
import { type FileSource, ignoreListName } from './indexer.ts';
import { pathOf } from './places.ts';
import {
  type ListFilesParams,
  type ListFilesResult,
  listFiles,
  type ReadFilesParams,
  type ReadFilesResult,
  readFiles,
} from './protocol.ts';

/** Larger files (bytes) hold no manifests that somebody wrote. */
const maxBytes = 4 * 1024 * 1024;
const piece = 64;

const patterns = ['**/*.{yaml,yml}', '**/Kustomization'];
const maxListBytes = 1 << 20;
const isList = (uri: string) => uri.endsWith(`/${ignoreListName}`);
const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

/** Lists and reads by requests to the client. */
export function clientFiles(connection: Connection): FileSource {
  const ignored = new Map<string, (path: string) => boolean>();
  const find = (folder: string, patterns: readonly string[]) => {
    const params: ListFilesParams = { folder, patterns };
    return connection.sendRequest<ListFilesResult>(listFiles, params);
  };

  /** The client respects `files.exclude` alone. Lists above the folder are out of reach. */
  async function ignoredIn(folder: string, uris: readonly string[]): Promise<(path: string) => boolean> {
    if (uris.length === 0) return () => false;
    const params: ReadFilesParams = { uris, maxBytes: maxListBytes };
    const texts = await connection.sendRequest<ReadFilesResult>(readFiles, params);
    const lists = uris.flatMap((uri, i) => {
      const text = texts[i];
      return typeof text === 'string' ? [ignoreList(folderOf(pathOf(uri)), text, false)] : [];
    });
    return ignoredBelow(pathOf(folder).replace(/\/$/, ''), lists);
  }
  return {
    async *list(folder) {
      const found = await find(folder, [...patterns, `**/${ignoreListName}`]);
      const isIgnored = await ignoredIn(folder, found.filter(isList));
      ignored.set(folder, isIgnored);
      const uris = found.filter((uri) => !isList(uri) && !isIgnored(pathOf(uri)));
      for (let at = 0; at < uris.length; at += piece) yield uris.slice(at, at + piece);
    },
    async listed(folders, uris) {
      const some = await Promise.all(
        folders.map(async (folder) => {
          const inside = uris.filter((uri) => uri.startsWith(`${folder}/`));
          if (inside.length === 0) return [];
          // Which of them `files.exclude` hides, the client knows.
          const named = inside.map((uri) => literal(pathOf(uri).slice(pathOf(folder).length + 1)));
          const found = await find(folder, named);
          return found.filter((uri) => !ignored.get(folder)?.(pathOf(uri)));
        }),
      );
      return some.flat();
    },
    async read(uris) {
      if (uris.length === 0) return [];
      const params: ReadFilesParams = { uris, maxBytes };
      const texts = await connection.sendRequest<ReadFilesResult>(readFiles, params);
      return texts.map((text) => text ?? undefined);
    },
  };
}

/** A glob that matches this path alone. */
const literal = (path: string) => path.replace(/[[\]{}*?]/g, (char) => `[${char}]`);
