/** Main of the language server on Node: standard streams, Node IPC, or a socket. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'vscode-languageserver/node';
import { configFiles } from '../adapters/config.ts';
import { folderFiles } from '../adapters/folderFiles.ts';
import { proseFrom } from '../adapters/prose.ts';
import { createEngine, type Knowledge, localeFor, yamlLibrary } from '../core/index.ts';
import { startServer } from './server.ts';
import { usage } from './usage.ts';

/** In the language of the terminal, as the command line chooses it. */
const { LC_ALL, LC_MESSAGES, LANG } = process.env;
const say = usage[localeFor(LC_ALL || LC_MESSAGES || LANG)];

/** What the command line asks for; `problem` where it cannot be understood. */
type Wish = 'serve' | 'version' | 'help' | { readonly problem: string };

function wishOf(args: readonly string[]): Wish {
  if (args.includes('--help') || args.includes('-h')) return 'help';
  if (args.includes('--version') || args.includes('-v')) return 'version';
  let transports = 0;
  for (let i = 0; i < args.length; i++) {
    const [name = '', value] = (args[i] ?? '').split(/=(.*)/s);
    if (name === '--stdio' || name === '--node-ipc') {
      if (value !== undefined) return { problem: say.takesNoValue(name) };
      transports++;
    } else if (name === '--socket' || name === '--pipe' || name === '--clientProcessId') {
      const given = value ?? args[++i] ?? '';
      if (name === '--pipe' ? given === '' : !/^[1-9]\d*$/.test(given)) {
        return { problem: say.needs(name, name === '--pipe' ? 'name' : 'number') };
      }
      if (name !== '--clientProcessId') transports++;
    } else return { problem: say.unknown(args[i] ?? '') };
  }
  if (transports === 1) return 'serve';
  return { problem: transports === 0 ? say.none : say.several };
}

function version(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'),
  );
  return version;
}

/** A bundle of its own, beside this one: loaded when the first resource is met. */
function loadKnowledge(): Knowledge {
  // Where that bundle looks for it (`esbuild.mjs`).
  Object.assign(globalThis, { certManagerYaml: yamlLibrary });
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
  else if (wish === 'help') process.stdout.write(say.help);
  else if (wish === 'version') process.stdout.write(`${version()}\n`);
  else {
    process.stderr.write(`cert-manager-language-server: ${wish.problem} ${say.seeHelp}\n`);
    process.exitCode = 2;
  }
}

main();
