/** Solvers beside controllers and nodes, as data. */
import { planOf } from './plan.ts';

export const required = 'requiredDuringSchedulingIgnoredDuringExecution';
export const nodeAffinity = (...terms: unknown[]) => ({
  affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: terms } } },
});
export const onLabel = (key: string, ...values: string[]) =>
  nodeAffinity({ matchExpressions: [{ key, operator: 'In', values }] });

export const node = (name: string, labels: object = {}, taints: unknown[] = [], spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/os': 'linux', ...labels } },
  spec: { taints, ...spec },
});
export const master = node('master', {}, [
  { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
]);
export const edge = node('edge', { pool: 'edge' });
export const edgeTainted = node('edge', { pool: 'edge' }, [
  { key: 'edge', value: 'yes', effect: 'NoExecute' },
]);
export const [worker, worker2] = [node('worker', { pool: 'work' }), node('worker-2', { pool: 'work' })];

export const nginx = (spec: object, kind = 'Deployment') => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'nginx', namespace: 'ingress' },
  spec: {
    template: {
      metadata: { labels: { app: 'nginx' } },
      spec: { containers: [{ image: 'registry.k8s.io/ingress-nginx/controller:v1.12.1' }], ...spec },
    },
  },
});
export const onEdge = nginx({ nodeSelector: { pool: 'edge' } });

/** What is said of a solver whose podTemplate has this `spec`. */
export function placementOf(
  spec: object | undefined,
  others: readonly object[],
  ingress: object = { class: 'nginx' },
) {
  const route = { ...ingress, ...(spec && { podTemplate: { spec } }) };
  const documents = [
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: 'le' },
      spec: { acme: { solvers: [{ http01: { ingress: route } }] } },
    },
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'app', namespace: 'shop' },
      spec: {
        secretName: 'app-tls',
        dnsNames: ['shop.company.org'],
        issuerRef: { kind: 'ClusterIssuer', name: 'le' },
      },
    },
    ...others,
  ];
  const text = documents.map((document) => `--- \n${JSON.stringify(document)}\n`).join('');
  return planOf({ 'all.yaml': text }).certificates[0]?.names[0]?.placement;
}

export const follows = (...namespaces: string[]) => ({
  labelSelector: { matchLabels: { app: 'nginx' } },
  namespaces,
  topologyKey: 'kubernetes.io/hostname',
});
export const follow = { kind: 'podAffinity', follows: [{ term: follows('ingress') }] };
export const following = (term: object) => ({ affinity: { podAffinity: { [required]: [term] } } });
export const followPods = following(follows('ingress'));
export const copyEdge = {
  nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'In', values: ['edge'] }] }],
  tolerations: [],
};
