/** What is counted, and what is named as not analysed. */
import { expect, test } from 'vitest';
import { survey } from './harness/engine.ts';
import { namedIn, namedOf } from './harness/survey.ts';
import { openWorkspace } from './harness/workspace.ts';

test('what templates of a chart decide is named once a resource, at its line', () => {
  expect(namedIn('survey-helm').sort()).toEqual([
    '/templates/bodies.yaml:1 templated-field spec',
    '/templates/bodies.yaml:24 templated-field spec.dnsNames',
    '/templates/bodies.yaml:35 templated-field kind',
    '/templates/bodies.yaml:42 templated-field metadata.annotations',
    '/templates/bodies.yaml:8 templated-field spec.acme.solvers',
    '/templates/flow.yaml:14 templated-resource range',
    '/templates/flow.yaml:26 templated-resource else',
    '/templates/flow.yaml:3 templated-resource range',
  ]);
});

test('what nothing is known of does not count', () => {
  const { byKind } = survey(openWorkspace('survey-helm').workspace);
  expect(byKind).toEqual({ ClusterIssuer: 1, Certificate: 4, Issuer: 2, Ingress: 1 });
});

test.each([
  ['one value', 'spec:\n  selfSigned: {crlDistributionPoints: [{{ .Values.url }}]}', []],
  ['an optional part', 'spec:\n  selfSigned: {}\n{{- if .x }}\nstatus: {}\n{{- end }}', []],
  ['a variable of the shell', `spec:\n  selfSigned: {crlDistributionPoints: ["$${'{URL}'}"]}`, []],
  ['a body', 'spec:\n  {{- include "spec" . | nindent 2 }}', ['templated-field spec']],
  ['a body by itself', 'spec: {{ toJson .Values.spec }}', ['templated-field spec']],
  [
    'one branch of several',
    'spec:\n  {{- if .x }}\n  selfSigned: {}\n  {{- else }}\n  ca: {secretName: a}\n  {{- end }}',
    ['templated-field spec'],
  ],
  ['a syntax error', 'spec: {{ .x }}\n  - a: [', ['not-whole ']],
])('an issuer with %s', (_, spec, named) => {
  const text = `apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata:\n  name: a\n${spec}\n`;
  expect(namedOf(text)).toEqual(named);
});

test('an Ingress without annotations of cert-manager is none of our business', () => {
  const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: a\n';
  expect(namedOf(`${ingress}spec:\n  {{- toYaml .Values.spec | nindent 2 }}\n`)).toEqual([]);
  const annotated = `${ingress}  annotations: {cert-manager.io/issuer: a}\n`;
  expect(namedOf(`${annotated}spec:\n  {{- toYaml .Values.spec | nindent 2 }}\n`)).toEqual([
    'templated-field spec',
  ]);
});
