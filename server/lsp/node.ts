/** Main of the language server on Node: standard streams, Node IPC, or a socket. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'vscode-languageserver/node';
import { configFiles } from '../adapters/config.ts';
import { folderFiles } from '../adapters/folderFiles.ts';
import { proseFrom } from '../adapters/prose.ts';
import { createEngine, type Knowledge } from '../core/index.ts';
import { startServer } from './server.ts';

const usage = `Usage: cert-manager-language-server TRANSPORT

Language server for cert-manager YAML.

TRANSPORT
  --stdio          standard input and output
  --node-ipc       Node's channel to the parent process
  --socket=PORT    a TCP port of this machine, where the client listens
  --pipe=NAME      a named pipe or UNIX socket, where the client listens

Options
  --clientProcessId=PID   end when that process ends
  --version               print the version
  --help                  print this text
`;

/** What the command line asks for; `problem` where it cannot be understood. */
type Wish = 'serve' | 'version' | 'help' | { readonly problem: string };

function wishOf(args: readonly string[]): Wish {
  if (args.includes('--help') || args.includes('-h')) return 'help';
  if (args.includes('--version') || args.includes('-v')) return 'version';
  let transports = 0;
  for (let i = 0; i < args.length; i++) {
    const [name = '', value] = (args[i] ?? '').split(/=(.*)/s);
    if (name === '--stdio' || name === '--node-ipc') {
      if (value !== undefined) return { problem: `${name} takes no value.` };
      transports++;
    } else if (name === '--socket' || name === '--pipe' || name === '--clientProcessId') {
      const given = value ?? args[++i] ?? '';
      if (name === '--pipe' ? given === '' : !/^[1-9]\d*$/.test(given)) {
        return { problem: `${name} needs ${name === '--pipe' ? 'a name' : 'a number'}, as ${name}=…` };
      }
      if (name !== '--clientProcessId') transports++;
    } else return { problem: `${args[i]} is not an option.` };
  }
  if (transports === 1) return 'serve';
  return { problem: transports === 0 ? 'No transport is given, as --stdio.' : 'Give one transport only.' };
}

function version(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'),
  );
  return version;
}

/** A bundle of its own, beside this one: loaded when the first resource is met. */
function loadKnowledge(): Knowledge {
  const loaded: { readonly knowledge: Knowledge } = require('./knowledge.js');
  return loaded.knowledge;
}

function serve(): void {
  const connection = createConnection();
  // One promise that nobody caught must not take the server with it.
  process.on('unhandledRejection', (reason) => {
    connection.console.error(`Unexpected: ${reason instanceof Error ? reason.stack : String(reason)}`);
  });
  startServer(connection, {
    schedule: setImmediate,
    loadProse: proseFrom(join(__dirname, '..', 'prose')),
    createEngine: (onRuleCrash) => createEngine(onRuleCrash, loadKnowledge),
    configs: configFiles,
    files: () => folderFiles,
    version: version(),
  });
}

function main(): void {
  const wish = wishOf(process.argv.slice(2));
  if (wish === 'serve') serve();
  else if (wish === 'help') process.stdout.write(usage);
  else if (wish === 'version') process.stdout.write(`${version()}\n`);
  else {
    process.stderr.write(`cert-manager-language-server: ${wish.problem} See --help.\n`);
    process.exitCode = 2;
  }
}

main();
