import { isBefore } from '../../facts.ts';
import { insideOf, providersOf } from '../../model/issuerTypes.ts';
import { type Found, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports the `nameserver` of an `rfc2136` solver where it cannot be read as a host with an optional port: no host
 * before the port (`:53`), or an IPv6 address without brackets. The fix sets the brackets.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the issuer.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [RFC 2136](https://cert-manager.io/docs/configuration/acme/dns01/rfc2136/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/util/nameserver.go`; in this form since 0.15
 */
/**
 * @lang ko
 * ## 하는 일
 * 호스트와 선택적인 포트로 읽을 수 없는 `rfc2136` 솔버의 `nameserver`를 알립니다. 포트 앞에 호스트가 없거나(`:53`) IPv6 주소에
 * 대괄호가 없는 경우입니다. 수정은 대괄호를 넣습니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 Issuer를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [RFC 2136](https://cert-manager.io/docs/configuration/acme/dns01/rfc2136/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/util/nameserver.go`. 0.15부터 이렇습니다.
 */
export default defineRule({
  id: 'rfc2136-nameserver-malformed',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(issuer, { locale, release }) {
    if (isBefore(release, '0.15')) return;
    const say = texts[locale];
    for (const { map } of providersOf(issuer, 'rfc2136')) {
      const server = textAt(map, 'nameserver');
      if (!server || server.value === '' || isHostPort(server.value.trim())) continue;
      const bare = isBareIpv6(server.value);
      const message = bare ? say.brackets(server.value) : say.noHost(server.value);
      yield { at: server.span, message, fixes: () => (bare ? bracketed(server, say.fix) : []) };
    }
  },
});

/** Go's `net.SplitHostPort`, where a missing port is no mistake. */
function isHostPort(text: string): boolean {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return text !== '';
  if (!text.startsWith('[')) return colon > 0 && !/[:[\]]/.test(text.slice(0, colon)) && !/[[\]]/.test(text);
  const end = text.indexOf(']');
  if (end < 0) return false;
  const behind = text.slice(end + 1);
  return behind === '' || (end > 1 && /^:[^:[\]]*$/.test(behind)) || (!behind.startsWith(':') && colon < end);
}

const isBareIpv6 = (text: string) => /^[0-9a-f:]+(\.\d+){0,3}$/i.test(text) && text.split(':').length > 2;

/** A plain scalar cannot start with a bracket, so it is quoted. Where the end may be meant as a port, nothing is sure. */
function bracketed(server: Found<string>, title: string): readonly Fix[] {
  const inside = insideOf(server);
  if (!inside || server.value.endsWith(':53')) return [];
  const plain = inside.start === server.span.start;
  const newText = plain ? `"[${server.value}]"` : `[${server.value}]`;
  return [{ title, safety: 'safe', edits: [{ span: inside, newText }] }];
}

interface Say extends Readonly<Record<'brackets' | 'noHost', (value: string) => string>> {
  readonly fix: string;
}

const texts: Texts<Say> = {
  en: {
    brackets: (value) =>
      `An IPv6 address needs brackets here: \`[${value}]\`, and the port, if any, behind them. The webhook refuses the issuer.`,
    noHost: (value) =>
      `\`${value}\` is no host with an optional port, as \`10.0.0.1:53\` or \`[2001:db8::1]:53\`. The webhook refuses the issuer.`,
    fix: 'Set brackets around the IPv6 address',
  },
  ko: {
    brackets: (value) =>
      `여기서 IPv6 주소에는 대괄호가 필요합니다. \`[${value}]\`처럼 쓰고 포트는 그 뒤에 붙입니다. 웹훅이 Issuer를 거부합니다.`,
    noHost: (value) =>
      korean`\`${value}\`은(는) \`10.0.0.1:53\`이나 \`[2001:db8::1]:53\` 같은 호스트(포트는 생략 가능)가 아닙니다. 웹훅이 Issuer를 거부합니다.`,
    fix: 'IPv6 주소에 대괄호 넣기',
  },
};
