/**
 * Lists of built-in kinds whose items a strategic merge brings together by a key (the `patchMergeKey` of the API of
 * Kubernetes 1.21 that kustomize 5.7 carries). All other lists, and all lists of custom resources, are replaced.
 */
import type { Gvk } from './ids.ts';

/** What is known of a value's structure; undefined: nothing, lists in it are replaced. */
export interface Shape {
  readonly fields?: Readonly<Record<string, Shape>>;
  /** For a list that is merged: the fields that tell its items apart; none: its items are scalars. */
  readonly keys?: readonly string[];
  readonly items?: Shape;
}

const by = (keys: readonly string[], items: Shape = {}): Shape => ({ keys, items });
const within = (fields: Readonly<Record<string, Shape>>): Shape => ({ fields });

const meta = within({ finalizers: by([]), ownerReferences: by(['uid']) });
const container = within({
  ports: by(['containerPort', 'protocol']),
  env: by(['name']),
  volumeMounts: by(['mountPath']),
  volumeDevices: by(['devicePath']),
});
const pod = within({
  containers: by(['name'], container),
  initContainers: by(['name'], container),
  ephemeralContainers: by(['name'], container),
  volumes: by(['name']),
  imagePullSecrets: by(['name']),
  hostAliases: by(['ip']),
  topologySpreadConstraints: by(['topologyKey', 'whenUnsatisfiable']),
});
const template = within({ metadata: meta, spec: pod });
const root = (spec: Shape): Shape => within({ metadata: meta, spec });
const workload = root(within({ template }));
const plain = within({ metadata: meta });

const shapes: ReadonlyMap<string, Shape> = new Map([
  ['/Pod', root(pod)],
  ['/Service', root(within({ ports: by(['port', 'protocol']) }))],
  ['/ReplicationController', workload],
  ['/Namespace', root(within({ finalizers: {} }))],
  ['/Node', root(within({ podCIDRs: by([]) }))],
  ['/Secret', plain],
  ['/ConfigMap', plain],
  ['apps/Deployment', workload],
  ['apps/DaemonSet', workload],
  ['apps/StatefulSet', workload],
  ['apps/ReplicaSet', workload],
  ['batch/Job', workload],
  ['batch/CronJob', root(within({ jobTemplate: within({ metadata: meta, spec: within({ template }) }) }))],
  ['networking.k8s.io/Ingress', plain],
  ['extensions/Ingress', plain],
  ['networking.k8s.io/IngressClass', plain],
]);

/** What is known of the structure of a kind; undefined for custom resources and versions that are gone. */
export function shapeOf({ group, version, kind }: Gvk): Shape | undefined {
  if (group === 'apps' && version !== 'v1') return undefined;
  return shapes.get(`${group}/${kind}`);
}
