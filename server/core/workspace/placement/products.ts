/**
 * Ingress and gateway controllers as they can be told from manifests: images, labels, the controller names of their
 * classes. Facts of each project's own manifests and charts (2026).
 */

export type Product =
  | 'ingress-nginx'
  | 'traefik'
  | 'envoy-gateway'
  | 'istio'
  | 'cilium'
  | 'haproxytech'
  | 'haproxy-ingress'
  | 'contour'
  | 'kong'
  | 'nginx-gateway-fabric'
  | 'nginx-inc'
  | 'apisix'
  | 'emissary'
  | 'gke'
  | 'aws'
  | 'azure'
  | 'alibaba';

export interface ProductFacts {
  readonly product: Product;
  /** Matches the repository of the image (no tag, no digest) of the container that takes the requests. */
  readonly image?: RegExp;
  /** Another image that must be in the pod, where the first one is used by many. */
  readonly beside?: RegExp;
  /** Labels of its pods, where images do not tell; one of these is enough. */
  readonly labels?: readonly (readonly [key: string, value: RegExp])[];
  /** `spec.controller` of its IngressClasses, `spec.controllerName` of its GatewayClasses. */
  readonly controller: RegExp;
  /** The ingress class that it serves where nothing else is said. */
  readonly defaultClass?: string;
  /** The argument that makes it serve Ingresses without a class; `always`: unless it is told one; absent: not known. */
  readonly classless?: RegExp | 'always' | 'never';
  /** It makes pods for each Gateway, so that none of its workloads serves a GatewayClass. */
  readonly podsOfGateway?: true;
  /** It runs outside of the nodes: where the solver runs does not matter to it. */
  readonly outside?: true;
  /** Classes that need no IngressClass or GatewayClass. */
  readonly builtIn?: RegExp;
}

export const products: readonly ProductFacts[] = [
  {
    product: 'ingress-nginx',
    image: /(?:^|\/)(?:[a-z-]*ingress-nginx(?:-|\/)controller|nginx-ingress-controller)$/,
    labels: [['app.kubernetes.io/name', /^(?:rke2-)?ingress-nginx$/]],
    classless: /(?:^| )--watch-ingress-without-class(?:=true)?(?: |$)/,
    controller: /^(?:k8s\.io\/|webapprouting\.kubernetes\.azure\.com\/nginx$)/,
    defaultClass: 'nginx',
  },
  {
    product: 'traefik',
    image: /(?:^|\/|-)traefik$/,
    labels: [
      ['app.kubernetes.io/name', /^traefik$/],
      ['app', /^traefik$/],
    ],
    classless: 'always',
    controller: /^traefik\.io\//,
    defaultClass: 'traefik',
  },
  {
    product: 'istio',
    labels: [
      ['istio', /(?:^|-)ingressgateway$/],
      ['app', /^istio-ingress(?:gateway)?$/],
      ['app.kubernetes.io/name', /^istio-ingress(?:gateway)?$/],
    ],
    classless: 'never',
    controller: /^istio\.io\//,
    podsOfGateway: true,
    defaultClass: 'istio',
  },
  {
    product: 'cilium',
    image: /(?:^|\/)cilium(?:-envoy)?$/,
    labels: [['k8s-app', /^cilium(?:-envoy)?$/]],
    classless: 'never',
    controller: /^(?:cilium\.io|io\.cilium)\//,
    defaultClass: 'cilium',
  },
  {
    product: 'haproxytech',
    image: /(?:^|\/)haproxytech\/kubernetes-ingress$/,
    classless: /(?:^| )--empty-ingress-class(?: |$)/,
    controller: /^haproxy\.org\//,
    defaultClass: 'haproxy',
  },
  {
    product: 'haproxy-ingress',
    image: /(?:^|\/)(?:jcmoraisjr|haproxy-ingress)\/haproxy-ingress$/,
    classless: /(?:^| )--watch-ingress-without-class(?:=true)?(?: |$)/,
    controller: /^haproxy-ingress\.github\.io\//,
    defaultClass: 'haproxy',
  },
  {
    product: 'contour',
    image: /(?:^|\/)(?:envoyproxy|bitnami|bitnamilegacy)\/envoy$/,
    beside: /(?:^|\/)contour$/,
    controller: /^projectcontour\.io\//,
    defaultClass: 'contour',
  },
  {
    product: 'kong',
    image: /(?:^|\/)kong(?:-gateway)?$/,
    controller: /(?:^|\.)konghq\.com\//,
    defaultClass: 'kong',
  },
  {
    product: 'nginx-gateway-fabric',
    image: /(?:^|\/)nginx-gateway-fabric\/nginx(?:-plus)?$/,
    classless: 'never',
    controller: /^gateway\.nginx\.org\//,
    podsOfGateway: true,
  },
  {
    product: 'nginx-inc',
    image: /(?:^|\/)nginx(?:inc)?\/nginx(?:-plus)?-ingress$/,
    classless: 'never',
    controller: /^nginx\.org\//,
    defaultClass: 'nginx',
  },
  {
    product: 'apisix',
    image: /(?:^|\/)apache\/apisix$/,
    controller: /^apisix\.apache\.org\//,
    defaultClass: 'apisix',
  },
  {
    product: 'emissary',
    image: /(?:^|\/)(?:emissaryingress\/emissary|datawire\/(?:aes|ambassador|emissary))$/,
    controller: /^getambassador\.io\//,
    defaultClass: 'ambassador',
  },
  { product: 'envoy-gateway', controller: /^gateway\.envoyproxy\.io\//, podsOfGateway: true },
  {
    product: 'gke',
    controller: /^networking\.gke\.io\//,
    outside: true,
    builtIn: /^(?:gce(?:-internal)?|gke-l7-[a-z-]+)$/,
  },
  {
    product: 'aws',
    controller:
      /^(?:ingress\.k8s\.aws|eks\.amazonaws\.com|gateway\.k8s\.aws|application-networking\.k8s\.aws)\//,
    outside: true,
    builtIn: /^alb$/,
  },
  {
    product: 'azure',
    controller: /^(?:azure\/application-gateway$|alb\.networking\.azure\.io\/)/,
    outside: true,
    builtIn: /^(?:azure\/application-gateway|azure-application-gateway|azure-alb-external)$/,
  },
  { product: 'alibaba', controller: /^ingress\.k8s\.alibabacloud\//, outside: true },
];

/** The product of an IngressClass or GatewayClass. */
export function productOfController(controller: string): ProductFacts | undefined {
  return products.find((facts) => facts.controller.test(controller));
}

/** `repository` of an image reference, without tag and digest. */
export function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
}
