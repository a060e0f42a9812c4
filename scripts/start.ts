import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { requireBuild } from '../test/hosts/bundle.ts';
import { startCodeServer } from '../test/hosts/codeServer.ts';
import { repository } from '../test/hosts/install.ts';
import { Remedy, runMain } from '../test/hosts/processes.ts';
import { findChromium } from './chromium.ts';

const usage = `npm start [-- [--port N] [--no-open] [FOLDER]]

Opens a VS Code with this extension in your browser, on samples/multi-node or on FOLDER.

  --port N    listen on port N of 127.0.0.1 (default: any free one)
  --no-open   print the address only`;

async function main(): Promise<number> {
  // Ctrl-C is the way to end this, not a failure.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
  // npm passes no signal on: where it is gone, nobody is left to press Ctrl-C.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.exit(0), 1000).unref();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
      // Another folder with a built extension, for instance an unpacked .vsix.
      extension: { type: 'string', default: repository },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const port = Number(values.port);
  if (!(Number.isInteger(port) && port >= 0 && port < 65_536)) {
    throw new Remedy(`--port ${values.port} is not a port: give a number below 65536.`);
  }
  const sample = join(repository, 'samples', 'multi-node');
  const folder = positionals[0] === undefined ? sample : join(process.cwd(), positionals[0]);
  if (!existsSync(folder)) throw new Remedy(`There is no folder ${folder}.`);
  requireBuild(values.extension, 'package.json', 'dist/client/node.js');

  const server = await startCodeServer({ port });
  const first = join(folder, 'issuer.yaml');
  const url = server.url({
    folder,
    extension: values.extension,
    ...(existsSync(first) ? { file: first } : {}),
  });
  console.log(`\nVS Code with the cert-manager extension is ready at\n\n  ${url}\n`);
  const opened = !values['no-open'] && openBrowser(url);
  console.log(opened ? 'It opens in your browser. Ctrl-C ends it.' : 'Open it in a browser. Ctrl-C ends it.');
  await server.ended;
  console.error('VS Code’s server ended by itself.');
  return 1;
}

function openBrowser(url: string): boolean {
  const start = (command: string, args: readonly string[]) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore' });
    child.on('error', () => console.log('No browser could be opened; open the address yourself.'));
    child.unref();
    return true;
  };
  if (process.platform === 'darwin') return start('open', [url]);
  if (process.platform === 'win32') return start('rundll32', ['url.dll,FileProtocolHandler', url]);
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return false;
  if (existsSync('/usr/bin/xdg-open')) return start('xdg-open', [url]);
  const chromium = findChromium();
  return chromium !== undefined && start(chromium, [url]);
}

void runMain(main);
