/** What is being typed: every prefix of a text is read, planned, drawn and previewed without a throw. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { pictureIn } from '../harness/path.ts';
import { controllersIn, jsonPlanOf, readTexts } from '../harness/plan.ts';
import { issuer, objects, previewText, previewWhy, solver } from '../harness/preview.ts';
import { textIn, workspaceNames } from '../harness/workspace.ts';

const home = fileURLToPath(new URL('../workspaces/', import.meta.url));

test('every prefix of a manifest can be read', () => {
  for (const name of readdirSync(`${home}placement`).filter((file) => file.endsWith('.yaml'))) {
    const text = textIn('placement', name);
    for (let end = 0; end < text.length; end += 37) controllersIn(text.slice(0, end));
  }
});

test('every prefix of a file can be planned', () => {
  for (const name of workspaceNames('plan-')) {
    for (const text of Object.values(readTexts(home + name, /\.yaml$/)))
      for (let end = 0; end < text.length; end += 211) jsonPlanOf({ 'a.yaml': text.slice(0, end) });
  }
});

test('every prefix is drawn, or not, without a throw', () => {
  const text = `${textIn('path-story', 'ingress.yaml')}---\n${textIn('path-story', 'issuer.yaml')}---\n${textIn('path-story', 'cluster.yaml')}`;
  for (let end = 0; end <= text.length; end += 41) pictureIn(text.slice(0, end));
  expect(pictureIn(text)?.sentences).toContain('Nodes of both: k8s-lb-1');
});

test('every prefix of a text can be previewed, and no name ends a comment', () => {
  const hostile = issuer(solver({ metadata: { labels: { 'a\u2028b # c': 'x\ny: z', '"': "'" } } })).replace(
    'letsencrypt',
    '"a\\nkind: Secret"',
  );
  for (let end = 0; end < hostile.length; end += 7) previewWhy(hostile.slice(0, end + 1), hostile[0] ?? '');
  expect(objects(previewText(hostile, 'solvers')).map(({ kind }) => kind)).toEqual([
    'Pod',
    'Service',
    'Ingress',
  ]);
});
