/** Values that fields are known to take, beyond what the API's own structure names. */
import { listenerSetSince, type Release } from '../../facts.ts';
import type { Texts } from '../../rules/rule.ts';

/** A value, and a word on what it is; a word that both languages share stands once. */
export interface KnownValue {
  readonly value: string;
  readonly detail?: Texts<string> | string;
  /** Entries that have to stand beside it, as `kind: ClusterIssuer`. */
  readonly beside?: readonly string[];
  /** The release that brought it. */
  readonly since?: Release;
}

const words = (...values: readonly string[]): readonly KnownValue[] => values.map((value) => ({ value }));
const one = (value: string, en: string, ko: string): KnownValue => ({ value, detail: { en, ko } });
const eab = (value: string, name: string, inKorean = name): KnownValue =>
  one(value, `${name}; needs externalAccountBinding`, `${inKorean}. externalAccountBinding 필요`);

/**
 * ACME directories of CAs that anybody can use; as published by the CAs, each checked against
 * `issuance/acmeRequest.ts` by a test.
 */
const directories: readonly KnownValue[] = [
  one('https://acme-v02.api.letsencrypt.org/directory', "Let's Encrypt, production", "Let's Encrypt 운영"),
  one(
    'https://acme-staging-v02.api.letsencrypt.org/directory',
    "Let's Encrypt, staging: not trusted by browsers, generous limits",
    "Let's Encrypt 스테이징. 브라우저가 신뢰하지 않으며 한도가 넉넉함",
  ),
  eab('https://acme.zerossl.com/v2/DV90', 'ZeroSSL'),
  eab('https://dv.acme-v02.api.pki.goog/directory', 'Google Trust Services'),
  eab(
    'https://dv.acme-v02.test-api.pki.goog/directory',
    'Google Trust Services, staging',
    'Google Trust Services 스테이징',
  ),
  eab('https://acme.ssl.com/sslcom-dv-rsa', 'SSL.com, RSA'),
  eab('https://acme.ssl.com/sslcom-dv-ecc', 'SSL.com, ECDSA'),
  eab('https://acme-api.actalis.com/acme/directory', 'Actalis'),
];

const days = (value: string, count: number): KnownValue => one(value, `${count} days`, `${count}일`);

/** By field path; `*.` stands for any beginning. */
export const knownValues: Readonly<Record<string, readonly KnownValue[]>> = {
  '*.acme.server': directories,
  '*.acme.profile': [
    one('classic', "Let's Encrypt: the default", "Let's Encrypt 기본값"),
    one(
      'tlsserver',
      "Let's Encrypt: for web servers, without common name",
      "Let's Encrypt 웹 서버용, 공통 이름 없음",
    ),
    one('shortlived', "Let's Encrypt: about 6 days", "Let's Encrypt 약 6일"),
  ],
  '*.acme.preferredChain': words('ISRG Root X1', 'ISRG Root X2'),
  '*.issuerRef.kind': words('Issuer', 'ClusterIssuer'),
  '*.issuerRef.group': words('cert-manager.io'),
  '*.serviceType': [
    one(
      'ClusterIP',
      'reached through the ingress controller inside of the cluster',
      '클러스터 안의 인그레스 컨트롤러를 거쳐 접근',
    ),
    one('NodePort', 'the default', '기본값'),
  ],
  '*.rfc2136.tsigAlgorithm': words('HMACSHA256', 'HMACSHA512', 'HMACSHA1', 'HMACMD5'),
  '*.parentRefs[].kind': [{ value: 'Gateway' }, { value: 'ListenerSet', since: listenerSetSince }],
  '*.parentRefs[].group': words('gateway.networking.k8s.io'),
  '*.matchExpressions[].operator': [
    one('In', 'has one of these values', '이 값들 중 하나를 가짐'),
    one('NotIn', 'has none of these values, or not the label', '이 값들이 아니거나 레이블이 없음'),
    one(
      'Exists',
      'has the label, whatever its value; without `values`',
      '값과 상관없이 레이블이 있음. `values` 없이',
    ),
    one('DoesNotExist', 'has not the label; without `values`', '레이블이 없음. `values` 없이'),
    one('Gt', 'is a number greater than the one value', '값 하나보다 큰 수'),
    one('Lt', 'is a number less than the one value', '값 하나보다 작은 수'),
  ],
  '*.tolerations[].operator': words('Exists', 'Equal'),
  '*.tolerations[].effect': [
    one('NoSchedule', 'taints that keep new pods away', '새 파드를 막는 테인트'),
    one('NoExecute', 'taints that also evict running pods', '실행 중인 파드도 내보내는 테인트'),
    one('PreferNoSchedule', 'taints that keep pods away if possible', '가능하면 파드를 막는 테인트'),
  ],
  'Certificate.spec.duration': [days('2160h', 90), days('8760h', 365), days('720h', 30)],
  'Certificate.spec.renewBefore': [days('360h', 15), days('720h', 30), days('240h', 10)],
  'Certificate.spec.renewBeforePercentage': [
    one('33', 'when a third is left, as by default', '3분의 1이 남았을 때. 기본값과 같음'),
    one('25', 'when a quarter is left', '4분의 1이 남았을 때'),
    one('50', 'when half is left', '절반이 남았을 때'),
  ],
  '*.waitInsteadOfSelfCheck': [
    one(
      '60s',
      'a minute, then the CA is asked without a look at the name',
      '1분 뒤 이름을 확인하지 않고 CA에 요청',
    ),
    one('5m', 'for DNS that is slow to spread', '전파가 느린 DNS용'),
  ],
  '*.route53.region': words('us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-northeast-2'),
  '*.vault.auth.kubernetes.mountPath': words('/v1/auth/kubernetes'),
  '*.topologyKey': words('kubernetes.io/hostname', 'topology.kubernetes.io/zone'),
};

/** Key sizes by algorithm, the usual first (`pkg/util/pki/generate.go`, release 1.21). */
export const keySizes: Readonly<Record<string, readonly string[]>> = {
  RSA: ['2048', '3072', '4096', '8192'],
  ECDSA: ['256', '384', '521'],
};

/** The key algorithm that a signature algorithm is of; RSA is the default of a key. */
export const signatureKeys: Readonly<Record<string, string>> = {
  SHA256WithRSA: 'RSA',
  SHA384WithRSA: 'RSA',
  SHA512WithRSA: 'RSA',
  ECDSAWithSHA256: 'ECDSA',
  ECDSAWithSHA384: 'ECDSA',
  ECDSAWithSHA512: 'ECDSA',
  PureEd25519: 'Ed25519',
};

/** Usages that come first: those of a web server's certificate, of a client's, of a CA's. */
const firstUsages: readonly string[] = [
  'digital signature',
  'key encipherment',
  'server auth',
  'client auth',
  'cert sign',
  'crl sign',
];

/** Values of enums and booleans that come first, by field path: those that people mean who write the field at all. */
export const firstValues: Readonly<Record<string, readonly string[]>> = {
  '*.usages[]': firstUsages,
  '*.privateKey.rotationPolicy': ['Always'],
  '*.additionalOutputFormats[].type': ['CombinedPEM'],
  '*.cnameStrategy': ['Follow'],
  '*.pkcs12.profile': ['Modern2023'],
  'Certificate.spec.encodeUsagesInRequest': ['false'],
};

/** Node labels that every cluster has (Kubernetes reference "Well-Known Labels"). */
export const wellKnownLabels: readonly string[] = [
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
];

/** Ingress classes that controllers bring. */
export const usualClasses: readonly string[] = ['nginx', 'traefik', 'haproxy', 'alb', 'kong'];

/** Words on the values of enums, by field path. */
export const valueWords: Readonly<Record<string, Readonly<Record<string, Texts<string>>>>> = {
  '*.privateKey.rotationPolicy': {
    Always: {
      en: 'a new key at every issuance; the default since 1.18',
      ko: '발급할 때마다 새 키. 1.18부터 기본값',
    },
    Never: {
      en: 'the key in the Secret is used again; the default before 1.18',
      ko: '시크릿의 키를 계속 사용. 1.18 이전 기본값',
    },
  },
  '*.privateKey.algorithm': {
    RSA: { en: 'the default; 2048 bits unless `size` is set', ko: '기본값. `size`가 없으면 2048비트' },
    ECDSA: { en: '256 bits unless `size` is set', ko: '`size`가 없으면 256비트' },
    Ed25519: {
      en: '`size` is ignored; few public CAs accept it',
      ko: '`size`는 무시됨. 받아 주는 공개 CA가 드묾',
    },
  },
  '*.privateKey.encoding': {
    PKCS1: { en: 'the default; EC keys are written as SEC 1', ko: '기본값. EC 키는 SEC 1로 저장' },
    PKCS8: { en: 'what Java and many libraries read', ko: 'Java와 여러 라이브러리가 읽는 형식' },
  },
  '*.cnameStrategy': {
    None: {
      en: 'the default: the record is written at the name itself',
      ko: '기본값. 이름 자체에 레코드를 씀',
    },
    Follow: {
      en: 'CNAMEs are followed, and the record is written where they lead',
      ko: 'CNAME을 따라간 곳에 레코드를 씀',
    },
  },
  '*.additionalOutputFormats[].type': {
    CombinedPEM: {
      en: '`tls-combined.pem`: key and chain in one',
      ko: '`tls-combined.pem`: 키와 체인을 한 파일로',
    },
    DER: { en: '`key.der`: the key in binary form', ko: '`key.der`: 바이너리 형식의 키' },
  },
  '*.pkcs12.profile': {
    LegacyRC2: { en: 'the default; read by very old software', ko: '기본값. 아주 오래된 소프트웨어도 읽음' },
    LegacyDES: { en: 'for old software; better than RC2', ko: '오래된 소프트웨어용. RC2보다 나음' },
    Modern2023: {
      en: 'strong algorithms, read by current software',
      ko: '강한 알고리즘. 요즘 소프트웨어가 읽음',
    },
    Modern2026: { en: 'the strongest; needs recent readers', ko: '가장 강함. 최신 소프트웨어 필요' },
  },
  '*.renewal.policy': {
    RenewBefore: { en: 'the default: renewed before expiry', ko: '기본값. 만료 전에 갱신' },
    Disabled: { en: 'never renewed by time', ko: '시간에 따른 갱신을 하지 않음' },
  },
  '*.usages[]': {
    'digital signature': { en: 'part of the default', ko: '기본값의 일부' },
    'key encipherment': {
      en: 'part of the default; needed for RSA key exchange',
      ko: '기본값의 일부. RSA 키 교환에 필요',
    },
    'server auth': { en: 'proves a server to its clients', ko: '서버를 클라이언트에 증명' },
    'client auth': { en: 'proves a client to a server (mTLS)', ko: '클라이언트를 서버에 증명(mTLS)' },
    'cert sign': { en: 'signs other certificates; set by `isCA`', ko: '다른 인증서에 서명. `isCA`가 설정' },
  },
  '*.issuerRef.kind': {
    Issuer: {
      en: 'in the namespace of the resource; the default',
      ko: '리소스의 네임스페이스에 있음. 기본값',
    },
    ClusterIssuer: { en: 'for all namespaces', ko: '모든 네임스페이스에서 사용' },
  },
  '*.azureDNS.environment': {
    AzurePublicCloud: { en: 'the default', ko: '기본값' },
    AzureGermanCloud: {
      en: 'accepted, but unknown to the code since 1.14',
      ko: '받아들여지지만 1.14부터 동작하지 않음',
    },
  },
  '*.rfc2136.protocol': {
    UDP: { en: 'the usual way of updates', ko: '업데이트의 일반적인 방식' },
    TCP: { en: 'for servers and firewalls that drop UDP', ko: 'UDP를 버리는 서버나 방화벽용' },
  },
  'Challenge.spec.type': {
    'HTTP-01': { en: 'a file on port 80 of the name', ko: '이름의 포트 80에 있는 파일' },
    'DNS-01': { en: 'a TXT record below the name', ko: '이름 아래의 TXT 레코드' },
  },
};
