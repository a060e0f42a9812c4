import { issuerReferenceOf, whereIs } from '../../issuance/issuerReference.ts';
import { renamedOf } from '../../issuance/renamed.ts';
import { rewriteValue } from '../../issuance/shimObject.ts';
import { textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Points at an `issuerRef` or an issuer annotation with a name that no issuer of the workspace has, where the workspace has
 * issuers. Where one is named nearly so, it says which.
 *
 * ## Why it matters
 * A mistyped name passes the webhook and the API server. The request waits with `IssuerNotFound`, for ever or until
 * somebody makes such an issuer.
 *
 * ## When to allow it
 * Where the issuer is in the cluster already, or another repository brings it.
 *
 * ## References
 * - [Issuer](https://cert-manager.io/docs/configuration/)
 * - [Troubleshooting](https://cert-manager.io/docs/troubleshooting/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 작업 영역에 발급자가 있는데 그 가운데 없는 이름을 참조하는 `issuerRef`나 발급자 어노테이션을 알립니다. 비슷한 이름이 있으면 알려 줍니다.
 *
 * ## 왜 중요한가
 * 잘못 쓴 이름도 웹훅과 API 서버를 통과합니다. 요청은 누군가 그런 발급자를 만들 때까지 `IssuerNotFound`로 기다립니다.
 *
 * ## 허용해도 되는 경우
 * 발급자가 이미 클러스터에 있거나 다른 저장소에서 오는 경우입니다.
 *
 * ## 참고
 * - [발급자](https://cert-manager.io/docs/configuration/)
 * - [문제 해결](https://cert-manager.io/docs/troubleshooting/)
 */
export default defineRule({
  id: 'issuer-not-in-workspace',
  kinds: ['Certificate', 'CertificateRequest', 'Ingress', 'Gateway', 'ListenerSet'],
  scope: 'workspace',
  severity: 'info',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(resource, { locale, index }) {
    const reference = issuerReferenceOf(resource);
    if (!reference) return;
    const where = whereIs(reference, resource.namespace, index);
    if (where.state !== 'nowhere') return;
    const say = texts[locale];
    const { name, kind } = reference;
    const namespace = kind === 'Issuer' ? resource.namespace : undefined;
    // Another rule tells of these (`name-changed-by-kustomization`).
    if (renamedOf({ kind, namespace, name: name.value, role: 'refers' }, index)) return;
    const { meant } = where;
    const there = meant && textAt(meant.map, 'metadata.name');
    yield {
      at: name.span,
      message: say.nowhere(name.value, kind, there?.value),
      related: there ? [{ at: there.span, message: say.here, of: meant }] : [],
      fixes: () => {
        const edits = there && rewriteValue(name, there.value);
        return edits ? [{ title: say.use(there.value), safety: 'unsafe', edits }] : [];
      },
    };
  },
});

interface Say {
  readonly nowhere: (name: string, kind: string, meant: string | undefined) => string;
  readonly here: string;
  readonly use: (name: string) => string;
}

const texts: Texts<Say> = {
  en: {
    nowhere: (name, kind, meant) =>
      `No ${kind} of this workspace is named \`${name}\`${meant === undefined ? '' : `; there is \`${meant}\``}. Unless the cluster has it, the certificate waits with \`IssuerNotFound\`.`,
    here: 'It is named nearly so.',
    use: (name) => `Ask for ${name}`,
  },
  ko: {
    nowhere: (name, kind, meant) =>
      korean`이 작업 영역에는 이름이 \`${name}\`인 ${kind}이(가) 없습니다.${meant === undefined ? '' : korean` \`${meant}\`은(는) 있습니다.`} 클러스터에도 없으면 인증서가 \`IssuerNotFound\` 상태로 대기합니다.`,
    here: '이름이 비슷한 발급자입니다.',
    use: (name) => `${name} 참조하기`,
  },
};
