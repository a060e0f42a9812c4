/** Every field of an issuer or Certificate that names a Secret leads to it; what only looks like one does not. */
import { describe, expect, test } from 'vitest';
import { navigate } from './harness/navigation.ts';

const secret = (namespace: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: ${namespace}}\n`;

/** A resource with `spec` in flow style. */
const resource = (kind: string, spec: string) =>
  `apiVersion: cert-manager.io/v1\nkind: ${kind}\nmetadata: {name: a, namespace: shop}\nspec: ${spec}\n`;

const acme = (more: string) => `{acme: {server: 'https://a.example', ${more}}}`;
const dns01 = (provider: string) => acme(`solvers: [{dns01: {${provider}}}]`);

const leads = (kind: string, spec: string, namespace = 'shop') =>
  navigate({ 'a.yaml': resource(kind, spec), 's.yaml': secret(namespace) }).references(
    's.yaml',
    '{name: $0s',
  );

describe('a ClusterIssuer has its Secrets where cert-manager looks for them', () => {
  const chart = (namespace: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: cert-manager, namespace: cert-manager}
spec:
  chart: {spec: {chart: cert-manager, sourceRef: {kind: HelmRepository, name: jetstack}}}
  values: {clusterResourceNamespace: ${namespace}}
`;
  const issuer = resource('ClusterIssuer', '{ca: {secretName: s}}').replace(', namespace: shop', '');
  const files = { 'a.yaml': issuer, 's.yaml': secret('platform'), 'chart.yaml': chart('platform') };

  test('as the values of its chart say', () => {
    const nav = navigate(files);
    expect(nav.definition('a.yaml', 'secretName: $0s')).toEqual([
      's.yaml:3 metadata: {name: s, namespace: platform}',
    ]);
    expect(nav.rename('s.yaml', '{name: $0s', 'root')).toEqual([
      expect.stringContaining('a.yaml'),
      expect.stringContaining('s.yaml'),
    ]);
  });

  test('and elsewhere once they say something else', () => {
    const nav = navigate(files);
    expect(nav.definition('a.yaml', 'secretName: $0s')).toHaveLength(1);
    nav.put('chart.yaml', chart('other'));
    expect(nav.definition('a.yaml', 'secretName: $0s')).toEqual([]);
    nav.put('chart.yaml', chart('"{{ .Values.there }}"'));
    expect(nav.definition('a.yaml', 'secretName: $0s')).toEqual([]);
  });
});

describe('an issuer names its Secrets', () => {
  test.each([
    '{ca: {secretName: s}}',
    '{vault: {caBundleSecretRef: {name: s}}}',
    '{vault: {clientCertSecretRef: {name: s}}}',
    '{vault: {auth: {tokenSecretRef: {name: s}}}}',
    '{vault: {auth: {appRole: {secretRef: {name: s}}}}}',
    '{vault: {auth: {kubernetes: {secretRef: {name: s}}}}}',
    '{vault: {auth: {clientCertificate: {secretName: s}}}}',
    '{venafi: {tpp: {credentialsRef: {name: s}}}}',
    '{venafi: {cloud: {apiTokenSecretRef: {name: s}}}}',
    acme('privateKeySecretRef: {name: s}'),
    acme('externalAccountBinding: {keyID: a, keySecretRef: {name: s}}'),
    dns01('cloudflare: {apiTokenSecretRef: {name: s}}'),
    dns01('route53: {accessKeyIDSecretRef: {name: s}}'),
    dns01('azureDNS: {clientSecretSecretRef: {name: s}}'),
    dns01('cloudDNS: {serviceAccountSecretRef: {name: s}}'),
    dns01('rfc2136: {tsigSecretSecretRef: {name: s}}'),
    dns01('webhook: {config: {apiKeySecretRef: {name: s}}}'),
  ])('%s', (spec) => {
    expect(leads('Issuer', spec)).toHaveLength(2);
    // Those of a ClusterIssuer are where cert-manager runs.
    expect(leads('ClusterIssuer', spec)).toHaveLength(1);
    expect(leads('ClusterIssuer', spec, 'cert-manager')).toHaveLength(2);
  });

  test.each([
    '{ca: {secretName: {{ .Values.s }}}}',
    '{ca: {secretName: {name: s}}}',
    '{vault: {auth: {kubernetes: {serviceAccountRef: {name: s}}}}}',
    acme('solvers: [{http01: {ingress: {podTemplate: {spec: {imagePullSecrets: [{name: s}]}}}}}]'),
    acme('solvers: [{http01: {ingress: {podTemplate: {spec: {volumes: [{secret: {secretName: s}}]}}}}}]'),
  ])('not %s', (spec) => {
    expect(leads('Issuer', spec)).toHaveLength(1);
  });
});

test.each(['jks', 'pkcs12'])('a Certificate names the Secret with the password of its %s', (keystore) => {
  expect(leads('Certificate', `{keystores: {${keystore}: {passwordSecretRef: {name: s}}}}`)).toHaveLength(2);
});

test('a namespace that a template makes is none that is known', () => {
  const issuer = resource('Issuer', '{ca: {secretName: s}}').replace('shop', '"{{ .Release.Namespace }}"');
  for (const namespace of ['shop', '"{{ .Release.Namespace }}"']) {
    const nav = navigate({ 'a.yaml': issuer, 's.yaml': secret(namespace) });
    expect(nav.definition('a.yaml', 'secretName: $0s')).toEqual([]);
  }
});

describe('a workload names the Secrets that its pods read', () => {
  const workload = (kind: string, pod: string) =>
    kind === 'Pod'
      ? `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: ${pod}\n`
      : `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: a, namespace: shop}\nspec: {template: {spec: ${pod}}}\n`;
  const certificate = resource('Certificate', '{secretName: s}');
  const among = (kind: string, pod: string) =>
    navigate({ 'a.yaml': certificate, 'w.yaml': workload(kind, pod) });

  test.each([
    '{volumes: [{name: v, secret: {secretName: s}}]}',
    '{volumes: [{name: v, projected: {sources: [{secret: {name: s}}]}}]}',
    '{containers: [{name: c, env: [{name: E, valueFrom: {secretKeyRef: {name: s, key: k}}}]}]}',
    '{initContainers: [{name: c, envFrom: [{secretRef: {name: s}}]}]}',
  ])('%s', (pod) => {
    for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod'])
      expect(among(kind, pod).references('a.yaml', 'secretName: $0s')).toHaveLength(2);
  });

  test('which a new name reaches, too', () => {
    const { rename } = among('Deployment', '{volumes: [{name: v, secret: {secretName: s}}]}');
    const after = rename('a.yaml', 'secretName: $0s', 'new');
    expect(JSON.stringify(after)).toContain('w.yaml');
  });
});
