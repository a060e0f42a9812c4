/**
 * Completion on fixtures: `$0` is the cursor, the comments at the top say what is expected.
 * `first`: the first labels in order; `offers`, `lacks`: some that are there, or not; `accept`: the golden beside the
 * fixture is the text after this one is taken; `silent`: our rules have nothing against that; `nothing`: nothing is offered.
 * `UPDATE_GOLDENS=1` writes goldens.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accepted, explainedAt, labelsAt, offersAt, withOffer } from './harness/completion.ts';
import { analyze, options } from './harness/engine.ts';
import { completionFixtures, completionHome } from './harness/fixtures.ts';

const update = process.env['UPDATE_GOLDENS'] === '1';

for (const { name, text, settings, saying } of completionFixtures()) {
  describe(name, () => {
    const list = (word: string) => saying(word)?.split(', ');
    const accept = saying('accept');

    test('offers what it should', () => {
      const labels = labelsAt(text, settings);
      if (/^# nothing$/m.test(text)) expect(labels).toEqual([]);
      const first = list('first');
      if (first) expect(labels.slice(0, first.length)).toEqual(first);
      expect(labels).toEqual(expect.arrayContaining(list('offers') ?? []));
      expect(labels.filter((label) => list('lacks')?.includes(label))).toEqual([]);
      expect(new Set(labels).size).toBe(labels.length);
    });

    test('has details of plain text', () => {
      for (const locale of ['en', 'ko'] as const)
        for (const { detail } of offersAt(text, { ...settings, locale }))
          expect(detail ?? '').not.toContain('`');
    });

    test.runIf(accept !== undefined)('writes the golden', () => {
      const golden = `${completionHome}${name}.accepted.yaml`;
      const after = accepted(text, accept ?? '', settings);
      if (update) writeFileSync(golden, after);
      expect(after).toBe(readFileSync(golden, 'utf8'));
      expect(accepted(text.replaceAll('\n', '\r\n'), accept ?? '', settings)).toBe(
        after.replaceAll('\n', '\r\n'),
      );
      if (name.startsWith('json'))
        for (const part of after.replace(/^#.*\n/gm, '').split('---\n')) JSON.parse(part);
      if (/^# silent$/m.test(text)) expect(analyze(after, settings)).toEqual([]);
    });
  });
}

describe('snippets', () => {
  const labels = labelsAt('$0').slice(2);

  test('there are some for every way', () => {
    for (const way of [
      'http01 ingress',
      'http01 gateway',
      'dns01 cloudflare',
      'dns01 route53',
      'dns01 webhook',
    ])
      expect(labels).toEqual(expect.arrayContaining([`Issuer ACME ${way}`, `ClusterIssuer ACME ${way}`]));
    expect(labels.length).toBeGreaterThan(30);
  });

  test.each(labels)('%s: our own rules have nothing against it', (label) => {
    const text = accepted('$0', label);
    expect(analyze(text).filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(text.split('\n').every((line) => line.trimEnd() === line)).toBe(true);
    expect(text).not.toMatch(/[«»$]/);
  });

  test.each(['1.0', '1.3', '1.7', '1.8', '1.11', '1.12', '1.14', '1.17', '1.20'])(
    'in release %s our own rules have nothing against any',
    (version) => {
      const settings = options({ version });
      const wrong = offersAt('$0', settings)
        .slice(2)
        .flatMap((offer) =>
          analyze(withOffer('', offer), settings)
            .filter(({ severity }) => severity !== 'info')
            .map(({ rule, text }) => `${offer.label}: ${rule} ${text}`),
        );
      expect(wrong).toEqual([]);
    },
  );

  const head =
    'apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata:\n  name: a\nspec:\n  acme:\n    server: https://acme-v02.api.letsencrypt.org/directory\n    privateKeySecretRef:\n      name: a\n';
  const solvers = labelsAt(`${head}    solvers:\n      $0\n`).filter((label) => / .+ /.test(label));

  test.each(solvers)('the solver %s, in other layouts too', (label) => {
    const texts = [
      accepted(`${head}    solvers:\n      $0\n`, label),
      accepted(`${head}    solvers:\n    $0\n`, label),
      accepted(`${head}    solvers:\n      - $0\n`, label.slice(2)),
      accepted(`${head}    solvers: $0\n`, label),
    ];
    for (const text of texts) expect(analyze(text).filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('a pinned solver writes the label of the settings', () => {
    const settings = options({ http01: { nodeLabel: 'edge' } });
    expect(accepted('$0', 'Issuer ACME http01 ingress', settings)).toMatch(
      /- key: edge\n +operator: Exists\n?$/,
    );
  });
});

describe('hovers on values', () => {
  const issuer = `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    privateKeySecretRef: {name: account}
    solvers:
      - http01: {ingress: {ingressClassName: nginx}}
      - selector: {dnsZones: [example.com]}
        dns01: {cloudflare: {apiTokenSecretRef: {name: dns, key: token}}}
---
`;
  const certificate = (names: string, ref = '{kind: ClusterIssuer, name: letsencrypt}') =>
    `${issuer}apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a, namespace: web}\nspec:\n  secretName: a\n  issuerRef: ${ref}\n  dnsNames: [${names}]\n`;

  test('a DNS name tells which solver answers, and how', () => {
    const zone = explainedAt(certificate('www.exa$0mple.com'));
    expect(zone).toMatch(/solver 2 of ClusterIssuer `letsencrypt`: DNS-01, `cloudflare`/);
    expect(zone).toContain('_acme-challenge.www.example.com');
    const other = explainedAt(certificate('www.exam$0ple.org'));
    expect(other).toMatch(/solver 1 .*HTTP-01, ingress class `nginx`/);
    expect(other).toContain('http://www.example.org/.well-known/acme-challenge/');
    expect(explainedAt(certificate("'*.exam$0ple.org'"))).toMatch(/No solver/);
    expect(explainedAt(certificate('www.exa$0mple.com'), options({}, 'ko'))).toMatch(/증명합니다/);
  });

  test('the name of an issuer tells what it leads to', () => {
    expect(explainedAt(certificate('a.b', '{kind: ClusterIssuer, name: lets$0encrypt}'))).toMatch(
      /ClusterIssuer `letsencrypt`[\s\S]*`acme`[\s\S]*directory[\s\S]*solver 2.*cloudflare/,
    );
    expect(explainedAt(certificate('a.b', '{name: lets$0encrypt}'))).toMatch(
      /namespace `web`.*not in the files/,
    );
    expect(explainedAt(certificate('a.b', '{kind: Other, group: x.io, name: lets$0encrypt}'))).toContain(
      'an external issuer',
    );
  });

  test('a known value has a word, others have none', () => {
    expect(explainedAt(issuer.replace('acme-v02', 'acme$0-v02'))).toContain("Let's Encrypt, production");
    expect(explainedAt(issuer.replace('account', 'acc$0ount'))).toBeUndefined();
  });

  test('an annotation has the docs of its own', () => {
    const ingress = (key: string) =>
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: a\n  annotations:\n    ${key}: letsencrypt\n`;
    const docs = { 'Annotation.cert-manager.io/cluster-issuer': 'docs' };
    expect(explainedAt(ingress('cert-manager.io/cluster$0-issuer'), options(), docs)).toBe('docs');
    expect(explainedAt(ingress('example.com/cluster$0-issuer'), options(), docs)).toBeUndefined();
  });
});

test('a Secret is asked about, whatever it says so far', () => {
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  annotations:\n    $0\n';
  expect(labelsAt(secret)).toContain('cert-manager.io/allow-direct-injection');
});

describe('a half-typed key', () => {
  const certificate = 'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata:\n  name: a\nspec:\n';
  const solvers =
    'apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata:\n  name: a\nspec:\n  acme:\n    solvers:\n';

  test.each([
    [`${certificate}  secretTemplate:\n    ann$0\n      a: b\n    labels:\n      c: d\n`, 'annotations'],
    [`${certificate}  priv$0\n    algorithm: RSA\n  secretName: a\n`, 'privateKey'],
    [`${certificate}  usa$0\n    - server auth\n  secretName: a\n`, 'usages'],
    [`${certificate}  usa$0\n  - server auth\n  secretName: a\n`, 'usages'],
    [`${certificate}  issu$0\n    # whose\n\n    name: a\n`, 'issuerRef'],
    [`${certificate.replace('spec:\n', '')}sp$0\n  secretName: a\n`, 'spec'],
    [`${solvers}      - se$0\n          dnsZones:\n            - x.org\n        http01: {}\n`, 'selector'],
    [`${solvers}      - dn$0\n          cloudDNS: {project: web}\n`, 'dns01'],
    [`${solvers}    - # the zone\n      dn$0\n        cloudDNS: {project: web}\n`, 'dns01'],
    [
      `${solvers}      - selector:\n          dnsZones:\n            - x.org\n      - se$0\n\n          dnsNames: [a.org]\n`,
      'selector',
    ],
  ])('whose value stands below is completed and nothing else: %j', (source, label) => {
    const typed = /[a-z]+\$0/.exec(source)?.[0] ?? '';
    expect(accepted(source, label)).toBe(source.replace(typed, `${label}:`));
  });
});

test.each(['', 'pro', 'email'])(
  'between items of a list no key is offered that would take the rest: %j',
  (typed) => {
    const text = `apiVersion: cert-manager.io/v1
kind: Issuer
spec:
  acme:
    solvers:
    - dns01: {}
    ${typed}$0
    - http01: {}
`;
    expect(labelsAt(text).filter((label) => !label.startsWith('- '))).toEqual([]);
  },
);
