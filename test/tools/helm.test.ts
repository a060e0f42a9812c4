/** What we claim of a chart beside what the real Helm renders: with the default values, and with those of a release. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { type Claim, claimsOf, installedIn, openWorkspace, workspaceNames } from '../harness/workspace.ts';
import { noTools, toolPath } from '../hosts/kubectl.ts';

const home = fileURLToPath(new URL('../workspaces/', import.meta.url));
const helm = noTools === undefined ? await toolPath('helm').catch(String) : undefined;
const why = noTools ?? (helm && existsSync(helm) ? undefined : helm);
if (why !== undefined) console.log(`Charts are not compared with Helm: ${why}`);

const charts = workspaceNames('').flatMap((name) =>
  readdirSync(home + name, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|[\\/])Chart\.yaml$/.test(path) && !path.includes('charts'))
    // One that only brings others along renders nothing that is here.
    .filter((path) => existsSync(join(home, name, dirname(path), 'templates')))
    .map((path) => ({ name, folder: dirname(path) })),
);

interface Rendered {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** What a release is called, and where it goes. */
interface Names {
  readonly name: string;
  readonly namespace: string;
}
const unnamed: Names = { name: 'release', namespace: 'default' };

describe.skipIf(why !== undefined)('charts', () => {
  test('there are some', () => {
    expect(charts.length).toBeGreaterThan(1);
  });

  test.each(charts)('$name: every value that we claim is the rendered one', ({ name, folder }) => {
    const root = folder === '.' ? '/Chart.yaml' : `/${folder}/Chart.yaml`;
    const claims = claimsOf(openWorkspace(name).workspace, root);
    expect(compared(claims, template(join(home, name, folder), unnamed, []), unnamed)).toBeGreaterThan(5);
  });

  const scratch = join(tmpdir(), `cert-manager-helm-${process.pid}`);
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  const releases = [
    'check-argo',
    'check-argo-apps',
    'check-applicationsets',
    'check-helm-namespaces',
    'check-helm-releases',
    'check-flux-settings',
  ].flatMap((name) => installedIn(openWorkspace(name).workspace).map((one) => ({ ...one, name })));

  test('there are some that are installed', () => {
    expect(releases.length).toBeGreaterThanOrEqual(10);
  });

  test.each(releases)('$name: every value that we claim of $by is the rendered one', (release) => {
    const { name, root, by } = release;
    const folder = join(scratch, name, by);
    cpSync(join(home, name), folder, { recursive: true });
    const chart = join(folder, dirname(root));
    const written = (values: unknown) => {
      writeFileSync(join(folder, 'written.yaml'), JSON.stringify(values));
      return ['-f', join(folder, 'written.yaml')];
    };
    const isFlux = by.startsWith('HelmRelease/');
    const resource = release.resource as unknown;
    const args = isFlux
      ? fluxArgs(
          resource as FluxRelease,
          release.settings as unknown as readonly (ConfigMap | null)[],
          folder,
          chart,
          written,
        )
      : argoArgs(resource as Application, folder, chart, written);
    const names = isFlux ? fluxNames(resource as FluxRelease) : argoNames(resource as Application, chart);
    const claims = claimsOf(openWorkspace(name).workspace, root, by);
    expect(compared(claims, template(chart, names, args), names)).toBeGreaterThan(3);
  });
});

function template(chart: string, names: Names, args: readonly string[]): readonly Rendered[] {
  const named = [names.name, chart, '--namespace', names.namespace];
  const text = execFileSync(helm ?? '', ['template', ...named, ...args], {
    encoding: 'utf8',
    env: { ...process.env, HELM_CACHE_HOME: '/nonexistent', HELM_CONFIG_HOME: '/nonexistent' },
  });
  return parseAllDocuments(text).flatMap((document): Rendered[] => document.toJS() ?? []);
}

/** Holds claims to what is rendered; answers how many values were compared. */
function compared(claims: readonly Claim[], rendered: readonly Rendered[], names: Names): number {
  expect(claims.length).toBeGreaterThan(0);
  const wrong: string[] = [];
  let count = 0;
  for (const { kind, name: claimed, values } of claims) {
    const real = rendered.find((one) => one.kind === kind && one.metadata?.name === claimed);
    if (!real) {
      wrong.push(`${kind} ${claimed} is not rendered`);
      continue;
    }
    for (const { path, value } of values) {
      count++;
      // What is rendered without a namespace is applied in that of the release.
      const metadata = { namespace: names.namespace, ...real.metadata };
      const found = path.reduce<unknown>((at, key) => Object(at)[key], { ...real, metadata });
      if (found !== value)
        wrong.push(`${kind} ${claimed} ${path.join('.')}: ${String(value)}, Helm: ${String(found)}`);
    }
  }
  expect(wrong).toEqual([]);
  return count;
}

type Write = (values: unknown) => readonly string[];

interface FluxRelease {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly releaseName?: string;
    readonly targetNamespace?: string;
    readonly chart: { readonly spec: { readonly valuesFiles?: readonly string[] } };
    readonly valuesFrom?: readonly { readonly valuesKey?: string; readonly targetPath?: string }[];
    readonly values?: unknown;
  };
}

interface ConfigMap {
  readonly data: Readonly<Record<string, string>>;
}

/** As Flux: files take the place of the chart's own values, then come ConfigMaps, inline values go over them. */
function fluxArgs(
  { spec }: FluxRelease,
  settings: readonly (ConfigMap | null)[],
  folder: string,
  chart: string,
  write: Write,
): readonly string[] {
  const files = (spec.chart.spec.valuesFiles ?? []).filter((file) => existsSync(join(folder, file)));
  if (files.length > 0) writeFileSync(join(chart, 'values.yaml'), '');
  const given = (spec.valuesFrom ?? []).flatMap(({ valuesKey = 'values.yaml', targetPath }, i) => {
    const text = settings[i]?.data[valuesKey];
    if (text === undefined) return [];
    if (targetPath !== undefined) return ['--set', `${targetPath}=${text}`];
    writeFileSync(join(folder, `given${i}.yaml`), text);
    return ['-f', join(folder, `given${i}.yaml`)];
  });
  return [...files.flatMap((file) => ['-f', join(folder, file)]), ...given, ...write(spec.values ?? {})];
}

/** As the helm-controller composes them. */
function fluxNames({ metadata: { name, namespace }, spec }: FluxRelease): Names {
  const { releaseName, targetNamespace: target } = spec;
  return {
    name: releaseName ?? (target === undefined ? name : `${target}-${name}`),
    namespace: target ?? namespace,
  };
}

interface Application {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly destination?: { readonly namespace?: string };
    readonly source?: Source;
    readonly sources?: readonly Source[];
  };
}
interface Source {
  readonly path?: string;
  readonly helm?: {
    readonly releaseName?: string;
    readonly valueFiles?: readonly string[];
    readonly values?: string;
    readonly valuesObject?: unknown;
    readonly parameters?: readonly {
      readonly name: string;
      readonly value: string;
      readonly forceString?: boolean;
    }[];
  };
}

const sourceFor = (chart: string, { spec }: Application) =>
  (spec.sources ?? [spec.source]).find((one) => one?.path && chart.endsWith(one.path));

function argoNames(application: Application, chart: string): Names {
  const name = sourceFor(chart, application)?.helm?.releaseName ?? application.metadata.name;
  return { name, namespace: application.spec.destination?.namespace ?? unnamed.namespace };
}

/** As Argo CD calls Helm; what is missing is left out. */
function argoArgs(application: Application, folder: string, chart: string, write: Write): readonly string[] {
  const { helm } = sourceFor(chart, application) ?? {};
  const { valueFiles = [], values, valuesObject, parameters = [] } = helm ?? {};
  const files = valueFiles.map((file) =>
    file.startsWith('$') ? join(folder, file.replace(/^\$[^/]+/, '')) : join(chart, file),
  );
  if (valuesObject === undefined && values !== undefined) writeFileSync(join(chart, 'text.yaml'), values);
  const text = values === undefined ? [] : ['-f', join(chart, 'text.yaml')];
  return [
    ...files.filter((file) => existsSync(file)).flatMap((file) => ['-f', file]),
    ...(valuesObject === undefined ? text : write(valuesObject)),
    ...parameters.flatMap(({ name, value, forceString }) => [
      forceString ? '--set-string' : '--set',
      `${name}=${/^\{.*\}$/.test(value) ? value : value.replace(/,/g, '\\,')}`,
    ]),
  ];
}
