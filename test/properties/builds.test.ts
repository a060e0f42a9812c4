/** A build always ends, without a throw, whatever its files hold. */
import { expect, test } from 'vitest';
import { buildFolder, filesOf, problemsOf } from '../harness/build.ts';
import { options } from '../harness/engine.ts';
import { issuer, trouble } from '../harness/kustomizations.ts';
import { randomFrom, randomWorkspace } from '../harness/random.ts';
import { openWorkspace } from '../harness/workspace.ts';

test('cut and mixed files end without an error', () => {
  let built = 0;
  for (let seed = 0; seed < 150; seed++) {
    const random = randomFrom(seed);
    const files = Object.entries(randomWorkspace(seed)).map(([path, text]) => {
      const cut = Math.floor(random() * text.length);
      const odd =
        ['', '{{ if }}', '\u0000', '- [', '*a', `\${X}`, '<<: *b\n', '\t'][Math.floor(random() * 8)] ?? '';
      return [`/r/${path}`, random() < 0.5 ? text : text.slice(0, cut) + odd + text.slice(cut + 3)];
    });
    const source = filesOf(Object.fromEntries(files));
    if (!source.kustomization('/r/overlay')) continue;
    const first = buildFolder('/r/overlay', source);
    const second = buildFolder('/r/overlay', source, first);
    expect(second.resources.map((each, i) => each === first.resources[i])).not.toContain(false);
    built += first.resources.length;
  }
  expect(built).toBeGreaterThan(300);
});

test('aliases of aliases in base and patch', () => {
  const bomb = (key: string) =>
    Array.from(
      { length: 30 },
      (_, i) =>
        `  ${key}${i}: &${key}${i} ${i === 0 ? '{x: y}' : `{a: *${key}${i - 1}, b: *${key}${i - 1}}`}`,
    ).join('\n');
  const files = filesOf({
    '/r/kustomization.yaml': 'resources: [a.yaml]\npatches:\n  - path: p.yaml\nlabels: [{pairs: {a: b}}]\n',
    '/r/a.yaml': `apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: one}\nspec:\n${bomb('a')}\n`,
    '/r/p.yaml': `apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: one}\nspec:\n${bomb('a')}\n`,
  });
  const first = buildFolder('/r', files);
  expect(problemsOf(first)).toEqual(['/r/kustomization.yaml:3 patch-not-applicable one']);
  expect(buildFolder('/r', files, first).resources[0]).toBe(first.resources[0]);
});

test('kustomizations nested beyond measure, and wide ones', () => {
  const texts: Record<string, string> = {};
  for (let i = 0; i < 200; i++) texts[`/r/${i}/kustomization.yaml`] = `resources: [../${i + 1}]\n`;
  expect(problemsOf(buildFolder('/r/0', filesOf(texts)))).toHaveLength(1);
  for (let i = 0; i < 20; i++)
    texts[`/w/${i}/kustomization.yaml`] = `resources: [../${i + 1}, ../${i + 1}/.]\n`;
  expect(buildFolder('/w/0', filesOf(texts)).resources).toEqual([]);
  for (let i = 0; i < 16; i++) {
    texts[`/x/${i}/kustomization.yaml`] = `resources: [../l${i}, ../r${i}]\n`;
    for (const side of ['l', 'r'])
      texts[`/x/${side}${i}/kustomization.yaml`] = `resources: [../${i + 1}]\nnamePrefix: ${side}\n`;
  }
  texts['/x/16/kustomization.yaml'] = 'resources: [a.yaml]\n';
  texts['/x/16/a.yaml'] = issuer('a');
  const many = buildFolder('/x/0', filesOf(texts));
  expect(problemsOf(many).join()).toContain('not-usable');
});

test('selectors that take forever elsewhere', () => {
  const found = trouble(
    `patches:\n  - target: {name: "(a+)+$"}\n    patch: '[{"op":"add","path":"/spec/x","value":1}]'\n`,
    {
      '/r/issuer.yaml': issuer('a'.repeat(60)),
    },
  );
  expect(found.at(-1)).toMatch(/unknown$/);
});

test('more elements of an ApplicationSet than anybody writes are not followed', () => {
  const { findings, write, workspace } = openWorkspace('check-applicationsets');
  const list = (count: number) => {
    const elements = Array.from({ length: count }, (_, i) => `{n: a${i}, path: apps/web}`);
    return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: many}
spec:
  generators: [{list: {elements: [${elements.join(', ')}]}}]
  template: {metadata: {name: '{{n}}'}, spec: {source: {path: '{{path}}'}}}
`;
  };
  write('/sets/many.yaml', list(1000));
  expect(workspace.store().all('Application').length).toBeGreaterThan(1000);
  write('/sets/many.yaml', list(1001));
  expect(workspace.store().all('Application').length).toBeLessThan(10);
  expect(findings('/sets/many.yaml', options()).map(({ rule }) => rule)).toEqual([
    'kustomization-not-followed',
  ]);
});
