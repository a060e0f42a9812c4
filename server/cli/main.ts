/** `cert-manager-lint`: the process around a run. The only place of the command line that prints or exits. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileProblem } from '../adapters/files.ts';

async function main(argv: readonly string[]): Promise<void> {
  surviveClosedPipes();
  if (argv.length === 1 && argv[0] === '--version') {
    // Without the engine: editors and scripts ask often.
    process.stdout.write(`${version()}\n`);
    return;
  }
  const { run } = await import('./run.ts');
  const { out, err, code } = await run(argv, {
    cwd: process.cwd(),
    env: process.env,
    isTerminal: { out: process.stdout.isTTY === true, err: process.stderr.isTTY === true },
    version: version(),
    readStandardInput,
    rulePages,
  });
  process.exitCode = code;
  process.stdout.write(out);
  process.stderr.write(err);
}

/** A reader that has seen enough (`| head`) is no fault; a disk that is full is one. */
function surviveClosedPipes(): void {
  const onError = (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 2;
    process.stderr.write(`cert-manager-lint: ${error.message}\n`);
  };
  process.stdout.on('error', onError);
  process.stderr.on('error', () => {});
}

async function readStandardInput(): Promise<Uint8Array | FileProblem> {
  const { maxFileBytes } = await import('../adapters/files.ts');
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of process.stdin) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      length += bytes.length;
      if (length > maxFileBytes) break;
    }
  } catch (error) {
    return { fault: 'unreadable', detail: error instanceof Error ? error.message : String(error) };
  }
  return Buffer.concat(chunks);
}

/** Of the files that our build wrote beside this one. */
function rulePages(locale: string): Readonly<Record<string, string>> | undefined {
  try {
    return JSON.parse(readFileSync(join(__dirname, '..', 'rules', `${locale}.json`), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Of the nearest package above this file. */
function version(): string {
  for (let folder = __dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const found: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
    if (typeof found === 'object' && found !== null && 'version' in found) return String(found.version);
  }
  return '0.0.0';
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = 2;
  process.stderr.write(
    `cert-manager-lint: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
});
