/** Facts of cert-manager by release. A leaf: imports nothing. */

/** The releases whose behaviour is known, oldest first. */
export const releases = [
  '0.11',
  '0.12',
  '0.13',
  '0.14',
  '0.15',
  '0.16',
  '1.0',
  '1.1',
  '1.2',
  '1.3',
  '1.4',
  '1.5',
  '1.6',
  '1.7',
  '1.8',
  '1.9',
  '1.10',
  '1.11',
  '1.12',
  '1.13',
  '1.14',
  '1.15',
  '1.16',
  '1.17',
  '1.18',
  '1.19',
  '1.20',
  '1.21',
] as const;

export type Release = (typeof releases)[number];

export const newestRelease: Release = '1.21';

/** Whether `text` names a known release. */
export function isRelease(text: string): text is Release {
  return (releases as readonly string[]).includes(text);
}

/** Whether `release` is older than `other`. */
export function isBefore(release: Release, other: Release): boolean {
  return releases.indexOf(release) < releases.indexOf(other);
}

/**
 * The newest release that serves an API version, where that is not the newest of all
 * (CRDs of cert-manager 1.5, 1.6: `spec.versions[].served`; 0.11 moved to a new API group).
 */
const lastServed: ReadonlyMap<string, Release> = new Map([
  ['certmanager.k8s.io/v1alpha1', '0.11'],
  ['certmanager.k8s.io/v1alpha2', '0.11'],
  ['cert-manager.io/v1alpha2', '1.5'],
  ['cert-manager.io/v1alpha3', '1.5'],
  ['cert-manager.io/v1beta1', '1.5'],
  ['acme.cert-manager.io/v1alpha2', '1.5'],
  ['acme.cert-manager.io/v1alpha3', '1.5'],
  ['acme.cert-manager.io/v1beta1', '1.5'],
]);

/** The first release that serves a version of `cert-manager.io` and `acme.cert-manager.io` (CRDs: `spec.versions`). */
const firstServed: ReadonlyMap<string, Release> = new Map([
  ['v1alpha3', '0.14'],
  ['v1beta1', '0.16'],
  ['v1', '1.0'],
]);

/**
 * The release that a manifest is judged by: the configured one, or an older or newer one where its API version demands it.
 */
export function releaseFor(apiVersion: string, configured: Release): Release {
  const last = lastServed.get(apiVersion);
  if (servedSince(apiVersion, configured) !== undefined) return last ?? newestRelease;
  return last !== undefined && isBefore(last, configured) ? last : configured;
}

/** The release that first serves an API version of ours, where `cluster` is older. */
export function servedSince(apiVersion: string, cluster: Release): Release | undefined {
  const [group = '', version = ''] = apiVersion.split('/');
  const first = /^(acme\.)?cert-manager\.io$/.test(group) ? firstServed.get(version) : undefined;
  return first !== undefined && isBefore(cluster, first) ? first : undefined;
}

/**
 * Which releases serve an API version of ours: from `since` on, up to `until` where the newest does not. `undefined` for other
 * groups. `certmanager.k8s.io` was served up to 0.10, before the releases that are known.
 */
export function servedBy(
  apiVersion: string,
): { readonly since: Release | undefined; readonly until: string | undefined } | undefined {
  const [group = '', version = ''] = apiVersion.split('/');
  if (group === 'certmanager.k8s.io') return { since: undefined, until: '0.10' };
  if (!/^(acme\.)?cert-manager\.io$/.test(group)) return undefined;
  const until = lastServed.get(apiVersion);
  const since = firstServed.get(version) ?? (until === undefined ? undefined : '0.11');
  return since && { since, until };
}

/** `http01.gatewayHTTPRoute.podTemplate` exists since this release (API table of cert-manager; PR 7210). */
export const gatewayPodTemplateSince: Release = '1.16';

/** ListenerSets are read, and may be parents of a route, since this release (behaviour facts, section 6). */
export const listenerSetSince: Release = '1.20';

/** Values that an enum got later than the others (CRDs: `keystores.pkcs12.profile`). */
export const valuesSince: ReadonlyMap<string, Release> = new Map([['Modern2026', '1.21']]);

/** Azure's German cloud is known no more since this release (`pkg/issuer/acme/dns/azuredns`). */
export const germanCloudUntil: Release = '1.14';

/** Values that an enum still has and the code knows no more. */
export const valuesUntil: ReadonlyMap<string, Release> = new Map([['AzureGermanCloud', germanCloudUntil]]);

/** A CSR's usages and basic constraints are compared with the fields since this release (release notes of 1.13). */
export const csrUsagesComparedSince: Release = '1.13';

/** The `imagePullSecrets` of both solver pods are keyed by `name` since this release (CRDs: `x-kubernetes-list-type`). */
export const pullSecretsDifferSince: Release = '1.19';

/**
 * The API version that replaces one which `cluster` does not serve; undefined where it is served, or none of ours.
 * `certmanager.k8s.io` ended with 0.10, v1alpha2 to v1beta1 with 1.5 (CRDs: `spec.versions[].served`).
 */
export function replacementFor(apiVersion: string, kind: string, cluster: Release): string | undefined {
  const last = lastServed.get(apiVersion);
  if (last === undefined || (!apiVersion.startsWith('certmanager.k8s.io/') && !isBefore(last, cluster)))
    return undefined;
  return currentVersion(kind);
}

/** The API version of a kind of ours that all releases since 1.0 serve. */
export function currentVersion(kind: string): string {
  return kind === 'Order' || kind === 'Challenge' ? 'acme.cert-manager.io/v1' : 'cert-manager.io/v1';
}
