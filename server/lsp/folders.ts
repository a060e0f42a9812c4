/** Which workspace folder a document belongs to. */
import type { WorkspaceFolder } from 'vscode-languageserver';

export interface Folders {
  /** URI of the innermost folder that holds the document, as the client wrote it; empty where none does. */
  of(uri: string): string;
  change(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void;
}

/** The folders of a workspace. */
export function createFolders(first: readonly WorkspaceFolder[]): Folders {
  const folders = new Map<string, string>();
  const change: Folders['change'] = (added, removed) => {
    for (const { uri } of removed) folders.delete(uri);
    for (const { uri } of added) folders.set(uri, comparable(uri).replace(/\/?$/, '/'));
  };
  change(first, []);
  return {
    change,
    of(uri) {
      const plain = comparable(uri);
      let [found, length] = ['', 0];
      for (const [folder, prefix] of folders) {
        if (prefix.length > length && plain.startsWith(prefix)) [found, length] = [folder, prefix.length];
      }
      return found;
    },
  };
}

/** Clients differ in percent signs and in the case of drive letters, even between folder and document. */
function comparable(uri: string): string {
  let plain = uri;
  try {
    plain = decodeURIComponent(uri);
  } catch {
    // A percent sign that encodes nothing: the URI is compared as it is.
  }
  return plain.replace(/^file:\/\/\/[A-Z]:/, (start) => start.toLowerCase());
}
