/** The command line as a real process, bundled as it is for release. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { build } from 'esbuild';
import { rulePages } from '../../scripts/generate.ts';

const repository = join(import.meta.dirname, '../..');
export const bundle = join(repository, 'build/test/cli/main.cjs');

/** Writes `bundle`; test files that do so at the same time do no harm. */
export async function bundleCli(): Promise<void> {
  const outfile = `${bundle}.${process.pid}.${threadId}`;
  await build({
    entryPoints: [join(repository, 'server/cli/main.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
  });
  renameSync(outfile, bundle);
  const pages = join(repository, 'build/test/rules');
  mkdirSync(pages, { recursive: true });
  for (const locale of ['en', 'ko'] as const) {
    writeFileSync(join(pages, `${process.pid}-${threadId}.json`), JSON.stringify(await rulePages(locale)));
    renameSync(join(pages, `${process.pid}-${threadId}.json`), join(pages, `${locale}.json`));
  }
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** As a user whom file permissions hold, also where the tests run as root. */
  readonly unprivileged?: boolean;
}

const isRoot = process.getuid?.() === 0;

/** Runs `cert-manager-lint` in `folder`. */
export function cli(folder: string, args: readonly string[], options: RunOptions = {}): Ran {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [bundle, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', ...options.env },
    input: options.input ?? '',
    maxBuffer: 1 << 28,
    ...(options.unprivileged && isRoot && { uid: 65534, gid: 65534 }),
  });
  if (error) throw error;
  return { code: status, out: stdout.toString('utf8'), err: stderr.toString('utf8') };
}

/** Whether permissions can be tested: not on Windows, and not where nobody else may run Node. */
export const permissionsHold =
  process.platform !== 'win32' &&
  (!isRoot || spawnSync(process.execPath, ['-e', '0'], { uid: 65534, gid: 65534 }).status === 0);

const folders: string[] = [];

/** A new folder with these files, until `cleanUp`. */
export function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'cert-manager-lint-')));
  folders.push(made);
  chmodSync(made, 0o755);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true });
    writeFileSync(join(made, name), content);
  }
  return made;
}

export function cleanUp(): void {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
}

/** An Issuer with one finding: `ingress` in line 8, columns 11 to 18. */
export const bad = `apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: letsencrypt}
spec:
  acme:
    solvers:
      - http01:
          ingress:
            class: nginx # ours
`;

/** The same Issuer after `--fix`. */
export const fixed = `${bad}            podTemplate:
              spec:
                affinity:
                  nodeAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                      nodeSelectorTerms:
                        - matchExpressions:
                            - key: type
                              operator: In
                              values:
                                - load-balancer
`;

/** A Certificate with a half-typed field. */
export const begun = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: www}
spec:
  priv`;

/** The same after the field is completed, its children with it. */
export const completed = `${begun}ateKey:
    algorithm: ECDSA
    size: 256
    rotationPolicy: Always`;

/** Nothing to find. */
export const good = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n';

export const rule = 'http01-solver-without-node-affinity';

/** Without colours; other control characters stay. */
export function uncoloured(text: string): string {
  return text.replace(new RegExp(`${'\u001b'}\\[\\d+m`, 'g'), '');
}
