import { clusterIssuerKey, issuerGroupKey, issuerKey, issuerKindKey } from '../../issuance/annotations.ts';
import { annotation, lacksAnnotation } from '../../issuance/shimObject.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports `cert-manager.io/cluster-issuer` with the name of an Issuer, `cert-manager.io/issuer` with the name of a
 * ClusterIssuer or of an Issuer in another namespace, where those resources are in view and none fits.
 *
 * ## Why it matters
 * The Certificate is made, but its request waits with `IssuerNotFound` for ever. Issuer and ClusterIssuer are two kinds,
 * and an Issuer serves its own namespace only.
 *
 * ## When to allow it
 * Where an issuer of the right kind with the same name exists elsewhere.
 *
 * ## References
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 * - cert-manager issues 280, 3041, 3066
 */
/**
 * @lang ko
 * ## 하는 일
 * Issuer의 이름을 쓴 `cert-manager.io/cluster-issuer`, ClusterIssuer나 다른 네임스페이스 Issuer의 이름을 쓴
 * `cert-manager.io/issuer`를 알립니다. 해당 리소스가 보이고 맞는 것이 없을 때만 알립니다.
 *
 * ## 왜 중요한가
 * Certificate는 만들어지지만 요청은 `IssuerNotFound`로 끝없이 기다립니다. Issuer와 ClusterIssuer는 서로 다른 종류이고, Issuer는
 * 자기 네임스페이스에서만 쓰입니다.
 *
 * ## 허용해도 되는 경우
 * 같은 이름의 맞는 발급자가 다른 곳에 있는 경우입니다.
 *
 * ## 참고
 * - [Ingress 애노테이션](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 * - cert-manager 이슈 280, 3041, 3066
 */
export default defineRule({
  id: 'shim-issuer-of-other-kind',
  kinds: ['Ingress', 'Gateway', 'ListenerSet'],
  scope: 'workspace',
  severity: 'info',
  fixable: 'never',
  since: '0.1.0',
  *check({ map, namespace }, { locale, index }) {
    const say = texts[locale];
    const [issuer, cluster] = [annotation(map, issuerKey), annotation(map, clusterIssuerKey)];
    const found = issuer ?? cluster;
    if (!found || (issuer && cluster) || found.value === '') return;
    if (!lacksAnnotation(map, issuerKindKey) || !lacksAnnotation(map, issuerGroupKey)) return;
    // A name that a template makes may be any.
    const issuers = index.all('Issuer').filter(({ name }) => (name ?? found.value) === found.value);
    const clusterWide = index.all('ClusterIssuer').some(({ name }) => (name ?? found.value) === found.value);
    const near = issuers.some((other) => other.namespace === namespace);
    if (cluster && !clusterWide && near) {
      yield { at: found.key, message: say.isIssuer(found.value) };
    } else if (issuer && clusterWide && issuers.length === 0) {
      yield { at: found.key, message: say.isClusterIssuer(found.value) };
    } else if (issuer && !near && !clusterWide && namespace !== undefined) {
      const far = issuers.map((other) => other.namespace).find((other) => other !== undefined);
      if (far !== undefined && issuers.every((other) => other.namespace !== undefined))
        yield { at: found.span, message: say.isFar(found.value, far, namespace) };
    }
  },
});

interface Say {
  readonly isIssuer: (name: string) => string;
  readonly isClusterIssuer: (name: string) => string;
  readonly isFar: (name: string, far: string, here: string) => string;
}

const texts: Texts<Say> = {
  en: {
    isIssuer: (name) =>
      `\`${name}\` is an Issuer here, not a ClusterIssuer: the certificate would wait with \`IssuerNotFound\` for ever.`,
    isClusterIssuer: (name) =>
      `\`${name}\` is a ClusterIssuer here, not an Issuer: the certificate would wait with \`IssuerNotFound\` for ever.`,
    isFar: (name, far, here) =>
      `The Issuer \`${name}\` is in the namespace \`${far}\` and serves only that one, not \`${here}\`: the certificate would wait with \`IssuerNotFound\` for ever.`,
  },
  ko: {
    isIssuer: (name) =>
      `여기서 \`${name}\`은(는) ClusterIssuer가 아니라 Issuer입니다. 인증서가 \`IssuerNotFound\`로 끝없이 기다립니다.`,
    isClusterIssuer: (name) =>
      `여기서 \`${name}\`은(는) Issuer가 아니라 ClusterIssuer입니다. 인증서가 \`IssuerNotFound\`로 끝없이 기다립니다.`,
    isFar: (name, far, here) =>
      `Issuer \`${name}\`은(는) \`${far}\` 네임스페이스에 있어 \`${here}\`에서는 쓸 수 없습니다. 인증서가 \`IssuerNotFound\`로 끝없이 기다립니다.`,
  },
};
