import { utf8Length } from '../../model/address.ts';
import { commonNameOf, parseDistinguishedName } from '../../model/distinguishedName.ts';
import { lacks, textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a common name of more than 64 bytes, in `commonName` or as the `CN` of `literalSubject`. A letter beyond
 * ASCII takes two to four bytes.
 *
 * ## Why it matters
 * X.509 ends the common name at 64 (`ub-common-name`, RFC 5280 appendix A.1), and the webhook refuses a longer one.
 * Clients look at the alternative names only: a long host name belongs into `dnsNames` alone, without any common
 * name.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`commonName`)
 * - RFC 5280 appendix A.1
 */
/**
 * @lang ko
 * ## 하는 일
 * 64바이트가 넘는 공통 이름을 알립니다. `commonName`이나 `literalSubject`의 `CN`입니다. ASCII가 아닌 글자는
 * 2~4바이트입니다.
 *
 * ## 왜 중요한가
 * X.509의 공통 이름은 64까지이며(`ub-common-name`, RFC 5280 부록 A.1) 더 길면 웹훅이 거부합니다. 클라이언트는
 * 대체 이름만 보므로, 긴 호스트 이름은 공통 이름 없이 `dnsNames`에만 두면 됩니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`commonName`)
 * - RFC 5280 appendix A.1
 */
export default defineRule({
  id: 'common-name-too-long',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const say = texts[locale];
    const name = textAt(map, 'spec.commonName');
    if (name && utf8Length(name.value) > 64 && lacks(map, 'spec.literalSubject'))
      yield { at: name.span, message: say.plain(utf8Length(name.value)) };
    const subject = textAt(map, 'spec.literalSubject');
    const read = subject && parseDistinguishedName(subject.value);
    if (!subject || read?.kind !== 'name') return;
    const common = commonNameOf(read.attributes, subject.value);
    if (common && common.bytes > 64) yield { at: subject.span, message: say.literal(common.bytes) };
    else if (!common && name && utf8Length(name.value) > 64)
      yield { at: name.span, message: say.plain(utf8Length(name.value)) };
  },
});

const texts: Texts<Readonly<Record<'plain' | 'literal', (bytes: number) => string>>> = {
  en: {
    plain: (bytes) =>
      `The common name has ${bytes} bytes, and the webhook refuses more than 64. A long host name goes into \`dnsNames\` alone.`,
    literal: (bytes) => `The \`CN\` in here has ${bytes} bytes, and the webhook refuses more than 64.`,
  },
  ko: {
    plain: (bytes) =>
      `공통 이름이 ${bytes}바이트입니다. 웹훅은 64바이트가 넘으면 거부합니다. 긴 호스트 이름은 \`dnsNames\`에만 두세요.`,
    literal: (bytes) => `여기의 \`CN\`이 ${bytes}바이트입니다. 웹훅은 64바이트가 넘으면 거부합니다.`,
  },
};
