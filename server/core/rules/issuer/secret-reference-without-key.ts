import type { Issuer } from '../../model/issuer.ts';
import { dns01SecretReferences } from '../../model/issuerSecrets.ts';
import { filled, placeOf, providersOf } from '../../model/issuerTypes.ts';
import { type Found, has, mapAt } from '../../model/look.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a reference to a Secret that has a `name` and no `key`, where cert-manager needs to know which entry of the
 * Secret is meant: the external account binding and the credentials of DNS-01 providers.
 *
 * ## Why it matters
 * The structure of the API leaves `key` optional, but cert-manager's admission webhook asks for it here and refuses
 * the resource. There is no default.
 *
 * ## When to allow it
 * Never in a resource that goes to a cluster as it stands.
 *
 * ## References
 * - [DNS-01](https://cert-manager.io/docs/configuration/acme/dns01/)
 * - cert-manager 1.21, `ValidateSecretKeySelector` in `internal/apis/certmanager/validation/issuer.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 시크릿의 어느 항목인지 알아야 하는 자리에 `name`만 있고 `key`가 없는 시크릿 참조를 알립니다. 외부 계정 바인딩과 DNS-01
 * 공급자의 자격 증명이 그런 자리입니다.
 *
 * ## 왜 중요한가
 * API의 구조에서 `key`는 선택이지만 cert-manager의 어드미션 웹훅은 여기서 그것을 요구하며 리소스를 거부합니다. 기본값은
 * 없습니다.
 *
 * ## 허용해도 되는 경우
 * 그대로 클러스터에 적용하는 리소스에서는 없습니다.
 *
 * ## 참고
 * - [DNS-01](https://cert-manager.io/docs/configuration/acme/dns01/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`의 `ValidateSecretKeySelector`
 */
export default defineRule({
  id: 'secret-reference-without-key',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { isPart, locale }) {
    for (const { value, key, entry } of referencesOf(issuer, isPart())) {
      if (has(value, 'name') && filled(value, 'key') === false)
        yield { at: placeOf(value, 'key', key), message: texts[locale].missing(entry.name) };
    }
  },
});

function* referencesOf(issuer: Issuer, part: boolean): Iterable<Found<YamlMap>> {
  const binding = mapAt(issuer.map, 'spec.acme.externalAccountBinding');
  const inBinding = binding && !part && mapAt(binding.value, 'keySecretRef');
  if (inBinding) yield inBinding;
  for (const { name, map } of providersOf(issuer)) {
    if (name === 'rfc2136' && filled(map, 'tsigKeyName') !== true) continue;
    for (const reference of dns01SecretReferences[name]) {
      // It is let through.
      if (reference === 'secretAccessKeySecretRef') continue;
      const found = mapAt(map, reference);
      if (found) yield found;
    }
  }
}

const texts: Texts<{ readonly missing: (name: string) => string }> = {
  en: {
    missing: (name) =>
      `\`${name}\` needs a \`key\`, the entry of the Secret that holds the value. The webhook refuses the issuer without it.`,
  },
  ko: {
    missing: (name) =>
      `\`${name}\`에는 시크릿에서 값이 들어 있는 항목의 이름인 \`key\`가 필요합니다. 없으면 웹훅이 Issuer를 거부합니다.`,
  },
};
