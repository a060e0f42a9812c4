/** The words of previews. */

import { type Filling, fillingOf } from '../issuance/solverObjects.ts';
import type { Texts } from '../rules/rule.ts';
import { korean } from '../text/korean.ts';
import type { MarkWords, Origin } from './marked.ts';
import { solverName } from './solverName.ts';

export interface PreviewTexts {
  readonly origin: Readonly<Record<Origin, string>>;
  readonly filling: Readonly<Record<Filling, string>>;
  readonly cause: (origin: string, annotation: string) => string;
  readonly instead: (value: string) => string;
  readonly legend: readonly string[];
  readonly solver: (release: string, index: number, issuer: string) => string;
  readonly certificate: (release: string, source: string) => string;
  readonly edited: (ingress: string) => string;
  readonly refused: string;
  readonly older: string;
  /** Why there is nothing to show. */
  readonly why: {
    readonly nothingHere: string;
    /** A Certificate is wanted of an issuer. */
    readonly noSource: string;
    /** A solver's objects are wanted of something else. */
    readonly noIssuer: string;
    readonly notAcme: string;
    readonly noSolver: string;
    readonly dns01: (index: number) => string;
    readonly notOneWay: (index: number) => string;
    readonly templated: (index: number) => string;
    readonly noAnnotation: (kind: string) => string;
    readonly sourceTemplated: string;
    readonly sourceNameless: string;
    readonly sourceRefused: string;
    readonly taken: (name: string) => string;
    readonly older: (kind: string, release: string) => string;
  };
}

export const texts: Texts<PreviewTexts> = {
  en: {
    origin: { yours: 'yours', default: 'default', overridden: 'overridden' },
    filling: {
      name: '<the name that is proved>',
      nameHash: '<checksum of the name>',
      tokenHash: '<checksum of the token>',
      token: '<token of the CA>',
      key: '<token and account key>',
      image: '<the acmesolver image of your release>',
      challenge: '<name of the Challenge>',
      service: '<name of the Service>',
      namespace: '<namespace of the Certificate>',
    },
    cause: (origin, annotation) => `${origin}, by ${annotation}`,
    instead: (value) => `${value} by default`,
    legend: [
      'Nothing is created by looking at it. Each line says where it comes from:',
      '  yours: written in your YAML; by: in this annotation',
      '  default: made by cert-manager',
      '  overridden: yours, in the place of a default',
      'What stands in <angle brackets> is only known at run time. Flags of the controller, LimitRanges and webhooks may change more.',
    ],
    solver: (release, index, issuer) =>
      `What cert-manager ${release} creates for an HTTP-01 challenge of ${solverName(index, 'en')} in ${issuer}.`,
    certificate: (release, source) => `The Certificate that cert-manager ${release} makes of ${source}.`,
    edited: (ingress) => `No Ingress is created: this rule is written into the Ingress ${ingress}.`,
    refused: 'The API server refuses this Pod: the challenge stays pending.',
    older: 'This release may write it in an older API version; what it says is the same.',
    why: {
      nothingHere:
        'Put the cursor into a solver of an Issuer or ClusterIssuer, or into an Ingress, Gateway or ListenerSet with a cert-manager annotation.',
      noSource:
        'No Certificate is made of an issuer. Put the cursor into an Ingress, Gateway or ListenerSet with a cert-manager annotation.',
      noIssuer:
        'There is no solver here. Put the cursor into a solver of an Issuer or ClusterIssuer; of this resource, a Certificate can be previewed.',
      notAcme: 'This issuer is not of type ACME: it solves no challenges, so no objects are created.',
      noSolver: 'This issuer has no solver: an Order that asks it stays pending.',
      dns01: (index) => `DNS-01: ${solverName(index, 'en')} writes a TXT record and creates no objects.`,
      notOneWay: (index) =>
        `The http01 of ${solverName(index, 'en')} does not name exactly one of \`ingress\` and \`gatewayHTTPRoute\`: nothing is created.`,
      templated: (index) =>
        `A template has a part in ${solverName(index, 'en')}: what it becomes is not known here.`,
      noAnnotation: (kind) =>
        `cert-manager makes no Certificate of this ${kind}: it has no issuer annotation, or no TLS entry that asks for one.`,
      sourceNameless: 'This resource has no name yet, and the name of a Certificate is made of it.',
      sourceTemplated: 'A template decides about the Certificates of this resource: they are not known here.',
      sourceRefused:
        'cert-manager refuses what is asked for here and makes no Certificate. The Problems view says why.',
      taken: (name) =>
        `A Certificate \`${name}\` is written already: cert-manager leaves it alone and makes none.`,
      older: (kind, release) => `cert-manager ${release} does not read a ${kind}.`,
    },
  },
  ko: {
    origin: { yours: '내 설정', default: '기본값', overridden: '덮어씀' },
    filling: {
      name: '<증명할 이름>',
      nameHash: '<이름의 체크섬>',
      tokenHash: '<토큰의 체크섬>',
      token: '<CA가 준 토큰>',
      key: '<토큰과 계정 키>',
      image: '<릴리스의 acmesolver 이미지>',
      challenge: '<Challenge의 이름>',
      service: '<서비스의 이름>',
      namespace: '<Certificate의 네임스페이스>',
    },
    cause: (origin, annotation) => `${origin}(${annotation})`,
    instead: (value) => `원래 기본값은 ${value}`,
    legend: [
      '미리 보기만으로는 아무것도 만들어지지 않습니다. 줄마다 값이 어디서 왔는지 적혀 있습니다.',
      '  내 설정: YAML에 적은 값. 괄호 안은 그 값을 정한 어노테이션',
      '  기본값: cert-manager가 넣는 값',
      '  덮어씀: 기본값 대신 쓰이는 내 설정',
      '<꺾쇠괄호> 안의 값은 실행할 때 정해집니다. 컨트롤러의 플래그, LimitRange, 웹훅이 더 바꿀 수 있습니다.',
    ],
    solver: (release, index, issuer) =>
      korean`cert-manager ${release}이(가) ${issuer}의 ${solverName(index, 'ko')}(으)로 HTTP-01 챌린지를 풀 때 만드는 리소스입니다.`,
    certificate: (release, source) =>
      korean`cert-manager ${release}이(가) ${source}에서 만드는 Certificate입니다.`,
    edited: (ingress) => `인그레스를 새로 만들지 않고 이 규칙을 인그레스 ${ingress}에 써넣습니다.`,
    refused: 'API 서버가 이 파드를 거부하므로 챌린지가 대기 상태에 머뭅니다.',
    older: '이 릴리스는 더 오래된 API 버전으로 만들 수 있지만 내용은 같습니다.',
    why: {
      nothingHere:
        'Issuer나 ClusterIssuer의 솔버, 또는 cert-manager 어노테이션이 있는 인그레스, 게이트웨이, ListenerSet 안에 커서를 두세요.',
      noSource:
        'Issuer에서는 Certificate가 만들어지지 않습니다. cert-manager 어노테이션이 있는 인그레스, 게이트웨이, ListenerSet 안에 커서를 두세요.',
      noIssuer:
        '여기에는 솔버가 없습니다. Issuer나 ClusterIssuer의 솔버 안에 커서를 두세요. 이 리소스에서는 Certificate를 미리 볼 수 있습니다.',
      notAcme: 'ACME 발급자가 아니어서 챌린지를 풀지 않으므로 만들어지는 리소스가 없습니다.',
      noSolver: '이 발급자에는 솔버가 없어 여기에 요청하는 Order는 대기 상태에 머뭅니다.',
      dns01: (index) =>
        korean`${solverName(index, 'ko')}은(는) DNS-01로 응답합니다. TXT 레코드를 쓸 뿐 리소스를 만들지 않습니다.`,
      notOneWay: (index) =>
        `${solverName(index, 'ko')}의 http01에 \`ingress\`와 \`gatewayHTTPRoute\` 중 정확히 하나가 있어야 합니다. 지금은 아무것도 만들어지지 않습니다.`,
      templated: (index) => `${solverName(index, 'ko')}에 템플릿이 있어 무엇이 될지 여기서 알 수 없습니다.`,
      noAnnotation: (kind) =>
        `이 ${kind}에서는 Certificate가 만들어지지 않습니다. 발급자 어노테이션이 없거나, 인증서를 요청하는 TLS 항목이 없습니다.`,
      sourceNameless: '이 리소스에 아직 이름이 없습니다. Certificate의 이름은 그 이름으로 만들어집니다.',
      sourceTemplated: '이 리소스의 Certificate는 템플릿이 정하므로 여기서 알 수 없습니다.',
      sourceRefused:
        'cert-manager가 이 요청을 거부하여 Certificate를 만들지 않습니다. 이유는 문제 보기에 있습니다.',
      taken: (name) =>
        korean`Certificate \`${name}\`이(가) 이미 적혀 있어 cert-manager는 그것을 그대로 두고 새로 만들지 않습니다.`,
      older: (kind, release) => korean`cert-manager ${release}은(는) ${kind}을(를) 읽지 않습니다.`,
    },
  },
};

/** The words of the marks of lines. */
export function markWordsOf({ origin, cause, instead, filling }: PreviewTexts): MarkWords {
  return { origin, cause, instead, filling: (hole) => filling[fillingOf(hole)] };
}
