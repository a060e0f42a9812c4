import { issuerReferenceOf, whereIs } from '../../issuance/issuerReference.ts';
import { textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a Certificate, CertificateRequest, Ingress, Gateway or ListenerSet that asks for an Issuer which is there in
 * other namespaces only. Both namespaces must be written.
 *
 * ## Why it matters
 * An Issuer serves its own namespace. A reference has no namespace, so that nothing can name an Issuer elsewhere: the
 * request waits with `IssuerNotFound` for ever.
 *
 * ## When to allow it
 * Where an Issuer of this name comes into the namespace from somewhere else.
 *
 * ## References
 * - [Issuer](https://cert-manager.io/docs/configuration/)
 * - cert-manager issues 280, 3041
 */
/**
 * @lang ko
 * ## 하는 일
 * 다른 네임스페이스에만 있는 Issuer를 참조하는 Certificate, CertificateRequest, 인그레스, 게이트웨이, ListenerSet을 알립니다. 두
 * 네임스페이스가 모두 적혀 있을 때만 알립니다.
 *
 * ## 왜 중요한가
 * Issuer는 자기 네임스페이스에서만 쓰입니다. 참조에는 네임스페이스가 없어 다른 곳의 Issuer를 가리킬 수 없으므로 요청은 `IssuerNotFound`로
 * 끝없이 기다립니다.
 *
 * ## 허용해도 되는 경우
 * 이 이름의 Issuer가 다른 경로로 그 네임스페이스에 들어오는 경우입니다.
 *
 * ## 참고
 * - [발급자](https://cert-manager.io/docs/configuration/)
 * - cert-manager 이슈 280, 3041
 */
export default defineRule({
  id: 'issuer-in-other-namespace',
  kinds: ['Certificate', 'CertificateRequest', 'Ingress', 'Gateway', 'ListenerSet'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(resource, { locale, index, edit }) {
    const reference = issuerReferenceOf(resource);
    if (!reference || resource.namespace === undefined) return;
    const where = whereIs(reference, resource.namespace, index);
    if (where.state !== 'other-namespace') return;
    const say = texts[locale];
    const { issuer, namespace, clusterIssuer } = where;
    const there = textAt(issuer.map, 'metadata.namespace');
    yield {
      at: reference.name.span,
      message: say.far(reference.name.value, namespace, resource.namespace),
      related: there ? [{ at: there.span, message: say.here, of: issuer }] : [],
      fixes: () => {
        const edits = clusterIssuer && reference.withKind('ClusterIssuer', edit);
        return edits ? [{ title: say.ask, safety: 'unsafe', edits }] : [];
      },
    };
  },
});

interface Say {
  readonly far: (name: string, far: string, here: string) => string;
  readonly here: string;
  readonly ask: string;
}

const texts: Texts<Say> = {
  en: {
    far: (name, far, here) =>
      `The Issuer \`${name}\` is in the namespace \`${far}\` and serves only that one, not \`${here}\`: the certificate waits with \`IssuerNotFound\` for ever.`,
    here: 'The Issuer is in this namespace.',
    ask: 'Ask for the ClusterIssuer of that name',
  },
  ko: {
    far: (name, far, here) =>
      korean`Issuer \`${name}\`은(는) \`${far}\` 네임스페이스에 있어 \`${here}\`에서는 쓸 수 없습니다. 인증서가 \`IssuerNotFound\` 상태로 계속 대기합니다.`,
    here: 'Issuer가 있는 네임스페이스입니다.',
    ask: '같은 이름의 ClusterIssuer 참조하기',
  },
};
