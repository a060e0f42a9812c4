/** URIs of LSP and the engine's paths: decoded, so that two spellings of one place are one path. */
import { openFile, type Where, type Workspace } from '../core/index.ts';
import { type PartedText, partedText } from './partedText.ts';
import type { Session } from './session.ts';

export interface Places {
  /** The workspace, with open documents as they stand now. */
  readonly workspace: Workspace;
  /** Where a document stands in the workspace; undefined for one that only looks like a file of it (`git:`). */
  where(uri: string): Where | undefined;
  /** The URI of a path, spelled as the client or the file system spelled it. */
  uri(path: string): string;
  /** The text of a file of the workspace, as an editor or else the disk has it. */
  text(path: string): PartedText | undefined;
  /** The version of an open document; null for a file that no editor has open. */
  version(path: string): number | null;
}

/** Schemes under which other extensions show old or made-up versions of files. */
const shown =
  /^(git|gitfs|svn|hg|vscode-scm|review|pr|gitlens|vscode-local-history|walkThrough|output|vscode-notebook-cell|conflictResolution|merge-conflict[\w.-]*):/i;

/** The places of one workspace. */
export function createPlaces(workspace: Workspace, session: Session): Places {
  const uris = new Map<string, string>();
  const texts = new WeakMap<object, PartedText>();
  const uri = (path: string) => uris.get(path) ?? encodeURI(path);
  const where: Places['where'] = (uri) => {
    if (shown.test(uri)) return undefined;
    const path = pathOf(uri);
    uris.set(path, uri);
    return { workspace, path };
  };
  /** What an editor has open wins over the disk. */
  const sync = () => {
    for (const document of session.all()) {
      const at = where(document.uri);
      if (at) workspace.put(at.path, document.file().documents);
    }
  };
  return {
    get workspace() {
      sync();
      return workspace;
    },
    where(uri) {
      sync();
      return where(uri);
    },
    uri,
    text(path) {
      const open = session.get(uri(path));
      if (open) return open.text;
      const documents = workspace.documents(path);
      if (!documents) return undefined;
      const known =
        texts.get(documents) ?? partedText(openFile(documents.map(({ document }) => document.text).join('')));
      texts.set(documents, known);
      return known;
    },
    version: (path) => session.get(uri(path))?.version ?? null,
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
