/** What the real kubectl makes of kustomizations, compared with what we make of them. */
import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { parseAllDocuments } from 'yaml';
import { type Data, isMap } from '../../server/core/model/data.ts';
import { isJudged } from '../../server/core/model/resource.ts';
import type { Build, BuiltResource } from '../../server/core/workspace/built.ts';
import { lookup, names } from '../../server/core/yaml/read.ts';
import type { YamlNode } from '../../server/core/yaml/tree.ts';

/** What `kubectl kustomize` printed, as data; or why it refused. */
export type RealBuild =
  | { readonly resources: readonly Data[]; readonly refused: undefined }
  | { readonly resources: undefined; readonly refused: string };

/** Builds a folder with the real tool. */
export function realBuild(kubectl: string, folder: string): Promise<RealBuild> {
  // Without Go's garbage collection a short run takes half the time.
  const options = { maxBuffer: 1 << 28, timeout: 20_000, env: { HOME: folder, PATH: '', GOGC: 'off' } };
  return new Promise((resolve) => {
    execFile(kubectl, ['kustomize', folder], options, (error, out, complaint) => {
      if (error) return resolve({ resources: undefined, refused: complaint || String(error) });
      const resources = parseAllDocuments(out).flatMap((document): Data[] => document.toJS() ?? []);
      resolve({ resources, refused: undefined });
    });
  });
}

/** Does `work` for each item, as many at once as there are processors. */
export async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) {
      const item = items[i];
      if (item !== undefined) results[i] = await work(item);
    }
  };
  await Promise.all(cpus().map(worker));
  return results;
}

/** Stands for a value that is not surely known: it equals everything. */
const anything = '<anything>';

/** Resources that a build must not leave out. */
const expected =
  /^(cert-manager\.io|networking\.k8s\.io|gateway\.networking\.k8s\.io|apps)\/[^/]+\/(Issuer|ClusterIssuer|Certificate|Ingress|Gateway|ListenerSet|Deployment|DaemonSet|StatefulSet)\//;

export interface Comparison {
  /** One line for each resource that differs, is missing, or is too many. */
  readonly differences: readonly string[];
  readonly compared: number;
  /** Resources of which the build says that they are not surely known. */
  readonly unknown: number;
}

/** Our build beside the real one. Judged kinds must be equal; of others what is claimed is compared. */
export function compare(ours: Build, theirs: readonly Data[]): Comparison {
  const real = new Map(theirs.map((data) => [keyOf(data), data]));
  const differences: string[] = [];
  let [compared, unknown] = [0, 0];
  const seen = new Set<string>();
  for (const built of ours.resources) {
    const mine = certainData(built.resource.map);
    const key = keyOf(mine);
    const found = real.get(key) ?? wildMatch(key, real);
    if (found !== undefined) seen.add(keyOf(found));
    if (built.unknown) {
      unknown++;
      continue;
    }
    compared++;
    if (found === undefined) differences.push(`${key} is not there`);
    else {
      const where = difference(claimed(built, mine), claimed(built, found), '');
      if (where !== undefined) differences.push(`${key} ${where}`);
    }
  }
  // What is not surely known may be the one that is missing.
  if (unknown === 0)
    for (const key of real.keys())
      if (expected.test(key) && !seen.has(key)) differences.push(`${key} is missing`);
  return { differences, compared, unknown };
}

function wildMatch(key: string, real: ReadonlyMap<string, Data>): Data | undefined {
  if (!key.includes(anything)) return undefined;
  const pattern = new RegExp(
    `^${key
      .split(anything)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );
  const found = [...real].filter(([other]) => pattern.test(other));
  return found.length === 1 ? found[0]?.[1] : undefined;
}

function keyOf(data: Data): string {
  const metadata = isMap(data) ? data['metadata'] : undefined;
  const text = (holder: Data | undefined, name: string) => (isMap(holder) ? String(holder[name] ?? '') : '');
  return [
    text(data, 'apiVersion'),
    text(data, 'kind'),
    text(metadata, 'namespace'),
    text(metadata, 'name'),
  ].join('/');
}

/** What we say about a resource: all of one that rules judge; of others where their pods may run. */
function claimed({ resource }: BuiltResource, data: Data): Data {
  if (isJudged(resource) || !isMap(data)) return data;
  const { metadata, spec } = data;
  const template = isMap(spec) && isMap(spec['template']) ? spec['template'] : undefined;
  const pod = resource.kind === 'Pod' ? spec : template?.['spec'];
  const names = [
    'nodeSelector',
    'affinity',
    'tolerations',
    'topologySpreadConstraints',
    'priorityClassName',
    'nodeName',
    'hostNetwork',
  ];
  const scheduling = isMap(pod)
    ? Object.fromEntries(names.flatMap((name) => (pod[name] === undefined ? [] : [[name, pod[name]]])))
    : {};
  return { metadata: metadata ?? null, labels: template?.['metadata'] ?? null, scheduling };
}

/** Where two values differ; null and absent are one, and what is not certain equals everything. */
function difference(mine: Data | undefined, theirs: Data | undefined, path: string): string | undefined {
  if (mine === anything) return undefined;
  const [a, b] = [mine ?? null, theirs ?? null];
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return `${path}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`;
    for (const [i, item] of a.entries()) {
      const found = difference(item, b[i], `${path}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isMap(a) && isMap(b)) {
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const found = difference(a[name], b[name], `${path}.${name}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return a === b ? undefined : `${path}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`;
}

function certainData(node: YamlNode): Data {
  if (!node.certain) return anything;
  if (node.type === 'scalar') return node.value;
  if (node.type === 'list') return node.items.map(({ value }) => certainData(value));
  const entries = [...names(node)].map((name) => [
    name,
    certainData(lookup(node, name)?.entry.value ?? node),
  ]);
  return Object.fromEntries(entries);
}
