import { isBefore } from '../../facts.ts';
import { commonNameOf, parseDistinguishedName } from '../../model/distinguishedName.ts';
import { look, nodeAt, textAt } from '../../model/look.ts';
import { certificateNames } from '../../model/part.ts';
import { takenFrom } from '../../yaml/read.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a Certificate that names nothing: none of `commonName`, `dnsNames`, `ipAddresses`, `uris`,
 * `emailAddresses`, `otherNames`, and no `CN` in `literalSubject`. Empty lists count as nothing.
 *
 * ## Why it matters
 * The admission webhook refuses it. `subject` alone is not enough: it says who owns the certificate, not whom it is
 * for.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`ValidateCertificateSpec`)
 */
/**
 * @lang ko
 * ## 하는 일
 * 아무 이름도 없는 Certificate를 알립니다. `commonName`, `dnsNames`, `ipAddresses`, `uris`, `emailAddresses`,
 * `otherNames`가 모두 없고 `literalSubject`에 `CN`도 없는 경우입니다. 빈 목록은 없는 것과 같습니다.
 *
 * ## 왜 중요한가
 * 어드미션 웹훅이 거부합니다. `subject`만으로는 부족합니다. 누구의 인증서인지만 나타내므로 무엇을 위한
 * 인증서인지 알 수 없습니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`ValidateCertificateSpec`)
 */
export default defineRule({
  id: 'certificate-without-names',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { isPart, locale, release }) {
    const say = texts[locale];
    const spec = look(map, 'spec');
    if (spec.state !== 'written' || isPart()) return;
    if (certificateNames.every((name) => isEmpty(map, name)) && !mayNameSubject(map, release))
      yield {
        at: (spec.node.type === 'map' && takenFrom(spec.node, certificateNames)) || spec.entry.key,
        message: say.found,
      };
  },
});

/** Whether the field is surely absent, or an empty text or list. */
function isEmpty(map: YamlMap, name: string): boolean {
  const path = `spec.${name}`;
  const node = nodeAt(map, path)?.value;
  if (!node) return look(map, path).state === 'absent';
  return (
    node.certain &&
    (node.type === 'scalar' ? node.value === '' : node.type === 'list' && node.items.length === 0)
  );
}

/** Whether `literalSubject` has a common name, or cannot be read. It counts since 1.15. */
function mayNameSubject(map: YamlMap, release: Parameters<typeof isBefore>[0]): boolean {
  const path = 'spec.literalSubject';
  if (look(map, path).state === 'absent' || isBefore(release, '1.15')) return false;
  const subject = textAt(map, path);
  const name = subject && parseDistinguishedName(subject.value);
  return name?.kind !== 'name' || (commonNameOf(name.attributes, subject?.value ?? '')?.value ?? '') !== '';
}

const texts: Texts<{ readonly found: string }> = {
  en: {
    found:
      'The webhook refuses a Certificate without a name: at least one of `dnsNames`, `ipAddresses`, `uris`, `emailAddresses`, `otherNames`, `commonName`, or a `CN` in `literalSubject` must be there.',
  },
  ko: {
    found:
      '이름이 없는 Certificate는 웹훅이 거부합니다. `dnsNames`, `ipAddresses`, `uris`, `emailAddresses`, `otherNames`, `commonName`, `literalSubject`의 `CN` 중 하나는 있어야 합니다.',
  },
};
