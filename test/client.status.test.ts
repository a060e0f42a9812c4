/** The language status items of the client. */
import { expect, test } from 'vitest';
import { createStatusItems } from '../client/status.ts';
import type { Status } from './harness/lsp.ts';
import { made } from './harness/vscode.ts';

const status: Status = {
  ...{ phase: 'ready', release: '1.21', files: 12, total: 12, controllers: [], notAnalysed: [] },
  byKind: { Issuer: 1, ClusterIssuer: 1, Certificate: 3, Ingress: 5 },
};
const selector = [{ language: 'yaml' }];

function items() {
  const own = createStatusItems(selector);
  const [resources, cluster, index] = made.items.slice(-3);
  if (!resources || !cluster || !index) throw new Error('There are no three items.');
  return { own, resources, cluster, index };
}

test('nobody sees them before something of cert-manager is known', () => {
  const { own, resources, cluster, index } = items();
  const shown = () => [resources, cluster, index].map((item) => item.selector);
  expect(shown()).toEqual([[], [], []]);
  own.reading({ files: 1, total: 2 });
  own.show({ ...status, byKind: { Ingress: 5 } });
  expect(shown()).toEqual([[], [], []]);
  own.show(status);
  expect(shown()).toEqual([selector, selector, selector]);
  expect(made.ran.slice(-2)).toEqual([
    ['setContext', 'certManager.hasResources', false],
    ['setContext', 'certManager.hasResources', true],
  ]);
  own.show({ ...status, byKind: {} });
  expect(shown()).toEqual([[], [], []]);
  own.dispose();
  expect([resources, cluster, index].every(({ disposed }) => disposed)).toBe(true);
});

test('release and resources, which lead to the plan', () => {
  const { own, resources } = items();
  own.show(status);
  expect(resources).toMatchObject({
    text: 'cert-manager 1.21',
    detail: '2 issuers, 3 certificates written',
    command: { command: 'certManager.showPlan' },
  });
});

test('one of a thing is no plural', () => {
  const { own, resources, cluster, index } = items();
  own.show({ ...status, nodes: 1, files: 1, total: 1, byKind: { Issuer: 1, Certificate: 1 } });
  expect(resources.detail).toBe('1 issuer, 1 certificate written');
  expect(cluster.text).toBe('1 node known');
  expect(index.text).toBe('1 file read');
});

test('the cluster, as far as it is known', () => {
  const { own, cluster } = items();
  own.show(status);
  expect(cluster).toMatchObject({ text: 'nodes: not known', detail: 'where the ingress runs: not known' });
  own.show({ ...status, nodes: 3, controllers: ['ingress-nginx: any node', 'traefik: nodeSelector a=b'] });
  expect(cluster).toMatchObject({
    text: '3 nodes known',
    detail: 'ingress-nginx: any node; traefik: nodeSelector a=b',
    command: { arguments: ['certManager.http01'] },
  });
});

test('the line of the cluster leaves room for its buttons', () => {
  const { own, cluster } = items();
  own.show({ ...status, controllers: [`ingress-nginx: nodeSelector ${'pool=edge, '.repeat(20)}`] });
  expect(cluster.detail).toMatch(/^ingress-nginx: nodeSelector .*…$/);
  expect(cluster.detail?.length).toBeLessThanOrEqual(60);
});

test('words of a file become no links and no icons', () => {
  const { own, cluster } = items();
  own.show({ ...status, controllers: ['[a](command:x) $(alert)'] });
  expect(cluster.detail).not.toMatch(/\]\(|\$\(/);
});

test('how much was read: busy, whole, cut off, not analysed', () => {
  const { own, index } = items();
  own.reading({ files: 64, total: 300 });
  expect(index).toMatchObject({ busy: true, text: 'reading 64 of 300 files', severity: 0 });
  own.show(status);
  expect(index).toMatchObject({ busy: false, text: '12 files read', detail: 'everything analysed' });
  expect(index.command).toBeUndefined();
  own.show({ ...status, phase: 'cancelled', files: 64, total: 300 });
  expect(index).toMatchObject({
    text: 'reading was cancelled: 64 of 300 files',
    severity: 1,
    command: { command: 'certManager.restartServer' },
  });
  own.show({ ...status, notAnalysed: [{ uri: 'file:///work/a.yaml', line: 2, why: 'a tab' }] });
  expect(index).toMatchObject({
    text: '12 files read',
    detail: '1 not analysed',
    severity: 1,
    command: { command: 'certManager.showNotAnalysed' },
  });
});

test('what was not analysed is listed, and leads there', async () => {
  const { own } = items();
  own.show({ ...status, notAnalysed: [{ uri: 'file:///work/a.yaml', line: 2, why: 'a tab' }] });
  await own.explain();
  const [list, opened] = made.shown.slice(-2);
  expect(list?.[0]).toMatchObject([{ label: 'a.yaml:3', detail: 'a tab' }]);
  expect(opened).toMatchObject([{ path: '/work/a.yaml' }, { selection: { start: { line: 2 } } }]);
});
