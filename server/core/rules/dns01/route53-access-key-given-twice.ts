import { isBefore } from '../../facts.ts';
import { filled, providersOf } from '../../model/issuerTypes.ts';
import { nodeAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `route53` solver with both `accessKeyID` and `accessKeyIDSecretRef`.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the issuer: the id of the access key stands in the issuer or in a Secret.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [Route 53](https://cert-manager.io/docs/configuration/acme/dns01/route53/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`; since 1.9
 */
/**
 * @lang ko
 * ## 하는 일
 * `accessKeyID`와 `accessKeyIDSecretRef`가 모두 있는 `route53` 솔버를 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 Issuer를 거부합니다. 액세스 키의 ID는 Issuer나 시크릿 가운데 한 곳에만 둡니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [Route 53](https://cert-manager.io/docs/configuration/acme/dns01/route53/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`. 1.9부터 그렇습니다.
 */
export default defineRule({
  id: 'route53-access-key-given-twice',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, release }) {
    if (isBefore(release, '1.9')) return;
    for (const { map } of providersOf(issuer, 'route53')) {
      const reference = nodeAt(map, 'accessKeyIDSecretRef');
      if (reference?.value.type === 'map' && map.certain && filled(map, 'accessKeyID'))
        yield { at: reference.key, message: texts[locale].both };
    }
  },
});

const texts: Texts<{ readonly both: string }> = {
  en: {
    both: '`accessKeyIDSecretRef` and `accessKeyID` exclude each other. The webhook refuses the issuer.',
  },
  ko: { both: '`accessKeyIDSecretRef`와 `accessKeyID`는 함께 쓸 수 없습니다. 웹훅이 Issuer를 거부합니다.' },
};
