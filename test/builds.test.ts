/** Building step by step: a question that comes in between is answered by what is built, and waits for nothing. */
import { expect, test } from 'vitest';
import { documentsIn, newWorkspace } from './harness/engine.ts';

const issuer = 'apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata:\n  name: le\n';

test('a step builds one kustomization, and a question none', () => {
  const workspace = newWorkspace();
  workspace.folders = [''];
  workspace.answersEarly(true);
  const put = (path: string, text: string) => workspace.put(path, documentsIn(text).documents);
  put('/base/issuer.yaml', issuer);
  put('/base/kustomization.yaml', 'resources: [issuer.yaml]\n');
  for (const n of [1, 2, 3]) put(`/o${n}/kustomization.yaml`, `namePrefix: o${n}-\nresources: [../base]\n`);
  const built = () =>
    workspace
      .builds()
      .flatMap(({ resources }) => resources.map(({ resource }) => resource.name))
      .sort();

  expect(built()).toEqual([]);
  expect(workspace.advance(() => true)).toBe(true);
  expect(built()).toEqual(['o1-le']);
  expect(workspace.advance(() => true)).toBe(true);
  // What changes meanwhile is built in its turn.
  put('/o1/kustomization.yaml', 'namePrefix: x-\nresources: [../base]\n');
  expect(built()).toEqual(['o1-le', 'o2-le']);
  while (workspace.advance(() => true));
  expect(built()).toEqual(['o2-le', 'o3-le', 'x-le']);
  workspace.answersEarly(false);
  put('/o2/kustomization.yaml', 'namePrefix: y-\nresources: [../base]\n');
  expect(built()).toEqual(['o3-le', 'x-le', 'y-le']);
});
