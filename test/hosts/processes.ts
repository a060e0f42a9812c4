import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cleanups = new Set<() => void>();
let hooked = false;

/** Runs `cleanup` when this process ends in any way, newest first; the returned function runs it at once instead. */
export function atExit(cleanup: () => void): () => void {
  if (!hooked) {
    hooked = true;
    process.on('exit', () => {
      for (const each of [...cleanups].reverse()) each();
    });
    // Playwright closes its browser on the same signals; leaving through exit() runs every cleanup.
    process.on('SIGINT', () => process.exit(130));
    process.on('SIGTERM', () => process.exit(143));
    process.on('SIGHUP', () => process.exit(129));
  }
  const once = () => {
    if (!cleanups.delete(once)) return;
    try {
      cleanup();
    } catch {
      // One failed cleanup must not keep the others from running.
    }
  };
  cleanups.add(once);
  return once;
}

/** A fresh folder under the system's temporary folder, removed when this process ends. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `cert-manager-${name}-`));
  atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }));
  return folder;
}

/** A running child process with its whole group, and the way to end it. */
export interface Group {
  readonly child: ChildProcess;
  readonly stop: () => void;
}

/** Starts a process as the leader of a group of its own; the whole group ends with this process at the latest. */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions = {}): Group {
  const detached = process.platform !== 'win32';
  const child = spawn(command, args, { ...options, detached });
  const stop = atExit(() => {
    if (child.pid === undefined) return;
    if (!detached) child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  });
  return { child, stop };
}

/** Runs a command to its end and returns its exit code and everything it printed. */
export function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const { child, stop } = startGroup(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => {
      stop();
      resolve({ code: 127, output: String(error) });
    });
    child.on('close', (code) => {
      stop();
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Something the person at the terminal can put right: printed without a stack trace. */
export class Remedy extends Error {}

/** Runs a script's `main`; a `Remedy` prints as one message, anything else with its stack; then the process ends. */
export async function runMain(main: () => Promise<number>): Promise<void> {
  try {
    process.exit(await main());
  } catch (error) {
    console.error(error instanceof Remedy ? error.message : error);
    process.exit(1);
  }
}
