import { directoryAt, hostOf } from '../../issuance/acmeRequest.ts';
import { textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `spec.acme.server` that is not the directory of the CA it names: Let's Encrypt's retired ACME v1, hosts of
 * Let's Encrypt that do not exist, and at well-known CAs a missing or wrong path, `http://`, or a slash at the end.
 *
 * ## Why it matters
 * The webhook takes any text. With a v1 URL the Issuer ends at `Ready=False`, reason `InvalidConfig`; with any other
 * wrong URL the account cannot be registered (`ErrRegisterACMEAccount`), and the message depends on what the CA answers.
 *
 * ## When to allow it
 * Never.
 *
 * ## References
 * - [ACME: configuration](https://cert-manager.io/docs/configuration/acme/)
 * - cert-manager 1.21, `pkg/issuer/acme/setup.go`; issue 3062
 */
/**
 * @lang ko
 * ## 하는 일
 * `spec.acme.server`가 해당 CA의 디렉터리가 아니면 알립니다. Let's Encrypt의 폐기된 ACME v1, Let's Encrypt에 없는 호스트, 그리고 잘
 * 알려진 CA에서 빠졌거나 틀린 경로, `http://`, 끝의 슬래시입니다.
 *
 * ## 왜 중요한가
 * 웹훅은 어떤 문자열이든 받습니다. v1 URL이면 Issuer는 `Ready=False`(이유 `InvalidConfig`)로 끝나고, 그 밖의 틀린 URL이면 계정을 등록하지
 * 못합니다(`ErrRegisterACMEAccount`). 메시지는 CA의 응답에 따라 다릅니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다.
 *
 * ## 참고
 * - [ACME 설정](https://cert-manager.io/docs/configuration/acme/)
 * - cert-manager 1.21, `pkg/issuer/acme/setup.go`, 이슈 3062
 */
export default defineRule({
  id: 'acme-server-url-wrong',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'always',
  since: '0.1.0',
  *check({ map }, { locale, edit }) {
    const server = textAt(map, 'spec.acme.server');
    const host = server && hostOf(server.value);
    if (!server || host === undefined) return;
    const [reason, right] = judge(server.value, host);
    if (reason === undefined || right === undefined) return;
    const say = texts[locale];
    const fixes = (): Fix[] => [
      { title: say.fix(right), safety: 'safe', edits: edit.write(server.span, right) },
    ];
    yield { at: server.span, message: say[reason](host, right), fixes };
  },
});

type Reason = 'retired' | 'host' | 'path';
const production = 'acme-v02.api.letsencrypt.org';
const staging = 'acme-staging-v02.api.letsencrypt.org';

function judge(url: string, host: string): [reason?: Reason, right?: string | undefined] {
  if (host === 'acme-v01.api.letsencrypt.org') return ['retired', directoryAt(production)];
  if (host === 'acme-staging.api.letsencrypt.org') return ['retired', directoryAt(staging)];
  const right = directoryAt(host);
  if (right !== undefined) {
    const written = url.replace(/^[^/]*\/\/[^/]*/, `https://${host}`);
    return written === right && /^https:\/\/[^/:]+\//i.test(url) ? [] : ['path', right];
  }
  if (!/(^|\.)letsencrypt\.org$/.test(host)) return [];
  return ['host', directoryAt(/sta?g/.test(host) ? staging : production)];
}

interface Say extends Readonly<Record<Reason, (host: string, right: string) => string>> {
  readonly fix: (url: string) => string;
}

const texts: Texts<Say> = {
  en: {
    retired: (host, right) =>
      `\`${host}\` spoke ACME v1, which is gone: the Issuer never becomes Ready. The directory is \`${right}\`.`,
    host: (host, right) =>
      `Let's Encrypt has no ACME server at \`${host}\`: no account can be registered. The directory is \`${right}\`.`,
    path: (host, right) =>
      `This is not the directory of \`${host}\`, so that no account can be registered. The directory is \`${right}\`.`,
    fix: (url) => `Use ${url}`,
  },
  ko: {
    retired: (host, right) =>
      korean`\`${host}\`은(는) 운영이 끝난 ACME v1 서버라 Issuer가 Ready가 되지 못합니다. 디렉터리는 \`${right}\`입니다.`,
    host: (host, right) =>
      korean`Let's Encrypt에는 \`${host}\`(이)라는 ACME 서버가 없어 계정을 등록할 수 없습니다. 디렉터리는 \`${right}\`입니다.`,
    path: (host, right) =>
      `\`${host}\`의 디렉터리가 아니어서 계정을 등록할 수 없습니다. 디렉터리는 \`${right}\`입니다.`,
    fix: (url) => korean`${url}(으)로 바꾸기`,
  },
};
