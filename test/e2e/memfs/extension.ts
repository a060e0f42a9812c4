import * as vscode from 'vscode';

type Entry =
  | { type: vscode.FileType.File; data: Uint8Array; time: number }
  | { type: vscode.FileType.Directory };

/** The part of a proposed API that `workspace.findFiles` needs from a file system of its own. */
interface ProposedWorkspace {
  registerFileSearchProvider(
    scheme: string,
    provider: { provideFileSearchResults(query: unknown, options: { folder: vscode.Uri }): vscode.Uri[] },
  ): vscode.Disposable;
}

/** Files by path, each with all its parent folders. */
class MemoryFiles implements vscode.FileSystemProvider {
  readonly #entries = new Map<string, Entry>([['/', { type: vscode.FileType.Directory }]]);
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  paths(folder: string): string[] {
    const below = folder.endsWith('/') ? folder : `${folder}/`;
    return [...this.#entries]
      .filter(([path, { type }]) => type === vscode.FileType.File && path.startsWith(below))
      .map(([path]) => path);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const entry = this.#get(uri);
    if (entry.type === vscode.FileType.Directory) return { type: entry.type, ctime: 0, mtime: 0, size: 0 };
    return { type: entry.type, ctime: 0, mtime: entry.time, size: entry.data.byteLength };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const below = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
    return [...this.#entries]
      .filter(([path]) => path.startsWith(below) && path !== below && !path.slice(below.length).includes('/'))
      .map(([path, { type }]) => [path.slice(below.length), type]);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const entry = this.#get(uri);
    if (entry.type === vscode.FileType.Directory) throw vscode.FileSystemError.FileIsADirectory(uri);
    return entry.data;
  }

  writeFile(uri: vscode.Uri, data: Uint8Array): void {
    this.createDirectory(vscode.Uri.joinPath(uri, '..'));
    const type = this.#entries.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    this.#entries.set(uri.path, { type: vscode.FileType.File, data, time: Date.now() });
    this.#changed.fire([{ type, uri }]);
  }

  createDirectory(uri: vscode.Uri): void {
    if (this.#entries.has(uri.path)) return;
    this.createDirectory(vscode.Uri.joinPath(uri, '..'));
    this.#entries.set(uri.path, { type: vscode.FileType.Directory });
  }

  delete(uri: vscode.Uri): void {
    this.#entries.delete(uri.path);
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }

  #get(uri: vscode.Uri): Entry {
    const entry = this.#entries.get(uri.path);
    if (!entry) throw vscode.FileSystemError.FileNotFound(uri);
    return entry;
  }
}

/** Fetches the workspace from the test server and mounts it as `memfs:/`. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const address = context.extensionUri.with({ path: '/workspace.json' }).toString(true);
  const texts: Record<string, string> = JSON.parse(await (await fetch(address)).text());
  const files = new MemoryFiles();
  for (const [path, text] of Object.entries(texts)) {
    files.writeFile(vscode.Uri.from({ scheme: 'memfs', path }), new TextEncoder().encode(text));
  }
  const proposed = vscode.workspace as unknown as ProposedWorkspace;
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider('memfs', files, { isCaseSensitive: true }),
    proposed.registerFileSearchProvider('memfs', {
      provideFileSearchResults: (_query, { folder }) =>
        files.paths(folder.path).map((path) => vscode.Uri.from({ scheme: 'memfs', path })),
    }),
  );
}
