import { clusterIssuerKey, issuerGroupKey, issuerKey, issuerKindKey } from '../../issuance/annotations.ts';
import { annotation } from '../../issuance/shimObject.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports annotations from which cert-manager cannot tell the issuer: both `issuer` and `cluster-issuer`,
 * `cluster-issuer` along with `issuer-kind` or `issuer-group`, or an empty name.
 *
 * ## Why it matters
 * cert-manager refuses them with the event `BadConfig` and makes no Certificate.
 *
 * ## When to allow it
 * Never on an object that shall have a certificate.
 *
 * ## References
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 */
/**
 * @lang ko
 * ## 하는 일
 * cert-manager가 발급자를 정할 수 없는 어노테이션을 알립니다. `issuer`와 `cluster-issuer`를 함께 쓰거나, `cluster-issuer`를
 * `issuer-kind`나 `issuer-group`과 함께 쓰거나, 이름이 빈 경우입니다.
 *
 * ## 왜 중요한가
 * cert-manager는 `BadConfig` 이벤트를 남기며 거부하고 Certificate를 만들지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 인증서를 받아야 하는 객체에서는 없습니다.
 *
 * ## 참고
 * - [인그레스 어노테이션](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 */
export default defineRule({
  id: 'shim-issuer-ambiguous',
  kinds: ['Ingress', 'Gateway', 'ListenerSet'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const say = texts[locale];
    const [issuer, cluster] = [annotation(map, issuerKey), annotation(map, clusterIssuerKey)];
    if (issuer && cluster) {
      const [first, second] = issuer.key.start < cluster.key.start ? [issuer, cluster] : [cluster, issuer];
      yield { at: second.key, message: say.both, related: [{ at: first.key, message: say.here }] };
    }
    for (const key of cluster ? [issuerKindKey, issuerGroupKey] : []) {
      const found = annotation(map, key);
      if (found) yield { at: found.key, message: say.withCluster(key) };
    }
    if (issuer && cluster) return;
    for (const found of [issuer, cluster])
      if (found?.value === '') yield { at: found.span, message: say.empty };
  },
});

interface Say {
  readonly both: string;
  readonly here: string;
  readonly withCluster: (key: string) => string;
  readonly empty: string;
}

const outcome = {
  en: 'cert-manager emits `BadConfig` and makes no Certificate.',
  ko: 'cert-manager는 `BadConfig` 이벤트를 남기고 Certificate를 만들지 않습니다.',
};

const texts: Texts<Say> = {
  en: {
    both: `\`${issuerKey}\` and \`${clusterIssuerKey}\` exclude each other. ${outcome.en}`,
    here: 'The other issuer.',
    withCluster: (key) =>
      `\`${key}\` cannot stand beside \`${clusterIssuerKey}\`, which says the kind and the group already. ${outcome.en}`,
    empty: `The name of the issuer is empty. ${outcome.en}`,
  },
  ko: {
    both: korean`\`${issuerKey}\`과(와) \`${clusterIssuerKey}\`은(는) 함께 쓸 수 없습니다. ${outcome.ko}`,
    here: '다른 발급자입니다.',
    withCluster: (key) =>
      korean`\`${clusterIssuerKey}\`이(가) 종류와 그룹을 이미 정하므로 \`${key}\`을(를) 함께 쓸 수 없습니다. ${outcome.ko}`,
    empty: `발급자 이름이 비어 있습니다. ${outcome.ko}`,
  },
};
