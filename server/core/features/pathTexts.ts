/** The words of the picture. */
import type { Hidden } from '../issuance/gap.ts';
import type { ShutOut } from '../issuance/routeAdmission.ts';
import type { Texts } from '../rules/rule.ts';
import { solverName } from './solverName.ts';

/** What requests come through. */
export type Through = 'ingress' | 'gateway';

export interface PathTexts {
  readonly title: (certificate: string) => string;
  /** In the place of a name. */
  readonly noName: Readonly<Record<'absent' | 'templated', string>>;
  readonly certificate: Readonly<Record<'made' | 'noNames', string>> & {
    readonly moreNames: Readonly<Record<Hidden, string>>;
  };
  readonly issuer: Readonly<
    Record<'missing' | 'several' | 'unknown' | 'noChallenge' | 'notNamed' | 'templatedKind', string>
  > & {
    readonly type: Readonly<Record<'none' | 'several', string>>;
    readonly external: (group: string) => string;
  };
  readonly solver: {
    readonly title: (index: number) => string;
    readonly none: string;
    readonly noneTitle: string;
    readonly templated: string;
    readonly typeless: string;
    readonly way: Readonly<Record<'noWay' | 'twoWays', string>>;
    readonly unknownTitle: string;
    readonly ingressClass: (name: string) => string;
    readonly noClass: string;
    readonly gateway: (name: string) => string;
    readonly waits: (duration: string) => string;
  };
  readonly pod: Readonly<Record<'title' | 'unknown' | 'refused' | 'anyNode', string>> & {
    readonly beside: (labels: string) => string;
  };
  readonly controller: Readonly<Record<'unknown' | 'whereUnknown' | 'outside', string>> & {
    readonly title: Readonly<Record<Through, string>>;
    readonly shut: Readonly<Record<ShutOut['why'], string>>;
    readonly how: Readonly<Record<'daemonset' | 'deployment' | 'pod', string>>;
  };
  readonly record: string;
  readonly nodes: Readonly<Record<'both' | 'solver' | 'solverOnly' | 'none', string>> & {
    readonly ingressOnly: Readonly<Record<Through, string>>;
    readonly more: (count: number) => string;
  };
  readonly ca: Readonly<Record<'title' | 'from', string>>;
  readonly selfCheck: Readonly<Record<'title' | 'from', string>>;
  readonly edge: Readonly<
    Record<
      | 'makes'
      | 'asks'
      | 'solves'
      | 'creates'
      | 'writes'
      | 'outside'
      | 'check'
      | 'forwards'
      | 'mayRun'
      | 'runs',
      string
    >
  > & { readonly names: (first: string, more: number) => string };
  readonly state: Readonly<Record<'error' | 'warning' | 'info', string>>;
  readonly alternative: (from: string, label: string, to: string) => string;
}

export const texts: Texts<PathTexts> = {
  en: {
    title: (certificate) => `The way of a challenge for Certificate ${certificate}`,
    noName: { absent: '(no name)', templated: '(name from a template)' },
    certificate: {
      made: 'made by cert-manager',
      noNames: 'no names',
      moreNames: { templated: 'more names from a template', unclear: 'maybe more names' },
    },
    issuer: {
      missing: 'not found in the workspace',
      several: 'several of this name',
      unknown: 'not known',
      noChallenge: 'no challenge is needed',
      notNamed: '(none is named)',
      templatedKind: 'a template decides its kind',
      type: { none: 'no type', several: 'more than one type' },
      external: (group) => `of another controller: ${group}`,
    },
    solver: {
      title: (index) => solverName(index, 'en'),
      none: 'the Order stays pending',
      noneTitle: 'No solver',
      templated: 'a template decides',
      typeless: 'a solver has neither http01 nor dns01',
      way: { noWay: 'neither ingress nor gatewayHTTPRoute', twoWays: 'both ingress and gatewayHTTPRoute' },
      unknownTitle: 'Challenge not known',
      ingressClass: (name) => `ingress class ${name}`,
      noClass: 'Ingress without a class',
      gateway: (name) => `Gateway ${name}`,
      waits: (duration) => `waits ${duration}, no self check`,
    },
    pod: {
      title: 'Solver pod',
      unknown: 'where it may run is not known',
      refused: 'The API server refuses this pod.',
      anyNode: 'any node',
      beside: (labels) => `beside pods ${labels}`,
    },
    controller: {
      title: { ingress: 'Ingress controller', gateway: 'Gateway controller' },
      unknown: 'which one is not known',
      whereUnknown: 'where it runs is not known',
      outside: 'outside of the nodes',
      shut: {
        listener: 'has no such listener',
        http: 'has no HTTP listener',
        namespace: 'takes no routes of the namespace',
        hostname: 'does not take the name',
      },
      how: { daemonset: 'DaemonSet', deployment: 'Deployment', pod: 'pods' },
    },
    record: 'DNS record',
    nodes: {
      both: 'Nodes of both',
      solver: 'Nodes of the solver pod',
      solverOnly: 'Nodes of the solver pod only',
      ingressOnly: { ingress: 'Nodes of the ingress only', gateway: 'Nodes of the gateway only' },
      none: 'No node takes the pod',
      more: (count) => `and ${count} more`,
    },
    ca: { title: 'CA', from: 'asks from the internet' },
    selfCheck: { title: 'cert-manager', from: 'checks first, in the cluster' },
    edge: {
      makes: 'makes',
      asks: 'asks',
      solves: 'solved by',
      creates: 'creates',
      writes: 'writes',
      outside: 'request from outside',
      check: 'self check',
      forwards: 'forwards',
      mayRun: 'may run on',
      runs: 'runs on',
      names: (first, more) => (more === 0 ? first : `${first} +${more}`),
    },
    state: { error: 'Error', warning: 'Warning', info: 'Information' },
    alternative: (from, label, to) => `${from} – ${label} → ${to}`,
  },
  ko: {
    title: (certificate) => `Certificate ${certificate}의 챌린지 경로`,
    noName: { absent: '(이름 없음)', templated: '(템플릿이 정하는 이름)' },
    certificate: {
      made: 'cert-manager가 만듦',
      noNames: '이름 없음',
      moreNames: { templated: '나머지 이름은 템플릿이 정함', unclear: '이름이 더 있을 수 있음' },
    },
    issuer: {
      missing: '작업 영역에 없음',
      several: '같은 이름이 여럿 있음',
      unknown: '알 수 없음',
      noChallenge: '챌린지가 필요 없음',
      notNamed: '(지정하지 않음)',
      templatedKind: '종류는 템플릿이 정함',
      type: { none: '유형 없음', several: '유형이 둘 이상' },
      external: (group) => `다른 컨트롤러의 발급자: ${group}`,
    },
    solver: {
      title: (index) => solverName(index, 'ko'),
      none: 'Order가 대기 상태에 머묾',
      noneTitle: '맡을 솔버 없음',
      templated: '템플릿이 정함',
      typeless: 'http01도 dns01도 없는 솔버가 있음',
      way: { noWay: 'ingress도 gatewayHTTPRoute도 없음', twoWays: 'ingress와 gatewayHTTPRoute가 모두 있음' },
      unknownTitle: '챌린지를 알 수 없음',
      ingressClass: (name) => `인그레스 클래스 ${name}`,
      noClass: '클래스 없는 인그레스',
      gateway: (name) => `게이트웨이 ${name}`,
      waits: (duration) => `자체 점검 없이 ${duration} 기다림`,
    },
    pod: {
      title: '솔버 파드',
      unknown: '어디서 실행될지 알 수 없음',
      refused: 'API 서버가 이 파드를 거부합니다.',
      anyNode: '모든 노드',
      beside: (labels) => `${labels} 파드 곁`,
    },
    controller: {
      title: { ingress: '인그레스 컨트롤러', gateway: '게이트웨이 컨트롤러' },
      unknown: '어느 것인지 알 수 없음',
      whereUnknown: '어디서 실행되는지 알 수 없음',
      outside: '노드 밖에서 동작',
      shut: {
        listener: '그런 리스너가 없음',
        http: 'HTTP 리스너가 없음',
        namespace: '이 네임스페이스의 라우트를 받지 않음',
        hostname: '이 이름을 받지 않음',
      },
      how: { daemonset: 'DaemonSet', deployment: 'Deployment', pod: '파드' },
    },
    record: 'DNS 레코드',
    nodes: {
      both: '둘 다 실행되는 노드',
      solver: '솔버 파드가 실행되는 노드',
      solverOnly: '솔버 파드만 실행되는 노드',
      ingressOnly: { ingress: '인그레스만 실행되는 노드', gateway: '게이트웨이만 실행되는 노드' },
      none: '파드를 받을 노드 없음',
      more: (count) => `외 ${count}개`,
    },
    ca: { title: 'CA', from: '인터넷에서 요청' },
    selfCheck: { title: 'cert-manager', from: '먼저 클러스터 안에서 점검' },
    edge: {
      makes: '만듦',
      asks: '요청',
      solves: '맡음',
      creates: '만듦',
      writes: '기록',
      outside: '외부 요청',
      check: '자체 점검',
      forwards: '전달',
      mayRun: '놓일 수 있음',
      runs: '동작',
      names: (first, more) => (more === 0 ? first : `${first} 외 ${more}개`),
    },
    state: { error: '오류', warning: '경고', info: '정보' },
    alternative: (from, label, to) => `${from} – ${label} → ${to}`,
  },
};
