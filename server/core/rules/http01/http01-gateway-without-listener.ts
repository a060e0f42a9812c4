import { parentRefsOf, shutOutForAll } from '../../issuance/challengeParents.ts';
import { sayShutOut } from '../../issuance/showShutOut.ts';
import { solversOf } from '../../model/issuerTypes.ts';
import { itemsAt, textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports the `parentRefs` of an HTTP-01 solver with `gatewayHTTPRoute` where the Gateway stands in the workspace and no
 * challenge can come through it: it has no listener of the name or port that is asked for, none of the protocol HTTP, or,
 * for an Issuer, none that takes routes of its namespace. Of several parents each must be such.
 *
 * ## Why it matters
 * The CA asks `http://<name>/.well-known/acme-challenge/…` on port 80. cert-manager makes an HTTPRoute in the namespace of the
 * Certificate and does not look at the listeners of its parent: where none takes the route, nothing answers, the self check
 * fails for ever, and nobody says why. Without `allowedRoutes` a listener takes routes of the Gateway's own namespace only.
 *
 * Nothing is said of the port of an HTTP listener (load balancers map port 80 to others), of Gateways that ListenerSets may
 * extend, and of what a template decides.
 *
 * ## When to allow it
 * Where something in front of the Gateway redirects port 80 to its HTTPS listeners.
 *
 * ## References
 * - [HTTP-01 Gateway API solver](https://cert-manager.io/docs/configuration/acme/http01/#configuring-the-http-01-gateway-api-solver)
 * - [Gateway API: cross-namespace routing](https://gateway-api.sigs.k8s.io/guides/multiple-ns/)
 * - cert-manager 1.21, `pkg/issuer/acme/http/httproute.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 작업 영역에 있는 게이트웨이로 챌린지가 들어올 수 없는데 이를 가리키는 HTTP-01 `gatewayHTTPRoute` 솔버의 `parentRefs`를 알립니다. 찾는
 * 이름이나 포트의 리스너가 없거나, HTTP 프로토콜 리스너가 없거나, Issuer의 네임스페이스에서 오는 라우트를 받는 리스너가 없는 경우입니다. 부모가
 * 여럿이면 모두 그럴 때만 알립니다.
 *
 * ## 왜 중요한가
 * CA는 80번 포트로 `http://<이름>/.well-known/acme-challenge/…`를 요청합니다. cert-manager는 Certificate의 네임스페이스에 HTTPRoute를
 * 만들 뿐 부모의 리스너는 살피지 않습니다. 라우트를 받는 리스너가 없으면 아무도 응답하지 않아 자체 점검이 끝없이 실패하고, 아무도 까닭을 알려
 * 주지 않습니다. `allowedRoutes`가 없는 리스너는 게이트웨이와 같은 네임스페이스의 라우트만 받습니다.
 *
 * HTTP 리스너의 포트(로드 밸런서가 80번을 다른 포트로 넘길 수 있음), ListenerSet이 더해질 수 있는 게이트웨이, 템플릿이 정하는 부분은 알리지
 * 않습니다.
 *
 * ## 허용해도 되는 경우
 * 게이트웨이 앞의 무언가가 80번 포트의 요청을 HTTPS 리스너로 넘기는 경우입니다.
 *
 * ## 참고
 * - [HTTP-01 게이트웨이 API 솔버](https://cert-manager.io/docs/configuration/acme/http01/#configuring-the-http-01-gateway-api-solver)
 * - [게이트웨이 API: 네임스페이스를 넘는 라우팅](https://gateway-api.sigs.k8s.io/guides/multiple-ns/)
 * - cert-manager 1.21, `pkg/issuer/acme/http/httproute.go`
 */
export default defineRule({
  id: 'http01-gateway-without-listener',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, index, release }) {
    const say = texts[locale];
    for (const { map } of solversOf(issuer)) {
      if (!parentRefsOf(map)?.length) continue;
      const all = shutOutForAll(issuer, map, release, index);
      for (const [i, { node }] of itemsAt(map, 'http01.gatewayHTTPRoute.parentRefs').entries()) {
        const name = node.type === 'map' ? textAt(node, 'name') : undefined;
        const one = all[i];
        if (!name || !one) continue;
        yield {
          at: name.span,
          message: say.shut(sayShutOut(one, locale)),
          related: [{ at: one.at, of: one.gateway, message: say.here }],
        };
      }
    }
  },
});

interface Say {
  readonly shut: (why: string) => string;
  readonly here: string;
}

const texts: Texts<Say> = {
  en: {
    shut: (why) =>
      `${why}: requests of the CA do not reach the solver, and challenges stay pending for ever.`,
    here: 'The Gateway decides it here.',
  },
  ko: {
    shut: (why) => `${why}. CA의 요청이 솔버에 닿지 못해 챌린지가 계속 대기합니다.`,
    here: '게이트웨이의 이 부분이 정합니다.',
  },
};
