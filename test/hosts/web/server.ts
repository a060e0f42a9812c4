import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { atExit } from '../processes.ts';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

const testsPath = '/extension/build/e2e/';

/** What the server serves: folders of this machine, and the workspace's texts by path. */
export interface Site {
  readonly code: string;
  readonly extension: string;
  readonly tests: string;
  readonly memfs: string;
  readonly yaml: string;
  readonly workspace: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Starts a server for VS Code for the Web on a free port of 127.0.0.1. */
export async function startWebServer(site: Site): Promise<{ url: string; stop: () => void }> {
  let origin = '';
  // The tests stand below the extension: VS Code runs them in the extension host of the extension they belong to.
  const folders: readonly [string, string][] = [
    ['/code/', site.code],
    ['/memfs/', site.memfs],
    ['/yaml/', site.yaml],
    [testsPath, site.tests],
    ['/extension/', site.extension],
  ];
  const server: Server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const answer = async (): Promise<[string, string | Buffer]> => {
      if (path === '/') return ['.html', page(new URL(origin).host, site.settings)];
      if (path === '/workspace.json') return ['.json', JSON.stringify(site.workspace)];
      const [prefix, folder] = folders.find(([start]) => path.startsWith(start)) ?? [];
      if (prefix === undefined || folder === undefined) throw new Error('no such folder');
      const file = normalize(join(folder, path.slice(prefix.length)));
      if (!file.startsWith(folder + sep)) throw new Error('outside');
      return [extname(file), await readFile(file)];
    };
    try {
      const [extension, body] = await answer();
      response.writeHead(200, {
        'content-type': types[extension] ?? 'application/octet-stream',
        'access-control-allow-origin': '*',
      });
      response.end(body);
    } catch {
      response.writeHead(404, { 'access-control-allow-origin': '*' }).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  // A name below localhost: webviews need a secure origin, and Chromium resolves it by itself.
  origin = `http://vscode.localhost:${port}`;
  const stop = atExit(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `${origin}/`, stop };
}

function page(authority: string, settings: Readonly<Record<string, unknown>>): string {
  const at = (path: string) => ({ scheme: 'http', authority, path });
  const options = {
    productConfiguration: {
      enableTelemetry: false,
      extensionEnabledApiProposals: { 'vscode-cert-manager-test.memfs': ['fileSearchProvider'] },
    },
    configurationDefaults: settings,
  };
  const script = `
    import { create, URI } from '/code/out/vs/workbench/workbench.web.main.internal.js';
    const uri = (parts) => URI.revive(parts);
    create(document.body, {
      ...${JSON.stringify(options)},
      additionalBuiltinExtensions: [uri(${JSON.stringify(at('/memfs'))})],
      developmentOptions: {
        extensions: [uri(${JSON.stringify(at('/extension'))}), uri(${JSON.stringify(at('/yaml'))})],
        extensionTestsPath: uri(${JSON.stringify(at(`${testsPath}web.js`))}),
      },
      workspaceProvider: {
        workspace: { folderUri: uri({ scheme: 'memfs', path: '/workspace' }) },
        trusted: true,
        open: async () => false,
      },
    });`;
  return `<!doctype html>
<html>
  <head>
    <meta charset="utf-8">
    <link rel="stylesheet" href="/code/out/vs/workbench/workbench.web.main.internal.css">
  </head>
  <body>
    <script>globalThis._VSCODE_FILE_ROOT = location.origin + '/code/out/';</script>
    <script type="module" src="/code/out/nls.messages.js"></script>
    <script type="module">${script}</script>
  </body>
</html>
`;
}
