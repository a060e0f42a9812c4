import { acmeRequest } from '../../issuance/acmeRequest.ts';
import { shutOutFor } from '../../issuance/challengeParents.ts';
import { issuerReferenceOf } from '../../issuance/issuerReference.ts';
import { sayShutOut } from '../../issuance/showShutOut.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a Certificate, an Ingress or a Gateway whose HTTP-01 challenges shall come through a Gateway of the workspace that
 * does not take them: none of its HTTP listeners takes routes of the namespace, or one of the names. Also a Gateway that
 * asks for certificates, is itself where its challenges come through (since 1.20), and has no HTTP listener.
 *
 * ## Why it matters
 * The HTTPRoute of a challenge stands in the namespace of the Certificate, for a ClusterIssuer as well. A listener without
 * `allowedRoutes` takes routes of the Gateway's own namespace only, and one with `hostname` only names that fit. cert-manager
 * does not look: nothing answers the CA, and the challenge stays pending for ever.
 *
 * What is told at the issuer already (`http01-gateway-without-listener`) is not told again.
 *
 * ## When to allow it
 * Where something in front of the Gateway redirects port 80 to its HTTPS listeners.
 *
 * ## References
 * - [HTTP-01 Gateway API solver](https://cert-manager.io/docs/configuration/acme/http01/#configuring-the-http-01-gateway-api-solver)
 * - [Gateway API: cross-namespace routing](https://gateway-api.sigs.k8s.io/guides/multiple-ns/)
 */
/**
 * @lang ko
 * ## 하는 일
 * HTTP-01 챌린지가 작업 영역의 게이트웨이로 들어와야 하는데 그 게이트웨이가 받지 않는 Certificate, 인그레스, 게이트웨이를 알립니다. HTTP 리스너가
 * 모두 그 네임스페이스의 라우트나 이름을 받지 않는 경우입니다. 인증서를 요청하면서 스스로 챌린지의 통로가 되는데(1.20부터) HTTP 리스너가 없는
 * 게이트웨이도 알립니다.
 *
 * ## 왜 중요한가
 * 챌린지의 HTTPRoute는 ClusterIssuer라도 Certificate의 네임스페이스에 생깁니다. `allowedRoutes`가 없는 리스너는 게이트웨이와 같은
 * 네임스페이스의 라우트만 받고, `hostname`이 있는 리스너는 그에 맞는 이름만 받습니다. cert-manager는 이를 살피지 않습니다. 아무도 CA에
 * 응답하지 않아 챌린지가 계속 대기합니다.
 *
 * 발급자에서 이미 알린 것(`http01-gateway-without-listener`)은 다시 알리지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 게이트웨이 앞의 무언가가 80번 포트의 요청을 HTTPS 리스너로 넘기는 경우입니다.
 *
 * ## 참고
 * - [HTTP-01 게이트웨이 API 솔버](https://cert-manager.io/docs/configuration/acme/http01/#configuring-the-http-01-gateway-api-solver)
 * - [게이트웨이 API: 네임스페이스를 넘는 라우팅](https://gateway-api.sigs.k8s.io/guides/multiple-ns/)
 */
export default defineRule({
  id: 'http01-name-without-listener',
  kinds: ['Certificate', 'Ingress', 'Gateway'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(resource, { locale, index, clusterRelease }) {
    const request = acmeRequest(resource, index);
    const issuer = request && issuerReferenceOf(resource);
    if (!request || !issuer) return;
    const say = texts[locale];
    let told = false;
    for (const name of request.names) {
      const found = shutOutFor(name, request, resource, clusterRelease, index);
      // What is not about the name is said once.
      if (!found || (found.why !== 'hostname' && told)) continue;
      told ||= found.why !== 'hostname';
      const isOwn = found.gateway === resource;
      yield {
        at: isOwn ? found.at : found.why === 'hostname' ? name.at : issuer.name.span,
        message: say.shut(sayShutOut(found, locale)),
        related: isOwn ? [] : [{ at: found.at, of: found.gateway, message: say.here }],
      };
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
      `${why}: requests of the CA do not reach the solver, and the challenge stays pending for ever.`,
    here: 'The Gateway decides it here.',
  },
  ko: {
    shut: (why) => `${why}. CA의 요청이 솔버에 닿지 못해 챌린지가 계속 대기합니다.`,
    here: '게이트웨이의 이 부분이 정합니다.',
  },
};
