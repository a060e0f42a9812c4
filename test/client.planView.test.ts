/** The view of the plan: a tree that asks when somebody looks, and leads to where things are written. */
import { expect, test } from 'vitest';
import { createPlanView } from '../client/planView.ts';
import type { PlanNode } from './harness/lsp.ts';
import { made } from './harness/vscode.ts';

const plan: readonly PlanNode[] = [
  {
    text: 'Certificate a/b',
    place: { uri: 'file:///work/a.yaml', line: 4 },
    severity: 'warning',
    below: [{ text: 'solver 1', below: [] }],
  },
];

function view(answer: readonly PlanNode[]) {
  let asked = 0;
  const own = createPlanView(async () => {
    asked += 1;
    return answer;
  });
  const provider = made.views.at(-1)?.provider;
  if (!provider) throw new Error('There is no view.');
  return { own, provider, asked: () => asked };
}

test('asks when it is looked at, and for its roots alone', async () => {
  const { provider, asked } = view(plan);
  expect(asked()).toBe(0);
  const [root] = await provider.getChildren();
  expect(root).toEqual(plan[0]);
  expect(await provider.getChildren(root)).toEqual(plan[0]?.below);
  expect(asked()).toBe(1);
});

test('is shown with the focus on its first row, once that is there', async () => {
  const { own, provider } = view(plan);
  const before = made.shown.length;
  const shown = own.show();
  await provider.getChildren();
  await shown;
  expect(made.shown.slice(before)).toEqual([[plan[0], { focus: true, select: true }]]);
  own.refresh();
  const again = own.show();
  expect(made.shown.length).toBe(before + 1);
  await provider.getChildren();
  await again;
  expect(made.shown.length).toBe(before + 2);
});

test('is shown again and again until the row is drawn', async () => {
  const { own, provider } = view(plan);
  made.refusals = 2;
  const before = made.shown.length;
  const shown = own.show();
  await provider.getChildren();
  await shown;
  expect([made.refusals, made.shown.length - before]).toEqual([0, 1]);
});

test('tells when it is another one', () => {
  const { own, provider, asked } = view(plan);
  let told = 0;
  provider.onDidChangeTreeData(() => {
    told += 1;
  });
  own.refresh();
  expect([told, asked()]).toEqual([1, 0]);
});

test('a line with its place, its state and what is below it', () => {
  const { provider } = view(plan);
  const item = provider.getTreeItem(plan[0]);
  expect(item).toMatchObject({
    label: 'Certificate a/b',
    collapsibleState: 1,
    iconPath: { id: 'warning', color: { id: 'problemsWarningIcon.foreground' } },
    accessibilityInformation: { label: 'Certificate a/b, warning' },
    command: { command: 'vscode.open', arguments: [{ path: '/work/a.yaml' }, {}] },
  });
});

test('a line that leads nowhere', () => {
  const { provider } = view(plan);
  const item = provider.getTreeItem(plan[0]?.below[0]);
  expect(item.collapsibleState).toBe(0);
  expect(item).not.toHaveProperty('iconPath');
  expect(item).not.toHaveProperty('command');
});
