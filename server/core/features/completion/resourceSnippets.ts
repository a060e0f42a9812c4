/** Whole resources, as bodies (`layout.ts`). Each is held to our own rules by a test. */
import { isBefore, type Release } from '../../facts.ts';
import { clusterIssuerKey, issuerKey } from '../../issuance/annotations.ts';
import type { Options } from '../../options.ts';
import type { Texts } from '../../rules/rule.ts';
import { gatewayClasses } from './gatherings.ts';
import { scalar } from './layout.ts';
import { classNames } from './neighbourValues.ts';
import type { Neighbours } from './offer.ts';
import { type SolverSnippet, solverSnippets } from './solverSnippets.ts';

export interface ResourceSnippet {
  readonly label: string;
  readonly detail: Texts<string>;
  /** One or more documents; the first two lines of each are `apiVersion` and `kind`. */
  readonly body: string;
}

const deeper = (text: string, by: number) => text.replaceAll(/^/gm, ' '.repeat(by));
const production = 'https://acme-v02.api.letsencrypt.org/directory';
const staging = 'https://acme-staging-v02.api.letsencrypt.org/directory';

/** All snippets of resources, the usual first. None for releases before 1.0, whose API was another. */
export function resourceSnippets(options: Options, neighbours: Neighbours): readonly ResourceSnippet[] {
  if (options.release.startsWith('0.')) return [];
  const solvers = solverSnippets(options, options.release, neighbours);
  const signer = signerAmong(neighbours);
  const className = scalar(classNames(neighbours)[0] ?? 'nginx');
  const { declared, used } = neighbours.gathered(gatewayClasses);
  const [gatewayClass = 'my-class'] = [...declared, ...used.keys()];
  return [
    ...solvers.flatMap((solver) =>
      solver.label.startsWith('http01') ? [acme('ClusterIssuer', solver)] : [],
    ),
    ...pair(solvers),
    certificate(signer),
    ingress(signer, className),
    gateway(signer, scalar(gatewayClass)),
    ...solvers.map((solver) => acme('Issuer', solver)),
    ...solvers.flatMap((solver) => (solver.label.startsWith('dns01') ? [acme('ClusterIssuer', solver)] : [])),
    caChain('ClusterIssuer'),
    caChain('Issuer'),
    ...(['Issuer', 'ClusterIssuer'] as const).flatMap((kind) => others(kind, options.release)),
  ];
}

function head(kind: string, name: string): string {
  return `apiVersion: cert-manager.io/v1\nkind: ${kind}\nmetadata:\n  name: «${name}»\n${kind === 'ClusterIssuer' ? '' : '  namespace: «default»\n'}`;
}

function acmeIssuer(kind: string, name: string, server: string, { body }: SolverSnippet): string {
  return `${head(kind, name)}spec:
  acme:
    server: «${server}»
    privateKeySecretRef:
      name: «${name}-account-key»
    solvers:
      - ${deeper(body, 8).trimStart()}`;
}

function acme(kind: 'Issuer' | 'ClusterIssuer', solver: SolverSnippet): ResourceSnippet {
  return {
    label: `${kind} ACME ${solver.label}`,
    detail: solver.detail,
    body: acmeIssuer(kind, 'letsencrypt', production, solver),
  };
}

function pair([solver]: readonly SolverSnippet[]): readonly ResourceSnippet[] {
  if (!solver) return [];
  const bodies = [
    acmeIssuer('ClusterIssuer', 'letsencrypt-staging', staging, solver),
    acmeIssuer('ClusterIssuer', 'letsencrypt', production, solver),
  ];
  return [
    {
      label: 'ClusterIssuer ACME staging and production',
      detail: {
        en: "Let's Encrypt twice: to try things out, and for good",
        ko: "Let's Encrypt 두 벌: 시험용과 운영용",
      },
      body: bodies.join('\n---\n'),
    },
  ];
}

/** The issuer that a snippet names, and the line of the namespace that what names it is in. */
interface Signer {
  readonly kind: 'Issuer' | 'ClusterIssuer';
  readonly name: string;
  readonly namespace: string;
}

/** A ClusterIssuer of the workspace; where it has none, an Issuer, which serves its own namespace alone. */
function signerAmong(neighbours: Neighbours): Signer {
  const named = (kind: Signer['kind']) => neighbours.all(kind).find(({ name }) => name !== undefined);
  const cluster = named('ClusterIssuer');
  const own = cluster ? undefined : named('Issuer');
  const { kind = 'ClusterIssuer', name = 'letsencrypt' } = cluster ?? own ?? {};
  if (!own) return { kind, name: scalar(name), namespace: '  namespace: «default»\n' };
  const { namespace } = own;
  return {
    kind,
    name: scalar(name),
    namespace: namespace === undefined ? '' : `  namespace: ${scalar(namespace)}\n`,
  };
}

const annotationFor = ({ kind, name }: Signer) =>
  `${kind === 'Issuer' ? issuerKey : clusterIssuerKey}: «${name}»`;

function certificate({ kind, name, namespace }: Signer): ResourceSnippet {
  return {
    label: 'Certificate',
    detail: {
      en: `For a name, from ${article(kind)}`,
      ko: `${kind}에서 받는, 이름 하나의 인증서`,
    },
    body: `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: «www»
${namespace}spec:
  secretName: «www-tls»
  issuerRef:
    kind: ${kind}
    name: «${name}»
  dnsNames:
    - «www.example.com»
  privateKey:
    rotationPolicy: Always`,
  };
}

const article = (kind: Signer['kind']) => (kind === 'Issuer' ? 'an Issuer' : 'a ClusterIssuer');

function ingress(signer: Signer, className: string): ResourceSnippet {
  return {
    label: 'Ingress with cert-manager',
    detail: {
      en: `With a certificate from ${article(signer.kind)}`,
      ko: `${signer.kind}의 인증서를 쓰는 인그레스`,
    },
    body: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: «www»
${signer.namespace}  annotations:
    ${annotationFor(signer)}
spec:
  ingressClassName: «${className}»
  tls:
    - hosts:
        - «www.example.com»
      secretName: «www-tls»
  rules:
    - host: «www.example.com»
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: «www»
                port:
                  number: 80`,
  };
}

function gateway(signer: Signer, className: string): ResourceSnippet {
  return {
    label: 'Gateway with cert-manager',
    detail: {
      en: `With a certificate from ${article(signer.kind)}`,
      ko: `${signer.kind}의 인증서를 쓰는 게이트웨이`,
    },
    body: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: «gateway»
${signer.namespace}  annotations:
    ${annotationFor(signer)}
spec:
  gatewayClassName: «${className}»
  listeners:
    - name: http
      port: 80
      protocol: HTTP
      allowedRoutes:
        namespaces:
          from: All
    - name: https
      hostname: «www.example.com»
      port: 443
      protocol: HTTPS
      tls:
        mode: Terminate
        certificateRefs:
          - name: «www-tls»`,
  };
}

function caChain(kind: 'Issuer' | 'ClusterIssuer'): ResourceSnippet {
  // A ClusterIssuer finds its Secret in cert-manager's own namespace.
  const namespace = kind === 'ClusterIssuer' ? 'cert-manager' : '«default»';
  return {
    label: `${kind} self-signed CA chain`,
    detail: {
      en: 'A root of your own: self-signed issuer, CA certificate, CA issuer',
      ko: '직접 만드는 루트: 자체 서명 발급자, CA 인증서, CA 발급자',
    },
    body: `${head(kind, 'selfsigned')}spec:
  selfSigned: {}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: «root-ca»
  namespace: ${namespace}
spec:
  isCA: true
  commonName: «My Root CA»
  secretName: «root-ca-key-pair»
  duration: 87600h
  renewBefore: 8760h
  privateKey:
    algorithm: ECDSA
    size: 256
    rotationPolicy: Never
  issuerRef:
    kind: ${kind}
    name: «selfsigned»
---
${head(kind, 'my-ca')}spec:
  ca:
    secretName: «root-ca-key-pair»`,
  };
}

/** Both servers of Venafi (now CyberArk): self-hosted, and as a service. */
function venafi(kind: 'Issuer' | 'ClusterIssuer'): readonly ResourceSnippet[] {
  const body = (backend: string) =>
    `${head(kind, 'venafi')}spec:\n  venafi:\n    zone: «my-zone»\n${backend}`;
  return [
    {
      label: `${kind} Venafi TPP`,
      detail: {
        en: 'Signed by a self-hosted Venafi Trust Protection Platform',
        ko: '직접 운영하는 Venafi Trust Protection Platform이 서명',
      },
      body: body(
        '    tpp:\n      url: «https://tpp.example.com/vedsdk»\n      credentialsRef:\n        name: «tpp-credentials»',
      ),
    },
    {
      label: `${kind} Venafi Cloud`,
      detail: { en: 'Signed by Venafi as a service', ko: '서비스형 Venafi가 서명' },
      body: body(
        '    cloud:\n      apiTokenSecretRef:\n        name: «venafi-cloud»\n        key: «api-key»',
      ),
    },
  ];
}

function others(kind: 'Issuer' | 'ClusterIssuer', release: Release): readonly ResourceSnippet[] {
  // A short-lived token of a service account came with 1.12; before, the token lies in a Secret.
  const token = isBefore(release, '1.12')
    ? 'secretRef:\n          name: «vault-token»\n          key: «token»'
    : 'serviceAccountRef:\n          name: «issuer»';
  return [
    {
      label: `${kind} CA`,
      detail: { en: 'Signs with a CA in a Secret', ko: '시크릿에 있는 CA로 서명' },
      body: `${head(kind, 'my-ca')}spec:\n  ca:\n    secretName: «ca-key-pair»`,
    },
    {
      label: `${kind} self-signed`,
      detail: { en: 'Each certificate signs itself', ko: '인증서마다 자기 키로 서명' },
      body: `${head(kind, 'selfsigned')}spec:\n  selfSigned: {}`,
    },
    {
      label: `${kind} Vault`,
      detail: { en: "Signed by HashiCorp Vault's PKI engine", ko: 'HashiCorp Vault의 PKI 엔진이 서명' },
      body: `${head(kind, 'vault')}spec:
  vault:
    server: «https://vault.example.com»
    path: «pki/sign/my-role»
    auth:
      kubernetes:
        role: «my-role»
        mountPath: «/v1/auth/kubernetes»
        ${token}`,
    },
    ...venafi(kind),
  ];
}
