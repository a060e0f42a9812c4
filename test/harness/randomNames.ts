/** Random workspaces in which names are said in all the ways that kustomizations know, each from a number alone. */
import { randomFrom } from './random.ts';

interface Patched {
  readonly kind: string;
  readonly name: string;
  readonly spec: string;
}

/** The texts of a workspace by path; `dev` and `prod` are the folders to build. */
export function randomNames(seed: number): Readonly<Record<string, string>> {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];
  const chance = (p: number) => random() < p;
  const files: Record<string, string> = {};
  const quoted = (name: string) => pick([name, name, `"${name}"`, `'${name}'`]);
  /** So few that kinds share them. */
  const issuer = pick(['ca', 'web', 'acme']);
  const certificate = pick(['web', 'ca', 'shop']);
  const pair = pick(['ca', 'pair']);

  files['base/all.yaml'] = `apiVersion: cert-manager.io/v1
kind: Issuer
metadata:
  name: ${quoted(issuer)} # the issuer
spec:
  ca: { secretName: ${quoted(pair)} }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: ${quoted(certificate)} }
spec:
  secretName: ${quoted(pick(['tls', 'web']))}
  issuerRef:
    name: ${quoted(issuer)}
---
apiVersion: v1
kind: Secret
metadata:
  name: ${quoted(pair)}
stringData: { a: b }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    cert-manager.io/issuer: ${quoted(issuer)}
    nginx.ingress.kubernetes.io/auth-secret: ${pair}
spec:
  tls: [{ hosts: [a.example.com], secretName: ${pick(['tls', 'gen', pair])} }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: a
          image: a
          args: ["--issuer=$(ISSUER)"]
          envFrom: [{ secretRef: { name: ${pick(['gen', pair])} } }]
`;
  const affixes = (): readonly [prefix: string, suffix: string] => [
    chance(0.3) ? pick(['dev-', 'x']) : '',
    chance(0.2) ? pick(['-v1', '-ca']) : '',
  ];
  const written = ([prefix, suffix]: readonly [string, string]) =>
    (prefix && `namePrefix: ${prefix}\n`) + (suffix && `nameSuffix: ${suffix}\n`);
  const follows = chance(0.6);
  if (follows)
    files['base/names.yaml'] = `nameReference:
  - kind: Issuer
    fieldSpecs:
      - { kind: Certificate, path: spec/issuerRef/name }
      - { kind: Ingress, path: metadata/annotations/cert-manager.io\\/issuer }
  - kind: Secret
    version: v1
    fieldSpecs:
      - { kind: Certificate, path: spec/secretName }
      - { kind: Issuer, path: spec/ca/secretName }
`;
  const generator = (more = '') =>
    `secretGenerator:\n  - name: gen\n    literals: [a=b${more ? ', c=d]' : ']'}\n${more}`;
  const generates = chance(0.5);
  const below = affixes();
  files['base/kustomization.yaml'] =
    `resources:\n  - all.yaml\n${written(below)}` +
    (follows ? 'configurations: [names.yaml]\n' : '') +
    (generates ? generator(chance(0.3) ? '    options: { disableNameSuffixHash: true }\n' : '') : '');

  for (const folder of ['dev', 'prod']) {
    const own = affixes();
    const whole = (name: string) => below[0] + name + below[1];
    /** The name in the file, or as the base leaves it. */
    const said = (name: string) => pick([name, whole(name)]);
    const resources: [Patched, ...Patched[]] = [
      { kind: 'Issuer', name: issuer, spec: 'ca: { secretName: other }' },
      { kind: 'Certificate', name: certificate, spec: `issuerRef: { name: ${issuer} }` },
      { kind: 'Certificate', name: certificate, spec: 'duration: 24h' },
    ];
    let count = 0;
    const patches = Array.from({ length: pick([0, 1, 2, 3]) }, () => {
      const { kind, name, spec } = pick(resources);
      const called = quoted(said(name));
      const merge = `apiVersion: cert-manager.io/v1\nkind: ${kind}\nmetadata:\n  name: ${called}\nspec:\n  ${spec}\n`;
      const indented = merge.replace(/^(?=.)/gm, '      ');
      const target = `target: { ${chance(0.9) ? `kind: ${kind}, ` : ''}name: ${quoted(pick([said(name), said(name), said(name), `^${name}$`, `${name.slice(0, 1)}.*`, `(${name}|x)`]))} }`;
      const operation = `[{ "op": "add", "path": "/metadata/labels", "value": { "a": "${name}" } }]`;
      const path = `patch${count++}.yaml`;
      files[`${folder}/${path}`] = merge;
      return pick([
        `  - path: ${path}\n`,
        `  - path: ${path}\n    ${target}\n`,
        `  - patch: |-\n${indented}`,
        `  - patch: |-\n${indented}`,
        `  - patch: |-\n${indented}    ${target}\n`,
        `  - patch: '${operation}'\n    ${target}\n`,
        `  - patch: '${operation}'\n    ${target}\n`,
        `  - patch: '{"apiVersion":"cert-manager.io/v1","kind":"${kind}","metadata":{"name":"${name}"},"spec":{"a":"b"}}'\n`,
        `  - patch: '[{ "op": "test", "path": "/metadata/name", "value": "${name}" }]'\n    ${target}\n`,
        `  - patch: |-\n${indented.replace(/name: \S+\n/, 'name: other\n')}    options: { allowNameChange: true }\n    target: { kind: ${kind}, name: ${name} }\n`,
      ]);
    });
    const replacement = `source:
  kind: Issuer
  name: ${quoted(said(issuer))}
targets:
  - select: { kind: Certificate${chance(0.5) ? `, name: ${quoted(said(certificate))}` : ''} }
    reject: [{ name: ${pick(['other', certificate])} }]
    fieldPaths: [spec.issuerRef.name]
`;
    const replaces = pick(['no', 'no', 'inline', 'path']);
    if (replaces === 'path') files[`${folder}/replacement.yaml`] = replacement;
    files[`${folder}/kustomization.yaml`] = [
      `resources:\n  - ../base\n${written(own)}`,
      patches.length > 0 ? `patches:\n${patches.join('')}` : '',
      replaces === 'path' ? 'replacements:\n  - path: replacement.yaml\n' : '',
      replaces === 'inline' ? `replacements:\n  - ${replacement.trimEnd().replace(/\n/g, '\n    ')}\n` : '',
      generates && chance(0.4) ? generator('    behavior: merge\n').replace('gen', quoted(said('gen'))) : '',
      chance(0.15)
        ? `vars:\n  - name: ISSUER\n    objref: { apiVersion: cert-manager.io/v1, kind: Issuer, name: ${issuer} }\n`
        : '',
    ].join('');
  }
  return files;
}
