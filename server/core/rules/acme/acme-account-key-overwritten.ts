import { resourceNamespacesOf } from '../../issuance/resourceNamespace.ts';
import type { Issuer } from '../../model/issuer.ts';
import { mapAt, textAt } from '../../model/look.ts';
import type { Known } from '../../model/resource.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an Issuer that keeps its ACME account key in the Secret into which a Certificate of the same namespace writes
 * its own key. For a ClusterIssuer that is the namespace where cert-manager keeps its Secrets, mostly `cert-manager`.
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
 * Issuer의 ACME 계정 키를 두는 시크릿에 같은 네임스페이스의 Certificate가 자기 키를 쓰면 알립니다. ClusterIssuer는 cert-manager가
 * 시크릿을 두는 네임스페이스(대개 `cert-manager`)를 봅니다.
 *
 * ## 왜 중요한가
 * 서로의 키를 덮어씁니다. Certificate의 키가 ECDSA이면 계정을 전혀 쓸 수 없게 되고(`ErrVerifyACMEAccount`) Certificate는 계속 다시
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
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, index }) {
    const secret = textAt(issuer.map, 'spec.acme.privateKeySecretRef.name');
    if (!secret || secret.value === '') return;
    const homes = resourceNamespacesOf(issuer, index);
    const keepers = homes
      ? [undefined, ...homes].flatMap((home) => index.withSecretIn(home, secret.value))
      : index.withSecret(secret.value);
    const writers = keepers.filter(({ kind }) => kind === 'Certificate');
    const isSame = (other: Known) =>
      other.namespace === undefined || homes === undefined
        ? isTogether(issuer, other) && index.together(other)
        : homes.includes(other.namespace);
    const certificate = writers.find(isSame);
    if (!certificate) return;
    const say = texts[locale];
    const there = textAt(certificate.map, 'spec.secretName');
    yield {
      at: secret.span,
      message: say.shared(secret.value, certificate.name ?? ''),
      related: there ? [{ at: there.span, message: say.here, of: certificate }] : [],
    };
  },
});

/** Whether whoever applies both gives both the same namespace. */
function isTogether(issuer: Issuer, { map, namespace }: Known): boolean {
  return (
    issuer.kind === 'Issuer' &&
    namespace === undefined &&
    issuer.namespace === undefined &&
    mapAt(map, 'metadata')?.value.certain === true
  );
}

const texts: Texts<{
  readonly shared: (secret: string, certificate: string) => string;
  readonly here: string;
}> = {
  en: {
    shared: (secret, certificate) =>
      `The Certificate \`${certificate}\` writes its key into the Secret \`${secret}\` as well: it and the account key overwrite each other.`,
    here: 'The Certificate writes it.',
  },
  ko: {
    shared: (secret, certificate) =>
      `Certificate \`${certificate}\`도 시크릿 \`${secret}\`에 자기 키를 씁니다. 이 키와 계정 키가 서로를 덮어씁니다.`,
    here: 'Certificate가 여기에 씁니다.',
  },
};
