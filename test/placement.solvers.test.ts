/** What where the ingress runs means for a solver. */
import { describe, expect, test } from 'vitest';
import { planOf } from './harness/plan.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const nodeAffinity = (...terms: unknown[]) => ({
  affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: terms } } },
});
const onLabel = (key: string, ...values: string[]) =>
  nodeAffinity({ matchExpressions: [{ key, operator: 'In', values }] });

const node = (name: string, labels: object = {}, taints: unknown[] = [], spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/os': 'linux', ...labels } },
  spec: { taints, ...spec },
});
const master = node('master', {}, [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }]);
const edge = node('edge', { pool: 'edge' });
const edgeTainted = node('edge', { pool: 'edge' }, [{ key: 'edge', value: 'yes', effect: 'NoExecute' }]);
const [worker, worker2] = [node('worker', { pool: 'work' }), node('worker-2', { pool: 'work' })];

const nginx = (spec: object, kind = 'Deployment') => ({
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
const onEdge = nginx({ nodeSelector: { pool: 'edge' } });

/** What is said of a solver whose podTemplate has this `spec`. */
function placementOf(
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

const follows = (...namespaces: string[]) => ({
  labelSelector: { matchLabels: { app: 'nginx' } },
  namespaces,
  topologyKey: 'kubernetes.io/hostname',
});
const follow = { kind: 'podAffinity', follows: [{ term: follows('ingress') }] };
const following = (term: object) => ({ affinity: { podAffinity: { [required]: [term] } } });
const followPods = following(follows('ingress'));
const copyEdge = {
  nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'In', values: ['edge'] }] }],
  tolerations: [],
};

describe('without nodes', () => {
  test.each<[string, object | undefined, object[], object]>([
    ['nothing is known', undefined, [], { kind: 'unknown' }],
    [
      'a class of another',
      undefined,
      [onEdge],
      { kind: 'controllerKnown', copies: [copyEdge], elsewhere: [] },
    ],
    ['held to the same label', onLabel('pool', 'edge'), [onEdge], { kind: 'quiet', why: 'agrees' }],
    ['by node selector', { nodeSelector: { pool: 'edge' } }, [onEdge], { kind: 'quiet', why: 'agrees' }],
    [
      'and by more',
      { nodeSelector: { pool: 'edge', zone: 'a' } },
      [onEdge],
      { kind: 'quiet', why: 'agrees' },
    ],
    ['held to another value', onLabel('pool', 'work'), [onEdge], { kind: 'contradicts' }],
    ['held by another label', onLabel('zone', 'a'), [onEdge], { kind: 'unknown' }],
    ['a Deployment anywhere', undefined, [nginx({})], follow],
    ['a Deployment anywhere, and the solver pinned', onLabel('zone', 'a'), [nginx({})], { kind: 'unknown' }],
    ['following its pods', followPods, [nginx({})], { kind: 'quiet', why: 'agrees' }],
    ['following pods that nobody knows', following(follows('shop')), [], { kind: 'unknown' }],
    ['following its pods elsewhere', following(follows('shop')), [nginx({})], { kind: 'noPod', term: 0 }],
    [
      'of several terms, the one that finds none',
      { affinity: { podAffinity: { [required]: [follows('ingress'), follows('shop')] } } },
      [nginx({})],
      { kind: 'noPod', term: 1 },
    ],
    [
      'following by a label that is not known of the pods',
      following({ ...follows('shop'), labelSelector: { matchLabels: { app: 'nginx', tier: 'front' } } }),
      [nginx({})],
      { kind: 'unknown' },
    ],
    [
      'following pods of some namespaces',
      following({ ...follows('shop'), namespaceSelector: { matchLabels: { a: 'b' } } }),
      [nginx({})],
      { kind: 'unknown' },
    ],
    [
      'following pods of all namespaces',
      following({ ...follows(), namespaceSelector: {} }),
      [nginx({})],
      { kind: 'quiet', why: 'agrees' },
    ],
    ['a DaemonSet everywhere', undefined, [nginx({}, 'DaemonSet')], { kind: 'quiet', why: 'everywhere' }],
    [
      'only the platform',
      undefined,
      [nginx({ nodeSelector: { 'kubernetes.io/os': 'linux' } }, 'DaemonSet')],
      { kind: 'quiet', why: 'everywhere' },
    ],
    [
      'two ways',
      undefined,
      [nginx({ ...onLabel('pool', 'edge', 'gate'), tolerations: [{ operator: 'Exists' }] })],
      {
        kind: 'controllerKnown',
        copies: [
          {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'pool', operator: 'In', values: ['edge', 'gate'] }] },
            ],
            tolerations: [{ operator: 'Exists' }],
          },
        ],
      },
    ],
  ])('%s', (_, spec, others, wanted) => {
    expect(placementOf(spec, others)).toMatchObject(wanted);
  });

  test('a class that the cloud serves', () => {
    expect(placementOf(undefined, [], { class: 'gce' })).toEqual({ kind: 'quiet', why: 'outside' });
  });

  test('a class that somebody else serves', () => {
    expect(placementOf(undefined, [onEdge], { class: 'traefik' })).toEqual({ kind: 'unknown' });
  });

  test('without a class, the default one', () => {
    const marked = (value: string) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'nginx', annotations: { 'ingressclass.kubernetes.io/is-default-class': value } },
      spec: { controller: 'k8s.io/ingress-nginx' },
    });
    expect(placementOf(undefined, [onEdge, marked('true')], {})?.kind).toBe('controllerKnown');
    expect(placementOf(undefined, [onEdge, marked('false')], {})).toEqual({ kind: 'unknown' });
  });
});

describe('Ingresses without a class', () => {
  const args = (...list: string[]) => ({
    containers: [{ image: 'registry.k8s.io/ingress-nginx/controller:v1.12.1', args: list }],
    nodeSelector: { pool: 'edge' },
  });
  const traefik = nginx({ containers: [{ image: 'traefik:v3.2' }], nodeSelector: { pool: 'edge' } });
  const kong = nginx({ containers: [{ image: 'kong:3.9' }] });
  test.each<[string, object[], string]>([
    ['nobody says that it takes them', [onEdge], 'unknown'],
    ['one says so', [nginx(args('--watch-ingress-without-class=true'))], 'controllerKnown'],
    ['one says that it does not', [nginx(args('--watch-ingress-without-class=false'))], 'unknown'],
    ['Traefik takes them', [traefik, onEdge], 'controllerKnown'],
    ['whether Kong does is not known', [traefik, kong], 'unknown'],
  ])('%s', (_, others, wanted) => {
    expect(placementOf(undefined, others, {})?.kind).toBe(wanted);
  });
});

describe('among nodes', () => {
  const nodes = [master, edge, worker, worker2];
  test.each<[string, object | undefined, object[], object]>([
    ['nobody serves it', undefined, nodes, { kind: 'unknown' }],
    ['one node', undefined, [worker], { kind: 'quiet', why: 'single-node' }],
    [
      'the story',
      undefined,
      [onEdge, ...nodes],
      { kind: 'controllerKnown', copies: [copyEdge], elsewhere: ['worker', 'worker-2'] },
    ],
    ['cured', onLabel('pool', 'edge'), [onEdge, ...nodes], { kind: 'quiet', why: 'agrees' }],
    ['cured by another label', onLabel('zone', 'a'), [onEdge, ...nodes], { kind: 'noNode' }],
    ['a wrong value', onLabel('pool', 'work'), [onEdge, ...nodes], { kind: 'contradicts' }],
    [
      'a tainted node',
      onLabel('pool', 'edge'),
      [onEdge, edgeTainted, worker],
      { kind: 'taint', key: 'edge', nodes: ['edge'] },
    ],
    [
      'a taint that the controller tolerates',
      undefined,
      [
        nginx({ nodeSelector: { pool: 'edge' }, tolerations: [{ key: 'edge', operator: 'Exists' }] }),
        edgeTainted,
        worker,
      ],
      {
        kind: 'controllerKnown',
        copies: [{ ...copyEdge, tolerations: [{ key: 'edge', operator: 'Exists' }] }],
        elsewhere: ['worker'],
      },
    ],
    [
      'a DaemonSet everywhere',
      undefined,
      [nginx({}, 'DaemonSet'), ...nodes],
      { kind: 'quiet', why: 'everywhere' },
    ],
    [
      'a DaemonSet on some',
      undefined,
      [nginx({ nodeSelector: { pool: 'edge' } }, 'DaemonSet'), ...nodes],
      { kind: 'controllerKnown' },
    ],
    ['a Deployment anywhere', undefined, [nginx({}), ...nodes], follow],
    [
      'a Deployment anywhere, the solver on one',
      onLabel('pool', 'edge'),
      [nginx({}), ...nodes],
      { kind: 'unknown' },
    ],
    ['following its pods', followPods, [nginx({}), ...nodes], { kind: 'quiet', why: 'agrees' }],
    [
      'following its pods to tainted nodes',
      followPods,
      [
        nginx({ nodeSelector: { pool: 'edge' }, tolerations: [{ key: 'edge', operator: 'Exists' }] }),
        edgeTainted,
        worker,
      ],
      { kind: 'taint', key: 'edge', nodes: ['edge'] },
    ],
    [
      'following its pods, and kept off their nodes',
      { ...followPods, nodeSelector: { pool: 'work' } },
      [onEdge, ...nodes],
      { kind: 'contradicts' },
    ],
    [
      'following its pods in their zone',
      following({ ...follows('ingress'), topologyKey: 'zone' }),
      [onEdge, node('edge', { pool: 'edge', zone: 'a' }), node('near', { zone: 'a' }), worker],
      { kind: 'controllerKnown', elsewhere: ['near'] },
    ],
    ['a controller of another cluster', undefined, [onEdge, worker, worker2], { kind: 'unknown' }],
    [
      'a cordoned node',
      onLabel('pool', 'edge'),
      [onEdge, worker, node('edge', { pool: 'edge' }, [], { unschedulable: true })],
      { kind: 'taint', key: 'node.kubernetes.io/unschedulable' },
    ],
    [
      'an architecture in which nodes differ',
      undefined,
      [
        nginx({ nodeSelector: { 'kubernetes.io/arch': 'amd64' } }),
        node('a', { 'kubernetes.io/arch': 'amd64' }),
        node('b', { 'kubernetes.io/arch': 'arm64' }),
      ],
      { kind: 'controllerKnown', elsewhere: ['b'] },
    ],
    [
      'held to the architecture of the controller',
      onLabel('kubernetes.io/arch', 'amd64'),
      [
        nginx({ nodeSelector: { 'kubernetes.io/arch': 'amd64' } }),
        node('a', { 'kubernetes.io/arch': 'amd64' }),
        node('b', { 'kubernetes.io/arch': 'arm64' }),
      ],
      { kind: 'quiet', why: 'agrees' },
    ],
    [
      'a taint that only the solver tolerates',
      { tolerations: [{ operator: 'Exists' }] },
      [nginx({}, 'DaemonSet'), worker, edgeTainted],
      { ...follow, elsewhere: ['edge'] },
    ],
  ])('%s', (_, spec, others, wanted) => {
    expect(placementOf(spec, others)).toMatchObject(wanted);
  });
});
