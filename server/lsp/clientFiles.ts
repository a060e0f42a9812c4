/** The files of workspace folders as the client sees them: for a server that has no file system of its own. */
import type { Connection } from 'vscode-languageserver';
import type { FileSource } from './indexer.ts';
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

/** Lists and reads by requests to the client. */
export function clientFiles(connection: Connection): FileSource {
  return {
    async *list(folder) {
      const params: ListFilesParams = { folder, patterns: ['**/*.{yaml,yml}', '**/Kustomization'] };
      const uris = await connection.sendRequest<ListFilesResult>(listFiles, params);
      for (let at = 0; at < uris.length; at += piece) yield uris.slice(at, at + piece);
    },
    async read(uris) {
      if (uris.length === 0) return [];
      const params: ReadFilesParams = { uris, maxBytes };
      const texts = await connection.sendRequest<ReadFilesResult>(readFiles, params);
      return texts.map((text) => text ?? undefined);
    },
  };
}
