/** A chain over two files: a Certificate for a wildcard and its issuer, which can serve it or not. */

export const folder = 'file:///work';
export const certificate = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: shop
  namespace: shop
spec:
  secretName: shop-tls
  dnsNames: ["*.shop.example.org"]
  issuerRef:
    kind: ClusterIssuer
    name: letsencrypt
`;
export const issuer = (type: string) => `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: ops@kubernetes.io
    privateKeySecretRef:
      name: letsencrypt
    solvers:
      - ${type}
`;
export const http01 = issuer(
  'http01: {ingress: {ingressClassName: nginx, podTemplate: {spec: {nodeSelector: {a: b}}}}}',
);
export const dns01 = issuer('dns01: {cloudflare: {apiTokenSecretRef: {name: token, key: token}}}');
export const uri = `${folder}/certificate.yaml`;
export const wildcard = 'acme-name-without-solver';
