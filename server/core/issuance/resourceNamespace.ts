/** In which namespace cert-manager looks for the Secrets of an issuer (behaviour facts, section 7.2). */
import type { Issuer } from '../model/issuer.ts';
import { itemsAt, textsAt } from '../model/look.ts';
import type { Known, KnownKind } from '../model/resource.ts';
import type { Gathering } from '../workspace/gathered.ts';
import { releasesOf } from '../workspace/placement/releases.ts';
import { valueAt } from '../workspace/values.ts';

/** What answers for the resources that tell how cert-manager is installed; the index of the rules is one. */
export interface Installed {
  gathered<T>(question: Gathering<T>): T;
}

/**
 * The namespaces in which the Secrets of an issuer may be: its own, or for a ClusterIssuer the cluster resource namespace
 * of each cert-manager that the workspace installs. The first is the one to speak of; undefined where it is not known.
 */
export function resourceNamespacesOf(issuer: Issuer, index: Installed): readonly string[] | undefined {
  if (issuer.kind === 'Issuer') return issuer.namespace === undefined ? undefined : [issuer.namespace];
  return index.gathered(clusterNamespaces);
}

const installers: readonly KnownKind[] = ['HelmRelease', 'HelmChart', 'HelmChartConfig', 'Application'];

/** The namespaces that ClusterIssuers read Secrets of, of each cert-manager that is installed; undefined where not known. */
export const clusterNamespaces: Gathering<readonly string[] | undefined> = {
  kinds: [...installers, 'Deployment'],
  reads: 'all',
  make(resources) {
    const found = [
      ...ofReleases(resources.filter(({ kind }) => installers.includes(kind))),
      ...ofWorkloads(resources.filter(({ kind }) => kind === 'Deployment')),
    ];
    if (found.includes(undefined)) return undefined;
    const known = found.filter((namespace) => namespace !== undefined);
    return known.length > 0 ? known : defaults;
  },
};

/** Where the chart and the static manifests put it; and the default of the bare binary. */
const defaults: readonly string[] = ['cert-manager', 'kube-system'];

const flag = '--cluster-resource-namespace=';

/**
 * The chart (`deploy/charts/cert-manager/templates/deployment.yaml`, release 1.21): `clusterResourceNamespace`, or else
 * the namespace that it is installed in; an argument in `extraArgs` comes later and wins.
 */
function* ofReleases(resources: readonly Known[]): Iterable<string | undefined> {
  for (const { chart, layers, namespace } of releasesOf(resources)) {
    if (!/(?:^|\/)cert-manager$/.test(chart)) continue;
    const [own, other, extra] = ['clusterResourceNamespace', 'namespace', 'extraArgs'].map((path) =>
      valueAt(layers, path),
    );
    if ([own, other, extra].some((value) => value?.state === 'unknown')) {
      yield undefined;
      continue;
    }
    const given = [own, other].flatMap((value) => (value?.state === 'written' ? [value.data] : []));
    const named = given.find((data) => typeof data === 'string' && data !== '');
    const args = extra?.state === 'written' && Array.isArray(extra.data) ? extra.data : [];
    const argument = args.map(String).findLast((arg) => arg.startsWith(flag));
    yield argument?.slice(flag.length) ?? (named === undefined ? namespace : String(named));
  }
}

/** The controller's own Deployment, where it has the flag. */
function* ofWorkloads(deployments: readonly Known[]): Iterable<string | undefined> {
  for (const { map, namespace } of deployments) {
    for (const { node } of itemsAt(map, 'spec.template.spec.containers')) {
      const args = node.type === 'map' ? textsAt(node, 'args') : [];
      const value = args.find((arg) => arg.value.startsWith(flag))?.value.slice(flag.length);
      if (value === undefined) continue;
      yield value === '$(POD_NAMESPACE)' ? namespace : value.startsWith('$') ? undefined : value;
    }
  }
}
