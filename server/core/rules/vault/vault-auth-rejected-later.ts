import { choice, filled, placeOf } from '../../model/issuerTypes.ts';
import { has, mapAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a way to log in to Vault that is accepted and never works: more than one method in `auth`, and an
 * `auth.appRole.secretRef` without `key`.
 *
 * ## Why it matters
 * The admission webhook lets it through, to not break issuers of old. The issuer then stays `READY False` with the
 * reason `VaultError`, and no Certificate of it is issued.
 *
 * ## When to allow it
 * Never in a resource that goes to a cluster as it stands.
 *
 * ## References
 * - [Vault](https://cert-manager.io/docs/configuration/vault/#authenticating)
 * - cert-manager 1.21, `pkg/issuer/vault/setup.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 받아들여지지만 전혀 동작하지 않는 Vault 로그인 방법을 알립니다. `auth`에 방법이 둘 이상 있는 것과 `key` 없는
 * `auth.appRole.secretRef`입니다.
 *
 * ## 왜 중요한가
 * 어드미션 웹훅은 예전 Issuer를 깨지 않으려고 이것을 통과시킵니다. 그러면 Issuer는 `VaultError`라는 이유로 `READY False`에 머물고
 * 그 Issuer의 Certificate는 발급되지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 그대로 클러스터에 적용하는 리소스에서는 없습니다.
 *
 * ## 참고
 * - [Vault](https://cert-manager.io/docs/configuration/vault/#authenticating)
 * - cert-manager 1.21, `pkg/issuer/vault/setup.go`
 */
export default defineRule({
  id: 'vault-auth-rejected-later',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const say = texts[locale];
    const auth = mapAt(map, 'spec.vault.auth')?.value;
    if (!auth) return;
    const [first, ...others] = choice(auth, methods) ?? [];
    for (const { key, entry } of first ? others : []) {
      const related = first ? [{ at: first.key, message: say.first }] : [];
      yield { at: key, message: say.several(first?.entry.name ?? '', entry.name), related };
    }
    const secret = mapAt(auth, 'appRole.secretRef');
    if (secret && has(secret.value, 'name') && filled(secret.value, 'key') === false)
      yield { at: placeOf(secret.value, 'key', secret.key), message: say.noKey };
  },
});

/** In the order in which signing would use them. */
const methods = ['tokenSecretRef', 'appRole', 'clientCertificate', 'kubernetes', 'aws'];

interface Say {
  readonly several: (first: string, other: string) => string;
  readonly first: string;
  readonly noKey: string;
}

const texts: Texts<Say> = {
  en: {
    several: (first, other) =>
      `\`${other}\` beside \`${first}\`: with more than one method to log in, the issuer stays \`READY False\` with \`VaultError\`.`,
    first: 'Another method.',
    noKey:
      'The `secretRef` of `appRole` needs a `key`, the entry of the Secret. Without it the issuer stays `READY False` with `VaultError`.',
  },
  ko: {
    several: (first, other) =>
      korean`\`${first}\` 옆에 \`${other}\`이(가) 있습니다. 로그인 방법이 둘 이상이면 Issuer는 \`VaultError\`로 \`READY False\`에 머뭅니다.`,
    first: '다른 방법입니다.',
    noKey:
      '`appRole`의 `secretRef`에는 시크릿의 항목 이름인 `key`가 필요합니다. 없으면 Issuer는 `VaultError`로 `READY False`에 머뭅니다.',
  },
};
