/** What random workspaces are made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonMap = { readonly [name: string]: Json };

/** Resources, by name. */
export const pool: readonly ((name: string) => JsonMap)[] = [
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

/** So few that they meet. */
export const names = ['one', 'two', 'three', 'four', 'five'];

/** What strategic merge patches say below `spec`, by kind. */
export const changes: Readonly<Record<string, readonly JsonMap[]>> = {
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
export const operations: Readonly<Record<string, readonly JsonMap[]>> = {
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

/** What kustomizations say besides resources and patches. */
export const settings: readonly JsonMap[] = [
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
  { configMapGenerator: [{ name: 'one', behavior: 'merge', literals: ['domain=d.example.com'] }] },
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
