import { isBefore } from '../../facts.ts';
import { solversOf } from '../../model/issuerTypes.ts';
import { lacks, mapAt, nodeAt } from '../../model/look.ts';
import { takenFrom } from '../../yaml/read.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an HTTP-01 `gatewayHTTPRoute` solver without `parentRefs`, for cert-manager 1.8 to 1.19. Later releases
 * let an annotation on the Certificate or Gateway name the parent instead.
 *
 * ## Why it matters
 * The admission webhook of these releases refuses the issuer: without a parent no Gateway would serve the route.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [HTTP-01 Gateway API solver](https://cert-manager.io/docs/configuration/acme/http01/#configuring-the-http-01-gateway-api-solver)
 * - cert-manager 1.8 to 1.19, `internal/apis/certmanager/validation/issuer.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * cert-manager 1.8부터 1.19까지에 대해 `parentRefs`가 없는 HTTP-01 `gatewayHTTPRoute` 솔버를 알립니다. 그 뒤의 릴리스에서는
 * Certificate나 게이트웨이의 어노테이션이 부모를 정할 수 있습니다.
 *
 * ## 왜 중요한가
 * 이 릴리스들의 어드미션 웹훅이 Issuer를 거부합니다. 부모가 없으면 어떤 게이트웨이도 라우트를 처리하지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [HTTP-01 게이트웨이 API 솔버](https://cert-manager.io/docs/configuration/acme/http01/#configuring-the-http-01-gateway-api-solver)
 * - cert-manager 1.8–1.19, `internal/apis/certmanager/validation/issuer.go`
 */
export default defineRule({
  id: 'http01-gateway-without-parent',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, release }) {
    if (isBefore(release, '1.8') || !isBefore(release, '1.20')) return;
    for (const { map } of solversOf(issuer)) {
      const gateway = mapAt(map, 'http01.gatewayHTTPRoute');
      if (!gateway) continue;
      const refs = nodeAt(gateway.value, 'parentRefs');
      const empty = refs?.value.type === 'list' && refs.value.certain && refs.value.items.length === 0;
      if (empty || lacks(gateway.value, 'parentRefs'))
        yield {
          at: refs?.key ?? takenFrom(gateway.value, ['parentRefs']) ?? gateway.key,
          message: texts[locale].none(release),
        };
    }
  },
});

const texts: Texts<{ readonly none: (release: string) => string }> = {
  en: {
    none: (release) =>
      `cert-manager ${release} needs at least one entry in \`parentRefs\`: the webhook refuses the issuer. Since 1.20 it may be left out.`,
  },
  ko: {
    none: (release) =>
      `cert-manager ${release}에서는 \`parentRefs\`에 항목이 하나 이상 필요하며 없으면 웹훅이 Issuer를 거부합니다. 1.20부터는 없어도 됩니다.`,
  },
};
