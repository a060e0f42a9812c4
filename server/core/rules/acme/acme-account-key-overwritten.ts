import { mapAt, textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an Issuer that keeps its ACME account key in the Secret into which a Certificate of the same namespace, in
 * the same file, writes its own key.
 *
 * ## Why it matters
 * Each overwrites the key of the other. With an ECDSA key of the Certificate the account no longer works at all
 * (`ErrVerifyACMEAccount`), and the Certificate is issued again and again.
 *
 * ## When to allow it
 * Never.
 *
 * ## References
 * - [ACME: private key](https://cert-manager.io/docs/configuration/acme/)
 */
/**
 * @lang ko
 * ## 하는 일
 * Issuer의 ACME 계정 키를 두는 Secret에, 같은 파일에 있는 같은 네임스페이스의 Certificate가 자기 키를 쓰면 알립니다.
 *
 * ## 왜 중요한가
 * 서로의 키를 덮어씁니다. Certificate의 키가 ECDSA이면 계정을 전혀 쓸 수 없게 되고(`ErrVerifyACMEAccount`) Certificate는 거듭 다시
 * 발급됩니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다.
 *
 * ## 참고
 * - [ACME 개인 키](https://cert-manager.io/docs/configuration/acme/)
 */
export default defineRule({
  id: 'acme-account-key-overwritten',
  kinds: ['Issuer'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ map, namespace }, { locale, index }) {
    const secret = textAt(map, 'spec.acme.privateKeySecretRef.name');
    if (!secret || secret.value === '') return;
    const certificate = index
      .saying('Certificate', 'spec.secretName', secret.value)
      .find((other) => other.namespace === namespace && mapAt(other.map, 'metadata')?.value.certain);
    if (certificate)
      yield { at: secret.span, message: texts[locale].shared(secret.value, certificate.name ?? '') };
  },
});

const texts: Texts<{ readonly shared: (secret: string, certificate: string) => string }> = {
  en: {
    shared: (secret, certificate) =>
      `The Certificate \`${certificate}\` writes its key into the Secret \`${secret}\` as well: it and the account key overwrite each other.`,
  },
  ko: {
    shared: (secret, certificate) =>
      `Certificate \`${certificate}\`도 Secret \`${secret}\`에 자기 키를 씁니다. 이 키와 계정 키가 서로를 덮어씁니다.`,
  },
};
