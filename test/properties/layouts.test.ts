/** Fixes on Issuers of every layout: indent, list style, flow, comments, line breaks, gaps. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze, eachFix, fixAll, options, rules } from '../harness/engine.ts';
import { commentsOf, dataOf, isWithin } from '../harness/yaml.ts';

interface Layout {
  readonly indent: number;
  readonly list: number;
  readonly comments: boolean;
  readonly newline: string;
  readonly end: string;
}

type Value = string | { readonly [key: string]: Value } | readonly Value[] | { readonly flow: string };

/** Prints a value in a layout; `$flow` parts are printed as they are. */
function print(value: Value, layout: Layout, column: number): string[] {
  const pad = ' '.repeat(column);
  const note = (i: number) => (layout.comments && i % 2 === 0 ? ` # note ${column}.${i}` : '');
  if (typeof value === 'string') return [`${pad}${value}`];
  if (Array.isArray(value)) {
    return value.flatMap((item: Value) => {
      const [first = '', ...rest] = print(item, layout, column + 2);
      return [`${pad}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries(value).flatMap(([key, inner], i) => {
    const above = layout.comments && i === 1 ? [`${pad}# above ${key}`] : [];
    if (typeof inner === 'string')
      return [...above, `${pad}${key}:${inner === '' ? '' : ' '}${inner}${note(i)}`];
    if ('flow' in inner) return [...above, `${pad}${key}: ${inner.flow}${note(i)}`];
    const deeper = column + (Array.isArray(inner) ? layout.list : layout.indent);
    return [...above, `${pad}${key}:${note(i)}`, ...print(inner, layout, deeper)];
  });
}

const ingress: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(
    '',
    '~',
    'null',
    { flow: '{}' },
    { flow: '{ }' },
    { flow: '{class: nginx}' },
    { flow: '{ class: nginx }' },
    { flow: '{class: nginx,}' },
    { flow: '{class}' },
    { flow: '{class: nginx, podTemplate: {metadata: {labels: {a: b}}}}' },
    { flow: '{class: nginx, podTemplate: {spec: }}' },
    { flow: '{"class": "nginx"}' },
  ),
  fc
    .record(
      {
        class: fc.constantFrom<Value>('nginx', '"nginx"', "'nginx'", `>-\n${' '.repeat(80)}nginx`),
        serviceType: fc.constant<Value>('ClusterIP'),
        podTemplate: fc.oneof(
          fc.constantFrom<Value>(
            '',
            { flow: '{}' },
            { flow: '{spec: {}}' },
            { spec: '' },
            { spec: { tolerations: { flow: '[]' } } },
          ),
          fc.constantFrom<Value>(
            { metadata: { labels: { app: 'solver' } } },
            { metadata: { labels: { app: 'solver' } }, spec: { tolerations: [{ operator: 'Exists' }] } },
            {
              spec: {
                affinity: {
                  nodeAffinity: {
                    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: { flow: '[]' } },
                  },
                },
              },
            },
            {
              spec: {
                affinity: { podAntiAffinity: { flow: '{}' } },
                nodeSelector: { 'kubernetes.io/os': 'linux' },
              },
            },
            {
              spec: {
                nodeAffinity: {
                  requiredDuringSchedulingIgnoredDuringExecution: {
                    nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }],
                  },
                },
              },
            },
            {
              spec: {
                affinity: {
                  nodeAffinity: {
                    preferredDuringSchedulingIgnoredDuringExecution: [
                      { weight: '1', preference: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } },
                    ],
                  },
                },
              },
            },
          ),
        ),
      },
      { requiredKeys: [] },
    )
    .filter((value) => Object.keys(value).length > 0)
    .map(
      (value) =>
        Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Value,
    ),
);

const layout: fc.Arbitrary<Layout> = fc.record({
  indent: fc.constantFrom(1, 2, 3, 4, 8),
  list: fc.constantFrom(0, 2, 4),
  comments: fc.boolean(),
  newline: fc.constantFrom('\n', '\r\n'),
  end: fc.constantFrom('', '\n', '\n\n', '\n# the end\n', '\n---\nkind: Other\n', '\n...\n'),
});

const issuer = fc
  .record({ layout, ingress, selector: fc.boolean(), last: fc.boolean() })
  .map(({ layout, ingress, selector, last }) => {
    const http01: Value = { http01: { ingress } };
    const solver: Value = selector
      ? { selector: { dnsNames: { flow: '[a.example.org]' } }, ...http01 }
      : http01;
    const solvers: Value[] = last
      ? [{ dns01: { route53: { region: 'x' } } }, solver]
      : [solver, { dns01: { route53: { region: 'x' } } }];
    const value: Value = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      spec: { acme: { email: 'a@b.c', solvers } },
    };
    return (
      print(value, layout, 0).join('\n').replace(/\n/g, layout.newline) +
      layout.end.replace(/\n/g, layout.newline)
    );
  });

const onlyThat = options({
  rules: Object.fromEntries(
    rules.flatMap(({ id }) => (id === 'http01-solver-without-node-affinity' ? [] : [[id, 'off']])),
  ),
});

/** The findings of the one rule whose fixes write the most. */
const solvers = (text: string) =>
  analyze(text).filter(({ rule }) => rule === 'http01-solver-without-node-affinity');

describe('on hundreds of layouts', () => {
  test('every fix parses, keeps data and comments, and settles', () => {
    let fixed = 0;
    fc.assert(
      fc.property(issuer, (text) => {
        const before = dataOf(text);
        expect(before, text).toBeDefined();
        const [finding, ...more] = solvers(text);
        if (!finding) return;
        expect(more).toEqual([]);
        expect(finding.fixes.length, text).toBeGreaterThan(0);
        fixed++;
        const all = fixAll(text, onlyThat);
        expect(solvers(all.text), all.text).toEqual([]);
        expect(fixAll(all.text, onlyThat)).toEqual({ text: all.text, applied: 0, left: 0 });
        for (const fix of eachFix(text, onlyThat)) {
          const after = dataOf(fix.text);
          expect(after, `${fix.title}\n${text}\n=>\n${fix.text}`).toBeDefined();
          if (fix.title.startsWith('Pin') || fix.title.startsWith('Silence')) {
            expect(isWithin(before, after), `${fix.title}\n${text}\n=>\n${fix.text}`).toBe(true);
          }
          expect(solvers(fix.text), `${fix.title}\n${fix.text}`).toEqual([]);
          const comments = commentsOf(fix.text);
          for (const comment of commentsOf(text)) expect(comments, fix.text).toContain(comment);
          expect(/[^\r]\n/.test(fix.text), fix.text).toBe(/[^\r]\n/.test(text));
        }
      }),
      { numRuns: 160, seed: 20261124 },
    );
    expect(fixed).toBeGreaterThan(110);
  });
});
