import { isIpAddress, isIpv6 } from '../../model/address.ts';
import { replaced } from '../../model/certificate.ts';
import { type Item, textsAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an entry of `dnsNames` that is no DNS name: a URL, a name with a port, path or blanks, a dot at the end or
 * beginning, an empty label, more than 253 characters, more than 63 in a label, an IP address, a `*` anywhere but as
 * the whole first label.
 *
 * ## Why it matters
 * The webhook does not look at DNS names. An ACME server refuses the order, and the Certificate stays `READY False`;
 * a private issuer signs a certificate that no TLS client accepts for the host. Names with letters beyond ASCII are
 * the matter of `certificate-not-encodable`.
 *
 * ## When to allow it
 * Where a client of your own compares the text and not a host name.
 *
 * ## References
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - RFC 1034 section 3.1, RFC 6125 section 6.4.3, RFC 9525
 */
/**
 * @lang ko
 * ## 하는 일
 * DNS 이름이 아닌 `dnsNames` 항목을 알립니다. URL, 포트나 경로나 공백이 있는 이름, 앞이나 끝의 점, 빈 레이블,
 * 253자가 넘는 이름, 63자가 넘는 레이블, IP 주소, 첫 레이블 전체가 아닌 자리의 `*`입니다.
 *
 * ## 왜 중요한가
 * 웹훅은 DNS 이름을 살피지 않습니다. ACME 서버는 주문을 거부하고 Certificate는 `READY False`로 남습니다. 사설
 * 발급자는 어떤 TLS 클라이언트도 그 호스트의 것으로 받아들이지 않는 인증서를 서명합니다. ASCII가 아닌 이름은
 * `certificate-not-encodable`이 알립니다.
 *
 * ## 허용해도 되는 경우
 * 여러분의 클라이언트가 호스트 이름이 아니라 글자를 비교하는 경우입니다.
 *
 * ## 참고
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - RFC 1034 section 3.1, RFC 6125 section 6.4.3, RFC 9525
 */
export default defineRule({
  id: 'dns-name-malformed',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const say = texts[locale];
    for (const item of textsAt(map, 'spec.dnsNames')) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: beyond ASCII is another rule's.
      const fault = /[^\x00-\x7f]/.test(item.value) ? undefined : faultOf(item.value);
      if (!fault) continue;
      yield {
        at: item.span,
        message: say[fault](item.value),
        fixes: () => hostOnly(item, say.fix),
      };
    }
  },
});

type Fault = 'empty' | 'url' | 'address' | 'blank' | 'port' | 'dots' | 'long' | 'wildcard';

function faultOf(name: string): Fault | undefined {
  if (name.trim() === '') return 'empty';
  if (name.includes('/')) return 'url';
  if (isIpAddress(name) || isIpv6(name.replace(/^\[|\]$/g, ''))) return 'address';
  if (/\s/.test(name)) return 'blank';
  if (name.includes(':')) return 'port';
  if (/^\.|\.$|\.\./.test(name)) return 'dots';
  if (name.length > 253 || name.split('.').some((label) => label.length > 63)) return 'long';
  return /\*/.test(name.replace(/^\*\./, '')) ? 'wildcard' : undefined;
}

/** The host name inside of a URL, or without its port, blanks or last dot. */
function hostOnly(
  { value, node, span }: Item & { readonly value: string },
  title: (host: string) => string,
): Fix[] {
  const host = value
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^([^/]*)\/.*$/, '$1')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '');
  if (host === value || !/^[A-Za-z]/.test(host) || !/^[\w.-]+$/.test(host) || faultOf(host)) return [];
  const edit = replaced(node, span === node.span ? undefined : span, host);
  return edit ? [{ title: title(host), safety: 'safe', edits: [edit] }] : [];
}

interface Say extends Readonly<Record<Fault, (name: string) => string>> {
  readonly fix: (host: string) => string;
}

const outcome = {
  en: 'It is accepted, but no CA validates it and no client matches it.',
  ko: 'API 서버는 받아들이지만, 이 이름을 검증하는 CA도 일치한다고 보는 클라이언트도 없습니다.',
};

const texts: Texts<Say> = {
  en: {
    empty: () => `An empty entry is no DNS name. ${outcome.en}`,
    url: (name) => `\`${name}\` is a URL or a path; a DNS name is the host alone. ${outcome.en}`,
    address: (name) =>
      `\`${name}\` is an IP address and belongs into \`ipAddresses\`: as a DNS name no client matches it.`,
    blank: (name) => `A blank is in \`${name}\`: names are separate entries. ${outcome.en}`,
    port: (name) => `\`${name}\` has a port; a certificate is for a host. ${outcome.en}`,
    dots: (name) =>
      `\`${name}\` has an empty label: a dot at its beginning or end, or two in a row. ${outcome.en}`,
    long: (name) =>
      `This name has ${name.length} characters; a DNS name has at most 253, and 63 in each label. ${outcome.en}`,
    wildcard: (name) =>
      `In \`${name}\` the \`*\` is not the whole first label, and \`*\` alone is no name. ${outcome.en}`,
    fix: (host) => `Write ${host}`,
  },
  ko: {
    empty: () => `빈 항목은 DNS 이름이 아닙니다. ${outcome.ko}`,
    url: (name) => korean`\`${name}\`은(는) URL이나 경로입니다. DNS 이름에는 호스트만 씁니다. ${outcome.ko}`,
    address: (name) =>
      korean`\`${name}\`은(는) IP 주소이므로 \`ipAddresses\`에 씁니다. DNS 이름으로 쓰면 일치한다고 보는 클라이언트가 없습니다.`,
    blank: (name) => `\`${name}\`에 공백이 있습니다. 이름마다 항목을 따로 씁니다. ${outcome.ko}`,
    port: (name) =>
      `\`${name}\`에 포트가 있습니다. 인증서는 포트가 아니라 호스트에 발급됩니다. ${outcome.ko}`,
    dots: (name) =>
      `\`${name}\`에 빈 레이블이 있습니다. 점이 맨 앞이나 맨 끝에 있거나 잇달아 있습니다. ${outcome.ko}`,
    long: (name) =>
      `이 이름은 ${name.length}자입니다. DNS 이름은 253자 이하, 레이블마다 63자 이하입니다. ${outcome.ko}`,
    wildcard: (name) => `\`${name}\`의 \`*\`가 첫 레이블 전체가 아니거나, \`*\`뿐입니다. ${outcome.ko}`,
    fix: (host) => korean`${host}(으)로 바꾸기`,
  },
};
