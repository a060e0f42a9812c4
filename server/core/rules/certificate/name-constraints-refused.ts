import { isBefore } from '../../facts.ts';
import { isCidr } from '../../model/address.ts';
import { booleanAt, lacks, nodeAt, textsAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports `nameConstraints` on a Certificate that is no CA, ones with neither `permitted` nor `excluded`, and an
 * entry of `ipRanges` that is no range in CIDR notation.
 *
 * ## Why it matters
 * Only a CA certificate can constrain the names below it; the admission webhook refuses the rest. Ranges are looked
 * at since cert-manager 1.21; before, the certificate request cannot be built and the Certificate never becomes
 * Ready (`certificate-not-encodable`).
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Name constraints](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`nameConstraints`)
 * - RFC 5280 section 4.2.1.10
 */
/**
 * @lang ko
 * ## 하는 일
 * CA가 아닌 Certificate의 `nameConstraints`, `permitted`도 `excluded`도 없는 것, CIDR 표기가 아닌 `ipRanges`
 * 항목을 알립니다.
 *
 * ## 왜 중요한가
 * 아래에 있는 이름을 제한할 수 있는 것은 CA 인증서뿐이라 어드미션 웹훅이 나머지를 거부합니다. 대역은 cert-manager
 * 1.21부터 살핍니다. 그 전에는 인증서 요청을 만들 수 없어 Certificate가 끝내 준비되지
 * 않습니다(`certificate-not-encodable`).
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Name constraints](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`nameConstraints`)
 * - RFC 5280 section 4.2.1.10
 */
export default defineRule({
  id: 'name-constraints-refused',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { isPart, locale, release }) {
    const say = texts[locale];
    const constraints = nodeAt(map, 'spec.nameConstraints');
    if (constraints?.value.type !== 'map' || isBefore(release, '1.14')) return;
    const isCA = booleanAt(map, 'spec.isCA')?.value ?? (lacks(map, 'spec.isCA') ? false : undefined);
    const bothLacking = ['permitted', 'excluded'].every((name) => lacks(map, `spec.nameConstraints.${name}`));
    if (isCA === false && (!isPart() || !lacks(map, 'spec.isCA')))
      yield { at: constraints.key, message: say.noCA };
    else if (bothLacking && !isPart()) yield { at: constraints.key, message: say.empty };
    if (isBefore(release, '1.21')) return;
    for (const part of ['permitted', 'excluded'])
      for (const { value, span } of textsAt(map, `spec.nameConstraints.${part}.ipRanges`))
        if (!isCidr(value)) yield { at: span, message: say.range(value) };
  },
});

interface Say extends Readonly<Record<'noCA' | 'empty', string>> {
  readonly range: (text: string) => string;
}

const texts: Texts<Say> = {
  en: {
    noCA: 'Only a CA can constrain names: the webhook refuses `nameConstraints` without `isCA: true`.',
    empty: 'Nothing is `permitted` and nothing `excluded` here; the webhook refuses that.',
    range: (text) =>
      `\`${text}\` is no range of addresses as \`10.0.0.0/8\`, and the webhook refuses the Certificate.`,
  },
  ko: {
    noCA: '이름을 제한할 수 있는 것은 CA뿐입니다. 웹훅은 `isCA: true`가 없는 `nameConstraints`를 거부합니다.',
    empty: '`permitted`도 `excluded`도 없습니다. 웹훅이 거부합니다.',
    range: (text) =>
      korean`\`${text}\`은(는) \`10.0.0.0/8\` 같은 주소 대역이 아니어서 웹훅이 Certificate를 거부합니다.`,
  },
};
