import { issuerReferenceOf, whereIs } from '../../issuance/issuerReference.ts';
import type { Issuer } from '../../model/issuer.ts';
import { textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Related, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a Certificate, CertificateRequest, Ingress, Gateway or ListenerSet that asks for an Issuer where only a
 * ClusterIssuer has that name, or the other way round. Without `kind`, an `issuerRef` means an Issuer.
 *
 * ## Why it matters
 * Issuer and ClusterIssuer are two kinds. cert-manager looks for the one that is asked for and no other: the request waits
 * with `IssuerNotFound` for ever, and neither webhook nor API server object.
 *
 * ## When to allow it
 * Where an issuer of the right kind with the same name comes from somewhere else.
 *
 * ## References
 * - [Issuer](https://cert-manager.io/docs/configuration/)
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 * - cert-manager issues 280, 462, 3041, 3066, 3414
 */
/**
 * @lang ko
 * ## 하는 일
 * ClusterIssuer만 가진 이름을 Issuer로, 또는 Issuer만 가진 이름을 ClusterIssuer로 참조하는 Certificate, CertificateRequest, 인그레스,
 * 게이트웨이, ListenerSet을 알립니다. `issuerRef`에 `kind`가 없으면 Issuer를 뜻합니다.
 *
 * ## 왜 중요한가
 * Issuer와 ClusterIssuer는 서로 다른 종류입니다. cert-manager는 참조한 종류만 찾으므로 요청은 `IssuerNotFound`로 끝없이 기다리며, 웹훅도
 * API 서버도 아무 말을 하지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 같은 이름의 맞는 발급자가 다른 곳에서 오는 경우입니다.
 *
 * ## 참고
 * - [발급자](https://cert-manager.io/docs/configuration/)
 * - [인그레스 어노테이션](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 * - cert-manager 이슈 280, 462, 3041, 3066, 3414
 */
export default defineRule({
  id: 'issuer-of-other-kind',
  kinds: ['Certificate', 'CertificateRequest', 'Ingress', 'Gateway', 'ListenerSet'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(resource, { locale, index, edit }) {
    const reference = issuerReferenceOf(resource);
    if (!reference) return;
    const where = whereIs(reference, resource.namespace, index);
    if (where.state !== 'other-kind') return;
    const say = texts[locale];
    const { kind } = where.issuer;
    // Before all files are read, and for an Issuer that only its namespace leads to, somebody must look.
    const safety = index.complete && kind === 'ClusterIssuer' ? 'safe' : 'unsafe';
    yield {
      at: reference.kindAt ?? reference.name.span,
      message: say.other(reference.name.value, kind, reference.kind),
      related: placeOf(where.issuer, say.here(kind)),
      fixes: () => {
        const edits = reference.withKind(kind, edit);
        return edits ? [{ title: say.ask(kind), safety, edits }] : [];
      },
    };
  },
});

function placeOf(issuer: Issuer, message: string): readonly Related[] {
  const name = textAt(issuer.map, 'metadata.name');
  return name ? [{ at: name.span, message, of: issuer }] : [];
}

interface Say {
  readonly other: (name: string, is: string, asked: string) => string;
  readonly here: (kind: string) => string;
  readonly ask: (kind: string) => string;
}

const texts: Texts<Say> = {
  en: {
    other: (name, is, asked) =>
      `\`${name}\` is ${a(is)}, and ${a(asked)} is asked for here: the certificate waits with \`IssuerNotFound\` for ever.`,
    here: (kind) => `The ${kind}.`,
    ask: (kind) => `Ask for the ${kind}`,
  },
  ko: {
    other: (name, is, asked) =>
      korean`\`${name}\`은(는) ${is}인데 여기서는 ${asked}을(를) 참조합니다. 인증서가 \`IssuerNotFound\` 상태로 계속 대기합니다.`,
    here: (kind) => `해당 ${kind}입니다.`,
    ask: (kind) => `${kind} 참조하기`,
  },
};

function a(kind: string): string {
  return kind === 'Issuer' ? 'an Issuer' : `a ${kind}`;
}
