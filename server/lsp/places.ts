/** URIs of LSP and the engine's paths: decoded, so that two spellings of one place are one path. */
import type { Where, Workspace } from '../core/index.ts';

export interface Places {
  readonly workspace: Workspace;
  /** Where a document stands in the workspace; undefined for one that only looks like a file of it (`git:`). */
  where(uri: string): Where | undefined;
  /** The URI of a path, spelled as the client or the file system spelled it. */
  uri(path: string): string;
}

/** Schemes under which other extensions show old or made-up versions of files. */
const shown =
  /^(git|gitfs|svn|hg|vscode-scm|review|pr|gitlens|vscode-local-history|walkThrough|output|vscode-notebook-cell|conflictResolution|merge-conflict[\w.-]*):/i;

/** The places of one workspace. */
export function createPlaces(workspace: Workspace): Places {
  const uris = new Map<string, string>();
  return {
    workspace,
    where(uri) {
      if (shown.test(uri)) return undefined;
      const path = pathOf(uri);
      uris.set(path, uri);
      return { workspace, path };
    },
    uri: (path) => uris.get(path) ?? encodeURI(path),
  };
}

/** The path of a URI. Clients differ in percent signs and in the case of drive letters, even between folder and document. */
export function pathOf(uri: string): string {
  let plain = uri;
  try {
    plain = decodeURIComponent(uri);
  } catch {
    // A percent sign that encodes nothing.
  }
  return plain.replace(/^file:\/\/\/[A-Z]:/, (start) => start.toLowerCase());
}
