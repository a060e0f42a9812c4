/** Previews held against what a real cluster with cert-manager 1.21 has. Skipped where its recordings are missing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readTexts } from './harness/plan.ts';
import { objects, type Parsed, previewText } from './harness/preview.ts';

const recordings = fileURLToPath(new URL('../../shared/cluster/', import.meta.url));
const scenarios = existsSync(recordings)
  ? readdirSync(recordings).filter((name) => existsSync(`${recordings}${name}/objects.json`))
  : [];

/** Fields that the API server, the scheduler or a controller of Kubernetes fills in. */
const filledIn = new RegExp(
  [
    /^status\b/,
    /^metadata\.(name|uid|resourceVersion|creationTimestamp|generation)$/,
    /^metadata\.ownerReferences\.\d\.uid$/,
    /^spec\.(clusterIPs?|internalTrafficPolicy|ipFamil\w+|sessionAffinity|externalTrafficPolicy)\b/,
    /^spec\.ports\.\d\.(nodePort|protocol)$/,
    /^spec\.(dnsPolicy|nodeName|preemptionPolicy|priority|schedulerName|serviceAccount\w*|terminationGracePeriodSeconds)$/,
    /^spec\.tolerations\.\d\.\w+$/,
    /^spec\.containers\.0\.(terminationMessage\w+|ports\.0\.protocol)$/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** Scalars by path. */
function leaves(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

/** What a preview says, held against an object that a real cluster has. */
function expectReal(preview: Parsed | undefined, real: Parsed | undefined, name: string): void {
  const known = new Map(leaves(real));
  const said = new Map(leaves(preview));
  for (const [path, value] of said) {
    expect([...known.keys()], `${name} ${path}`).toContain(path);
    // What is made at run time is left open, or begun.
    if (value === null) continue;
    if (/^spec\.containers\.0\.args\.|path$/.test(path)) expect(String(known.get(path))).toContain(value);
    else expect(known.get(path), `${name} ${path}`).toEqual(value);
  }
  const unsaid = [...known.keys()].filter((path) => !said.has(path) && !filledIn.test(path));
  expect(unsaid, name).toEqual([]);
}

describe.skipIf(scenarios.length === 0)('a real cluster with cert-manager 1.21', () => {
  const objectsOf = (name: string): readonly Parsed[] =>
    JSON.parse(readFileSync(`${recordings}${name}/objects.json`, 'utf8')).items;
  const manifestsOf = (name: string) =>
    Object.values(readTexts(`${recordings}${name}/manifests`, /\.ya?ml$/));

  test('has the solver objects that the preview shows', () => {
    let held = 0;
    for (const name of scenarios) {
      const real = objectsOf(name).filter(
        ({ metadata }) => metadata.generateName === 'cm-acme-http-solver-' && metadata.namespace === name,
      );
      for (const text of manifestsOf(name)) {
        if (!/kind: (Cluster)?Issuer/.test(text) || !text.includes('http01:')) continue;
        const previews = objects(previewText(text, 'http01:'));
        for (const one of real) {
          const preview = previews.find(({ kind }) => kind === one.kind);
          expectReal(preview, one, `${name} ${one.kind}`);
          held++;
        }
      }
    }
    expect(held).toBeGreaterThan(10);
  });

  test('has the Certificates that the preview shows', () => {
    let held = 0;
    for (const name of scenarios)
      for (const text of manifestsOf(name)) {
        if (!/kind: Ingress$/m.test(text) || !text.includes('cert-manager.io/')) continue;
        for (const preview of objects(previewText(text, 'kind: Ingress'))) {
          const real = objectsOf(name).find(
            ({ kind, metadata }) => kind === 'Certificate' && metadata.name === preview.metadata.name,
          );
          expectReal(preview, real, name);
          held++;
        }
      }
    expect(held).toBeGreaterThan(0);
  });
});
