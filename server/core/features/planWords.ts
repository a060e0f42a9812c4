/** The words of a plan for people. */
import type { Hidden } from '../issuance/gap.ts';
import type { PlannedName } from '../issuance/plan.ts';
import type { Texts } from '../rules/rule.ts';
import { korean } from '../text/korean.ts';
import { solverName } from './solverName.ts';

export interface PlanWords {
  readonly nothing: string;
  readonly madeOf: (source: string) => string;
  readonly builtBy: (folder: string) => string;
  /** In the place of a name. */
  readonly noName: Readonly<Record<'absent' | 'templated', string>>;
  readonly issuer: Readonly<Record<'missing' | 'several' | 'unknown' | 'notNamed', string>> & {
    readonly type: Readonly<Record<'none' | 'several', string>>;
  };
  readonly external: (group: string) => string;
  readonly contested: string;
  readonly noNames: string;
  readonly moreNames: Readonly<Record<Hidden, string>>;
  readonly state: Readonly<Record<Exclude<PlannedName['state'], 'chosen'>, string>>;
  readonly why: {
    readonly dnsNames: string;
    readonly dnsZones: (zone: string) => string;
    readonly matchLabels: (labels: string) => string;
    readonly default: string;
  };
  readonly solver: (index: number) => string;
  readonly pod: string;
  readonly podUnknown: Readonly<Record<Hidden, string>>;
  readonly noPodAtAll: Readonly<Record<'noWay' | 'twoWays', string>>;
  readonly podRefused: string;
  readonly nodes: string;
  readonly noNode: string;
  readonly not: string;
  readonly ingressClass: (name: string) => string;
  readonly noClass: string;
  readonly gateway: (name: string, className: string) => string;
  readonly anyNode: string;
  readonly schedulingUnknown: string;
  readonly outside: (product: string) => string;
  readonly servedBy: string;
  readonly nobodyKnown: string;
  readonly elsewhere: (nodes: string) => string;
  readonly maybeElsewhere: string;
  readonly copy: (what: string) => string;
  readonly runsAnywhere: string;
  readonly follow: (labels: string, namespace: string) => string;
  readonly contradicts: string;
  readonly noMatch: string;
  readonly noPod: (namespaces: string) => string;
  readonly taint: (key: string) => string;
  readonly findings: string;
  readonly unplanned: Readonly<Record<'templated' | 'unclear' | 'nameless' | 'refused', string>> & {
    readonly taken: (name: string) => string;
  };
}

const en: PlanWords = {
  nothing: 'No Certificate is written here, and nothing that cert-manager would make one of.',
  madeOf: (source) => `made of ${source}`,
  builtBy: (folder) => `built by ${folder}`,
  noName: { absent: '(no name)', templated: '(name from a template)' },
  issuer: {
    missing: 'not found here',
    several: 'several of this name',
    unknown: 'not known',
    notNamed: 'no issuer is named',
    type: { none: 'no type', several: 'more than one type' },
  },
  external: (group) => `of ${group}, another controller`,
  contested: 'Something else makes a Certificate of this name as well: the first one keeps it.',
  noNames: 'no names',
  moreNames: {
    templated: 'further names come from a template',
    unclear: 'there may be further names',
  },
  state: {
    none: 'no solver takes it: the Order stays pending',
    'not-acme': 'no challenge',
    'typeless-issuer': 'none: the issuer has no type',
    'typeless-solver': 'challenge not known: a solver has neither http01 nor dns01',
    templated: 'challenge not known: a template decides',
    unknown: 'challenge not known',
  },
  why: {
    dnsNames: 'names it',
    dnsZones: (zone) => `zone ${zone}`,
    matchLabels: (labels) => `labels ${labels}`,
    default: 'has no selector',
  },
  solver: (index) => solverName(index, 'en'),
  pod: 'pod',
  podUnknown: { templated: 'a template decides where it runs', unclear: 'where it runs is not known' },
  noPodAtAll: {
    noWay: 'neither ingress nor gatewayHTTPRoute, so there is no pod',
    twoWays: 'both ingress and gatewayHTTPRoute, so there is no pod',
  },
  podRefused: 'the API server refuses this pod',
  nodes: 'nodes',
  noNode: 'none',
  not: 'not',
  ingressClass: (name) => `ingress class ${name}`,
  noClass: 'Ingress without a class',
  gateway: (name, className) => `Gateway ${name} of class ${className}`,
  anyNode: 'any node',
  schedulingUnknown: 'on nodes that are not known here',
  outside: (product) => `${product}, outside of the nodes`,
  servedBy: 'served by',
  nobodyKnown: 'no controller of it is known here',
  elsewhere: (nodes) => `The ingress does not run on ${nodes}, where this pod may land.`,
  maybeElsewhere: 'The ingress is held to some nodes, and this pod is not.',
  copy: (what) => `Hold the pod to the same nodes: ${what}`,
  runsAnywhere: 'The ingress may run on any node.',
  follow: (labels, namespace) => `Let a podAffinity follow its pods (${labels} in ${namespace}).`,
  contradicts: 'This pod and the ingress never share a node.',
  noPod: (namespaces) =>
    `The podAffinity does not look into ${namespaces}, where the pods of the ingress are: this pod stays Pending.`,
  noMatch: 'No node has the labels that this pod asks for: it stays Pending.',
  taint: (key) =>
    `Every node that fits has a taint that this pod does not tolerate (${key}): it stays Pending.`,
  findings: 'findings',
  unplanned: {
    templated: 'a template decides about its Certificates',
    unclear: 'its Certificates are not known: the text cannot be read',
    nameless: 'without a name it makes no Certificate',
    refused: 'cert-manager refuses it and makes no Certificate',
    taken: (name) => `Certificate ${name} is written already, so none is made`,
  },
};

const ko: PlanWords = {
  nothing: '여기에는 Certificate도, cert-manager가 Certificate를 만들 리소스도 없습니다.',
  madeOf: (source) => `${source}에서 만들어짐`,
  builtBy: (folder) => korean`${folder}이(가) 빌드`,
  noName: { absent: '(이름 없음)', templated: '(템플릿이 정하는 이름)' },
  issuer: {
    missing: '여기에 없음',
    several: '같은 이름이 여럿 있음',
    unknown: '알 수 없음',
    notNamed: '지정한 발급자 없음',
    type: { none: '유형 없음', several: '유형이 둘 이상' },
  },
  external: (group) => `다른 컨트롤러(${group})의 발급자`,
  contested: '같은 이름의 Certificate를 만드는 리소스가 또 있습니다. 먼저 만든 쪽의 것만 남습니다.',
  noNames: '이름 없음',
  moreNames: { templated: '나머지 이름은 템플릿이 정합니다', unclear: '이름이 더 있을 수 있습니다' },
  state: {
    none: '맡을 솔버가 없어 Order가 계속 대기합니다',
    'not-acme': '챌린지 없음',
    'typeless-issuer': '없음: 발급자에 유형이 없습니다',
    'typeless-solver': '챌린지를 알 수 없음: http01도 dns01도 없는 솔버가 있습니다',
    templated: '챌린지를 알 수 없음: 템플릿이 정합니다',
    unknown: '챌린지를 알 수 없음',
  },
  why: {
    dnsNames: '이 이름을 지정함',
    dnsZones: (zone) => `영역 ${zone}`,
    matchLabels: (labels) => `레이블 ${labels}`,
    default: '셀렉터 없음',
  },
  solver: (index) => solverName(index, 'ko'),
  pod: '파드',
  podUnknown: {
    templated: '어디서 실행될지는 템플릿이 정합니다',
    unclear: '어디서 실행될지 알 수 없습니다',
  },
  noPodAtAll: {
    noWay: 'ingress도 gatewayHTTPRoute도 없어 파드가 만들어지지 않습니다',
    twoWays: 'ingress와 gatewayHTTPRoute가 모두 있어 파드가 만들어지지 않습니다',
  },
  podRefused: 'API 서버가 이 파드를 거부합니다',
  nodes: '노드',
  noNode: '없음',
  not: '제외',
  ingressClass: (name) => `인그레스 클래스 ${name}`,
  noClass: '클래스 없는 인그레스',
  gateway: (name, className) => `${className} 클래스의 게이트웨이 ${name}`,
  anyNode: '모든 노드',
  schedulingUnknown: '어느 노드인지는 여기서 알 수 없음',
  outside: (product) => `${product}, 노드 밖에서 동작`,
  servedBy: '담당',
  nobodyKnown: '담당하는 컨트롤러를 여기서 알 수 없습니다',
  elsewhere: (nodes) => `이 파드가 놓일 수 있는 ${nodes}에서는 인그레스가 실행되지 않습니다.`,
  maybeElsewhere: '인그레스는 일부 노드에서만 실행되는데 이 파드는 그렇지 않습니다.',
  copy: (what) => `파드를 같은 노드에 묶으세요: ${what}`,
  runsAnywhere: '인그레스는 어느 노드에서나 실행될 수 있습니다.',
  follow: (labels, namespace) => `podAffinity로 인그레스의 파드(${namespace}의 ${labels})를 따르게 하세요.`,
  contradicts: '이 파드와 인그레스는 같은 노드에 놓일 수 없습니다.',
  noPod: (namespaces) =>
    `podAffinity가 인그레스의 파드가 있는 ${namespaces} 네임스페이스를 살피지 않으므로 이 파드는 Pending에 머뭅니다.`,
  noMatch: '이 파드가 요구하는 레이블을 가진 노드가 없어 Pending에 머뭅니다.',
  taint: (key) => `맞는 노드마다 이 파드가 허용하지 않는 테인트(${key})가 있어 Pending에 머뭅니다.`,
  findings: '찾은 문제',
  unplanned: {
    templated: '어떤 Certificate가 될지는 템플릿이 정합니다',
    unclear: '텍스트를 읽을 수 없어 어떤 Certificate가 될지 알 수 없습니다',
    nameless: '이름이 없어 Certificate를 만들지 않습니다',
    refused: 'cert-manager가 거부하여 Certificate를 만들지 않습니다',
    taken: (name) => korean`Certificate ${name}이(가) 이미 있어 만들지 않습니다`,
  },
};

export const planWords: Texts<PlanWords> = { en, ko };
