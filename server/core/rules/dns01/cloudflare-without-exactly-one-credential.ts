import { isBefore } from '../../facts.ts';
import { choice, filled, hasUnknownField, placeOf, providersOf } from '../../model/issuerTypes.ts';
import { takenFrom } from '../../yaml/read.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `cloudflare` solver with neither or both of `apiTokenSecretRef` and `apiKeySecretRef`, and an API key
 * without the `email` of its account.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the issuer. A token stands alone and can be limited to one zone; the
 * global key needs the e-mail address of the account.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [Cloudflare](https://cert-manager.io/docs/configuration/acme/dns01/cloudflare/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`; in this form since 0.12
 */
/**
 * @lang ko
 * ## 하는 일
 * `apiTokenSecretRef`와 `apiKeySecretRef`가 모두 없거나 모두 있는 `cloudflare` 솔버, 그리고 계정의 `email`이 없는 API 키를 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 Issuer를 거부합니다. 토큰은 혼자 쓰며 한 영역으로 제한할 수 있고, 글로벌 키에는 계정의 이메일
 * 주소가 필요합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [Cloudflare](https://cert-manager.io/docs/configuration/acme/dns01/cloudflare/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`. 0.12부터 이렇습니다.
 */
export default defineRule({
  id: 'cloudflare-without-exactly-one-credential',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, release, problems }) {
    if (isBefore(release, '0.12')) return;
    const say = texts[locale];
    for (const { map, key } of providersOf(issuer, 'cloudflare')) {
      const written = choice(map, credentials);
      if (!written) continue;
      const [first, second] = written;
      const strange = hasUnknownField(map, problems());
      if (!first && !strange) yield { at: takenFrom(map, credentials) ?? key, message: say.none };
      if (second)
        yield {
          at: second.key,
          message: say.both,
          related: first ? [{ at: first.key, message: say.first }] : [],
        };
      if (first?.entry.name === 'apiKeySecretRef' && !strange && filled(map, 'email') === false)
        yield { at: placeOf(map, 'email', key), message: say.email };
    }
  },
});

const credentials = ['apiKeySecretRef', 'apiTokenSecretRef'];

const texts: Texts<Readonly<Record<'none' | 'both' | 'first' | 'email', string>>> = {
  en: {
    none: '`cloudflare` needs `apiTokenSecretRef` or `apiKeySecretRef`. The webhook refuses the issuer.',
    both: '`apiTokenSecretRef` and `apiKeySecretRef` exclude each other. The webhook refuses the issuer.',
    first: 'The other one.',
    email: '`apiKeySecretRef` needs the `email` of its account. The webhook refuses the issuer.',
  },
  ko: {
    none: '`cloudflare`에는 `apiTokenSecretRef`나 `apiKeySecretRef`가 필요합니다. 웹훅이 Issuer를 거부합니다.',
    both: '`apiTokenSecretRef`와 `apiKeySecretRef`는 함께 쓸 수 없습니다. 웹훅이 Issuer를 거부합니다.',
    first: '다른 하나입니다.',
    email: '`apiKeySecretRef`에는 계정의 `email`이 필요합니다. 웹훅이 Issuer를 거부합니다.',
  },
};
