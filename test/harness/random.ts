/** Random workspaces of kustomizations, each from a number alone. */
import { stringify } from 'yaml';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type Json_ = { readonly [name: string]: Json };

/** Numbers in [0, 1) that follow from `seed` (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Dice {
  readonly pick: <T>(list: readonly T[]) => T;
  readonly chance: (p: number) => boolean;
  readonly some: <T>(list: readonly T[], p: number) => T[];
}

function diceOf(seed: number): Dice {
  const random = randomFrom(seed);
  return {
    pick: (list) => {
      const found = list[Math.floor(random() * list.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
    chance: (p) => random() < p,
    some: (list, p) => list.filter(() => random() < p),
  };
}

const pool: readonly ((name: string) => Json_)[] = [
  (name) => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name, labels: { app: name } },
    spec: {
      acme: {
        server: 'https://acme.example.com/directory',
        privateKeySecretRef: { name: 'key' },
        solvers: [
          { http01: { ingress: { ingressClassName: 'nginx' } } },
          {
            dns01: { cloudflare: { email: 'a@example.com', apiTokenSecretRef: { name: 'token', key: 'k' } } },
          },
        ],
      },
    },
  }),
  (name) => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name, annotations: { note: 'x' } },
    spec: { ca: { secretName: 'gen' } },
  }),
  (name) => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, namespace: 'apps' },
    spec: { secretName: 'tls', dnsNames: ['a.example.com', 'b.example.com'], issuerRef: { name: 'one' } },
  }),
  (name) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name,
      annotations: { 'cert-manager.io/issuer': 'one', 'nginx.ingress.kubernetes.io/auth-secret': 'two' },
    },
    spec: {
      ingressClassName: 'five',
      tls: [{ hosts: ['a.example.com'], secretName: 'gen' }],
      rules: [
        {
          host: 'a.example.com',
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name: 'one', port: { number: 80 } } } },
            ],
          },
        },
      ],
    },
  }),
  (name) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, annotations: { 'cert-manager.io/cluster-issuer': 'two' } },
    spec: {
      gatewayClassName: 'any',
      listeners: [
        { name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'gen' }] } },
      ],
    },
  }),
  (name) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { app: name, tier: 'front' } },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          nodeSelector: { type: 'load-balancer' },
          priorityClassName: 'three',
          tolerations: [{ key: 'a', operator: 'Exists' }],
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'zone',
              whenUnsatisfiable: 'DoNotSchedule',
              labelSelector: { matchLabels: { app: name } },
            },
          ],
          containers: [
            { name: 'a', image: 'example/a:1', envFrom: [{ secretRef: { name: 'gen' } }] },
            { name: 'b', image: 'example/b:1' },
          ],
        },
      },
    },
  }),
  (name) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }] },
  }),
  (name) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: { a: 'b' } }),
  (name) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data: { a: 'b', domain: 'c.example.com' },
  }),
  (name) => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: 1 }),
  (name) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name },
    spec: { controller: 'c' },
  }),
];

const names = ['one', 'two', 'three', 'four', 'five'];

/** What strategic merge patches say below `spec`, by kind. */
const changes: Readonly<Record<string, readonly Json_[]>> = {
  Issuer: [
    { acme: { email: 'me@example.com' } },
    { acme: { solvers: [{ http01: { ingress: { podTemplate: { spec: { nodeSelector: { a: 'b' } } } } } }] } },
    { acme: null, selfSigned: {} },
    { $patch: 'replace', selfSigned: {} },
    { acme: { privateKeySecretRef: { $patch: 'delete' } } },
    { acme: { solvers: null, profile: null } },
    {
      vault: { path: 'x', server: null, auth: { $patch: 'delete', a: 1 }, other: { $patch: 'merge', b: 1 } },
    },
  ],
  ClusterIssuer: [
    { ca: { secretName: 'other' } },
    { ca: null, selfSigned: {} },
    { $patch: 'replace', selfSigned: {} },
  ],
  Certificate: [
    { dnsNames: ['c.example.com'] },
    { issuerRef: { kind: 'ClusterIssuer' } },
    { duration: '1h', secretName: null },
  ],
  Ingress: [
    { tls: [{ hosts: ['b.example.com'], secretName: 'two' }] },
    { ingressClassName: null, defaultBackend: { service: { name: 'three', port: { name: 'x' } } } },
    { rules: [] },
  ],
  Gateway: [{ listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] }, { gatewayClassName: 'other' }],
  Deployment: [
    { template: { spec: { nodeSelector: { type: null, zone: 'a' }, tolerations: [{ key: 'b' }] } } },
    {
      template: {
        spec: {
          containers: [
            { name: 'b', image: 'example/c:2' },
            { name: 'c', image: 'example/d' },
          ],
        },
      },
    },
    { template: { spec: { containers: [{ name: 'a', $patch: 'delete' }], priorityClassName: 'four' } } },
    {
      template: {
        spec: {
          topologySpreadConstraints: [
            { maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
            { maxSkew: 3, topologyKey: 'host', whenUnsatisfiable: 'ScheduleAnyway' },
          ],
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { topologyKey: 'host', labelSelector: { matchLabels: { app: 'x' } } },
              ],
            },
          },
        },
      },
    },
    {
      template: {
        metadata: { labels: { more: 'sure' } },
        spec: { nodeSelector: { $patch: 'replace', only: 'this' } },
      },
    },
  ],
  Service: [{ ports: [{ port: 81, protocol: 'TCP' }] }],
};

/** JSON patches by kind; some do not apply, which kubectl refuses. */
const operations: Readonly<Record<string, readonly Json_[]>> = {
  Issuer: [
    { op: 'add', path: '/spec/acme/email', value: 'you@example.com' },
    { op: 'add', path: '/spec/acme/solvers/-', value: { selector: {}, http01: { ingress: {} } } },
    { op: 'add', path: '/spec/acme/solvers/0', value: { selector: { dnsZones: ['z'] } } },
    { op: 'replace', path: '/spec/acme/solvers/1', value: { http01: {} } },
    { op: 'remove', path: '/spec/acme/solvers/0' },
    { op: 'copy', from: '/spec/acme/solvers/0', path: '/spec/acme/solvers/1' },
    { op: 'move', from: '/spec/acme/server', path: '/spec/acme/profile' },
    { op: 'test', path: '/spec/acme/privateKeySecretRef/name', value: 'key' },
    { op: 'replace', path: '/spec/acme/missing', value: 1 },
  ],
  Certificate: [
    { op: 'add', path: '/spec/dnsNames/-', value: 'd.example.com' },
    { op: 'replace', path: '/metadata/namespace', value: 'moved' },
    { op: 'replace', path: '/spec/issuerRef', value: { name: 'x', kind: 'ClusterIssuer' } },
  ],
  Ingress: [
    { op: 'add', path: '/metadata/annotations/cert-manager.io~1cluster-issuer', value: 'two' },
    { op: 'remove', path: '/spec/tls/0/hosts/0' },
    { op: 'replace', path: '/spec/rules/0/host', value: 'x.example.com' },
  ],
  Deployment: [
    { op: 'add', path: '/spec/template/spec/tolerations/-', value: { key: 'c' } },
    { op: 'replace', path: '/metadata/name', value: 'renamed' },
    { op: 'add', path: '/spec/template/spec/nodeSelector', value: {} },
  ],
  Gateway: [{ op: 'replace', path: '/spec/listeners/0/port', value: 8443 }],
};

function identity(resource: Json_): {
  apiVersion: string;
  kind: string;
  name: string;
  namespace: string | undefined;
} {
  const metadata = resource['metadata'] as Json_;
  return {
    apiVersion: String(resource['apiVersion']),
    kind: String(resource['kind']),
    name: String(metadata['name']),
    namespace: metadata['namespace'] === undefined ? undefined : String(metadata['namespace']),
  };
}

function patchFor(dice: Dice, resources: readonly Json_[], add: (text: string) => string): Json_ | undefined {
  const chosen = resources.length > 0 ? dice.pick(resources) : undefined;
  if (!chosen) return undefined;
  const { apiVersion, kind, name, namespace } = identity(chosen);
  const ops = operations[kind];
  const target = dice.pick<Json_>([
    { kind, name },
    { kind },
    { kind, name: '(one|two|three)' },
    { group: apiVersion.split('/')[0] ?? '', kind: `${kind.slice(0, 3)}.*` },
    { kind, labelSelector: dice.pick(['app', 'app=one', 'app in (one, two)', '!tier', 'app!=one']) },
    { kind, annotationSelector: 'note=x' },
  ]);
  const json = ops && dice.chance(0.4) ? dice.some(ops, 0.3).slice(0, 2) : [];
  const [metadata, spec] = [
    dice.pick<Json_>([
      {},
      { labels: { app: null, patched: 'sure' } },
      { annotations: { note: 'y', 'cert-manager.io/issuer': null } },
    ]),
    dice.pick<Json_>([{}, ...(changes[kind] ?? [])]),
  ];
  const whole = dice.chance(0.06) ? { $patch: 'delete' } : Object.keys(spec).length > 0 ? { spec } : {};
  const patch: Json =
    json.length > 0
      ? json
      : {
          apiVersion,
          kind,
          metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...metadata },
          ...whole,
        };
  const text = dice.chance(0.8) ? stringify(patch) : JSON.stringify(patch);
  const body: Json_ = dice.chance(0.4) ? { path: add(text) } : { patch: text };
  return json.length > 0 || dice.chance(0.5) ? { ...body, target } : body;
}

const settings: readonly Json_[] = [
  { namePrefix: 'pre-' },
  { nameSuffix: '-suf' },
  { namespace: 'shared' },
  { commonLabels: { team: 'x', app: 'all' } },
  { labels: [{ pairs: { env: 'prod' } }] },
  { labels: [{ pairs: { env: 'dev' }, includeSelectors: true }] },
  { labels: [{ pairs: { env: 'stage' }, includeTemplates: true }, { pairs: { second: 'sure' } }] },
  { commonAnnotations: { 'example.com/owner': 'me' } },
  {
    images: [
      { name: 'example/a', newTag: '9' },
      { name: 'example/b', newName: 'other/b', digest: 'sha256:0123' },
    ],
  },
  { replicas: [{ name: 'one', count: 4 }] },
  {
    secretGenerator: [{ name: 'gen', literals: ['a=1', 'b="x&y"'] }],
    generatorOptions: { labels: { made: 'sure' } },
  },
  {
    secretGenerator: [
      {
        name: 'gen',
        type: 'kubernetes.io/tls',
        files: ['gen.yaml'],
        options: { disableNameSuffixHash: true },
      },
    ],
  },
  { configMapGenerator: [{ name: 'made', literals: ['domain=d.example.com'] }] },
  {
    replacements: [
      {
        source: { kind: 'ConfigMap', fieldPath: 'data.domain' },
        targets: [
          { select: { kind: 'Certificate' }, fieldPaths: ['spec.dnsNames.0'] },
          {
            select: { kind: 'Ingress' },
            reject: [{ name: 'two' }],
            fieldPaths: ['spec.rules.*.host', 'spec.tls.0.hosts.0'],
          },
        ],
      },
    ],
  },
];

/** The texts of a workspace by path below its root; `overlay` is the folder to build. */
export function randomWorkspace(seed: number): Readonly<Record<string, string>> {
  const dice = diceOf(seed);
  const files: Record<string, string> = {};
  const made: Json_[] = [];
  const taken = new Set<string>();
  const kustomization = (
    folder: string,
    kind: string,
    resources: readonly string[],
    components: readonly string[],
  ) => {
    const own = dice.some(pool, folder === 'base' ? 0.6 : 0.15).flatMap((make) => {
      const resource = make(dice.pick(names));
      const { kind, name } = identity(resource);
      if (taken.has(`${kind}/${name}`) && dice.chance(0.95)) return [];
      taken.add(`${kind}/${name}`);
      return [resource];
    });
    made.push(...own);
    const list: string[] = [...resources];
    if (own.length > 0) {
      list.push('all.yaml');
      const asList = dice.chance(0.15);
      files[`${folder}/all.yaml`] = asList
        ? stringify({ apiVersion: 'v1', kind: 'List', items: own })
        : own.map((each) => (dice.chance(0.8) ? stringify(each) : `${JSON.stringify(each)}\n`)).join('---\n');
    }
    let count = 0;
    const add = (text: string) => {
      const path = `patch${count++}.yaml`;
      files[`${folder}/${path}`] = text;
      return path;
    };
    const patches = Array.from({ length: Math.floor(dice.pick([0, 1, 2, 3])) }).flatMap(
      () => patchFor(dice, made, add) ?? [],
    );
    const kinds = made.map((each) => identity(each));
    // Most settings without anything to set are left out: kustomize refuses them all.
    const fits = (each: Json_) =>
      dice.chance(0.05) ||
      ((!('replicas' in each) || kinds.some(({ kind, name }) => kind === 'Deployment' && name === 'one')) &&
        (!('replacements' in each) || kinds.filter(({ kind }) => kind === 'ConfigMap').length === 1));
    const chosen = dice.some(settings, 0.15).filter(fits);
    if (JSON.stringify(chosen).includes('gen.yaml')) files[`${folder}/gen.yaml`] = 'a: b\n---\nc: d\n';
    const content: Json_ = {
      apiVersion: `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`,
      kind,
      ...(list.length > 0 ? { resources: list } : {}),
      ...(components.length > 0 ? { components } : {}),
      ...(patches.length > 0 ? { patches } : {}),
      ...Object.assign({}, ...chosen),
    };
    files[`${folder}/kustomization.yaml`] = stringify(content, {
      blockQuote: dice.pick(['literal', 'folded', true]),
      indentSeq: dice.chance(0.5),
    });
  };
  kustomization('base', 'Kustomization', [], []);
  if (dice.chance(0.4)) kustomization('middle', 'Kustomization', ['../base'], []);
  const below = files['middle/kustomization.yaml'] === undefined ? '../base' : '../middle';
  const components = dice.chance(0.4) ? ['../component'] : [];
  if (components.length > 0) kustomization('component', 'Component', [], []);
  kustomization('overlay', 'Kustomization', [below], components);
  return files;
}
