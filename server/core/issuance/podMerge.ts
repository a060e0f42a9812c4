/** The pod that cert-manager makes of its own defaults and a solver's podTemplate (`pkg/issuer/acme/http/pod.go`, release 1.21). */
import { isBefore, newestRelease, type Release } from '../facts.ts';
import { type Data, type DataMap, isMap, listIn, mapIn, textIn } from '../model/data.ts';

/** cert-manager's own resources of the solver container (`internal/apis/config/controller/v1alpha1/defaults.go`). */
const defaultResources = {
  requests: { cpu: '10m', memory: '64Mi' },
  limits: { cpu: '100m', memory: '64Mi' },
} as const;

/** The keys of a pod's security context that are copied (`pkg/issuer/acme/http/pod.go`, since 1.16). */
const securityKeys = [
  'seLinuxOptions',
  'runAsUser',
  'runAsGroup',
  'runAsNonRoot',
  'supplementalGroups',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'seccompProfile',
] as const;

/** First releases that read a field of `podTemplate.spec` (API table). */
const readSince: Readonly<Record<string, Release>> = {
  priorityClassName: '1.0',
  serviceAccountName: '1.0',
  imagePullSecrets: '1.12',
  securityContext: '1.16',
  resources: '1.19',
};

/** Whether this release reads a field of `podTemplate.spec`. */
export function isRead(name: string, release: Release): boolean {
  const since = readSince[name];
  return since === undefined || !isBefore(release, since);
}

/** The part of the solver pod that a `podTemplate.spec` has a say in; `resources` are those of its container. */
export function mergePod(spec: DataMap, release: Release = newestRelease): DataMap {
  const given = (name: string): Data | undefined => (isRead(name, release) ? spec[name] : undefined);
  const context = given('securityContext');
  const pod: Record<string, Data> = {
    nodeSelector: {
      ...(!isBefore(release, '1.8') && { 'kubernetes.io/os': 'linux' }),
      ...mapIn(spec, 'nodeSelector'),
    },
    securityContext: isMap(context) ? pick(context, securityKeys) : defaultContext(release),
    resources: mergeResources(given('resources')),
  };
  if (isMap(spec['affinity'])) pod['affinity'] = spec['affinity'];
  for (const name of ['tolerations', 'imagePullSecrets']) {
    const items = isRead(name, release) ? listIn(spec, name) : [];
    if (items?.length) pod[name] = items;
  }
  for (const name of ['priorityClassName', 'serviceAccountName']) {
    const value = isRead(name, release) ? textIn(spec, name) : undefined;
    if (value) pod[name] = value;
  }
  return pod;
}

function mergeResources(given: Data | undefined): DataMap {
  const written = isMap(given) ? given : {};
  return {
    limits: { ...defaultResources.limits, ...mapIn(written, 'limits') },
    requests: { ...defaultResources.requests, ...mapIn(written, 'requests') },
  };
}

function defaultContext(release: Release): DataMap {
  return {
    ...(!isBefore(release, '1.4') && { runAsNonRoot: true }),
    ...(!isBefore(release, '1.10') && { seccompProfile: { type: 'RuntimeDefault' } }),
  };
}

function pick(map: DataMap, keys: readonly string[]): DataMap {
  return Object.fromEntries(
    keys.flatMap((key) => (map[key] === undefined || map[key] === null ? [] : [[key, map[key]]])),
  );
}
