/** What where the ingress runs means for a solver. */
import { describe, expect, test } from 'vitest';
import {
  copyEdge,
  edge,
  edgeTainted,
  follow,
  following,
  followPods,
  follows,
  master,
  nginx,
  node,
  onEdge,
  onLabel,
  placementOf,
  required,
  worker,
  worker2,
} from './harness/placement.ts';

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
