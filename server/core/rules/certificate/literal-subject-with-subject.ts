import { isBefore, type Release } from '../../facts.ts';
import { itemsAt, nodeAt, textAt } from '../../model/look.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports `commonName` or `subject` beside a `literalSubject`.
 *
 * ## Why it matters
 * `literalSubject` is the whole subject of the certificate, the common name included; the webhook refuses a second
 * description of it. (`subject.serialNumber` was let in until cert-manager 1.13.)
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`literalSubject`)
 */
/**
 * @lang ko
 * ## 하는 일
 * `literalSubject`와 함께 쓴 `commonName`이나 `subject`를 알립니다.
 *
 * ## 왜 중요한가
 * `literalSubject`는 공통 이름까지 포함한 인증서 주체 전체입니다. 웹훅은 주체를 두 번 적는 것을 거부합니다.
 * (`subject.serialNumber`는 cert-manager 1.13까지 허용되었습니다.)
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`literalSubject`)
 */
export default defineRule({
  id: 'literal-subject-with-subject',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale, release }) {
    const say = texts[locale];
    if ((textAt(map, 'spec.literalSubject')?.value ?? '') === '') return;
    const name = textAt(map, 'spec.commonName');
    if (name && name.value !== '') yield { at: name.key, message: say.commonName };
    const subject = nodeAt(map, 'spec.subject');
    if (subject && says(map, release)) yield { at: subject.key, message: say.subject };
  },
});

const lists = [
  'organizations',
  'countries',
  'organizationalUnits',
  'localities',
  'provinces',
  'streetAddresses',
  'postalCodes',
];

/** Whether `subject` holds anything that counts. */
function says(map: YamlMap, release: Release): boolean {
  const serial = textAt(map, 'spec.subject.serialNumber')?.value ?? '';
  if (serial !== '' && !isBefore(release, '1.14')) return true;
  return lists.some((name) => itemsAt(map, `spec.subject.${name}`).length > 0);
}

const texts: Texts<Readonly<Record<'commonName' | 'subject', string>>> = {
  en: {
    commonName:
      'The webhook refuses `commonName` beside `literalSubject`: the common name goes into the literal subject, as `CN=…`.',
    subject: 'The webhook refuses `subject` beside `literalSubject`, which is the whole subject already.',
  },
  ko: {
    commonName:
      '웹훅은 `literalSubject`와 함께 쓴 `commonName`을 거부합니다. 공통 이름은 `literalSubject` 안에 `CN=…`으로 씁니다.',
    subject:
      '웹훅은 `literalSubject`와 함께 쓴 `subject`를 거부합니다. `literalSubject`가 이미 주체 전체입니다.',
  },
};
