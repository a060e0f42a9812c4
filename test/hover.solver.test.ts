/** The hover on an HTTP-01 solver shows the part of its pod that decides where it runs. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { options } from './harness/engine.ts';
import { noteOn } from './harness/hover.ts';
import { codeIn, strangeIn } from './harness/markdown.ts';

const issuer = (way: string, spec: object) =>
  `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: letsencrypt}
spec:
  acme:
    solvers:
      - http01:
          ${way}:
            podTemplate: ${JSON.stringify({ spec })}
`;

function block(note: string | undefined): string {
  const [, code] = /^`{3,}yaml\n([\s\S]*?)\n`{3,}$/m.exec(note ?? '') ?? [];
  if (code === undefined) throw new Error(`There is no block in ${note}`);
  return code;
}

const shown = (spec: object, settings: object = {}, way = 'ingress') =>
  block(noteOn(issuer(way, spec), 'http01', options(settings)));

describe('the block', () => {
  test('holds what the scheduler reads, with defaults marked, and nothing else', () => {
    const code = shown({
      nodeSelector: { type: 'edge', 'kubernetes.io/os': 'windows' },
      tolerations: [{ key: 'edge', operator: 'Exists' }],
      priorityClassName: 'high',
      serviceAccountName: 'solver',
      resources: { limits: { cpu: '1' } },
      imagePullSecrets: [{ name: 'a' }],
    });
    expect(parse(code)).toEqual({
      nodeSelector: { type: 'edge', 'kubernetes.io/os': 'windows' },
      tolerations: [{ key: 'edge', operator: 'Exists' }],
      priorityClassName: 'high',
      serviceAccountName: 'solver',
    });
    expect(code).toContain('kubernetes.io/os: windows # overridden: linux by default\n');
    expect(code).toContain('type: edge\n');
  });

  test('is of the release that is judged by', () => {
    expect(shown({})).toBe('nodeSelector: # default\n  kubernetes.io/os: linux # default');
    expect(noteOn(issuer('ingress', {}), 'http01', options({ version: '1.7' }))).toBeUndefined();
    const nodeSelector = { type: 'edge' };
    const gateway = (version: string) => parse(shown({ nodeSelector }, { version }, 'gatewayHTTPRoute'));
    expect(gateway('1.15').nodeSelector).not.toHaveProperty('type');
    expect(gateway('1.16').nodeSelector).toHaveProperty('type', 'edge');
  });

  test('is short', () => {
    const code = shown({
      tolerations: Array.from({ length: 99 }, (_, i) => ({ key: `k${i}`, operator: 'Exists' })),
      nodeSelector: { long: 'x'.repeat(5000) },
    });
    expect(code).toMatch(/ {2}# …$/);
    expect(code).toContain('k4');
    expect(code).not.toContain('k5');
    expect(Math.max(...code.split('\n').map(({ length }) => length))).toBeLessThan(200);
  });

  test('stands on the fields around it, in both languages, also where a rule speaks', () => {
    for (const field of ['http01', 'ingress', 'podTemplate'])
      for (const locale of ['en', 'ko'] as const)
        expect(noteOn(issuer('ingress', {}), field, options({}, locale))).toMatch(
          locale === 'en' ? /^\*\*What decides/ : /^\*\*파드가/,
        );
    expect(noteOn(issuer('ingress', {}), 'solvers')).toBeUndefined();
  });

  test('is not there where a template has a part in it, or no pod is made', () => {
    const text = issuer('ingress', { nodeSelector: { type: 'edge' } });
    expect(noteOn(text.replace('"edge"', '{{ .Values.type }}'), 'http01')).toBeUndefined();
    expect(
      noteOn(`${text}          gatewayHTTPRoute: {parentRefs: [{name: a}]}\n`, 'http01'),
    ).toBeUndefined();
    expect(noteOn(issuer('ingress', { tolerations: [{ operator: 'Is' }] }), 'http01')).toContain(
      'The API server refuses this Pod',
    );
  });
});

test.each(['```', '\n```\n![x](https://evil.example/p.png)', '~~~', '````` a', '- ```', '\u2028```\r```'])(
  'no value leaves it: %j',
  (word) => {
    const note = noteOn(issuer('ingress', { nodeSelector: { [word]: word } }), 'http01') ?? '';
    expect(strangeIn(note)).toEqual([]);
    expect(parse(codeIn(note).find((code) => code.includes('nodeSelector')) ?? '')).toMatchObject({
      nodeSelector: { [word]: word },
    });
  },
);
