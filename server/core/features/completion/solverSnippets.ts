/** Whole solvers, as bodies (`layout.ts`). Each is held to our own rules by a test. */
import { isBefore, type Release } from '../../facts.ts';
import { itemsAt, numberAt, textAt } from '../../model/look.ts';
import type { Known } from '../../model/resource.ts';
import type { Options } from '../../options.ts';
import type { Texts } from '../../rules/rule.ts';
import { korean } from '../../text/korean.ts';
import { scalar } from './layout.ts';
import { classNames } from './neighbourValues.ts';
import type { Neighbours } from './offer.ts';
import { type PinBody, pinBody, routeThrough } from './pins.ts';

export interface SolverSnippet {
  readonly label: string;
  readonly detail: Texts<string>;
  readonly body: string;
  /** The release that brought what it writes. */
  readonly since: Release;
}

const deeper = (text: string, by: number) => text.replaceAll(/^/gm, ' '.repeat(by));

/** All solvers that a release can have; those that people use most come first. Names are those that neighbours have. */
export function solverSnippets(
  options: Options,
  release: Release,
  neighbours: Neighbours,
): readonly SolverSnippet[] {
  const className = classNames(neighbours)[0] ?? 'nginx';
  const gateways = neighbours.all('Gateway');
  const gateway = gateways.find(isPlainHttp) ?? gateways[0];
  const { name = 'gateway', namespace = 'default' } = gateway ?? {};
  const ingressClass = isBefore(release, '1.12') ? 'class' : 'ingressClassName';
  const http01: readonly SolverSnippet[] = [
    way(
      'http01 ingress',
      { en: 'HTTP-01 through an Ingress', ko: '인그레스를 거치는 HTTP-01' },
      `ingress:\n  ${ingressClass}: «${scalar(className)}»`,
      pinBody({ kind: 'ingress', className }, options, release, neighbours),
      '1.0',
    ),
    way(
      'http01 gateway',
      { en: 'HTTP-01 through the Gateway API', ko: '게이트웨이 API를 거치는 HTTP-01' },
      `gatewayHTTPRoute:\n  parentRefs:\n    - name: «${scalar(name)}»\n      namespace: «${scalar(namespace)}»\n      kind: Gateway`,
      pinBody(gateway && routeThrough(gateway), options, release, neighbours),
      '1.16',
    ),
  ];
  return [...http01, ...dns01].filter(({ since }) => !isBefore(release, since));
}

/** Whether a Gateway listens where ACME servers ask (RFC 8555, section 8.3). */
function isPlainHttp({ map }: Known): boolean {
  return itemsAt(map, 'spec.listeners').some(
    ({ node }) =>
      node.type === 'map' &&
      textAt(node, 'protocol')?.value === 'HTTP' &&
      numberAt(node, 'port')?.value === 80,
  );
}

function way(label: string, what: Texts<string>, body: string, pin: PinBody, since: Release): SolverSnippet {
  const template = pin.body === undefined ? '' : `\n${deeper(pin.body, 4)}`;
  return {
    label,
    detail: { en: `${what.en}, ${pin.detail.en}`, ko: `${what.ko}, ${pin.detail.ko}` },
    body: `http01:\n${deeper(body, 2)}${template}`,
    since,
  };
}

function dns(
  name: string,
  product: string | Texts<string>,
  body: string,
  since: Release = '1.0',
): SolverSnippet {
  const { en, ko } = typeof product === 'string' ? { en: product, ko: product } : product;
  return {
    label: `dns01 ${name}`,
    detail: { en: `DNS-01 with ${en}`, ko: korean`${ko}을(를) 쓰는 DNS-01` },
    body: `dns01:\n  ${name}:\n${deeper(body, 4)}`,
    since,
  };
}

const secret = (field: string, name: string, key: string) => `${field}:\n  name: «${name}»\n  key: «${key}»`;

const dns01: readonly SolverSnippet[] = [
  dns('cloudflare', 'Cloudflare', secret('apiTokenSecretRef', 'cloudflare-api-token', 'api-token')),
  dns(
    'route53',
    'Amazon Route 53',
    `region: «eu-central-1»\naccessKeyIDSecretRef:\n  name: «route53-credentials»\n  key: «access-key-id»\n${secret('secretAccessKeySecretRef', 'route53-credentials', 'secret-access-key')}`,
    '1.9',
  ),
  dns(
    'cloudDNS',
    'Google Cloud DNS',
    `project: «my-project»\n${secret('serviceAccountSecretRef', 'clouddns-service-account', 'key.json')}`,
  ),
  dns(
    'azureDNS',
    'Azure DNS',
    `tenantID: «00000000-0000-0000-0000-000000000000»\nsubscriptionID: «11111111-1111-1111-1111-111111111111»\nresourceGroupName: «my-resource-group»\nhostedZoneName: «example.com»\nclientID: «22222222-2222-2222-2222-222222222222»\n${secret('clientSecretSecretRef', 'azure-dns', 'client-secret')}`,
  ),
  dns('digitalocean', 'DigitalOcean', secret('tokenSecretRef', 'digitalocean-token', 'access-token')),
  dns(
    'rfc2136',
    'RFC 2136',
    `nameserver: «ns1.example.com:53»\ntsigKeyName: «acme-key»\ntsigAlgorithm: HMACSHA256\n${secret('tsigSecretSecretRef', 'tsig-secret', 'key')}`,
  ),
  dns(
    'akamai',
    'Akamai',
    `serviceConsumerDomain: «akab-xxxx.luna.akamaiapis.net»\n${secret('clientTokenSecretRef', 'akamai-dns', 'clientToken')}\n${secret('clientSecretSecretRef', 'akamai-dns', 'clientSecret')}\n${secret('accessTokenSecretRef', 'akamai-dns', 'accessToken')}`,
  ),
  dns(
    'acmeDNS',
    'ACME-DNS',
    `host: «https://auth.acme-dns.io»\n${secret('accountSecretRef', 'acme-dns', 'acmedns.json')}`,
  ),
  dns(
    'webhook',
    { en: 'a webhook', ko: '웹훅' },
    'groupName: «acme.example.com»\nsolverName: «my-solver»\nconfig:\n  «apiUrl: https://dns.example.com»',
  ),
];
