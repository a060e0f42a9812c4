/** Texts for the benchmarks: files of N documents as GitOps repositories hold them. */

/** A file, and the place of the edit: a character in the e-mail address of an Issuer in its middle. */
export interface Sample {
  readonly text: string;
  /** The document that is edited. */
  readonly edited: string;
  readonly offset: number;
}

const metadata = (i: number) =>
  `metadata:\n  name: resource-${i}\n  namespace: team-${i % 17}\n  labels:\n    app.kubernetes.io/name: app-${i}\n`;

const issuer = (i: number, pinned: boolean) => `apiVersion: cert-manager.io/v1
kind: Issuer
${metadata(i)}spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: team-${i}@company.org
    privateKeySecretRef:
      name: account-key-${i}
    solvers:
      - selector:
          dnsZones:
            - company.org
        http01:
          ingress: # the way in
            ingressClassName: nginx
${pinned ? '            podTemplate:\n              spec:\n                nodeSelector:\n                  type: load-balancer\n' : ''}`;

const certificate = (i: number) => `apiVersion: cert-manager.io/v1
kind: Certificate
${metadata(i)}spec:
  secretName: tls-${i}
  issuerRef:
    name: resource-${i - 1}
  dnsNames:
    - app-${i}.company.org
    - www.app-${i}.company.org
`;

const deployment = (i: number) => `apiVersion: apps/v1
kind: Deployment
${metadata(i)}spec:
  replicas: 2
  selector:
    matchLabels:
      app: app-${i}
  template:
    metadata:
      labels:
        app: app-${i}
    spec:
      containers:
        - name: main
          image: example.com/app:${i}
          ports:
            - containerPort: 8080
`;

/** `count` documents; with `findings: 'one'` only the edited Issuer has a finding, with `'all'` every Issuer. */
export function sample(count: number, findings: 'one' | 'all'): Sample {
  const middle = Math.floor(count / 2) - (Math.floor(count / 2) % 3);
  const parts = Array.from({ length: count }, (_, i) => {
    const marker = i === 0 ? '' : '---\n';
    if (i % 3 === 0) return marker + issuer(i, findings === 'one' && i !== middle);
    return marker + (i % 3 === 1 ? certificate(i) : deployment(i));
  });
  const text = parts.join('');
  const edited = parts[middle] ?? '';
  const start = parts.slice(0, middle).join('').length;
  return { text, edited, offset: start + edited.indexOf('@company.org') };
}
