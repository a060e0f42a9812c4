/** Files in memory, for the index of the server. */
import type { FileSource } from '../../server/lsp/indexer.ts';

export interface MemoryFiles extends FileSource {
  /** How often a folder was listed. */
  readonly lists: number;
  write(uri: string, text: string): void;
  remove(uri: string): void;
}

/** Some files by URI; a text that starts with a NUL cannot be read, and folders called `hidden` are not listed. */
export function fileSource(files: Readonly<Record<string, string>>): MemoryFiles {
  const texts = new Map(Object.entries(files));
  const isHidden = (uri: string) => uri.includes('/hidden/');
  let lists = 0;
  return {
    get lists() {
      return lists;
    },
    async *list(folder) {
      lists++;
      yield [...texts.keys()].filter((uri) => uri.startsWith(`${folder}/`) && !isHidden(uri));
    },
    listed: async (_, uris) => uris.filter((uri) => !isHidden(uri)),
    read: async (uris) =>
      uris.map((uri) => {
        const text = texts.get(uri);
        return text?.startsWith('\0') ? { reason: 'binary' } : text;
      }),
    write: (uri, text) => void texts.set(uri, text),
    remove: (uri) => void texts.delete(uri),
  };
}
