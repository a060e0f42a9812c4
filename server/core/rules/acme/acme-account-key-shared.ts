import { hostOf } from '../../issuance/acmeRequest.ts';
import { isIssuer } from '../../issuance/issuerReference.ts';
import { standsOnce } from '../../issuance/standsOnce.ts';
import type { Issuer } from '../../model/issuer.ts';
import { mapAt, textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an issuer that keeps its ACME account key in the Secret of an issuer of another CA.
 *
 * ## Why it matters
 * cert-manager finds the key there and registers it at the second CA too: two accounts hang on one key. Whoever gets hold
 * of the key of the staging account has the one of production, and a key that is replaced for one CA is unknown to the
 * other, so that its issuer is no longer Ready until it has registered a new account.
 *
 * ## When to allow it
 * Where one key for both is what you want.
 *
 * ## References
 * - [ACME: private key](https://cert-manager.io/docs/configuration/acme/)
 * - cert-manager 1.21, `pkg/issuer/acme/setup.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 다른 CA의 Issuer와 같은 시크릿에 ACME 계정 키를 두는 Issuer를 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager는 거기 있는 키를 찾아 두 번째 CA에도 등록하므로 계정 둘이 키 하나에 달립니다. 스테이징 계정의 키를 얻은 사람은 운영 계정의
 * 키도 가지며, 한 CA를 위해 바꾼 키를 다른 CA는 모르므로 그 Issuer는 새 계정을 등록할 때까지 Ready가 아닙니다.
 *
 * ## 허용해도 되는 경우
 * 둘이 키 하나를 쓰기를 원하는 경우입니다.
 *
 * ## 참고
 * - [ACME 개인 키](https://cert-manager.io/docs/configuration/acme/)
 * - cert-manager 1.21, `pkg/issuer/acme/setup.go`
 */
export default defineRule({
  id: 'acme-account-key-shared',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'workspace',
  severity: 'info',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, index }) {
    const secret = textAt(issuer.map, path);
    const host = hostOfIssuer(issuer);
    if (!secret || secret.value === '' || host === undefined || !isKnown(issuer)) return;
    const keepers =
      issuer.kind === 'ClusterIssuer'
        ? index.withSecret(secret.value)
        : index.withSecretIn(issuer.namespace, secret.value);
    const all = keepers.filter(isIssuer);
    // In other files of the folder the namespaces must be written, and both stand once.
    const isSure = (one: Issuer) =>
      (one.kind === 'ClusterIssuer' || one.namespace !== undefined) && standsOnce(one, index);
    const other = all.slice(0, Math.max(0, all.indexOf(issuer))).find((one) => {
      const theirs = hostOfIssuer(one);
      const differs = isRival(issuer, one) && theirs !== undefined && theirs !== host;
      return differs && (index.together(one) || (isSure(issuer) && isSure(one) && index.beside(one)));
    });
    if (!other) return;
    const say = texts[locale];
    const there = textAt(other.map, path);
    yield {
      at: secret.span,
      message: say.shared(secret.value, other.name ?? ''),
      related: there ? [{ at: there.span, message: say.here, of: other }] : [],
    };
  },
});

const path = 'spec.acme.privateKeySecretRef.name';

function hostOfIssuer({ map }: Issuer): string | undefined {
  const server = textAt(map, 'spec.acme.server');
  return server && hostOf(server.value);
}

/** Whether its name and namespace are what is written. */
function isKnown({ name, map }: Issuer): boolean {
  return name !== undefined && mapAt(map, 'metadata')?.value.certain === true;
}

/** Another issuer whose Secrets are in the same namespace; a further copy of this one (an overlay's) is none. */
function isRival(issuer: Issuer, other: Issuer): boolean {
  if (other.kind !== issuer.kind) return false;
  const near = issuer.kind === 'ClusterIssuer' || other.namespace === issuer.namespace;
  return near && isKnown(other) && other.name !== issuer.name;
}

const texts: Texts<{
  readonly shared: (secret: string, other: string) => string;
  readonly here: string;
}> = {
  en: {
    shared: (secret, other) =>
      `\`${other}\` keeps its account key in the Secret \`${secret}\` too, for another CA: both accounts have the same key.`,
    here: 'The other one.',
  },
  ko: {
    shared: (secret, other) =>
      `다른 CA를 쓰는 \`${other}\`도 계정 키를 시크릿 \`${secret}\`에 둡니다. 두 계정이 같은 키를 쓰게 됩니다.`,
    here: '다른 하나입니다.',
  },
};
