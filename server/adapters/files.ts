/** Files of this machine: read as text with a reason where that fails, replaced as a whole or not at all. */
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Why a file could not be read or written. */
export type FileFault =
  | 'missing'
  | 'broken-link'
  | 'link-loop'
  | 'no-permission'
  | 'not-a-file'
  | 'too-large'
  | 'binary'
  | 'not-utf-8'
  | 'other-encoding'
  | 'not-writable'
  | 'changed-meanwhile'
  | 'unreadable';

/** A file that could not be used. `detail`: what a reader needs beside the fault (a code, an encoding, a place). */
export interface FileProblem {
  readonly fault: FileFault;
  readonly detail: string;
}

/** The text of a file; `bytes` are what stands on disk, `bom` whether they start with a byte order mark. */
export interface TextContent {
  readonly text: string;
  readonly bom: boolean;
  readonly bytes: Uint8Array;
}

/** Larger files are not read: no set of manifests comes near. */
export const maxFileBytes = 64 * 1024 * 1024;

/** Reads a file (also a pipe or a device that was named) as UTF-8 text. */
export function readText(path: string): TextContent | FileProblem {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    if (fstatSync(file).isDirectory()) return { fault: 'not-a-file', detail: '' };
    const bytes = readUpTo(file, maxFileBytes + 1);
    return decodeText(bytes);
  } catch (error) {
    return problemOf(error, path);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Bytes → text, or the reason why they are none. */
export function decodeText(bytes: Uint8Array): TextContent | FileProblem {
  if (bytes.length > maxFileBytes) return { fault: 'too-large', detail: `${maxFileBytes / 1024 / 1024} MiB` };
  const encoding = foreignMark(bytes);
  if (encoding !== undefined) return { fault: 'other-encoding', detail: encoding };
  if (bytes.includes(0)) return { fault: 'binary', detail: '' };
  try {
    const whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const bom = whole.startsWith('\uFEFF');
    return { text: bom ? whole.slice(1) : whole, bom, bytes };
  } catch {
    return { fault: 'not-utf-8', detail: String(firstForeignLine(bytes)) };
  }
}

/**
 * Replaces a file that held `before`: a new file is written beside it and takes its name, so that nobody ever sees
 * half of it. Permissions stay; a link keeps pointing to its target, which is the one replaced.
 */
export function replaceFile(path: string, before: Uint8Array, after: Uint8Array): FileProblem | undefined {
  let temporary: string | undefined;
  try {
    const target = realpathSync(path);
    const { mode, uid, gid } = statSync(target);
    if (!statSync(target).isFile()) return { fault: 'not-writable', detail: '' };
    accessSync(target, constants.W_OK);
    const beside = join(
      dirname(target),
      `.${basename(target).slice(0, 200)}.${randomBytes(6).toString('hex')}.tmp`,
    );
    const file = openSync(beside, 'wx', 0o600);
    temporary = beside;
    try {
      for (let at = 0; at < after.length; ) at += writeSync(file, after, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    chmodSync(beside, mode & 0o7777);
    keepOwner(beside, uid, gid);
    if (!readFileSync(target).equals(before)) return { fault: 'changed-meanwhile', detail: '' };
    renameSync(beside, target);
    temporary = undefined;
    return undefined;
  } catch (error) {
    return { fault: 'not-writable', detail: codeOf(error) };
  } finally {
    if (temporary !== undefined) rmSync(temporary, { force: true });
  }
}

/** What an error of the file system means for `path`. */
export function problemOf(error: unknown, path: string): FileProblem {
  const code = codeOf(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { fault: isLink(path) ? 'broken-link' : 'missing', detail: '' };
    case 'ELOOP':
      return { fault: 'link-loop', detail: '' };
    case 'EACCES':
    case 'EPERM':
      return { fault: 'no-permission', detail: '' };
    case 'EISDIR':
    case 'ENXIO':
      return { fault: 'not-a-file', detail: '' };
    default:
      return { fault: 'unreadable', detail: code };
  }
}

/** Whether a read gave a reason instead of a text. */
export function isProblem(content: TextContent | FileProblem): content is FileProblem {
  return 'fault' in content;
}

function readUpTo(file: number, limit: number): Uint8Array {
  const chunks: Buffer[] = [];
  let length = 0;
  while (length < limit) {
    const chunk = Buffer.allocUnsafe(Math.min(256 * 1024, limit - length));
    const count = readSync(file, chunk, 0, chunk.length, null);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    length += count;
  }
  return Buffer.concat(chunks, length);
}

function foreignMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32 LE' : 'UTF-16 LE';
  if (a === 0xfe && b === 0xff) return 'UTF-16 BE';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32 BE';
  return undefined;
}

/** The line (from 1) of the first byte that is not UTF-8. */
function firstForeignLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return line;
}

/** As another user than the owner (and not root) this is refused; the file is then ours, with the same mode. */
function keepOwner(path: string, uid: number, gid: number): void {
  const { uid: ours, gid: group } = statSync(path);
  if (ours === uid && group === gid) return;
  const { mode } = statSync(path);
  try {
    chownSync(path, uid, gid);
    chmodSync(path, mode & 0o7777);
  } catch {
    // Nothing lost: content and mode are right.
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : String(error);
}
