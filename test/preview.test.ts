/** Previews: what cert-manager would create, line by line, held against what the real code created. */
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { rows } from './harness/conformance.ts';
import { bare, type PodRow } from './harness/issuance.ts';
import { at, issuer, objects, previewText, previewWhy, solver } from './harness/preview.ts';
import { type ShimRow, shimRows } from './harness/shims.ts';

describe('the pod', () => {
  const accepted = rows<PodRow>('pods').filter((row) => row.accepted);

  test('is the one that cert-manager 1.21 builds, for every template that it accepts', () => {
    expect(accepted.length).toBeGreaterThan(50);
    for (const { id, spec, pod } of accepted) {
      const text = previewText(issuer(solver({ spec })), 'solvers:');
      const [made] = objects(text);
      const { containers: _, ...rest } = made?.spec ?? {};
      const fields = Object.fromEntries(
        Object.keys(pod).map((name) => [
          name,
          name === 'resources' ? (at(made, 'spec.containers.0.resources') ?? null) : (rest[name] ?? null),
        ]),
      );
      expect(bare(fields), id).toEqual(bare(pod));
      const known = [
        'automountServiceAccountToken',
        'enableServiceLinks',
        'restartPolicy',
        ...Object.keys(pod),
      ];
      const others = Object.keys(rest).filter((name) => !known.includes(name) && rest[name] !== undefined);
      expect(others, id).toEqual([]);
    }
  });

  test('says of every line where it comes from', () => {
    for (const locale of ['en', 'ko'] as const) {
      const words = { en: /# (yours|default|overridden)/, ko: /# (내 설정|기본값|덮어씀)/ }[locale];
      for (const { spec } of accepted) {
        const text = previewText(issuer(solver({ spec })), 'solvers:', { locale });
        const silent = text
          .trimEnd()
          .split('\n')
          .filter((line) => !line.startsWith('#') && line !== '---' && !words.test(line));
        expect(silent).toEqual([]);
      }
    }
  });

  test('tells yours, defaults and what is overridden apart', () => {
    const text = previewText(
      issuer(
        solver({
          metadata: { annotations: { 'sidecar.istio.io/inject': 'true', note: 'a' } },
          spec: {
            nodeSelector: { type: 'edge' },
            resources: { limits: { cpu: '1' } },
            securityContext: { runAsUser: 7 },
          },
        }),
      ),
      'solvers:',
    );
    for (const line of [
      'type: edge # yours',
      'kubernetes.io/os: linux # default',
      'sidecar.istio.io/inject: "true" # overridden: "false" by default',
      'note: a # yours',
      'cpu: "1" # overridden: "100m" by default',
      'cpu: "10m" # default',
      'runAsUser: 7 # yours',
      'acme.cert-manager.io/http-token: # default: <checksum of the token>',
      'ingressClassName: nginx # yours',
      'namespace: shop # yours',
      'type: NodePort # default',
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).toMatch(/securityContext: # overridden: \{"runAsNonRoot":true,.*\} by default\n/);
  });

  test('has what each release has', () => {
    const made = (release: string, path: string) =>
      at(objects(previewText(issuer(solver({})), 'solvers:', { release })), path);
    expect(made('1.7', '0.spec.nodeSelector')).toBeUndefined();
    expect(made('1.8', '0.spec.nodeSelector')).toEqual({ 'kubernetes.io/os': 'linux' });
    expect(made('1.11', '0.spec.automountServiceAccountToken')).toBeUndefined();
    expect(made('1.12', '0.spec.automountServiceAccountToken')).toBe(false);
    const pathType = (release: string) => made(release, '2.spec.rules.0.http.paths.0.pathType');
    expect(['1.4', '1.5', '1.6', '1.17', '1.18', '1.21'].map(pathType)).toEqual([
      undefined,
      'Exact',
      'ImplementationSpecific',
      'ImplementationSpecific',
      'Exact',
      'Exact',
    ]);
  });

  test('may be one that the API server refuses', () => {
    const text = previewText(issuer(solver({ spec: { tolerations: [{ operator: 'Is' }] } })), 'solvers:');
    expect(text).toContain('# The API server refuses this Pod');
  });
});

describe('the way to it', () => {
  test('is an Ingress of the class that is named', () => {
    const [, service, ingress] = objects(
      previewText(
        issuer([
          {
            http01: {
              ingress: {
                class: 'nginx',
                serviceType: 'ClusterIP',
                ingressTemplate: { metadata: { annotations: { 'x/whitelist-source-range': '10.0.0.0/8' } } },
              },
            },
          },
        ]),
        'solvers:',
      ),
    );
    expect(service?.spec).toMatchObject({ type: 'ClusterIP', ports: [{ port: 8089 }] });
    expect(at(ingress, 'metadata.annotations')).toEqual({
      'kubernetes.io/ingress.class': 'nginx',
      'x/whitelist-source-range': '10.0.0.0/8',
    });
    expect(at(ingress, 'spec.ingressClassName')).toBeUndefined();
  });

  test('is a rule in the Ingress that is named', () => {
    const text = previewText(issuer([{ http01: { ingress: { name: 'web' } } }]), 'solvers:');
    expect(text).toContain('written into the Ingress web');
    expect(objects(text)[2]?.metadata).toMatchObject({ name: 'web', namespace: 'shop' });
  });

  test('is an HTTPRoute to the parents that are named', () => {
    const parentRefs = [{ name: 'edge', namespace: 'gateways' }];
    const [, , route] = objects(
      previewText(issuer([{ http01: { gatewayHTTPRoute: { parentRefs, labels: { a: 'b' } } } }]), 'solvers:'),
    );
    expect(route).toMatchObject({
      kind: 'HTTPRoute',
      metadata: { labels: { a: 'b' } },
      spec: { parentRefs },
    });
  });

  test('of a ClusterIssuer lies in a namespace that is not known', () => {
    const text = previewText(issuer([{ http01: { ingress: {} } }], 'ClusterIssuer'), 'solvers:');
    expect(text).toContain('namespace: # default: <namespace of the Certificate>');
  });
});

describe('which solver', () => {
  const three = issuer([
    { http01: { ingress: { ingressClassName: 'one' } } },
    { dns01: { cloudflare: { apiTokenSecretRef: { name: 'a', key: 'b' } } } },
    { http01: { ingress: { ingressClassName: 'two' } } },
  ]);

  test('the one at the cursor', () => {
    expect(objects(previewText(three, 'two'))).toHaveLength(3);
    expect(previewText(three, 'two')).toContain('solver 3 in Issuer letsencrypt');
    expect(previewWhy(three, 'cloudflare')).toMatch(/DNS-01/);
  });

  test('elsewhere in the issuer: all that create something', () => {
    expect(objects(previewText(three, 'acme:'))).toHaveLength(6);
  });
});

describe('there is none, and a sentence why', () => {
  test.each([
    [
      'an issuer of another type',
      'apiVersion: cert-manager.io/v1\nkind: Issuer\nspec: {selfSigned: {}}\n',
      'spec',
      /not of type ACME/,
    ],
    ['no solver', issuer([]), 'solvers', /no solver/],
    ['two ways', issuer([{ http01: { ingress: {}, gatewayHTTPRoute: {} } }]), 'http01', /exactly one/],
    [
      'a template',
      issuer([{ http01: { ingress: { class: '{{ .Values.class }}' } } }]).replaceAll('"', ''),
      'http01',
      /template/,
    ],
    ['a Certificate', 'apiVersion: cert-manager.io/v1\nkind: Certificate\n', 'kind', /Put the cursor/],
    [
      'an Ingress without annotation',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\n',
      'kind',
      /no Certificate of this Ingress/,
    ],
  ])('%s', (_, text, at, why) => {
    expect(previewWhy(text, at)).toMatch(why);
    const korean = previewWhy(text, at, { locale: 'ko' });
    expect(korean).toMatch(/[가-힣]/);
  });
});

describe('the Certificate of an annotated resource', () => {
  const asked = shimRows().filter(({ certificates }) => certificates.length > 0);

  test('is what the real shim makes', () => {
    expect(asked.length).toBeGreaterThan(10);
    for (const row of asked) {
      const made = objects(previewText(textOf(row), 'kind'));
      expect(made.map(({ metadata, spec }) => ({ name: metadata.name, spec }))).toEqual(
        row.certificates.map(({ name, spec }) => ({ name, spec })),
      );
    }
  });

  test('says what is yours', () => {
    const text = previewText(
      stringify({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'web', annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } },
        spec: { tls: [{ hosts: ['a.example.com'], secretName: 'web-tls' }] },
      }),
      'kind',
    );
    for (const line of [
      '- a.example.com # yours',
      'secretName: web-tls # yours',
      'group: cert-manager.io # default',
      '- digital signature # default',
    ])
      expect(text).toContain(`${line}\n`.replace('- digital signature', '- "digital signature"'));
  });
});

function textOf({ doc }: ShimRow): string {
  return stringify(doc, { version: '1.1', aliasDuplicateObjects: false });
}
