import { isBefore } from '../../facts.ts';
import { standsOnce } from '../../issuance/standsOnce.ts';
import { mapAt, textAt } from '../../model/look.ts';
import type { Known, ResourceByKind } from '../../model/resource.ts';
import { defineRule, type Texts, type WorkspaceContext } from '../rule.ts';

/**
 * ## What it does
 * Reports a Certificate that writes to the Secret of another Certificate of the same namespace, in the same file or
 * kustomization; in other files of its folder where both namespaces are written.
 *
 * ## Why it matters
 * A Secret holds one certificate. Since 1.14 cert-manager issues only for the Certificate that owns the Secret; the other
 * one is passed over, without an event, and never becomes Ready. Before that both were issued again and again, until
 * the CA refused.
 *
 * ## When to allow it
 * Where only one of them is ever applied.
 *
 * ## References
 * - [Certificate](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21, `internal/controller/certificates/certificates.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 같은 네임스페이스의 다른 Certificate와 같은 시크릿에 쓰는 Certificate를 알립니다. 같은 파일과 같은 kustomization에서 보며, 같은
 * 폴더의 다른 파일에서는 두 네임스페이스가 모두 적혀 있을 때만 봅니다.
 *
 * ## 왜 중요한가
 * 시크릿 하나에는 인증서 하나만 들어갑니다. 1.14부터 cert-manager는 시크릿을 소유한 Certificate만 발급합니다. 다른 것은 이벤트도 없이
 * 무시되어 Ready가 되지 않습니다. 그 전에는 둘 다 CA가 거부할 때까지 계속 다시 발급되었습니다.
 *
 * ## 허용해도 되는 경우
 * 둘 가운데 하나만 적용하는 경우입니다.
 *
 * ## 참고
 * - [Certificate](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21, `internal/controller/certificates/certificates.go`
 */
export default defineRule({
  id: 'certificate-secret-claimed-twice',
  kinds: ['Certificate'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(certificate, { locale, index, release }) {
    const secret = textAt(certificate.map, 'spec.secretName');
    if (!secret || secret.value === '' || !isKnown(certificate)) return;
    const all = index.withSecretIn(certificate.namespace, secret.value).filter(isCertificate);
    const other = all
      .slice(0, Math.max(0, all.indexOf(certificate)))
      .find(
        (one) => isRival(certificate, one) && (index.together(one) || isSureBeside(certificate, one, index)),
      );
    if (!other) return;
    const say = texts[locale];
    const found = isBefore(release, '1.14') ? say.fought : say.passedOver;
    const there = textAt(other.map, 'spec.secretName');
    yield {
      at: secret.span,
      message: found(secret.value, other.name ?? ''),
      related: there ? [{ at: there.span, message: say.here, of: other }] : [],
    };
  },
});

type Certificate = ResourceByKind['Certificate'];

const isCertificate = (resource: Known): resource is Certificate => resource.kind === 'Certificate';

/** Whether its name and namespace are what is written. */
function isKnown({ name, map }: Certificate): boolean {
  return name !== undefined && mapAt(map, 'metadata')?.value.certain === true;
}

/** Another Certificate of the same namespace; a further copy of this one (an overlay's) is none. */
function isRival(certificate: Certificate, other: Certificate): boolean {
  return isKnown(other) && other.namespace === certificate.namespace && other.name !== certificate.name;
}

/** In another file of the folder the namespaces must be written, and both stand once: other clusters have them again. */
function isSureBeside(
  certificate: Certificate,
  other: Certificate,
  index: WorkspaceContext['index'],
): boolean {
  return (
    [certificate, other].every((one) => one.namespace !== undefined && standsOnce(one, index)) &&
    index.beside(other)
  );
}

interface Say extends Readonly<Record<'passedOver' | 'fought', (secret: string, other: string) => string>> {
  readonly here: string;
}

const texts: Texts<Say> = {
  en: {
    passedOver: (secret, other) =>
      `The Certificate \`${other}\` writes to the Secret \`${secret}\` as well: cert-manager issues for one of them only, and the other never becomes Ready.`,
    fought: (secret, other) =>
      `The Certificate \`${other}\` writes to the Secret \`${secret}\` as well: each replaces the other's certificate, and both are issued again and again.`,
    here: 'The other one.',
  },
  ko: {
    passedOver: (secret, other) =>
      `Certificate \`${other}\`도 시크릿 \`${secret}\`에 씁니다. cert-manager는 둘 가운데 하나만 발급하며 다른 하나는 Ready가 되지 않습니다.`,
    fought: (secret, other) =>
      `Certificate \`${other}\`도 시크릿 \`${secret}\`에 씁니다. 서로의 인증서를 덮어써 둘 다 계속 다시 발급됩니다.`,
    here: '다른 하나입니다.',
  },
};
