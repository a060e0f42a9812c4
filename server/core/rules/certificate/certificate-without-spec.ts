import { isBefore } from '../../facts.ts';
import { look, nodeAt } from '../../model/look.ts';
import { isNull, lookup } from '../../yaml/read.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a Certificate or CertificateRequest without a `spec`, or with one that has nothing in it.
 *
 * ## Why it matters
 * The schema lets it in since cert-manager 1.13, but the admission webhook refuses it: a name for the Secret, an
 * issuer and a name are needed.
 *
 * ## When to allow it
 * In a patch, which has only what it changes; one that changes nothing but `spec` is not reported.
 *
 * ## References
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * `spec`이 없거나 비어 있는 Certificate나 CertificateRequest를 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager 1.13부터 스키마는 통과하지만 어드미션 웹훅이 거부합니다. 시크릿 이름, 발급자, 이름이 필요합니다.
 *
 * ## 허용해도 되는 경우
 * 바꿀 것만 담는 패치에서입니다.
 *
 * ## 참고
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go`
 */
export default defineRule({
  id: 'certificate-without-spec',
  kinds: ['Certificate', 'CertificateRequest'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { isPart, locale, release }) {
    const say = texts[locale];
    if (isBefore(release, '1.13') || look(map, 'spec').state !== 'absent') return;
    const spec = lookup(map, 'spec')?.entry;
    if (spec && isNull(spec.value)) return yield { at: spec.key, message: say.empty };
    const kind = nodeAt(map, 'kind');
    if (kind && map.entries.every(({ name }) => known.includes(name)) && !isPart())
      yield { at: kind.span, message: say.missing };
  },
});

/** What stands beside `spec`; another field may be what was meant by it. */
const known = ['apiVersion', 'kind', 'metadata', 'spec'];

const texts: Texts<Readonly<Record<'empty' | 'missing', string>>> = {
  en: {
    empty: 'Nothing is in `spec`, and the webhook refuses the resource.',
    missing: 'There is no `spec`, and the webhook refuses the resource.',
  },
  ko: {
    empty: '`spec`이 비어 있어 웹훅이 리소스를 거부합니다.',
    missing: '`spec`이 없어 웹훅이 리소스를 거부합니다.',
  },
};
