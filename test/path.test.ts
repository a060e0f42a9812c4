/** The picture of a challenge: goldens, what it marks and leads to, and what no name may do to it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  type Asked,
  columnsOf,
  layoutOf,
  pathsAt,
  pictureIn,
  pictureOf,
  textAtPlace,
} from './harness/path.ts';
import { textIn } from './harness/workspace.ts';

const home = fileURLToPath(new URL('./workspaces/', import.meta.url));

function golden(path: string, text: string): string {
  if (process.env['UPDATE_GOLDENS']) writeFileSync(home + path, text);
  expect(existsSync(home + path), path).toBe(true);
  return readFileSync(home + path, 'utf8');
}

const pictures: readonly (readonly [string, string, string])[] = [
  ['path-story', 'ingress.yaml', 'my-application-tls'],
  ['path-several', 'all.yaml', '/shop'],
  ['path-hostile', 'all.yaml', 'subgraph'],
];

describe.each(pictures)('%s', (name, file, label) => {
  test.each(['en', 'ko'] as const)('is drawn in %s', (locale) => {
    const { svg, mermaid } = pictureOf(name, file, label, { locale });
    expect(svg).toBe(golden(`${name}/path.${locale}.svg`, svg));
    expect(mermaid).toBe(golden(`${name}/path.${locale}.mmd`, mermaid));
    expect(svg.includes('자체 점검')).toBe(locale === 'ko');
  });

  test('the SVG is well-formed, and holds nothing that runs, styles or loads', () => {
    const { svg } = pictureOf(name, file, label);
    const open: string[] = [];
    const rest = svg.replace(
      /<(\/?)([a-z]+)((?: [a-z:-]+="[^"<>]*")*)(\/?)>/gi,
      (_, end, tag, attributes, empty) => {
        expect(['svg', 'title', 'desc', 'rect', 'g', 'path', 'text']).toContain(tag);
        expect(attributes).not.toMatch(/ (?:on\w+|style|href|xlink:href|src)=/);
        if (end) expect(open.pop()).toBe(tag);
        else if (!empty) open.push(tag);
        return '';
      },
    );
    expect(open).toEqual([]);
    expect(rest).not.toMatch(/[<>"]|&(?!#\d+;)/);
    expect(rest).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  test('the Mermaid text keeps every name within its quotes', () => {
    const { mermaid } = pictureOf(name, file, label);
    const [comment = '', kind, ...lines] = mermaid.trimEnd().split('\n');
    expect(comment).toMatch(/^%% [^%{}]*$/);
    expect(kind).toBe('flowchart LR');
    for (const line of lines) {
      expect(line).toMatch(
        /^ {2}(n\d+\["[^"`<>[\]{}|&;]*(?:(?:<br\/>|#\d+;)[^"`<>[\]{}|&;]*)*"\]|n\d+ (-->|==>)\|"(?:[^"`<>[\]{}|&;#]|#\d+;)*"\| n\d+|classDef \w+ [\w:,# -]+|class [n\d,]+ \w+)$/,
      );
    }
  });

  test('no box lies on another, and every text has room', () => {
    for (const locale of ['en', 'ko'] as const) {
      const { boxes, width, height } = layoutOf(pictureOf(name, file, label, { locale }).svg);
      expect(boxes.length).toBeGreaterThan(4);
      for (const [i, one] of boxes.entries()) {
        expect(one.x + one.width).toBeLessThanOrEqual(width);
        expect(one.y + one.height).toBeLessThanOrEqual(height);
        for (const line of one.lines) expect(columnsOf(line) * 7.2).toBeLessThanOrEqual(one.width);
        for (const other of boxes.slice(i + 1)) {
          const apart =
            one.x + one.width <= other.x ||
            other.x + other.width <= one.x ||
            one.y + one.height <= other.y ||
            other.y + other.height <= one.y;
          expect(apart, `${one.lines[0]} and ${other.lines[0]}`).toBe(true);
        }
      }
    }
  });
});

describe('the story', () => {
  const picture = (asked: Asked = {}) => pictureOf('path-story', 'ingress.yaml', 'my-application-tls', asked);

  test('has both requests, and the nodes that only the solver may run on', () => {
    const { sentences } = picture();
    expect(sentences).toContain(
      'CA acme-v02.api.letsencrypt.org – request from outside → ingress-nginx DaemonSet, ingress-nginx',
    );
    expect(sentences).toContain(
      'cert-manager checks first, in the cluster – self check → ingress-nginx DaemonSet, ingress-nginx',
    );
    expect(sentences).toContain('Nodes of both: k8s-lb-1');
    expect(sentences).toContain('Nodes of the solver pod only: k8s-worker-1, k8s-worker-2. Warning');
  });

  test('leads to what is wrong, else to what each part is', () => {
    const at = (label: RegExp) => textAtPlace('path-story', picture(), label);
    expect(at(/^Solver pod/)).toBe('ingress');
    expect(at(/^Issuer/)).toBe('my-application-issuer');
    expect(at(/^Ingress:/)).toBe('my-application');
    expect(at(/^solver 1/)).toContain('ingressClassName: nginx');
    expect(at(/^Nodes of both/)).toBe('apiVersion');
    expect(picture().nodes.find(({ label }) => label.startsWith('CA'))?.place).toBeUndefined();
  });

  test('takes the severity from the settings, and marks nothing where the rule is off', () => {
    const rule = 'http01-solver-without-node-affinity';
    const state = (severity: string) =>
      picture({ settings: { rules: { [rule]: severity, 'solver-pod-without-toleration': 'off' } } }).svg;
    expect(state('error')).toContain('class="node pod error"');
    expect(state('error')).toContain('class="node nodes error"');
    expect(state('off')).toContain('class="node pod plain"');
    expect(state('off')).not.toContain('class="edge warning"');
  });
});

describe('which Certificate is meant', () => {
  const labels = (file: string, at: string | undefined, name = 'path-several') =>
    pathsAt(name, file, at).choices.map(({ label }) => label);

  test('the one at the place', () => {
    expect(labels('all.yaml', 'lost-tls')).toEqual(['shop/lost']);
    expect(pathsAt('path-several', 'all.yaml', 'lost-tls').picture?.title).toMatch(/shop\/lost$/);
  });

  test('those that ask the issuer at the place', () => {
    expect(labels('all.yaml', 'rfc2136')).toEqual(['shop/shop']);
    expect(labels('all.yaml', 'selfSigned')).toEqual(['shop/inside']);
    expect(labels('issuer.yaml', 'solvers', 'path-story')).toEqual(['default/my-application-tls']);
  });

  test('those of the file, or else of the workspace', () => {
    expect(labels('all.yaml', undefined)).toEqual(['shop/shop', 'shop/lost', 'shop/inside']);
    expect(pathsAt('path-several', 'all.yaml', undefined).picture).toBeUndefined();
    expect(labels('cluster.yaml', 'Node', 'path-story')).toEqual(['default/my-application-tls']);
  });

  test('an id that is gone has no picture', () => {
    expect(pathsAt('path-several', 'all.yaml', undefined, { certificate: 'gone' }).picture).toBeUndefined();
  });
});

test('a solver that waits has no self check', () => {
  const { sentences } = pictureOf('path-several', 'all.yaml', '/shop');
  const checks = sentences.filter((sentence) => sentence.includes('– self check →'));
  expect(checks).toHaveLength(2);
  const older = pictureOf('path-several', 'all.yaml', '/shop', { settings: { version: '1.20' } });
  expect(older.sentences.filter((sentence) => sentence.includes('– self check →'))).toHaveLength(3);
});

test('an issuer that nobody knows ends the picture', () => {
  const { sentences } = pictureOf('path-several', 'all.yaml', 'lost');
  expect(sentences).toEqual([
    expect.stringMatching(/^Certificate: shop\/lost, lost\.example\.com/),
    'Issuer: shop/nowhere, not found in the workspace',
    'Certificate shop/lost – asks → Issuer shop/nowhere',
  ]);
});

describe('what a kustomization builds', () => {
  const workspace = 'check-kustomize-lacking';
  const answer = (file: string, at: string) => pathsAt(workspace, file, at);

  test('is one choice for each build, told apart by it', () => {
    const { choices, picture } = answer('base/issuer.yaml', 'solvers');
    expect(choices.map(({ label, builtBy }) => [label, builtBy])).toEqual([
      ['shop', '/overlays/dev/kustomization.yaml'],
      ['shop/prod-shop', '/overlays/prod/kustomization.yaml'],
    ]);
    expect(new Set(choices.map(({ id }) => id)).size).toBe(2);
    expect(picture).toBeUndefined();
  });

  test('has marks that lead to the line that somebody wrote', () => {
    const dev = pictureOf(workspace, 'base/issuer.yaml', 'shop');
    expect(textAtPlace(workspace, dev, /^Solver pod/)).toBe('ingress');
    expect(textAtPlace(workspace, dev, /^Certificate/)).toBe('rsa');
    const cured = pictureOf('check-kustomize-cured', 'base/issuer.yaml', 'shop');
    expect(cured.svg).toContain('class="node pod plain"');
  });
});

describe('any text', () => {
  const certificate = (names: readonly string[]) => `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: many
spec:
  secretName: many
  issuerRef:
    name: many
  dnsNames: [${names.join(', ')}]
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata:
  name: many
spec:
  acme:
    server: https://acme.example.com/
    privateKeySecretRef:
      name: key
    solvers:
${names.map((name) => `    - selector: {dnsNames: [${name}]}\n      http01: {ingress: {ingressClassName: ${name}}}\n`).join('')}`;

  test('more solvers than there is room for are counted', () => {
    const picture = pictureIn(certificate(Array.from({ length: 40 }, (_, i) => `n${i}.example.com`)));
    expect(picture?.sentences).toContain('and 34 more');
    expect(picture?.svg.length).toBeLessThan(60_000);
  });

  test('where no Node is known, both ends tell what holds them', () => {
    const cluster = textIn('path-story', 'cluster.yaml').split('---').slice(3).join('---');
    const text = `${textIn('path-story', 'ingress.yaml')}---\n${textIn('path-story', 'issuer.yaml')}---\n${cluster}`;
    const sentences = pictureIn(text)?.sentences ?? [];
    expect(sentences).toContain('ingress-nginx: DaemonSet, ingress-nginx, type=load-balancer');
    expect(sentences.some((sentence) => sentence.startsWith('Solver pod: any node. Warning'))).toBe(true);
    expect(sentences.some((sentence) => sentence.startsWith('Nodes'))).toBe(false);
  });
});

test('the fixtures are what they claim to be', () => {
  expect(parse(textIn('path-hostile', 'all.yaml').split('---')[0] ?? '').metadata.name).toContain('onclick');
});
