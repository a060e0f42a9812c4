/** Files in memory, for the index of the server. */
import type { FileSource } from '../../server/lsp/indexer.ts';

export interface MemoryFiles extends FileSource {
  /** How often a folder was listed. */
  readonly listed: number;
  write(uri: string, text: string): void;
  remove(uri: string): void;
}

/** Some files by URI; a text that starts with a NUL cannot be read. */
export function fileSource(files: Readonly<Record<string, string>>): MemoryFiles {
  const texts = new Map(Object.entries(files));
  let listed = 0;
  return {
    get listed() {
      return listed;
    },
    async *list(folder) {
      listed++;
      yield [...texts.keys()].filter((uri) => uri.startsWith(`${folder}/`));
    },
    read: async (uris) =>
      uris.map((uri) => {
        const text = texts.get(uri);
        return text?.startsWith('\0') ? { reason: 'binary' } : text;
      }),
    write: (uri, text) => void texts.set(uri, text),
    remove: (uri) => void texts.delete(uri),
  };
}
