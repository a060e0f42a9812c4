/** Reads files for a server that cannot: through VS Code, so that virtual workspaces are read as well. */
import * as vscode from 'vscode';
import type {
  ListFilesParams,
  ListFilesResult,
  ReadFilesParams,
  ReadFilesResult,
} from '../server/lsp/protocol.ts';

/** Answers `listFiles`; `files.exclude` is respected by VS Code itself. */
export async function list({ folder, patterns }: ListFilesParams): Promise<ListFilesResult> {
  const base = vscode.Uri.parse(folder);
  const found = await Promise.all(
    patterns.map((pattern) => vscode.workspace.findFiles(new vscode.RelativePattern(base, pattern))),
  );
  return found
    .flat()
    .map((uri) => uri.toString())
    .sort();
}

/** Answers `readFiles`. */
export async function read({ uris, maxBytes }: ReadFilesParams): Promise<ReadFilesResult> {
  return Promise.all(
    uris.map(async (name) => {
      const uri = vscode.Uri.parse(name);
      try {
        if ((await vscode.workspace.fs.stat(uri)).size > maxBytes) return { reason: 'too-large' };
        const bytes = await vscode.workspace.fs.readFile(uri);
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch (error) {
        // What was never saved is in no file system.
        if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === undefined) return null;
        if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return null;
        return { reason: error instanceof TypeError ? 'not-utf-8' : 'unreadable' };
      }
    }),
  );
}
