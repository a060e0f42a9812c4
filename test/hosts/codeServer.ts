import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { installHost } from './install.ts';
import { Remedy, run, startGroup, temporaryFolder } from './processes.ts';

/** A running VS Code server; `url` gives the address of an editor window on it. */
export interface CodeServer {
  readonly port: number;
  readonly ended: Promise<void>;
  readonly url: (window: Window) => string;
  readonly stop: () => void;
}

/** What one editor window shows and runs. Paths are absolute. */
export interface Window {
  readonly folder: string;
  readonly extension: string;
  readonly tests?: string;
  readonly file?: string;
}

/** Settings that make an editor for tests and trials quiet. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'git.enabled': false,
  // In a browser VS Code saves after a second; nothing here may be saved unasked.
  'files.autoSave': 'off',
  // A dialog of the system is one that no test can answer.
  'files.simpleDialog.enable': true,
};

/** How a server starts. */
export interface ServerOptions {
  /** 0, or none: any free one. */
  readonly port?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Packages (.vsix) to install before it starts. */
  readonly install?: readonly string[];
  /** Folder of an extension that is there as if it were installed; a window takes one extension in development alone. */
  readonly beside?: string;
}

/** Starts VS Code's own server (the one inside code-server) on 127.0.0.1 with a fresh data folder. */
export async function startCodeServer(options: ServerOptions = {}): Promise<CodeServer> {
  const root = await installHost('code-server');
  const data = temporaryFolder('vscode');
  const settings = JSON.stringify({ ...quietSettings, ...options.settings }, undefined, 2);
  for (const level of ['User', 'Machine']) {
    mkdirSync(join(data, 'data', level), { recursive: true });
    writeFileSync(join(data, 'data', level, 'settings.json'), settings);
  }
  if (options.beside !== undefined)
    cpSync(options.beside, join(data, 'extensions', basename(options.beside)), { recursive: true });
  const wantedPort = options.port ?? 0;
  const program = join(root, 'out', 'server-main.js');
  const args = [
    program,
    ...['--host', '127.0.0.1', '--port', String(wantedPort), '--server-data-dir', data],
    ...['--without-connection-token', '--accept-server-license-terms', '--disable-workspace-trust'],
    ...['--telemetry-level', 'off'],
  ];
  // An editor's own terminal hands VSCODE_* variables down, and NODE_OPTIONS may load things into every process.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name)),
  );
  for (const vsix of options.install ?? []) {
    const installing = [program, '--install-extension', vsix, '--server-data-dir', data];
    const { code, output } = await run(process.execPath, installing, { env });
    if (code !== 0 || !output.includes('was successfully installed'))
      throw new Remedy(`VS Code's server did not install ${vsix}.\n${output}`);
  }
  const { child, stop } = startGroup(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });

  const port = await new Promise<number>((resolve, reject) => {
    let output = '';
    const fail = (why: string) => {
      clearTimeout(timer);
      stop();
      reject(new Remedy(why));
    };
    const timer = setTimeout(
      () => fail(`VS Code's server did not listen within 60 s.\n${output.slice(-2000)}`),
      60_000,
    );
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      // It logs this and stays, listening nowhere.
      if (output.includes('EADDRINUSE')) {
        fail(
          `Port ${wantedPort} is busy. Choose another one with --port N, or leave it out for any free port.`,
        );
      }
      const listening = /listening on (\d+)/.exec(output);
      if (!listening) return;
      clearTimeout(timer);
      resolve(Number(listening[1]));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('error', (error) => fail(`VS Code's server did not start: ${error.message}`));
    child.on('exit', (code) => fail(`VS Code's server ended with ${code}.\n${output.slice(-2000)}`));
  });

  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // VS Code prefers themes found below an extension in development. Its own ones lie below this repository, so
  // the extension comes by another path: the settings' theme stays.
  const link = join(data, 'extension');
  const url = ({ extension, ...window }: Window) => {
    rmSync(link, { force: true });
    symlinkSync(extension, link, 'junction');
    return windowUrl(port, { ...window, extension: link });
  };
  return { port, ended, stop, url };
}

function windowUrl(port: number, { folder, extension, tests, file }: Window): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path.replaceAll('\\', '/')}`;
  const payload: [string, string][] = [['extensionDevelopmentPath', remote(extension)]];
  if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
  if (file !== undefined) payload.push(['openFile', remote(file)]);
  const query = new URLSearchParams({
    folder: folder.replaceAll('\\', '/'),
    payload: JSON.stringify(payload),
  });
  return `http://127.0.0.1:${port}/?${query}`;
}
