/** Helm charts of ingress controllers: where their values say on which nodes the pods run (each chart's `values.yaml`, 2026). */
import type { DataMap } from '../../model/data.ts';
import type { Product } from './products.ts';

export interface ChartFacts {
  readonly product: Product;
  /** Names of the chart, the last part of a path or of a registry address. */
  readonly names: RegExp;
  /** What the address or name of its repository must say, where the chart's name alone says too little. */
  readonly source?: RegExp;
  /** The paths below which `nodeSelector`, `affinity` and `tolerations` stand; one is written, the others are of other releases. */
  readonly pod: readonly string[];
  /** What makes the pods a DaemonSet: a path, and the values there (`true` for a flag). */
  readonly daemonSet: readonly (readonly [path: string, value: RegExp])[];
  /** The chart's own choice where nothing is written. */
  readonly otherwise: 'daemonset' | 'deployment';
  readonly hostNetwork: readonly string[];
  /** Where the names of its ingress classes stand, and the name where nothing is written. */
  readonly classes: readonly string[];
  readonly defaultClass?: string;
  /**
   * Paths of flags that make it serve Ingresses without a class (absent: not known), and whether it does where none is
   * written.
   */
  readonly classless?: readonly string[];
  readonly classlessOtherwise?: true;
  /** The flag that makes its IngressClass the default one, and whether it is where nothing is written. */
  readonly byDefault?: string;
  readonly byDefaultOtherwise?: true;
  /** The flag without which it serves no Ingresses. */
  readonly ingresses?: string;
  /** The GatewayClass that it makes: the flag that it needs, where the name stands, the name where nothing is written. */
  readonly gateways?: {
    readonly flag?: string;
    readonly names: readonly string[];
    readonly otherwise: string;
  };
  /** Its pods are made for each Gateway, beside it. */
  readonly podsOfGateway?: true;
  /** Labels of the nodes that listen, where a flag is set. */
  readonly listeners?: { readonly flag: string; readonly labels: string };
  /** What its pods have where no value is written; most charts leave that empty. */
  readonly defaults?: DataMap;
  /** Whether it makes an IngressClass of the release's name where nothing is written. */
  readonly classOfRelease?: true;
  /** Labels that its pods have; undefined values where they change with the release. */
  readonly labels: DataMap;
}

const kind = (path: string) => [path, /^daemonset$/i] as const;
const flag = (path: string) => [path, /^true$/] as const;
const named = (name: string, more: DataMap = {}): DataMap => ({ 'app.kubernetes.io/name': name, ...more });

export const charts: readonly ChartFacts[] = [
  {
    product: 'ingress-nginx',
    names: /^ingress-nginx$/,
    pod: ['controller'],
    daemonSet: [kind('controller.kind')],
    otherwise: 'deployment',
    hostNetwork: ['controller.hostNetwork'],
    classes: ['controller.ingressClassResource.name', 'controller.ingressClass'],
    defaultClass: 'nginx',
    classless: ['controller.watchIngressWithoutClass', 'controller.ingressClassResource.default'],
    byDefault: 'controller.ingressClassResource.default',
    labels: named('ingress-nginx', { 'app.kubernetes.io/component': 'controller' }),
  },
  {
    // RKE2 brings it along as a DaemonSet.
    product: 'ingress-nginx',
    names: /^rke2-ingress-nginx$/,
    pod: ['controller'],
    daemonSet: [kind('controller.kind')],
    otherwise: 'daemonset',
    hostNetwork: ['controller.hostNetwork'],
    classes: ['controller.ingressClassResource.name', 'controller.ingressClass'],
    defaultClass: 'nginx',
    classless: ['controller.watchIngressWithoutClass', 'controller.ingressClassResource.default'],
    byDefault: 'controller.ingressClassResource.default',
    labels: named('rke2-ingress-nginx', { 'app.kubernetes.io/component': 'controller' }),
  },
  {
    product: 'traefik',
    names: /^traefik$/,
    pod: [''],
    daemonSet: [kind('deployment.kind')],
    otherwise: 'deployment',
    hostNetwork: ['hostNetwork'],
    classes: ['ingressClass.name', 'providers.kubernetesIngress.ingressClass'],
    defaultClass: 'traefik',
    classOfRelease: true,
    classless: ['ingressClass.isDefaultClass'],
    classlessOtherwise: true,
    byDefault: 'ingressClass.isDefaultClass',
    byDefaultOtherwise: true,
    gateways: {
      flag: 'providers.kubernetesGateway.enabled',
      names: ['gatewayClass.name'],
      otherwise: 'traefik',
    },
    labels: named('traefik'),
  },
  {
    product: 'haproxytech',
    names: /^kubernetes-ingress$/,
    pod: ['controller'],
    daemonSet: [kind('controller.kind')],
    otherwise: 'deployment',
    hostNetwork: ['controller.daemonset.useHostNetwork'],
    classes: ['controller.ingressClassResource.name', 'controller.ingressClass'],
    defaultClass: 'haproxy',
    classless: ['controller.ingressClassResource.default'],
    byDefault: 'controller.ingressClassResource.default',
    labels: named('kubernetes-ingress'),
  },
  {
    product: 'haproxy-ingress',
    names: /^haproxy-ingress$/,
    pod: ['controller'],
    daemonSet: [kind('controller.kind')],
    otherwise: 'deployment',
    hostNetwork: ['controller.hostNetwork'],
    classes: ['controller.ingressClass'],
    defaultClass: 'haproxy',
    byDefault: 'controller.ingressClassResource.default',
    labels: named('haproxy-ingress'),
  },
  {
    product: 'contour',
    names: /^contour$/,
    pod: ['envoy'],
    daemonSet: [kind('envoy.kind')],
    otherwise: 'daemonset',
    hostNetwork: ['envoy.hostNetwork'],
    classes: ['contour.ingressClass.name'],
    defaultClass: 'contour',
    byDefault: 'contour.ingressClass.default',
    byDefaultOtherwise: true,
    labels: named('contour', { 'app.kubernetes.io/component': 'envoy' }),
  },
  {
    product: 'kong',
    names: /^kong$/,
    pod: [''],
    daemonSet: [flag('deployment.daemonset')],
    otherwise: 'deployment',
    hostNetwork: ['deployment.hostNetwork'],
    classes: ['ingressController.ingressClass'],
    defaultClass: 'kong',
    labels: named('kong'),
  },
  {
    product: 'kong',
    names: /^ingress$/,
    source: /kong/,
    pod: ['gateway'],
    daemonSet: [flag('gateway.deployment.daemonset')],
    otherwise: 'deployment',
    hostNetwork: ['gateway.deployment.hostNetwork'],
    classes: ['controller.ingressController.ingressClass'],
    defaultClass: 'kong',
    labels: {},
  },
  {
    product: 'nginx-inc',
    names: /^nginx-ingress$/,
    pod: ['controller'],
    daemonSet: [kind('controller.kind')],
    otherwise: 'deployment',
    hostNetwork: ['controller.hostNetwork'],
    classes: ['controller.ingressClass.name', 'controller.ingressClass'],
    defaultClass: 'nginx',
    classless: ['controller.ingressClass.setAsDefaultIngress'],
    byDefault: 'controller.ingressClass.setAsDefaultIngress',
    labels: named('nginx-ingress'),
  },
  {
    product: 'apisix',
    names: /^apisix$/,
    pod: ['', 'apisix'],
    daemonSet: [flag('useDaemonSet'), kind('apisix.kind')],
    otherwise: 'deployment',
    hostNetwork: ['hostNetwork', 'apisix.hostNetwork'],
    classes: ['ingress-controller.config.kubernetes.ingressClass'],
    defaultClass: 'apisix',
    labels: named('apisix'),
  },
  {
    product: 'emissary',
    names: /^(?:emissary-ingress|edge-stack|ambassador)$/,
    // edge-stack holds emissary-ingress as a part of itself.
    pod: ['', 'emissary-ingress'],
    daemonSet: [flag('daemonSet'), flag('emissary-ingress.daemonSet')],
    otherwise: 'deployment',
    hostNetwork: ['hostNetwork', 'emissary-ingress.hostNetwork'],
    classes: [],
    defaultClass: 'ambassador',
    labels: {},
  },
  {
    product: 'istio',
    names: /^(?:gateway|istio-ingress(?:gateway)?)$/,
    source: /istio/,
    pod: ['', 'gateways.istio-ingressgateway'],
    daemonSet: [kind('kind')],
    otherwise: 'deployment',
    hostNetwork: [],
    classes: [],
    defaultClass: 'istio',
    classless: [],
    labels: {},
  },
  {
    // Requests come in through the proxy of every node, whichever Service they are sent to.
    product: 'cilium',
    names: /^cilium$/,
    pod: ['', 'envoy'],
    daemonSet: [],
    otherwise: 'daemonset',
    hostNetwork: [],
    classes: [],
    defaultClass: 'cilium',
    ingresses: 'ingressController.enabled',
    classless: ['ingressController.default'],
    byDefault: 'ingressController.default',
    gateways: { flag: 'gatewayAPI.enabled', names: [], otherwise: 'cilium' },
    listeners: {
      flag: 'ingressController.hostNetwork.enabled',
      labels: 'ingressController.hostNetwork.nodes.matchLabels',
    },
    defaults: { tolerations: [{ operator: 'Exists' }], hostNetwork: true },
    labels: {},
  },
  {
    // Before release 2 its one pod was placed at the root.
    product: 'nginx-gateway-fabric',
    names: /^nginx-gateway-fabric$/,
    pod: ['', 'nginx.pod'],
    daemonSet: [kind('nginx.kind')],
    otherwise: 'deployment',
    hostNetwork: [],
    classes: [],
    classless: [],
    gateways: { names: ['nginxGateway.gatewayClassName'], otherwise: 'nginx' },
    podsOfGateway: true,
    labels: {},
  },
];

/** What is known of the chart `name`, which may be a path, an address of an archive, or `repository/name`. */
export function chartOf(name: string, source: string): ChartFacts | undefined {
  const last = name.replace(/\/+$/, '').split('/').at(-1) ?? '';
  const plain = last.replace(/-v?\d[\w.+-]*\.tgz$|\.tgz$/, '');
  return charts.find((facts) => facts.names.test(plain) && (facts.source?.test(`${source} ${name}`) ?? true));
}
