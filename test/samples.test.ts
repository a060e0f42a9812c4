/** The samples that the product ships: what it is about can be seen on them. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { pathsAt, pictureOf } from './harness/path.ts';
import { jsonPlanOf, readTexts } from './harness/plan.ts';

const sample = '../../samples/multi-node';
const texts = readTexts(fileURLToPath(new URL('../samples/multi-node', import.meta.url)), /\.yaml$/);
const cured = readTexts(fileURLToPath(new URL('../samples/multi-node-fixed', import.meta.url)), /\.yaml$/);

test('the certificate’s challenge is drawn, and the solver is what is wrong', () => {
  const { choices } = pathsAt(sample, 'certificate.yaml', undefined);
  expect(choices).toHaveLength(1);
  const { nodes } = pictureOf(sample, 'certificate.yaml', choices[0]?.label ?? '');
  expect(nodes.length).toBeGreaterThan(5);
  expect(nodes.some(({ label }) => /my-application-issuer/.test(label))).toBe(true);
});

test('the plan knows the issuer, the solver and the nodes, before and after the cure', () => {
  const names = (of: typeof texts) =>
    jsonPlanOf(of).certificates.map(({ issuer, names }) => ({ issuer, names }));
  const [before] = names(texts);
  expect(before?.issuer).toMatchObject({ name: 'my-application-issuer', found: true });
  expect(before?.names[0]).toMatchObject({ type: 'http-01', solver: 0 });
  expect(before?.names[0]?.nodes?.length).toBeGreaterThan(1);
  const [after] = names({ ...texts, ...cured });
  expect(after?.names[0]?.nodes).toEqual(['k8s-load-balancer']);
});
