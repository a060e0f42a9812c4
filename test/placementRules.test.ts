/** The rules on where solver pods run, held to what a real control plane did. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyzeIn, documentsIn, newWorkspace, options } from './harness/engine.ts';
import { ruleHome } from './harness/fixtures.ts';
import { noteOn } from './harness/hover.ts';
import { areRecorded, recorded } from './harness/recorded.ts';

const placementRules = [
  'http01-solver-without-node-affinity',
  'http01-solver-away-from-ingress',
  'solver-pod-matches-no-node',
  'solver-pod-without-toleration',
];

describe.skipIf(!areRecorded)('recordings of a real cluster (skipped where they are not there)', () => {
  const placements = (id: string, settings: object = {}) =>
    recorded(id)
      .said(options(settings))
      .filter(({ rule }) => placementRules.includes(rule));

  test('the story: the gap, the controller and its label', () => {
    const { at } = recorded('story');
    const [found, ...others] = placements('story');
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      rule: 'http01-solver-without-node-affinity',
      file: at?.file,
      related: ['/cluster.json'],
    });
    expect(found?.line).toContain(at?.text);
    expect(found?.message).toContain(
      'ingress-nginx runs only on nodes with `type=load-balancer`, and the solver pod may be scheduled to `k8s-storage`, `k8s-worker-1`, `k8s-worker-2`.',
    );
    expect(found?.fixes[0]).toBe('Pin the solver pod to nodes with type=load-balancer (nodeAffinity)');
  });

  test('the story cured: nothing', () => {
    expect(recorded('story-cured').ready).toBe(true);
    expect(placements('story-cured')).toEqual([]);
  });

  test('an affinity that matches no node: the value, and what was meant', () => {
    const { at } = recorded('affinity-matches-no-node');
    const found = placements('affinity-matches-no-node');
    expect(found).toMatchObject([
      { rule: 'solver-pod-matches-no-node', file: at?.file, fixes: ['Change to load-balancer'] },
    ]);
    expect(found[0]?.line).toContain(at?.text);
  });

  test('a class that nobody serves: the placement is not at fault', () => {
    expect(placements('class-nobody-serves')).toEqual([]);
  });

  test('in a flat network only what keeps a pod Pending is told', () => {
    const settings = { http01: { flatNetwork: true } };
    expect(placements('story', settings)).toEqual([]);
    expect(placements('affinity-matches-no-node', settings)).toHaveLength(1);
  });
});

describe('the hover on a solver says why nothing is reported', () => {
  const fixture = (name: string) =>
    readFileSync(`${ruleHome}http01-solver-without-node-affinity/${name}.yaml`, 'utf8');
  const flat = options({ http01: { flatNetwork: true } });
  test.each([
    ['ok-one-node', 'one node'],
    ['ok-every-node', 'ingress-nginx runs on every node'],
    ['ok-daemonset', 'ingress-nginx runs on every node'],
    ['ok-outside', 'served from outside of the nodes (gke)'],
    ['controller.fixed', 'held to nodes of ingress-nginx'],
  ])('%s: %s', (name, words) => {
    for (const field of ['http01', 'ingress']) expect(noteOn(fixture(name), field), field).toContain(words);
  });

  test('and nothing where something is, or on other fields', () => {
    expect(noteOn(fixture('controller'), 'ingress')).not.toContain('Nothing is reported');
    expect(noteOn(fixture('ok-one-node'), 'solvers')).toBeUndefined();
  });

  test('a flat network, in the words of the user', () => {
    expect(noteOn(fixture('controller'), 'ingress', flat)).toContain('certManager.http01.flatNetwork');
    const korean = options({ http01: { flatNetwork: true } }, 'ko');
    expect(noteOn(fixture('controller'), 'ingress', korean)).toContain('모든 노드가 모든 파드에 닿으므로');
  });

  test('a pod that stays Pending is not excused by the network', () => {
    const text = readFileSync(`${ruleHome}solver-pod-matches-no-node/example.yaml`, 'utf8');
    const note = noteOn(text, 'ingress', flat);
    expect(note).not.toContain('Nothing is reported');
  });
});

describe('when the cluster changes in another file', () => {
  const issuer = documentsIn(`apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    privateKeySecretRef:
      name: account-key
    solvers:
      - http01:
          ingress:
            class: nginx
`);
  const controller = (kind: string, pool?: string) =>
    documentsIn(`apiVersion: apps/v1
kind: ${kind}
metadata:
  name: ingress
  namespace: ingress
spec:
  template:
    metadata:
      labels: {app.kubernetes.io/name: ingress-nginx}
    spec:
      ${pool === undefined ? '' : `nodeSelector: {pool: ${pool}}`}
      containers:
        - image: registry.k8s.io/ingress-nginx/controller:v1.12.1
`).documents;

  test('the finding follows', () => {
    const workspace = newWorkspace();
    workspace.complete = true;
    workspace.folders = [''];
    const said = () =>
      analyzeIn(issuer, options(), { workspace, path: '/issuer.yaml' }).map(({ message, fixes }) => [
        message.split(/,|\. /)[0],
        fixes[0],
      ]);
    const unknown = [
      'The solver pod may be scheduled to any node',
      'Pin the solver pod to nodes with type=load-balancer (nodeAffinity)',
    ];
    expect(said()).toEqual([unknown]);
    for (const pool of ['edge', 'gate']) {
      workspace.put('/ingress.yaml', controller('Deployment', pool));
      const fix = `Pin the solver pod to nodes with pool=${pool} (nodeAffinity)`;
      expect(said()).toEqual([[`ingress-nginx runs only on nodes with \`pool=${pool}\``, fix]]);
    }
    workspace.put('/ingress.yaml', controller('Deployment'));
    const follow = 'Pin the solver pod to nodes with a pod of ingress-nginx (podAffinity)';
    expect(said()).toEqual([['ingress-nginx may run on any node', follow]]);
    workspace.put('/ingress.yaml', controller('DaemonSet'));
    expect(said()).toEqual([]);
    workspace.remove('/ingress.yaml');
    expect(said()).toEqual([unknown]);
  });
});
