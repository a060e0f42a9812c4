/** Which workspace folder a document belongs to. */
import type { WorkspaceFolder } from 'vscode-languageserver';
import { pathOf } from './places.ts';

export interface Folders {
  /** All of them, as the client wrote them. */
  all(): readonly string[];
  /** URI of the innermost folder that holds the document, as the client wrote it; empty where none does. */
  of(uri: string): string;
  change(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void;
}

/** The folders of a workspace. */
export function createFolders(first: readonly WorkspaceFolder[]): Folders {
  const folders = new Map<string, string>();
  const change: Folders['change'] = (added, removed) => {
    for (const { uri } of removed) folders.delete(uri);
    for (const { uri } of added) folders.set(uri, pathOf(uri).replace(/\/?$/, '/'));
  };
  change(first, []);
  return {
    all: () => [...folders.keys()],
    change,
    of(uri) {
      const plain = pathOf(uri);
      let [found, length] = ['', 0];
      for (const [folder, prefix] of folders) {
        if (prefix.length > length && plain.startsWith(prefix)) [found, length] = [folder, prefix.length];
      }
      return found;
    },
  };
}
