import { isBefore } from '../../facts.ts';
import { nodeAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an Ingress of `extensions/v1beta1` or `networking.k8s.io/v1beta1`.
 *
 * ## Why it matters
 * Kubernetes serves neither since 1.22: `no matches for kind "Ingress"`. cert-manager reads `networking.k8s.io/v1`
 * alone since release 1.9. The version cannot just be overwritten: backends have another shape in v1, and `pathType` is
 * needed.
 *
 * ## When to allow it
 * With a Kubernetes of 1.21 or older.
 *
 * ## References
 * - [Deprecated API migration guide](https://kubernetes.io/docs/reference/using-api/deprecation-guide/#ingress-v122)
 */
/**
 * @lang ko
 * ## 하는 일
 * `extensions/v1beta1`이나 `networking.k8s.io/v1beta1`의 인그레스를 알립니다.
 *
 * ## 왜 중요한가
 * 쿠버네티스는 1.22부터 둘 다 제공하지 않습니다(`no matches for kind "Ingress"`). cert-manager는 1.9부터 `networking.k8s.io/v1`만
 * 읽습니다. v1에서는 백엔드의 모양이 다르고 `pathType`이 필요하므로 버전만 바꿔서는 안 됩니다.
 *
 * ## 허용해도 되는 경우
 * 쿠버네티스 1.21 이하를 쓰는 경우입니다.
 *
 * ## 참고
 * - [사용 중단된 API 마이그레이션](https://kubernetes.io/ko/docs/reference/using-api/deprecation-guide/)
 */
export default defineRule({
  id: 'ingress-api-removed',
  kinds: ['Ingress'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ apiVersion, map }, { locale, release }) {
    const at = nodeAt(map, 'apiVersion')?.span;
    if (!at || !/^(extensions|networking\.k8s\.io)\/v1beta1$/.test(apiVersion) || isBefore(release, '1.9'))
      return;
    yield { at, message: texts[locale].removed(apiVersion) };
  },
});

const texts: Texts<{ readonly removed: (version: string) => string }> = {
  en: {
    removed: (version) =>
      `Kubernetes serves no Ingress of \`${version}\` since 1.22, and refuses this one. Write it as \`networking.k8s.io/v1\`, with \`pathType\` and backends by \`service.name\` and \`service.port\`.`,
  },
  ko: {
    removed: (version) =>
      `쿠버네티스는 1.22부터 \`${version}\`의 인그레스를 제공하지 않으므로 거부합니다. \`networking.k8s.io/v1\`로 쓰고 \`pathType\`과 \`service.name\`, \`service.port\` 백엔드를 적으세요.`,
  },
};
