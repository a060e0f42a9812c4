/** The words of hovers on values. */
import type { Texts } from '../rules/rule.ts';
import { korean } from '../text/korean.ts';
import { code } from '../text/markdown.ts';
import { solverName } from './solverName.ts';

export interface Explaining {
  readonly type: string;
  readonly server: string;
  readonly secret: string;
  readonly ingressClass: (name: string) => string;
  readonly gateway: (name: string) => string;
  readonly issuer: (kind: string, name: string) => string;
  readonly issuerNotSeen: (kind: string, name: string, namespace: string | undefined) => string;
  readonly externalIssuer: (kind: string, name: string, group: string) => string;
  /** Of a host that no certificate is asked for. */
  readonly notAsked: (host: string) => string;
  readonly solver: (name: string, issuer: string, index: number, way: string) => string;
  readonly noSolver: (name: string, issuer: string) => string;
  readonly request: (name: string) => string;
  readonly record: (name: string) => string;
  readonly served: (
    version: string,
    since: string | undefined,
    until: string | undefined,
    now: string,
  ) => string;
}

export const texts: Texts<Explaining> = {
  en: {
    type: 'Type',
    server: 'Server',
    secret: 'Secret',
    ingressClass: (name) => `ingress class ${code(name)}`,
    gateway: (name) => `Gateway ${code(name)}`,
    issuer: (kind, name) => `${kind} ${code(name)}`,
    issuerNotSeen: (kind, name, namespace) =>
      `${kind} ${code(name)}${namespace === undefined ? '' : ` in namespace ${code(namespace)}`}: not in the files that are known here. It may well be in the cluster.`,
    externalIssuer: (kind, name, group) =>
      `${code(`${kind}.${group}`)} ${code(name)}: an external issuer. What it needs is up to its own controller; nothing of it is checked here.`,
    notAsked: (host) =>
      `No entry of \`tls\` with a \`secretName\` names ${code(host)}: no certificate is asked for it.`,
    solver: (name, issuer, index, way) =>
      `${code(name)} is proved by ${solverName(index, 'en')} of ${issuer}: ${way}.`,
    noSolver: (name, issuer) => `No solver of ${issuer} takes ${code(name)}: its Order stays pending.`,
    request: (name) =>
      `The CA asks for ${code(`http://${name}/.well-known/acme-challenge/<TOKEN>`)} on port 80; cert-manager asks first.`,
    record: (name) =>
      `The CA looks for the TXT record ${code(`_acme-challenge.${name}`)}; cert-manager looks first.`,
    served: (version, since, until, now) => {
      const from = since === undefined ? '' : ` ${since}`;
      return until === undefined
        ? `${version} is served by cert-manager${from} and later.`
        : `${version} is served by cert-manager${from} up to ${until}; later ones serve ${code(now)}.`;
    },
  },
  ko: {
    type: '유형',
    server: '서버',
    secret: '시크릿',
    ingressClass: (name) => `인그레스 클래스 ${code(name)}`,
    gateway: (name) => `게이트웨이 ${code(name)}`,
    issuer: (kind, name) => `${kind} ${code(name)}`,
    issuerNotSeen: (kind, name, namespace) =>
      `${kind} ${code(name)}${namespace === undefined ? '' : `(네임스페이스 ${code(namespace)})`}: 여기서 아는 파일에는 없습니다. 클러스터에는 있을 수 있습니다.`,
    externalIssuer: (kind, name, group) =>
      `${code(`${kind}.${group}`)} ${code(name)}: 외부 발급자입니다. 필요한 것은 그 컨트롤러가 정하며 여기서는 검사하지 않습니다.`,
    notAsked: (host) =>
      korean`\`secretName\`이 있는 \`tls\` 항목 가운데 ${code(host)}을(를) 적은 것이 없어 이 호스트의 인증서는 요청하지 않습니다.`,
    solver: (name, issuer, index, way) =>
      korean`${code(name)}은(는) ${issuer}의 ${solverName(index, 'ko')}(으)로 증명합니다: ${way}.`,
    noSolver: (name, issuer) =>
      korean`${issuer}에는 ${code(name)}을(를) 맡을 솔버가 없습니다. Order는 계속 대기합니다.`,
    request: (name) =>
      korean`CA가 포트 80으로 ${code(`http://${name}/.well-known/acme-challenge/<TOKEN>`)}을(를) 요청합니다. cert-manager가 먼저 확인합니다.`,
    record: (name) =>
      korean`CA가 TXT 레코드 ${code(`_acme-challenge.${name}`)}을(를) 찾습니다. cert-manager가 먼저 확인합니다.`,
    served: (version, since, until, now) => {
      const from = since === undefined ? '' : ` ${since}부터`;
      return until === undefined
        ? korean`${version}은(는) cert-manager${from} 제공됩니다.`
        : korean`${version}은(는) cert-manager${from} ${until}까지 제공됩니다. 그 뒤에는 ${code(now)}을(를) 씁니다.`;
    },
  },
};
