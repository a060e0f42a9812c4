import { filled, placeOf, providersOf } from '../../model/issuerTypes.ts';
import { lacks, mapAt } from '../../model/look.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports credentials of a `route53` solver that are accepted and cannot work: an access key id without
 * `secretAccessKeySecretRef` or the other way round, a `secretAccessKeySecretRef` without `key`, and `auth.kubernetes`
 * without a `role`.
 *
 * ## Why it matters
 * The issuer is accepted and becomes Ready. The failure shows in the Challenge only, as "only one of access and
 * secret key was provided" or a key that is not found in the Secret.
 *
 * ## When to allow it
 * Where another tool completes the resource.
 *
 * ## References
 * - [Route 53](https://cert-manager.io/docs/configuration/acme/dns01/route53/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 받아들여지지만 동작할 수 없는 `route53` 솔버의 자격 증명을 알립니다. `secretAccessKeySecretRef` 없는 액세스 키 ID나 그 반대,
 * `key` 없는 `secretAccessKeySecretRef`, `role` 없는 `auth.kubernetes`입니다.
 *
 * ## 왜 중요한가
 * Issuer는 받아들여지고 Ready가 됩니다. 실패는 Challenge에서만 "only one of access and secret key was provided"나 시크릿에서 키를
 * 찾지 못했다는 메시지로 나타납니다.
 *
 * ## 허용해도 되는 경우
 * 다른 도구가 리소스를 완성하는 경우입니다.
 *
 * ## 참고
 * - [Route 53](https://cert-manager.io/docs/configuration/acme/dns01/route53/)
 */
export default defineRule({
  id: 'route53-credentials-incomplete',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale }) {
    const say = texts[locale];
    for (const { map, key } of providersOf(issuer, 'route53')) {
      const token = mapAt(map, 'auth.kubernetes');
      if (token && filled(map, 'role') === false)
        yield { at: placeOf(map, 'role', token.key), message: say.role };
      const secret = mapAt(map, 'secretAccessKeySecretRef');
      if (secret && filled(secret.value, 'name') && filled(secret.value, 'key') === false)
        yield { at: placeOf(secret.value, 'key', secret.key), message: say.key };
      if (!lacks(map, 'auth')) continue;
      const [id, hasSecret] = [hasKeyId(map), filled(map, 'secretAccessKeySecretRef')];
      if (id === true && hasSecret === false) yield { at: key, message: say.secret };
      if (id === false && secret && filled(secret.value, 'name')) yield { at: secret.key, message: say.id };
    }
  },
});

function hasKeyId(map: YamlMap): boolean | undefined {
  const [written, referred] = [filled(map, 'accessKeyID'), filled(map, 'accessKeyIDSecretRef')];
  if (written || referred) return true;
  return written === false && referred === false ? false : undefined;
}

const texts: Texts<Readonly<Record<'role' | 'key' | 'secret' | 'id', string>>> = {
  en: {
    role: '`auth.kubernetes` needs a `role` to assume: without it every Challenge fails.',
    key: '`secretAccessKeySecretRef` needs a `key`, the entry of the Secret. The issuer becomes Ready, and every Challenge fails.',
    secret:
      'An access key id without `secretAccessKeySecretRef`. The issuer becomes Ready, and every Challenge fails.',
    id: '`secretAccessKeySecretRef` without `accessKeyID` or `accessKeyIDSecretRef`. The issuer becomes Ready, and every Challenge fails.',
  },
  ko: {
    role: '`auth.kubernetes`에는 넘겨받을 역할인 `role`이 필요합니다. 없으면 모든 Challenge가 실패합니다.',
    key: '`secretAccessKeySecretRef`에는 시크릿의 항목 이름인 `key`가 필요합니다. Issuer는 Ready가 되지만 모든 Challenge가 실패합니다.',
    secret:
      '`secretAccessKeySecretRef` 없이 액세스 키 ID만 있습니다. Issuer는 Ready가 되지만 모든 Challenge가 실패합니다.',
    id: '`accessKeyID`나 `accessKeyIDSecretRef` 없이 `secretAccessKeySecretRef`만 있습니다. Issuer는 Ready가 되지만 모든 Challenge가 실패합니다.',
  },
};
