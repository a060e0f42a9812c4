import { isBefore } from '../../facts.ts';
import { textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `..` segment in a path of a Vault issuer: `path` and the mount paths of the login methods.
 *
 * ## Why it matters
 * Since 1.21 cert-manager's admission webhook refuses the issuer: such a path could leave the mount that it seems to
 * name.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [Vault](https://cert-manager.io/docs/configuration/vault/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * Vault Issuer의 경로에 있는 `..` 부분을 알립니다. `path`와 로그인 방법의 마운트 경로를 살핍니다.
 *
 * ## 왜 중요한가
 * 1.21부터 cert-manager의 어드미션 웹훅이 Issuer를 거부합니다. 그런 경로는 이름이 가리키는 마운트 밖으로 나갈 수 있습니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [Vault](https://cert-manager.io/docs/configuration/vault/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
export default defineRule({
  id: 'vault-path-with-parent-segment',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale, release }) {
    if (isBefore(release, '1.21')) return;
    for (const path of paths) {
      const found = textAt(map, `spec.vault.${path}`);
      if (found?.value.split('/').includes('..'))
        yield { at: found.span, message: texts[locale].parent(found.entry.name) };
    }
  },
});

const paths = [
  'path',
  'auth.appRole.path',
  'auth.clientCertificate.mountPath',
  'auth.kubernetes.mountPath',
  'auth.aws.mountPath',
];

const texts: Texts<{ readonly parent: (name: string) => string }> = {
  en: { parent: (name) => `\`${name}\` must not hold a \`..\` segment. The webhook refuses the issuer.` },
  ko: {
    parent: (name) => `\`${name}\`에는 경로 요소 \`..\`이 있으면 안 됩니다. 웹훅이 Issuer를 거부합니다.`,
  },
};
