import { isBefore } from '../../facts.ts';
import { itemHead } from '../../model/certificate.ts';
import { isObjectIdentifier } from '../../model/distinguishedName.ts';
import { itemsAt, lacks, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an entry of `otherNames` without an `oid` of integers between dots or without a `utf8Value`.
 *
 * ## Why it matters
 * The schema asks for neither, but the admission webhook refuses the Certificate.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`otherNames`)
 */
/**
 * @lang ko
 * ## 하는 일
 * 점으로 나눈 정수인 `oid`나 `utf8Value`가 없는 `otherNames` 항목을 알립니다.
 *
 * ## 왜 중요한가
 * 스키마는 둘 다 요구하지 않지만 어드미션 웹훅이 Certificate를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`otherNames`)
 */
export default defineRule({
  id: 'other-name-malformed',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale, release }) {
    const say = texts[locale];
    for (const { node, span } of itemsAt(map, 'spec.otherNames')) {
      if (node.type !== 'map') continue;
      const [oid, value] = [textAt(node, 'oid'), textAt(node, 'utf8Value')];
      const head = itemHead(node, span);
      if (!isBefore(release, '1.20')) {
        if (oid && !isObjectIdentifier(oid.value)) yield { at: oid.span, message: say.oid(oid.value) };
        if (lacks(node, 'oid')) yield { at: head, message: say.noOid };
      }
      if (value?.value === '') yield { at: value.span, message: say.noValue };
      if (lacks(node, 'utf8Value')) yield { at: head, message: say.noValue };
    }
  },
});

interface Say {
  readonly oid: (text: string) => string;
  readonly noOid: string;
  readonly noValue: string;
}

const texts: Texts<Say> = {
  en: {
    oid: (text) => `\`${text}\` is no object identifier (integers between dots), and the webhook refuses it.`,
    noOid: 'This other name has no `oid`, and the webhook refuses it.',
    noValue: 'This other name has no `utf8Value`, and the webhook refuses it.',
  },
  ko: {
    oid: (text) => korean`\`${text}\`은(는) 객체 식별자(점으로 나눈 정수)가 아니어서 웹훅이 거부합니다.`,
    noOid: '이 이름에 `oid`가 없어 웹훅이 거부합니다.',
    noValue: '이 이름에 `utf8Value`가 없어 웹훅이 거부합니다.',
  },
};
