import { acmeRequest } from '../../issuance/acmeRequest.ts';
import { has, lacks, look, mapAt, textAt, textsAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { isDeeplyCertain } from '../../yaml/read.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `commonName` that is in neither `dnsNames` nor `ipAddresses` of a Certificate whose issuer, in the
 * workspace, is an ACME one.
 *
 * ## Why it matters
 * cert-manager refuses to order such a certificate: the CertificateRequest fails with the reason `InvalidOrder`, and is
 * tried again after an hour, then ever more rarely. The webhook does not see it, as it does not know the issuer.
 *
 * ## When to allow it
 * Never. Clients look at the DNS names alone; the common name may as well be left out.
 *
 * ## References
 * - cert-manager 1.21, `pkg/controller/certificaterequests/acme/acme.go`; issue 2370
 */
/**
 * @lang ko
 * ## 하는 일
 * 작업 영역에 있는 발급자가 ACME일 때, Certificate의 `commonName`이 `dnsNames`에도 `ipAddresses`에도 없으면 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager는 이런 인증서를 주문하지 않습니다. CertificateRequest는 `InvalidOrder`로 실패하고 한 시간 뒤에, 그다음부터는 점점
 * 드물게 다시 시도됩니다. 웹훅은 발급자를 모르므로 이를 알리지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 클라이언트는 DNS 이름만 보므로 commonName은 없어도 됩니다.
 *
 * ## 참고
 * - cert-manager 1.21, `pkg/controller/certificaterequests/acme/acme.go`, 이슈 2370
 */
export default defineRule({
  id: 'acme-common-name-not-in-dns-names',
  kinds: ['Certificate'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'always',
  since: '0.1.0',
  *check(resource, { isPart, locale, index, edit }) {
    const { map } = resource;
    const commonName = textAt(map, 'spec.commonName');
    if (!commonName || commonName.value === '' || isPart() || !acmeRequest(resource, index)) return;
    const lists = ['spec.dnsNames', 'spec.ipAddresses'];
    const known = lists.every((path) => {
      const list = look(map, path);
      return list.state === 'absent' || (list.state === 'written' && isDeeplyCertain(list.node));
    });
    if (!known || lists.some((path) => textsAt(map, path).some(({ value }) => same(value, commonName.value))))
      return;
    // Without any name there is nothing that could be asked for; that is another finding.
    if (has(map, 'spec.literalSubject')) return;
    const say = texts[locale];
    const fixes = (): Fix[] => {
      const spec = mapAt(map, 'spec');
      const names = look(map, 'spec.dnsNames');
      const edits = !spec
        ? undefined
        : names.state === 'written' && !lacks(map, 'spec.dnsNames')
          ? edit.append(names.entry, commonName.value)
          : edit.insert(spec.entry, ['dnsNames'], [commonName.value]);
      return edits ? [{ title: say.fix(commonName.value), safety: 'safe', edits }] : [];
    };
    yield { at: commonName.span, message: say.absent(commonName.value), fixes };
  },
});

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

const texts: Texts<Readonly<Record<'absent' | 'fix', (name: string) => string>>> = {
  en: {
    absent: (name) =>
      `An ACME issuer orders no certificate whose common name \`${name}\` is not in \`dnsNames\` too: the CertificateRequest fails (InvalidOrder).`,
    fix: (name) => `Add ${name} to dnsNames`,
  },
  ko: {
    absent: (name) =>
      korean`ACME 발급자는 공통 이름 \`${name}\`이(가) \`dnsNames\`에도 있지 않으면 인증서를 주문하지 않습니다. CertificateRequest가 실패합니다(InvalidOrder).`,
    fix: (name) => `dnsNames에 ${name} 추가하기`,
  },
};
